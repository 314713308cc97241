"""Parts: one series of an indicator, with every judgement on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    Component,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import Period
from spfbook.framework.targets import Target, bound_of
from spfbook.framework.units import RATE_BASE, Unit
from spfbook.rules.colour_change import revision_change, target_change
from spfbook.rules.comparison import (
    SIZE_UNITS,
    Comparison,
    Limits,
    compare,
    published_limits,
)
from spfbook.rules.direction import (
    Travel,
    allow_for_interval,
    judge_direction,
    judge_short_direction,
)
from spfbook.rules.evidence import gather_evidence, published, up_to
from spfbook.rules.intervals import proportion_interval, rate_interval
from spfbook.rules.ranking import PeerRank, rank_among_peers
from spfbook.rules.status import Judgement, Status, judge_status
from spfbook.rules.thresholds import straddles
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_finding import Trend
from spfbook.rules.trend_series import trend_series
from spfbook.rules.variation import assess_variation
from spfbook.rules.variation_finding import Variation

FOR_CONTEXT = Judgement(Status.NO_TARGET, "Shown for context; not judged.")


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
    target_change: str | None = None
    """What changing the target or its tolerance did to the status, as a sentence."""

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
    definition = component or indicator
    series = observations.of(indicator.id, component.id if component else None)
    known = up_to(series, framework.home.id, period)
    values = published(known)
    evidence = gather_evidence(
        indicator, definition, series, values, framework, observations, period
    )
    target = (component and component.target) or indicator.target
    unit, decimals = unit_of(definition, series), decimals_of(definition, values)
    breaks = series.definition.breaks if series else ()
    tolerance = framework.file.tolerance.for_unit(unit)
    rule = {"polarity": definition.polarity, "tolerance": tolerance}
    change = {
        "polarity": definition.polarity, "decimals": decimals, "unit": unit, "breaks": breaks,
        "is_percentage": unit is Unit.PERCENT, "cumulative": evidence.cumulative,
    }  # fmt: skip
    is_context = component is not None and not component.assessed
    band = (None if is_context else target.tolerance) or tolerance
    is_signed = _is_signed(series, period)
    judgement = FOR_CONTEXT if is_context else judge_status(evidence, target, **rule)
    latest = values[-1] if values else None
    limits = known_limits(latest, unit, decimals)
    sequence = trend_series(
        values, unit=unit, polarity=definition.polarity, is_cumulative=evidence.cumulative,
        breaks=breaks,
    )  # fmt: skip
    return Part(
        indicator,
        component,
        series,
        values,
        known[len(values) :],
        judgement,
        allow_for_interval(judge_direction(values, **change), limits),
        allow_for_interval(judge_short_direction(values, **change), limits),
        limits,
        _is_uncertain(judgement, target, limits),
        tuple(
            compare(
                latest, up_to(series, area.id, period), area=area.id, name=area.name,
                polarity=definition.polarity, band=band, unit=unit, limits=limits,
                interval_months=evidence.interval_months, cumulative=evidence.cumulative,
                is_signed=is_signed, breaks=breaks,
            )
            for area in framework.comparators
            if series is not None and series.of_area(area.id)
        ),
        rank_among_peers(
            latest, series.observations if series else (), framework.file.peers,
            polarity=definition.polarity, unit=unit, limits=limits, breaks=breaks,
        ),
        assess_trend(sequence),
        assess_variation(
            sequence, target=target, polarity=definition.polarity,
            rebases=series.definition.rebases if series else (),
            is_never_negative=unit in SIZE_UNITS,
        ),
        None if is_context else revision_change(
            evidence, series.revisions if series else (), target, **rule
        ),
        None if is_context or (component and component.target) else target_change(
            evidence, judgement, indicator.earlier_targets, **rule
        ),
    )  # fmt: skip


def unit_of(definition: Indicator | Component, series: Series | None) -> Unit:
    if definition.unit is Unit.NOT_STATED and series is not None:
        return series.definition.unit
    return definition.unit


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
    if published is not None or latest.numerator is None or not latest.denominator:
        return published
    base = 100 if unit is Unit.PERCENT else RATE_BASE.get(unit)
    if base is None:
        return None
    worked_out = latest.numerator / latest.denominator * base
    if abs(worked_out - latest.value) > Decimal(1).scaleb(-decimals):
        return None
    counts = float(latest.numerator), float(latest.denominator)
    found = (
        proportion_interval(*counts, scale=100)
        if unit is Unit.PERCENT
        else rate_interval(*counts, base=base)
    )
    if found is None or found.lower is None:
        return None
    return Decimal(repr(found.lower)), Decimal(repr(found.upper))


def _is_signed(series: Series | None, period: Period) -> bool:
    """Whether a figure of the series, of any place, lies below zero."""
    known = series.observations if series else ()
    return any(o.value is not None and o.value < 0 and o.period.end <= period.end for o in known)


def _is_uncertain(judgement: Judgement, target: Target, limits: Limits | None) -> bool:
    bound = bound_of(target)
    if limits is None or bound is None or judgement.against is None or judgement.judged is not None:
        return False
    return judgement.status.is_rated and straddles(judgement.against, *limits, bound)
