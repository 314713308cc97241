"""Parts: one series of an indicator, with every judgement on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    Component,
    CountedFrom,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import Period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.rules.breaks import breaks_of
from spfbook.rules.colour_change import revision_change
from spfbook.rules.comparison import (
    SIZE_UNITS,
    Comparison,
    Limits,
    compare,
    published_limits,
)
from spfbook.rules.counts import base_of, counts_of
from spfbook.rules.direction import (
    Travel,
    allow_for_interval,
    judge_direction,
    judge_short_direction,
)
from spfbook.rules.evidence import counted_from, up_to
from spfbook.rules.intervals import proportion_interval, rate_interval
from spfbook.rules.judging import FOR_CONTEXT, Judged, judge_part, unit_of
from spfbook.rules.ranking import PeerRank, rank_among_peers
from spfbook.rules.rule_changes import effects_on_part, revised, said
from spfbook.rules.season import season_of
from spfbook.rules.settled import settled_since
from spfbook.rules.status import Judgement
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_finding import Trend
from spfbook.rules.trend_series import trend_series
from spfbook.rules.uncertainty import is_uncertain
from spfbook.rules.variation import assess_variation
from spfbook.rules.variation_finding import Variation


@dataclass(frozen=True)
class Part:
    """One series of an indicator: the indicator itself, or one of its components."""

    indicator: Indicator
    component: Component | None
    series: Series | None
    values: tuple[Observation, ...]
    """The council's own, in order of time, none after the edition's period. The last one has
    a value or is suppressed."""
    unpublished: tuple[Observation, ...]
    """Later periods for which the publisher gave no figure."""
    judgement: Judgement
    travel: Travel
    """Against the same period a year before."""
    short: Travel
    """Against the period before, where that means something."""
    limits: Limits | None
    """The 95% interval of the latest figure: published, or worked out from its counts."""
    is_uncertain: bool
    """The interval holds figures that meet the target and figures that do not."""
    comparisons: tuple[Comparison, ...]
    """Beside each comparator of the framework."""
    rank: PeerRank | None
    """Among the framework's peers, where enough of them have a figure for the same period."""
    trend: Trend
    variation: Variation
    """Whether the latest figure is within what is usual."""
    revision: str | None
    """What revising a figure did to the status, as a sentence."""
    changes: tuple[str, ...] = ()
    """What changing a target, a tolerance, a definition ... did to the status, a sentence each."""
    breaks: tuple[Break, ...] = ()
    """Where its figures stop being comparable with earlier ones, in order of time."""
    counted_from: CountedFrom | None = None
    """From when a figure counts that includes earlier ones."""

    @property
    def _definition(self) -> Indicator | Component:
        return self.component or self.indicator

    @property
    def unit(self) -> Unit:
        """The plan's, or that of the published series where the plan names none."""
        return unit_of(self._definition, self.series)

    @property
    def decimals(self) -> int:
        """The plan's, or fewer where the figures are published with fewer."""
        return decimals_of(self._definition, self.values)

    @property
    def polarity(self) -> Polarity:
        return self._definition.polarity

    @property
    def baseline(self) -> Baseline | None:
        return self._definition.baseline

    @property
    def target(self) -> Target:
        return (self.component and self.component.target) or self.indicator.target

    @property
    def is_assessed(self) -> bool:
        return self.component is None or self.component.assessed

    @property
    def latest(self) -> Observation | None:
        return self.values[-1] if self.values else None

    @property
    def is_illustrative(self) -> bool:
        return self.series is not None and self.series.is_illustrative

    def of_area(self, area: str, period: Period) -> tuple[Observation, ...]:
        """Another area's values, none after `period`."""
        return up_to(self.series, area, period)


def make_part(
    indicator: Indicator,
    component: Component | None,
    framework: Framework,
    observations: Observations,
    period: Period,
) -> Part:
    """Every judgement on one series for an edition of `period`."""
    judged = judge_part(indicator, component, framework, observations, period)
    series, values, evidence = judged.series, judged.values, judged.evidence
    name = component.id if component else None
    unit = unit_of(component or indicator, series)
    decimals = decimals_of(component or indicator, values)
    breaks = breaks_of(indicator, name, series)
    latest = values[-1] if values else None
    limits = known_limits(latest, unit, decimals)
    sequence = trend_series(
        values, unit=unit, polarity=judged.polarity, is_cumulative=evidence.cumulative,
        breaks=breaks,
    )  # fmt: skip
    season = season_of(sequence, is_marked=_is_seasonal(indicator, series))
    settled = settled_since(indicator, component, framework.file)
    change = {
        "polarity": judged.polarity, "decimals": decimals, "unit": unit, "breaks": breaks,
        "is_percentage": unit is Unit.PERCENT, "cumulative": evidence.cumulative,
        "is_running_total": evidence.counted_since is not None, "settled": settled,
        "band": indicator.dead_band,
    }  # fmt: skip
    short = judge_short_direction(values, **change, seasonal=season.is_seasonal)
    return Part(
        indicator,
        component,
        series,
        values,
        judged.unpublished,
        judged.judgement,
        allow_for_interval(judge_direction(values, **change), limits),
        allow_for_interval(short, limits),
        limits,
        is_uncertain(judged.judgement, judged.target, limits, judged.polarity),
        _comparisons(judged, framework, period, unit, limits, breaks),
        rank_among_peers(
            latest, series.observations if series else (), framework.file.peers,
            polarity=judged.polarity, unit=unit, limits=limits, breaks=breaks,
        ),
        assess_trend(sequence),
        assess_variation(
            sequence, target=judged.target, polarity=judged.polarity, season=season,
            rebases=series.definition.rebases if series else (),
            is_never_negative=unit in SIZE_UNITS, settled=settled.since if settled else None,
        ),
        _revision(judged, indicator, name),
        said(effects_on_part(indicator, component, framework, observations, period)),
        breaks,
        counted_from(indicator, series),
    )  # fmt: skip


def _comparisons(
    judged: Judged, framework: Framework, period: Period, unit: Unit, limits: Limits | None,
    breaks: Sequence[Break],
) -> tuple[Comparison, ...]:  # fmt: skip
    series, own = judged.series, None if judged.judgement is FOR_CONTEXT else judged.target
    band = (own.tolerance if own else None) or judged.tolerance
    is_signed = _is_signed(series, period)
    return tuple(
        compare(
            judged.values[-1] if judged.values else None, up_to(series, area.id, period),
            area=area.id, name=area.name, polarity=judged.polarity, band=band,
            unit=unit, limits=limits, is_signed=is_signed, breaks=breaks,
            interval_months=judged.evidence.interval_months, cumulative=judged.evidence.cumulative,
        )
        for area in framework.comparators
        if series is not None and series.of_area(area.id)
    )  # fmt: skip


def _revision(judged: Judged, indicator: Indicator, name: str | None) -> str | None:
    pairs = revised(judged.series.revisions if judged.series else (), indicator, name)
    if judged.judgement is FOR_CONTEXT:
        return None
    return revision_change(
        judged.evidence, pairs, judged.target, polarity=judged.polarity,
        tolerance=judged.tolerance,
    )  # fmt: skip


def _is_seasonal(indicator: Indicator, series: Series | None) -> bool:
    """Whether the plan or the source says that the figures follow the seasons."""
    return indicator.frequency.seasonal or (series is not None and series.definition.seasonal)


def decimals_of(definition: Indicator | Component, values: Sequence[Observation]) -> int:
    """Decimal places to show, so that no figure seems more exact than it was published."""
    exponents = [o.value.as_tuple().exponent for o in values if o.value is not None]
    published = max((-e for e in exponents if isinstance(e, int)), default=definition.decimals)
    return min(definition.decimals, max(0, published))


def known_limits(latest: Observation | None, unit: Unit, decimals: int) -> Limits | None:
    """The published interval; else one from the counts, where they give the published figure."""
    if latest is None or latest.value is None:
        return None
    published = published_limits(latest)
    base = base_of(unit is Unit.PERCENT, unit)
    counts = counts_of(latest, base, decimals)
    if published is not None or counts is None or base is None:
        return published
    x, n = map(float, counts)
    found = (
        proportion_interval(x, n, scale=100)
        if unit is Unit.PERCENT
        else rate_interval(x, n, base=base)
    )
    if found is None or found.lower is None:
        return None
    return Decimal(repr(found.lower)), Decimal(repr(found.upper))


def _is_signed(series: Series | None, period: Period) -> bool:
    """Whether a figure of the series, of any place, lies below zero."""
    known = series.observations if series else ()
    return any(o.value is not None and o.value < 0 and o.period.end <= period.end for o in known)
