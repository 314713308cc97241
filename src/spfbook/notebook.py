"""The calls a notebook may make: each opens the figures and gives a page to show.

This is where the readers (`sources`), the judgements (`rules`) and the page makers (`pages`)
meet; none of them knows the others' files. A page's figures are a pure function of its
parameters and the repository's data.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from spfbook.errors import ParameterError
from spfbook.framework.edition import Edition, Settings, TrendAllowance
from spfbook.framework.framework import Framework, Theme
from spfbook.framework.history import as_it_stood
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Observations
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.pages.book_pages import BookPage
from spfbook.pages.downloads_page import DownloadsPage
from spfbook.pages.methods_page import KINDS, MethodsPage
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.paths import Layout, find_root
from spfbook.rules.suppression import publishable
from spfbook.rules.trend_family import allowance_of, family_of
from spfbook.sources.commentary_checks import Place
from spfbook.sources.commentary_files import read_commentary
from spfbook.sources.example_files import read_examples
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import edition_names, read_edition
from spfbook.sources.progress_files import read_progress
from spfbook.sources.source_files import illustrative_sources, read_source

NO_ALLOWANCE = TrendAllowance(p=1)
"""Each trend test by itself, to find what the tests of a report come to."""


def theme_page(
    theme: str,
    *,
    edition: str,
    period: str,
    as_at: str,
    sources: Sequence[str],
    comparators: Sequence[str] = (),
    history_years: int = 10,
    trend_tests: int = 0,
    trend_limit: float = 0.05,
) -> ThemePage:
    """The page of one theme.

    `theme` is an id (`schools`); `edition` is one of params/; `period` is one
    period (`2021-22-q4`); `as_at` an ISO date: only what was published, recorded and written by
    then is seen; `sources` names files of `data/observations` in order of preference;
    `comparators` are areas of the framework.
    Raises `ParameterError`, `FrameworkError` or `DataError`, each with all its problems.
    """
    layout = Layout(find_root())
    framework = read_framework(layout)
    known = {each.id: each for each in framework.themes}
    if theme not in known:
        raise ParameterError(f"theme {theme!r} is not known; use one of {', '.join(known)}")
    shown = [row.indicator for row in framework.rows(known[theme])]
    view = _view(
        layout, framework, _with_partners(shown), period, as_at, sources, comparators,
        history_years, TrendAllowance(tests=trend_tests, p=trend_limit),
        read_edition(layout, framework, edition), [(known[theme].priority, theme)],
    )  # fmt: skip
    return ThemePage(view, view.framework.theme(theme))


def priority_page(
    priority: str,
    *,
    edition: str,
    period: str,
    as_at: str,
    sources: Sequence[str],
    comparators: Sequence[str] = (),
    history_years: int = 10,
    trend_tests: int = 0,
    trend_limit: float = 0.05,
) -> PriorityPage:
    """The page of one priority; parameters as for `theme_page`."""
    layout = Layout(find_root())
    framework = read_framework(layout)
    known = {each.id: each for each in framework.priorities}
    if priority not in known:
        names = ", ".join(known)
        raise ParameterError(f"priority {priority!r} is not known; use one of {names}")
    shown = [
        row.indicator for each in known[priority].themes for row in framework.rows(each)
    ]
    view = _view(
        layout, framework, _with_partners(shown), period, as_at, sources, comparators,
        history_years, TrendAllowance(tests=trend_tests, p=trend_limit),
        read_edition(layout, framework, edition),
        [(priority, None), *((priority, theme.id) for theme in known[priority].themes)],
    )  # fmt: skip
    return PriorityPage(view, view.framework.priority(priority))


def book_page(edition: str) -> BookPage:
    """The pages about a whole edition: summary, data sources, versions."""
    layout = Layout(find_root())
    framework = read_framework(layout)
    found = read_edition(layout, framework, edition)
    view = edition_view(layout, framework, found)
    read = [read_source(layout, framework, name)[0] for name in found.all_sources()]
    editions = [read_edition(layout, framework, name) for name in edition_names(layout)]
    return BookPage(view, found, tuple(r.source for r in read if r), tuple(editions))


def methods_page(edition: str) -> MethodsPage:
    """The methods of an edition, with their worked examples."""
    layout = Layout(find_root())
    framework = read_framework(layout)
    found = read_edition(layout, framework, edition)
    made_up = illustrative_sources(layout, framework) & set(found.all_sources())
    examples = read_examples(layout, {name: kind.group for name, kind in KINDS.items()})
    return MethodsPage(framework, examples, bool(made_up))


def downloads_page(edition: str) -> DownloadsPage:
    """The data of an edition as files; each theme's as its own page sees it."""
    layout = Layout(find_root())
    framework = read_framework(layout)
    found = read_edition(layout, framework, edition)
    whole = edition_view(layout, framework, found)
    views: dict[Settings, View] = {} if found.file.overrides else {found.settings_for(""): whole}
    seen = {}
    for theme in framework.themes:
        settings = found.settings_for(theme.priority, theme.id)
        if settings not in views:
            views[settings] = _view(
                layout, framework, None, found.file.period, str(settings.as_at),
                settings.sources or (), settings.comparators or (), settings.history_years or 10,
                whole.trend_allowance, found, None,
            )  # fmt: skip
        seen[theme.id] = views[settings]
    return DownloadsPage(found, whole, seen)


def edition_view(
    layout: Layout,
    framework: Framework,
    edition: Edition,
    *,
    commentary_of: Collection[Place] | None = None,
) -> View:
    """All that a whole edition shows: each indicator as the page of its own theme has it.

    The trend tests of all theme pages are judged as one family: a theme with sources, or a day,
    of its own enters the tests of just the series that its page shows. `commentary_of`: the
    themes and priorities whose commentary is read; all, if it is None.
    """
    pages = _pages_alike(framework, edition)
    parts, series = [], []
    for (sources, as_at), themes in pages.items():
        rows = [row for theme in themes for row in framework.rows(theme)]
        only = _with_partners([row.indicator for row in rows]) if len(pages) > 1 else None
        view = _edition_view(
            layout, framework, edition, sources, as_at, only, commentary_of
        )
        stood = view.framework.indicators
        shown = dict.fromkeys(row.indicator.id for row in rows if row.indicator.id in stood)
        parts += [part for name in shown for part in view.assessment(name).parts]
        own = {row.indicator.id for row in rows if not row.is_repeat}
        series += [each for each in view.observations.series if each.indicator in own]
    allowance = allowance_of(family_of(parts))
    if len(pages) == 1:
        return replace(view, trend_allowance=allowance)
    whole = _edition_view(
        layout, framework, edition, edition.all_sources(), edition.as_at, (), commentary_of
    )
    known = Observations(edition.as_at, tuple(series))
    return replace(whole, observations=known, trend_allowance=allowance)


def _pages_alike(
    framework: Framework, edition: Edition
) -> dict[tuple[tuple[str, ...], date], list[Theme]]:
    """The themes by what their pages read: sources in order of preference, and the as-at date."""
    found: dict[tuple[tuple[str, ...], date], list[Theme]] = {}
    for theme in framework.themes:
        settings = edition.settings_for(theme.priority, theme.id)
        key = settings.sources or (), settings.as_at or edition.as_at
        found.setdefault(key, []).append(theme)
    return found


def _edition_view(
    layout: Layout, framework: Framework, edition: Edition, sources: Sequence[str],
    as_at: date, only: Collection[str] | None, commentary_of: Collection[Place] | None,
) -> View:  # fmt: skip
    settings = edition.settings_for("")
    return _view(
        layout, framework, only, edition.file.period, str(as_at), sources,
        settings.comparators or (), settings.history_years or 10, NO_ALLOWANCE, edition,
        commentary_of,
    )  # fmt: skip


def _view(
    layout: Layout,
    framework: Framework,
    only: Collection[str] | None,
    period: str,
    as_at: str,
    sources: Sequence[str],
    comparators: Sequence[str],
    history_years: int,
    allowance: TrendAllowance,
    edition: Edition,
    places: Collection[Place] | None,
) -> View:
    try:
        when, day = parse_period(period), date.fromisoformat(as_at)
    except (PeriodError, ValueError) as problem:
        raise ParameterError(f"parameters: {problem}") from problem
    unknown = [area for area in comparators if area not in framework.areas]
    if unknown:
        raise ParameterError(f"comparators: {', '.join(unknown)}: not areas of the framework")
    observations = read_observations(layout, framework, sources, day, only=only)
    progress = read_progress(layout, framework, sources, day)
    made_up = illustrative_sources(layout, framework) & set(sources)
    made_up |= {name for name, source in progress.sources.items() if source.illustrative}
    commentary = read_commentary(layout, framework, edition, day, only=places)
    stood = as_it_stood(framework, when, day)
    return View(
        framework=stood,
        observations=publishable(observations, stood),
        period=when,
        as_at=day,
        comparators=tuple(comparators),
        history_years=history_years,
        progress=progress,
        commentary=commentary,
        trend_allowance=allowance,
        is_illustrative=bool(made_up),
    )


def _with_partners(indicators: Sequence[Indicator]) -> set[str]:
    """The indicators' ids, and those of others that share a target with them."""
    names = {indicator.id for indicator in indicators}
    for indicator in indicators:
        names.update(indicator.target.combined_with)
    return names
