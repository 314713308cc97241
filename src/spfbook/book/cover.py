"""The cover report as files: Word and PDF of one document, on at most four sides of A4."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from spfbook.book.cover_docx import docx_bytes
from spfbook.book.cover_pdf import most_sides, pdf_bytes
from spfbook.book.pdf_packs import PACKS, packs_of
from spfbook.book.plan import Plan
from spfbook.documents import Appendix, Document
from spfbook.errors import BuildError

NAME = "cover-report"
MOST_SIDES = 4
"""Of A4, as committees ask for (REPORT 3: Brighton's rule)."""
LENGTHS = (10, 7, 5, 3, 2, 1)
"""How many things its lists may name at most: the first that goes on four sides is taken."""

Make = Callable[[int], Document]
"""Makes the document with lists of at most so many things."""


@dataclass(frozen=True)
class CoverFiles:
    word: Path
    pdf: Path
    document: Document


def write_cover(make: Make, folder: Path) -> CoverFiles:
    """Write both files to `folder`. Raises `BuildError` where even the shortest is too long."""
    document = fitted(make)
    files = CoverFiles(folder / f"{NAME}.docx", folder / f"{NAME}.pdf", document)
    contents = {files.word: docx_bytes(document), files.pdf: pdf_bytes(document)}
    folder.mkdir(parents=True, exist_ok=True)
    for path, held in contents.items():
        part = path.with_name(path.name + ".part")
        part.write_bytes(held)
        os.replace(part, path)
    return files


def appendices(plan: Plan, folder: Path) -> list[Appendix]:
    """The PDF of the whole report and those of its parts, with their sizes as far as they lie in
    `folder`."""
    edition = plan.edition.id
    files = {f"{edition}.pdf": "The whole report"}
    files |= {f"{PACKS}/{pack.name}.pdf": pack.about for pack in packs_of(plan)}
    return [
        Appendix(Path(name).name, title, _size(folder / name)) for name, title in files.items()
    ]


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def fitted(make: Make) -> Document:
    """The document with the longest lists that go on four sides."""
    for most in LENGTHS:
        document = make(most)
        found = most_sides(document)
        if found <= MOST_SIDES:
            return document
    raise BuildError(
        f"the cover report has {found} sides with its lists at their shortest, and at most "
        f"{MOST_SIDES} are allowed; shorten `cover` or `decisions` in the edition's file"
    )
