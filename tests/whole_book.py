"""All the pages of one edition besides those of priorities and themes, opened for a test."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from spfbook import notebook
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Priority
from spfbook.opening import open_edition
from spfbook.pages.deliverables_page import DeliverablesPage
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import FrontPage
from spfbook.pages.golden_thread_page import GoldenThreadPage
from spfbook.pages.overview_page import OverviewPage
from spfbook.pages.portfolio_page import PortfolioPage
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.sources_page import SourcesPage
from spfbook.pages.versions_page import VersionsPage
from spfbook.pages.view import View
from spfbook.paths import ROOT_VARIABLE


@dataclass(frozen=True)
class Book:
    edition: Edition
    overview: OverviewPage
    sources: SourcesPage
    versions: VersionsPage

    @property
    def editions(self) -> Editions:
        return self.overview.editions

    @property
    def view(self) -> View:
        return self.overview.view

    @property
    def front(self) -> FrontPage:
        return FrontPage(self.editions, self.edition)

    @property
    def deliverables(self) -> DeliverablesPage:
        return DeliverablesPage(self.editions)

    @property
    def thread(self) -> GoldenThreadPage:
        return GoldenThreadPage(self.view)

    def portfolio(self, member: str) -> PortfolioPage:
        return PortfolioPage(self.editions, self.overview.portfolios, member)

    def priority(self, priority: Priority) -> PriorityPage:
        return PriorityPage(self.editions, priority)


def opened(root: Path, edition: str) -> Book:
    """The edition of the repository in `root`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(root))
        return open_book(edition)


def open_book(edition: str) -> Book:
    return Book(
        open_edition(edition).edition,
        notebook.overview_page(edition),
        notebook.sources_page(edition),
        notebook.versions_page(edition),
    )
