"""The book as PDF: the pages' articles, through Pandoc and Typst, to PDF/UA-1.

No TeX, no browser, no font or program of the system, no network: all tools are wheels. The
same pages and details give the same bytes. Why so: docs/adr/0004-pdf-by-pandoc-and-typst.md.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from spfbook.book.pdf_details import PdfDetails
from spfbook.book.pdf_glyphs import fallback_fonts
from spfbook.book.pdf_packs import PACKS, Pack
from spfbook.book.pdf_pieces import Piece
from spfbook.book.pdf_tags import finish
from spfbook.errors import BuildError
from spfbook.paths import FONTS

ASSETS = Path(__file__).parent / "pdf_assets"
STANDARD = "ua-1"
"""Typst refuses to write the file when a picture has no alt text or a heading is skipped."""


@dataclass(frozen=True)
class Extent:
    """How much of the book a PDF holds; the template asks."""

    about: str = ""
    """What part it is; empty for the whole."""
    contents: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    """What links can lead to, and the label that stands there; a link to anything else is plain
    text."""
    rise: int = 0
    """By how many levels its headings move up, so that the first is of level 1."""


def write_pdf(
    pieces: Mapping[str, Piece],
    root: Path,
    out: Path,
    details: PdfDetails,
    whole: Sequence[str],
    packs: Sequence[Pack] = (),
) -> list[Path]:
    """Write the book to `out`: of `pieces`, whose pictures stand below `root`, those of the pages
    named in `whole`, in that order.

    Each of `packs` becomes a file in the folder `PACKS` beside `out`; a link in it to a page that
    it does not hold is plain text. Returns the files of the packs. Raises BuildError, and leaves
    what was at `out` alone, when a tool refuses the text.
    """
    wanted = {out: _Wanted([pieces[name] for name in whole])}
    for pack in packs:
        held = [pieces[name] for name in pack.pages]
        wanted[out.parent / PACKS / f"{pack.name}.pdf"] = _Wanted(held, pack.about)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = list(pool.map(lambda each: _make(each, root, details), wanted.values()))
    for path, pdf in zip(wanted, made, strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_bytes(pdf)
        os.replace(part, path)
    return list(wanted)[1:]


@dataclass(frozen=True)
class _Wanted:
    pieces: Sequence[Piece]
    about: str = ""


def _make(wanted: _Wanted, root: Path, details: PdfDetails) -> bytes:
    pages = [piece.page for piece in wanted.pieces]
    extent = Extent(
        wanted.about,
        contents=len(pages) > 1,
        labels={address: label for page in pages for address, label in page.labels.items()},
        rise=pages[0].level - 1,
    )
    texts = [piece.text for piece in wanted.pieces]
    if pages[0].is_front and len(pages) > 1:  # the summary, not the page of one theme by itself
        texts[0] = f"#one-sheet[\n{texts[0]}\n]"
    pdf = compile_pdf("\n\n".join(texts), root, details, extent)
    return finish(pdf, [heads for page in pages for heads in page.tables])


def compile_pdf(body: str, root: Path, details: PdfDetails, extent: Extent | None = None) -> bytes:
    """The bytes of the PDF of Typst text `body`, whose pictures stand below `root`."""
    import typst

    template = (ASSETS / "template.typ").read_text(encoding="utf-8")
    moment = datetime(details.as_at.year, details.as_at.month, details.as_at.day, tzinfo=UTC)
    try:
        return typst.compile(
            (template + body).encode(),
            root=root,
            font_paths=[FONTS, fallback_fonts()],
            ignore_system_fonts=True,
            sys_inputs={"details": _as_json(details, extent or Extent())},
            pdf_standards=STANDARD,
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as error:
        raise BuildError(f"the PDF could not be made: {_sentence(error)}") from error


def _as_json(details: PdfDetails, extent: Extent) -> str:
    day = details.as_at
    as_at = {"year": day.year, "month": day.month, "day": day.day}
    return json.dumps({**vars(details), **vars(extent), "as_at": as_at})


def _sentence(error: Exception) -> str:
    """Typst's message with its hints and the line of text it stumbled over."""
    hints = "; ".join(getattr(error, "hints", []))
    return f"{getattr(error, 'message', error)}{f' ({hints})' if hints else ''}"
