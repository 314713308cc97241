"""Articles → pieces of the PDF: each page's text for Typst, made while Sphinx writes the next."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from spfbook.book.articles import Article
from spfbook.book.pdf_article import PICTURES, CleanPage, clean_page
from spfbook.book.pdf_pandoc import to_typst
from spfbook.book.pdf_pictures import copy_for_print
from spfbook.errors import BuildError, Problem

ENOUGH = 120_000
"""Letters of HTML for which it pays to start Pandoc."""


@dataclass(frozen=True)
class Piece:
    """A page ready for Typst."""

    page: CleanPage
    text: str


def make_pieces(articles: Iterable[Article], root: Path) -> dict[str, Piece]:
    """The pieces by the names of their pages; their pictures go into the folder `root / PICTURES`.

    Raises BuildError with every picture of every page that has no alt text or no file, or with
    Pandoc's own words.
    """
    (root / PICTURES).mkdir(parents=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [(pages, pool.submit(to_typst, [page.html for page in pages]))
                for pages in _batches(_cleaned(articles, root))]  # fmt: skip
        return {
            page.name: Piece(page, text)
            for pages, run in runs for page, text in zip(pages, run.result(), strict=True)
        }  # fmt: skip


def _cleaned(articles: Iterable[Article], root: Path) -> Iterator[CleanPage]:
    problems: list[Problem] = []
    for article in articles:
        try:
            page = clean_page(article)
        except BuildError as found:
            problems += found.problems
            continue
        for name, file in page.pictures.items():
            if not (to := root / PICTURES / name).exists():
                copy_for_print(file, to)
        yield page
    if problems:
        raise BuildError(problems)


def _batches(pages: Iterable[CleanPage]) -> Iterator[list[CleanPage]]:
    batch: list[CleanPage] = []
    for page in pages:
        batch.append(page)
        if sum(len(each.html) for each in batch) >= ENOUGH:
            yield batch
            batch = []
    if batch:
        yield batch
