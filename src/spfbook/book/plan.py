"""The plan of a book: every page with its notebook, its resolved parameters and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spfbook.framework.edition import Edition, Settings
from spfbook.framework.framework import Framework, Priority, Theme
from spfbook.framework.observations import Observations
from spfbook.framework.portfolios import NOBODY, Portfolios


@dataclass(frozen=True)
class Page:
    """One notebook to run for an edition."""

    name: str
    """Where it stands in the book, without an ending: `prevention/schools`."""
    title: str
    notebook: str
    """Its file below the repository's root."""
    parameters: Mapping[str, Any]
    """Flat and complete: what the notebook's parameters cell must name, all of it."""
    sections: tuple[tuple[str, str], ...] = field(default=())
    """Indicators that get a section of their own: id and name, in order."""
    anchor: str = ""
    """What other pages' links call it."""
    part: str = ""
    """The part of the contents that lists it; none for the front page."""
    below: str = ""
    """The page it is a section of in the contents."""


@dataclass(frozen=True)
class Plan:
    """All the pages of one edition, in the order of the contents."""

    edition: Edition
    framework: Framework
    pages: tuple[Page, ...]

    def only(self, theme: str) -> Plan:
        """The plan with just the page of `theme` (an id, or `priority/theme`)."""
        themes = [p for p in self.pages if p.anchor.startswith("theme-")]
        kept = tuple(p for p in themes if theme in (p.name, p.name.split("/")[-1]))
        return Plan(self.edition, self.framework, kept)


FRONT = "index"
REPORT, MEMBERS, PRIORITIES = "This report", "Cabinet members", "Priorities"
PLAN, ABOUT = "The plan", "About this report"
PARTS = (REPORT, MEMBERS, PRIORITIES, PLAN, ABOUT)
"""The parts of the contents, in order."""
BOOK_PAGES = {
    FRONT: ("Summary", ""),
    "overview": ("The whole plan at a glance", REPORT),
    "changes": ("Changes for approval", REPORT),
    "comparison": ("What changed since the last report", REPORT),
    "deliverables": ("Deliverables", PLAN),
    "benchmarks": ("Beside other places", PLAN),
    "context": ("Demand and context", PLAN),
    "golden-thread": ("From vision to indicator", PLAN),
    "methods": ("Methods", ABOUT),
    "library": ("Library of indicators", ABOUT),
    "quality": ("Data quality", ABOUT),
    "data-sources": ("Data sources", ABOUT),
    "downloads": ("Downloads", ABOUT),
    "versions": ("Versions", ABOUT),
}
"""Pages about the whole edition: title, and the part of the contents that lists them. Each is a
notebook `book/<name>.ipynb` whose only parameter is the edition."""
ON_THE_WEB_ONLY = ("comparison", "library", "downloads")
"""Book pages that the PDF of the whole leaves out: every newer figure, a reference of some thirty
pages, and files."""
PORTFOLIO = "book/portfolio.ipynb"
"""Run once for each member of Cabinet."""


def make_plan(edition: Edition, framework: Framework, observations: Observations) -> Plan:
    """Every page of the edition. `observations` decides which indicators get a section."""
    pages = [_book_page(name, edition) for name in BOOK_PAGES]
    pages += _portfolio_pages(edition, framework)
    for priority in framework.priorities:
        pages.append(_priority_page(priority, edition))
        pages += [_theme_page(t, edition, framework, observations) for t in priority.themes]
    pages.sort(key=lambda page: PARTS.index(page.part) if page.part else -1)
    return Plan(edition, framework, tuple(pages))


def _book_page(name: str, edition: Edition) -> Page:
    title, part = BOOK_PAGES[name]
    file, parameters = f"book/{name}.ipynb", {"edition": edition.id}
    return Page(name, title, file, parameters, anchor=f"page-{name}", part=part)


def _portfolio_pages(edition: Edition, framework: Framework) -> list[Page]:
    """One for each member who holds a portfolio on the edition's day, and one for what nobody
    answers for, where there is any."""
    held = Portfolios(framework, edition.day)
    titles = {member.id: member.name for member in held.members}
    if held.without_member:
        titles[NOBODY] = "No lead member named"
    return [
        Page(
            f"portfolios/{name}",
            title,
            PORTFOLIO,
            {"member": name, "edition": edition.id},
            anchor=f"portfolio-{name}",
            part=MEMBERS,
        )
        for name, title in titles.items()
    ]


def _priority_page(priority: Priority, edition: Edition) -> Page:
    name = f"{priority.id}/index"
    settings = _parameters(edition, edition.settings_for(priority.id))
    return Page(
        name,
        priority.title,
        f"notebooks/{name}.ipynb",
        {"priority": priority.id, **settings},
        anchor=f"priority-{priority.id}",
        part=PRIORITIES,
    )


def _theme_page(
    theme: Theme, edition: Edition, framework: Framework, observations: Observations
) -> Page:
    settings = edition.settings_for(theme.priority, theme.id)
    name = f"{theme.priority}/{theme.id}"
    return Page(
        name,
        theme.name,
        f"notebooks/{name}.ipynb",
        {"theme": theme.id, **_parameters(edition, settings)},
        _sections(theme, framework, observations, edition),
        f"theme-{theme.id}",
        PRIORITIES,
        f"{theme.priority}/index",
    )


def _parameters(edition: Edition, settings: Settings) -> dict[str, Any]:
    """The flat set that a notebook is given, in types that papermill can write."""
    return {
        "edition": edition.id,
        "period": edition.file.period,
        "as_at": str(settings.as_at),
        "sources": list(settings.sources or ()),
        "comparators": list(settings.comparators or ()),
        "history_years": settings.history_years,
        "trend_tests": edition.trend_allowance.tests,
        "trend_limit": edition.trend_allowance.p,
    }


def _sections(
    theme: Theme, framework: Framework, observations: Observations, edition: Edition
) -> tuple[tuple[str, str], ...]:
    end = edition.period.end
    home = framework.home.id
    sources = edition.settings_for(theme.priority, theme.id).sources or ()
    with_figures = {
        series.indicator
        for series in observations.series
        if not series.is_related_only
        and series.source.id in sources
        and any(o.period.end <= end for o in series.of_area(home))
    }
    return tuple(
        (row.indicator.id, row.indicator.name)
        for row in framework.rows(theme)
        if not row.is_repeat and row.indicator.id in with_figures
    )
