"""What pages are opened with: the framework, an edition, its figures, and those of earlier ones.

Readers (`sources`) and judgements (`rules`) meet here for the calls of `spfbook.notebook`. Files
are read once for a page, however many editions it looks back on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spfbook.errors import ParameterError
from spfbook.framework.edition import Edition, TrendAllowance
from spfbook.framework.framework import Framework, Row, Theme
from spfbook.framework.history import as_it_stood
from spfbook.framework.observations import Observations
from spfbook.framework.periods import Period, PeriodError, parse_period
from spfbook.framework.records import ProgressRecord, Record
from spfbook.pages.editions import Editions
from spfbook.pages.view import View
from spfbook.paths import Layout, find_root
from spfbook.rules.suppression import publishable
from spfbook.rules.trend_family import allowance_of, family_of
from spfbook.sources.commentary_checks import Place
from spfbook.sources.commentary_files import read_commentary
from spfbook.sources.earlier_editions import earlier_editions
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_record
from spfbook.sources.params_files import read_edition
from spfbook.sources.progress_files import read_progress_record
from spfbook.sources.source_files import illustrative_sources

NO_ALLOWANCE = TrendAllowance(p=1)
"""Each trend test by itself, to find what the tests of a report come to."""


@dataclass(frozen=True)
class Wanted:
    """What a page is asked to show, checked against the framework."""

    period: Period
    as_at: date
    sources: tuple[str, ...]
    comparators: tuple[str, ...] = ()
    history_years: int = 10
    allowance: TrendAllowance = NO_ALLOWANCE


@dataclass(frozen=True)
class Opened:
    """An edition and what it is made from."""

    layout: Layout
    framework: Framework
    edition: Edition

    def view(self) -> View:
        """All that the whole edition shows, its trend tests judged as one family."""
        return edition_view(self.layout, self.framework, self.edition)

    def editions(
        self, only: Collection[str] | None = None, *, looking_back: int | None = 0
    ) -> Editions:
        """The edition with those before it, as `make_editions` gives them; each trend test is
        judged by itself. With `only`, just those indicators may be asked for."""
        found = wanted_of(self.edition)
        editions = make_editions(
            self.layout, self.framework, found, only, looking_back=looking_back
        )
        written = read_commentary(self.layout, self.framework, self.edition, self.edition.as_at)
        return replace(editions, now=editions.now.with_changes(commentary=written))

    @property
    def is_illustrative(self) -> bool:
        """Whether any of its sources is made up."""
        made_up = illustrative_sources(self.layout, self.framework)
        return bool(made_up & set(self.edition.all_sources()))


def open_edition(name: str) -> Opened:
    """The edition of this name in the repository at hand.

    Raises `ParameterError` or `FrameworkError`, each with all its problems.
    """
    layout = Layout(find_root())
    framework = read_framework(layout)
    return Opened(layout, framework, read_edition(layout, framework, name))


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
    for found, themes in pages.items():
        rows = [row for theme in themes for row in framework.rows(theme)]
        only = with_partners(rows) if len(pages) > 1 else None
        view = make_editions(layout, framework, found, only, looking_back=None).now
        stood = view.framework.indicators
        shown = dict.fromkeys(row.indicator.id for row in rows if row.indicator.id in stood)
        parts += [part for name in shown for part in view.assessment(name).parts]
        own = {row.indicator.id for row in rows if not row.is_repeat}
        series += [each for each in view.observations.series if each.indicator in own]
    if len(pages) > 1:
        whole = make_editions(layout, framework, wanted_of(edition), (), looking_back=None).now
        view = replace(whole, observations=Observations(edition.as_at, tuple(series)))
    commentary = read_commentary(layout, framework, edition, edition.as_at, only=commentary_of)
    allowance = allowance_of(family_of(parts))
    return view.with_changes(trend_allowance=allowance, commentary=commentary)


def theme_view(layout: Layout, framework: Framework, edition: Edition, theme: Theme) -> View:
    """The figures of one theme as its page has them, each trend test judged by itself; without
    reports on deliverables and commentary."""
    only = with_partners(framework.rows(theme))
    found = _of_page(edition, theme)
    return make_editions(layout, framework, found, only, tasks=(), looking_back=None).now


def _pages_alike(framework: Framework, edition: Edition) -> dict[Wanted, list[Theme]]:
    """The themes by what their pages read."""
    found: dict[Wanted, list[Theme]] = {}
    for theme in framework.themes:
        found.setdefault(_of_page(edition, theme), []).append(theme)
    return found


def _of_page(edition: Edition, theme: Theme) -> Wanted:
    settings = edition.settings_for(theme.priority, theme.id)
    return replace(
        wanted_of(edition), as_at=settings.as_at or edition.as_at,
        sources=tuple(settings.sources or ()),
    )  # fmt: skip


def with_partners(rows: Iterable[Row]) -> set[str]:
    """The indicators' ids, and those of others that share a target with them."""
    names: set[str] = set()
    for row in rows:
        names.update((row.indicator.id, *row.indicator.target.combined_with))
    return names


def with_family(view: View) -> View:
    """`view`, of a whole edition, with its trend tests judged as one family."""
    family = family_of(part for found in view.every() for part in found.parts)
    return view.with_changes(trend_allowance=allowance_of(family))


def wanted_of(edition: Edition, place: str = "", theme: str | None = None) -> Wanted:
    """What the whole edition shows, or a priority of it (its id), or a theme of that."""
    settings = edition.settings_for(place, theme)
    return Wanted(
        edition.period,
        settings.as_at or edition.as_at,
        tuple(edition.all_sources() if not place else settings.sources or ()),
        tuple(settings.comparators or ()),
        settings.history_years or 10,
    )


def check_wanted(
    framework: Framework,
    period: str,
    as_at: str,
    sources: Sequence[str],
    comparators: Sequence[str],
    history_years: int,
    allowance: TrendAllowance,
) -> Wanted:
    """The parameters of a notebook; raises `ParameterError` saying what is wrong with them."""
    try:
        when, day = parse_period(period), date.fromisoformat(as_at)
    except (PeriodError, ValueError) as problem:
        raise ParameterError(f"parameters: {problem}") from problem
    unknown = [area for area in comparators if area not in framework.areas]
    if unknown:
        raise ParameterError(f"comparators: {', '.join(unknown)}: not areas of the framework")
    return Wanted(when, day, tuple(sources), tuple(comparators), history_years, allowance)


def make_editions(
    layout: Layout,
    framework: Framework,
    found: Wanted,
    only: Collection[str] | None = None,
    *,
    tasks: Collection[str] | None = None,
    place: str = "",
    looking_back: int | None = 0,
) -> Editions:
    """What `found` shows, with the editions before it: `looking_back` of them, 0 for all there
    are, None for none. `only` and `tasks`: the indicators and the deliverables that may be asked
    for. `place`: the priority whose settings the earlier ones are read with."""
    earlier: list[Wanted] = []
    if looking_back is not None:
        before = earlier_editions(
            layout, framework, found.period, found.as_at, found.sources, place
        )[-looking_back:]
        earlier = [wanted_of(edition, place) for edition in before]
    names = dict.fromkeys(name for each in (found, *earlier) for name in each.sources)
    record = read_record(layout, framework, names, only=only)
    progress = read_progress_record(layout, framework, names, only=tasks)
    return Editions(
        _view(framework, found, record, progress),
        tuple(_view(framework, each, record, progress) for each in earlier),
    )


def _view(
    framework: Framework, found: Wanted, record: Record, progress: ProgressRecord
) -> View:
    observations = record.known_by(found.as_at, found.sources)
    known = [record.sources.get(name) for name in found.sources]
    known += [progress.sources.get(name) for name in found.sources]
    stood = as_it_stood(framework, found.period, found.as_at)
    return View(
        framework=stood,
        observations=publishable(observations, stood),
        period=found.period,
        as_at=found.as_at,
        comparators=found.comparators,
        history_years=found.history_years,
        progress=progress.known_by(found.as_at, found.sources),
        trend_allowance=found.allowance,
        is_illustrative=any(each.illustrative for each in known if each is not None),
    )
