"""Executed pages → HTML and PDF, the one made while the other is: a page becomes a piece of the
PDF as soon as Sphinx has written it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from subprocess import Popen
from typing import TYPE_CHECKING

from spfbook.book.articles import Article, read_article
from spfbook.book.contents import reading_order
from spfbook.book.pdf_packs import packs_of
from spfbook.book.plan import ON_THE_WEB_ONLY, Plan
from spfbook.book.render import render
from spfbook.book.sphinx_process import ARTICLES

if TYPE_CHECKING:
    from spfbook.book.pdf_details import PdfDetails
    from spfbook.book.pdf_pieces import Piece

PRINT = "print"
"""The folder, below the one of work, in which Typst finds the pictures."""


def compile_pages(
    plan: Plan,
    pages: Path,
    work: Path,
    started: Popen[bytes] | None = None,
    *,
    pdf: bool = True,
    progress: Callable[[int], None] = lambda _: None,
) -> dict[str, Piece]:
    """Write the HTML of `pages` to `work / HTML`; returns the pieces of the PDF, where one is to
    be made. `progress` is told how many pages are done. Raises what `render` and `make_pieces` do.
    """
    printed = set(_printed(plan)) if pdf else set()
    depths = reading_order(plan)

    def articles() -> Iterator[Article]:
        with closing(render(pages, work, started)) as compiled:
            for number, name in enumerate(compiled, start=1):
                progress(number)
                if name in printed:
                    yield read_article(work / ARTICLES, name, depths[name])

    if not pdf:
        for _ in articles():
            pass
        return {}
    # Only here: the page of a theme on the screen does without what takes long to load.
    from spfbook.book.pdf_pieces import make_pieces

    return make_pieces(articles(), work / PRINT)


def print_pages(
    plan: Plan, pieces: dict[str, Piece], work: Path, out: Path, details: PdfDetails
) -> list[Path]:
    """The PDF of the edition at `out`; returns those of its packs. Raises what `write_pdf` does."""
    from spfbook.book.pdf import write_pdf

    return write_pdf(pieces, work / PRINT, out, details, _printed(plan), packs_of(plan))


def _printed(plan: Plan) -> list[str]:
    """The pages that the PDF of the whole holds, in order."""
    return [name for name in reading_order(plan) if name not in ON_THE_WEB_ONLY]
