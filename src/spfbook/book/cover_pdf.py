"""A document as PDF/UA-1, by Typst: its words go in as data and never as markup."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from spfbook.book.pdf import ASSETS, STANDARD
from spfbook.book.pdf_glyphs import fallback_fonts, spell_out
from spfbook.book.pdf_tags import finish
from spfbook.documents import Block, Document, Field, Heading, Items, Line, Paragraph, Table
from spfbook.errors import BuildError
from spfbook.paths import FONTS


def pdf_bytes(document: Document) -> bytes:
    """Raises `BuildError` with Typst's own words."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return finish(_compiled(document, wide=False), [True for _ in tables])


def most_sides(document: Document) -> int:
    """On how many sides of A4 it goes at most, as PDF or in Word.

    Word's Arial is not ours to ship: a wider font, set as Word sets it, gives no fewer sides.
    """
    import pikepdf

    with pikepdf.open(BytesIO(_compiled(document, wide=True))) as found:
        return len(found.pages)


def _compiled(document: Document, *, wide: bool) -> bytes:
    import typst

    day, data = document.dated, json.dumps(_as_data(document, wide), ensure_ascii=False)
    try:
        return typst.compile(
            (ASSETS / "cover.typ").read_bytes(),
            root=ASSETS,
            font_paths=[FONTS, fallback_fonts()],
            ignore_system_fonts=True,
            sys_inputs={"document": spell_out(data)},
            pdf_standards=STANDARD,
            timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as error:
        said = getattr(error, "message", error)
        raise BuildError(f"the cover report could not be made: {said}") from error


def _as_data(document: Document, wide: bool) -> dict[str, Any]:
    day = document.dated
    return {
        "title": document.title,
        "author": document.author,
        "language": document.language,
        "footer": document.footer,
        "dated": {"year": day.year, "month": day.month, "day": day.day},
        "blocks": [_block(block) for block in document.blocks],
        "wide": wide,
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"is": "heading", "text": text, "level": level}
        case Paragraph(line=line):
            return {"is": "paragraph", "line": _line(line)}
        case Field(label=label, line=line):
            return {"is": "field", "label": label, "line": _line(line)}
        case Items(lines=lines, is_numbered=is_numbered):
            shown = [_line(line) for line in lines]
            return {"is": "items", "lines": shown, "numbered": is_numbered}
        case Table():
            return {"is": "table", "whole": block.is_whole, **vars(block)}


def _line(line: Line) -> list[dict[str, str]]:
    return [{"text": run.text, "kind": run.kind.value} for run in line]
