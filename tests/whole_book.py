"""All the pages of one edition besides those of priorities and themes, opened for a test."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook import notebook
from spfbook.pages.front_page import FrontPage
from spfbook.pages.overview_page import OverviewPage
from spfbook.pages.sources_page import SourcesPage
from spfbook.pages.versions_page import VersionsPage
from spfbook.pages.view import View


@dataclass(frozen=True)
class Book:
    front: FrontPage
    overview: OverviewPage
    sources: SourcesPage
    versions: VersionsPage

    @property
    def view(self) -> View:
        return self.front.view


def open_book(edition: str) -> Book:
    front = notebook.front_page(edition)
    return Book(
        front,
        OverviewPage(front.view),
        notebook.sources_page(edition),
        notebook.versions_page(edition),
    )
