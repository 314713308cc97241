"""What pages are opened with: the framework, an edition, its figures, and those of earlier ones.

Readers (`sources`) and judgements (`rules`) meet here for the calls of `spfbook.notebook`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spfbook.errors import ParameterError
from spfbook.framework.edition import Edition, TrendAllowance
from spfbook.framework.framework import Framework
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.pages.view import View
from spfbook.paths import Layout, find_root
from spfbook.rules.suppression import publishable
from spfbook.rules.trend_family import allowance_of, family_of
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import read_edition
from spfbook.sources.progress_files import read_progress
from spfbook.sources.source_files import illustrative_sources

NO_ALLOWANCE = TrendAllowance(p=1)
"""Each trend test by itself, to find what the tests of a report come to."""


@dataclass(frozen=True)
class Opened:
    """An edition and what it is made from."""

    layout: Layout
    framework: Framework
    edition: Edition

    def view(self) -> View:
        """All that the whole edition shows."""
        return edition_view(self.layout, self.framework, self.edition)

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


def edition_view(layout: Layout, framework: Framework, edition: Edition) -> View:
    """All that a whole edition shows, its trend tests judged as one family."""
    settings = edition.settings_for("")
    view = make_view(
        layout, framework, None, edition.file.period, str(edition.as_at), edition.all_sources(),
        settings.comparators or (), settings.history_years or 10, NO_ALLOWANCE,
    )  # fmt: skip
    assessments = [view.assessment(name) for name in framework.indicators]
    family = family_of(part for found in assessments for part in found.parts)
    return replace(view, trend_allowance=allowance_of(family))


def make_view(
    layout: Layout,
    framework: Framework,
    only: Collection[str] | None,
    period: str,
    as_at: str,
    sources: Sequence[str],
    comparators: Sequence[str],
    history_years: int,
    allowance: TrendAllowance,
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
    return View(
        framework=framework,
        observations=publishable(observations, framework),
        period=when,
        as_at=day,
        comparators=tuple(comparators),
        history_years=history_years,
        progress=progress,
        trend_allowance=allowance,
        is_illustrative=bool(made_up),
    )
