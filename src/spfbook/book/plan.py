"""The plan of a book: every page with its notebook, its resolved parameters and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spfbook.framework.edition import Edition, Settings
from spfbook.framework.framework import Framework, Theme
from spfbook.framework.observations import Observations


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


@dataclass(frozen=True)
class Plan:
    """All the pages of one edition, in the order of the contents."""

    edition: Edition
    framework: Framework
    pages: tuple[Page, ...]

    def of_priority(self, priority: str) -> list[Page]:
        return [page for page in self.pages if page.name.startswith(f"{priority}/")]

    def only(self, theme: str) -> Plan:
        """The plan with just the page of `theme` (an id, or `priority/theme`)."""
        themes = [p for p in self.pages if p.anchor.startswith("theme-")]
        kept = tuple(p for p in themes if theme in (p.name, p.name.split("/")[-1]))
        return Plan(self.edition, self.framework, kept)


FRONT, METHODS, SOURCES, VERSIONS = "index", "methods", "data-sources", "versions"
DOWNLOADS = "downloads"
BOOK_PAGES = {
    FRONT: "Summary",
    METHODS: "Methods",
    SOURCES: "Data sources",
    DOWNLOADS: "Downloads",
    VERSIONS: "Versions",
}


def make_plan(edition: Edition, framework: Framework, observations: Observations) -> Plan:
    """Every page of the edition. `observations` decides which indicators get a section."""
    pages = [_book_page(name, edition) for name in (FRONT,)]
    for priority in framework.priorities:
        settings = edition.settings_for(priority.id)
        parameters = {"priority": priority.id, **_parameters(edition, settings)}
        name = f"{priority.id}/index"
        file, anchor = f"notebooks/{name}.ipynb", f"priority-{priority.id}"
        pages.append(Page(name, priority.title, file, parameters, anchor=anchor))
        pages += [_theme_page(t, edition, framework, observations) for t in priority.themes]
    pages += [_book_page(name, edition) for name in (METHODS, SOURCES, DOWNLOADS, VERSIONS)]
    return Plan(edition, framework, tuple(pages))


def _book_page(name: str, edition: Edition) -> Page:
    parameters = {"edition": edition.id}
    return Page(name, BOOK_PAGES[name], f"book/{name}.ipynb", parameters, anchor=f"page-{name}")


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
