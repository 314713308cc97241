"""The book as one PDF: Sphinx's single page, through Pandoc and Typst, to PDF/UA-1.

No TeX, no browser, no font or program of the system, no network: both tools are wheels. The
same pages and details give the same bytes. Why so: docs/adr/0004-pdf-by-pandoc-and-typst.md.
"""

from __future__ import annotations

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from spfbook.book.pdf_article import clean_pages, read_article
from spfbook.book.pdf_glyphs import fallback_fonts, spell_out
from spfbook.errors import BuildError
from spfbook.paths import FONTS

ASSETS = Path(__file__).parent / "pdf_assets"
STANDARD = "ua-1"
"""Typst refuses to write the file when a picture has no alt text or a heading is skipped."""
PANDOC = ["--from=html-auto_identifiers-smart", "--to=typst-smart", "--wrap=none", "--sandbox"]


@dataclass(frozen=True)
class PdfDetails:
    """What the cover and the running header say; nothing else in the PDF depends on it."""

    title: str
    subtitle: str
    """The period in words: "July to September 2021"."""
    council: str
    edition: str
    as_at: date
    """Also the date inside the file, so that a build on another day gives the same bytes."""
    meeting: str | None = None
    """The meeting and its date in words; the cover leaves the line out when there is none."""
    status: str = "Draft"
    warning: str | None = None
    """Shown on the cover and on every page: "Contains illustrative figures"."""
    language: str = "en-GB"


def write_pdf(singlehtml: Path, out: Path, details: PdfDetails) -> None:
    """Write the book in `singlehtml` (the folder holding its index.html) to `out`.

    Raises BuildError, and leaves what was at `out` alone, when a page, a picture or an alt text
    is missing or a tool refuses the text.
    """
    pages = clean_pages(read_article(singlehtml), singlehtml)
    if len(pages) > 1:  # the summary of a whole book, not the page of one theme by itself
        pages[0] = f'<div class="one-sheet">{pages[0]}</div>'
    body = to_typst(pages)
    pdf = compile_pdf(body, singlehtml, details)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    part.write_bytes(pdf)
    os.replace(part, out)


def to_typst(pages: list[str]) -> str:
    """HTML pages as one Typst text; Pandoc runs once for each processor, on a share of them."""
    shares = _even_shares([spell_out(page) for page in pages], os.cpu_count() or 1)
    with ThreadPoolExecutor(max_workers=len(shares)) as pool:
        return "\n\n".join(pool.map(_run_pandoc, shares))


def compile_pdf(body: str, root: Path, details: PdfDetails) -> bytes:
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
            sys_inputs={"details": _as_json(details)},
            pdf_standards=STANDARD,
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as error:
        raise BuildError(f"the PDF could not be made: {_sentence(error)}") from error


def _run_pandoc(html: str) -> str:
    """Raises BuildError with Pandoc's own words."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), *PANDOC, f"--lua-filter={ASSETS / 'filter.lua'}"]
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise BuildError(f"the PDF could not be made: Pandoc says {said}")
    text = done.stdout.decode().replace("\r\n", "\n")
    return text.replace("align(center)[#table(", "align(start)[#table(")


def _even_shares(pages: list[str], count: int) -> list[str]:
    """`pages` in order, joined into at most `count` runs of about the same length."""
    whole, shares, done = sum(map(len, pages)), [""], 0
    for page in pages:
        if done >= whole * len(shares) / count:
            shares.append("")
        shares[-1] += page
        done += len(page)
    return shares


def _as_json(details: PdfDetails) -> str:
    day = details.as_at
    as_at = {"year": day.year, "month": day.month, "day": day.day}
    return json.dumps({**vars(details), "as_at": as_at})


def _sentence(error: Exception) -> str:
    """Typst's message with its hints and the line of text it stumbled over."""
    hints = "; ".join(getattr(error, "hints", []))
    return f"{getattr(error, 'message', error)}{f' ({hints})' if hints else ''}"
