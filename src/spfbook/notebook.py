"""The calls a notebook may make: each opens the figures and gives a page to show.

This is where the readers (`sources`), the judgements (`rules`) and the page makers (`pages`)
meet; none of them knows the others' files. A page's figures are a pure function of its
parameters and the repository's data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spfbook.errors import ParameterError
from spfbook.framework.edition import Edition, Settings, TrendAllowance
from spfbook.framework.framework import Framework
from spfbook.framework.history import as_it_stood
from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.framework.sources import Source
from spfbook.opening import (
    Opened,
    check_wanted,
    edition_view,
    make_editions,
    open_edition,
    wanted_of,
    with_family,
    with_partners,
)
from spfbook.pages.benchmarks_page import BenchmarksPage
from spfbook.pages.changes_page import ChangesPage
from spfbook.pages.comparison_page import ComparisonPage
from spfbook.pages.context_page import ContextPage
from spfbook.pages.cover_report import CoverReport
from spfbook.pages.deliverables_page import DeliverablesPage
from spfbook.pages.downloads_page import DownloadsPage
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import FrontPage
from spfbook.pages.golden_thread_page import GoldenThreadPage
from spfbook.pages.library_page import LibraryPage
from spfbook.pages.methods_page import KINDS, MethodsPage
from spfbook.pages.overview_page import OverviewPage
from spfbook.pages.plan_changes import PlanChanges
from spfbook.pages.portfolio_page import PortfolioPage
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.quality_page import QualityPage
from spfbook.pages.sources_page import SourcesPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.versions_page import VersionsPage
from spfbook.pages.view import View
from spfbook.paths import Layout, find_root
from spfbook.rules.publication_day import latest_publication
from spfbook.sources.bank_holidays import bank_holidays
from spfbook.sources.commentary_files import read_commentary
from spfbook.sources.example_files import read_examples
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import edition_names, read_edition
from spfbook.sources.release_files import read_register
from spfbook.sources.source_files import read_source

__all__ = [
    "benchmarks_page",
    "changes_page",
    "comparison_page",
    "context_page",
    "deliverables_page",
    "downloads_page",
    "edition_view",
    "front_page",
    "golden_thread_page",
    "library_page",
    "methods_page",
    "overview_page",
    "portfolio_page",
    "priority_page",
    "quality_page",
    "sources_page",
    "theme_page",
    "versions_page",
]


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
    found = check_wanted(
        framework, period, as_at, sources, comparators, history_years,
        TrendAllowance(tests=trend_tests, p=trend_limit),
    )  # fmt: skip
    only = with_partners(framework.rows(known[theme]))
    tasks = {task.deliverable.id for task in framework.tasks(known[theme])}
    view = make_editions(layout, framework, found, only, tasks=tasks, looking_back=None).now
    written = read_commentary(
        layout, framework, read_edition(layout, framework, edition), found.as_at,
        only=[(known[theme].priority, theme)],
    )  # fmt: skip
    return ThemePage(replace(view, commentary=written), view.framework.theme(theme))


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
    found = check_wanted(
        framework, period, as_at, sources, comparators, history_years,
        TrendAllowance(tests=trend_tests, p=trend_limit),
    )  # fmt: skip
    themes = known[priority].themes
    only = with_partners(row for each in themes for row in framework.rows(each))
    editions = make_editions(layout, framework, found, only, place=priority)
    written = read_commentary(
        layout, framework, read_edition(layout, framework, edition), found.as_at,
        only=[(priority, None), *((priority, theme.id) for theme in themes)],
    )  # fmt: skip
    now = replace(editions.now, commentary=written)
    return PriorityPage(replace(editions, now=now), now.framework.priority(priority))


def front_page(edition: str) -> FrontPage:
    """The summary of an edition (`2021-22-q4`)."""
    opened = open_edition(edition)
    return _front_page(opened, opened.editions())


def cover_report(layout: Layout, framework: Framework, edition: Edition) -> CoverReport:
    """The report that goes before the committee with the book of an edition; no notebook's."""
    meeting = edition.file.meeting
    publish_by = latest_publication(meeting, bank_holidays()) if meeting else None
    opened = Opened(layout, framework, edition)
    return CoverReport(_front_page(opened, opened.editions(looking_back=1)), publish_by)


def _front_page(opened: Opened, editions: Editions) -> FrontPage:
    changes = PlanChanges(opened.framework, editions)
    return FrontPage(editions, opened.edition, changes.to_approve)


def changes_page(edition: str) -> ChangesPage:
    """What of the plan was changed since the edition before, or waits for approval."""
    opened = open_edition(edition)
    return ChangesPage(PlanChanges(opened.framework, opened.editions(looking_back=1)))


def overview_page(edition: str) -> OverviewPage:
    """The whole plan in an edition."""
    opened = open_edition(edition)
    editions = opened.editions()
    known = Portfolios(editions.now.framework, opened.edition.day)
    return OverviewPage(replace(editions, now=with_family(editions.now)), known)


def comparison_page(edition: str) -> ComparisonPage:
    """What an edition says otherwise than the one before it."""
    return ComparisonPage(open_edition(edition).editions(looking_back=1))


def portfolio_page(member: str, *, edition: str) -> PortfolioPage:
    """What one member of Cabinet answers for; `member` is an id of framework.yml, or `NOBODY`."""
    opened = open_edition(edition)
    editions = opened.editions()
    known = Portfolios(editions.now.framework, opened.edition.day)
    names = [*(each.id for each in known.members), NOBODY]
    if member not in names:
        raise ParameterError(f"member {member!r} is not known; use one of {', '.join(names)}")
    return PortfolioPage(editions, known, member)


def deliverables_page(edition: str) -> DeliverablesPage:
    """Every deliverable of the plan."""
    return DeliverablesPage(open_edition(edition).editions(looking_back=1))


def golden_thread_page(edition: str) -> GoldenThreadPage:
    """From the vision's aspirations to the indicators."""
    return GoldenThreadPage(open_edition(edition).editions(looking_back=None).now)


def benchmarks_page(edition: str) -> BenchmarksPage:
    """The council's figures beside those of other places."""
    return BenchmarksPage(open_edition(edition).view())


def context_page(edition: str) -> ContextPage:
    """Demand, and what the council does not control."""
    return ContextPage(open_edition(edition).view())


def library_page(edition: str) -> LibraryPage:
    """What each indicator is."""
    opened = open_edition(edition)
    view = opened.view()
    return LibraryPage(view, opened.framework, Portfolios(view.framework, opened.edition.day))


def quality_page(edition: str) -> QualityPage:
    """How complete and how old the figures of an edition are."""
    opened = open_edition(edition)
    return QualityPage(opened.view(), _sources(opened))


def sources_page(edition: str) -> SourcesPage:
    """The sources of an edition."""
    opened = open_edition(edition)
    stood = as_it_stood(opened.framework, opened.edition.period, opened.edition.as_at)
    return SourcesPage(stood, _sources(opened))


def _sources(opened: Opened) -> tuple[Source, ...]:
    names = opened.edition.all_sources()
    read = [read_source(opened.layout, opened.framework, name)[0] for name in names]
    return tuple(r.source for r in read if r)


def versions_page(edition: str) -> VersionsPage:
    """An edition among those that the repository describes, and what has been released."""
    opened = open_edition(edition)
    layout, framework = opened.layout, opened.framework
    editions = [read_edition(layout, framework, name) for name in edition_names(layout)]
    return VersionsPage(opened.edition, tuple(editions), read_register(layout))


def methods_page(edition: str) -> MethodsPage:
    """The methods of an edition, with their worked examples."""
    opened = open_edition(edition)
    examples = read_examples(opened.layout, {name: kind.group for name, kind in KINDS.items()})
    return MethodsPage(opened.framework, examples, opened.is_illustrative)


def downloads_page(edition: str) -> DownloadsPage:
    """The data of an edition as files; each theme's as its own page sees it."""
    opened = open_edition(edition)
    found, whole = opened.edition, opened.view()
    views: dict[Settings, View] = {} if found.file.overrides else {found.settings_for(""): whole}
    seen = {}
    for theme in opened.framework.themes:
        settings = found.settings_for(theme.priority, theme.id)
        if settings not in views:
            wanted = wanted_of(found, theme.priority, theme.id)
            own = make_editions(opened.layout, opened.framework, wanted, looking_back=None).now
            views[settings] = replace(own, trend_allowance=whole.trend_allowance)
        seen[theme.id] = views[settings]
    return DownloadsPage(found, whole, seen)
