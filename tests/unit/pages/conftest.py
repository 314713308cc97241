"""Whole editions to make pages from: the invented council's, and our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from second_framework import REPOSITORY

from spfbook.notebook import book_page
from spfbook.pages.book_pages import BookPage
from spfbook.pages.view import View
from spfbook.paths import ROOT_VARIABLE


def opened(root: Path, edition: str) -> BookPage:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(root))
        return book_page(edition)


@pytest.fixture(scope="session")
def book() -> BookPage:
    """The invented council's edition: some figures published, some made up."""
    return opened(REPOSITORY / "tests" / "files" / "good", "2021-22-q4")


@pytest.fixture(scope="session")
def view(book: BookPage) -> View:
    return book.view


@pytest.fixture(scope="session")
def our_book() -> BookPage:
    """Our own edition of published statistics."""
    return opened(REPOSITORY, "2021-22-q4")


@pytest.fixture(scope="session")
def our_view(our_book: BookPage) -> View:
    return our_book.view


@pytest.fixture(scope="session")
def illustrative_book() -> BookPage:
    """Our own edition with illustrative returns."""
    return opened(REPOSITORY, "2021-22-q4-illustrative")
