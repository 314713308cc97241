"""Assessments: all the judgements on one indicator, joined for the pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    MONTHS_BETWEEN,
    Baseline,
    Component,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Missing, Observation, Observations, Series
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.rules.direction import Travel, judge_direction
from spfbook.rules.status import Evidence, Judgement, Status, judge_status, worst_first

ADDITIVE = frozenset({Unit.COUNT, Unit.GBP, Unit.HOURS, Unit.TONNES, Unit.NOT_STATED})
"""Units whose values for the parts of a year add up to the year's."""


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

    @property
    def _definition(self) -> Indicator | Component:
        return self.component or self.indicator

    @property
    def unit(self) -> Unit:
        """The plan's, or that of the published series where the plan names none."""
        unit = self._definition.unit
        if unit is Unit.NOT_STATED and self.series is not None:
            return self.series.definition.unit
        return unit

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
        if self.series is None:
            return ()
        return _up_to(self.series.of_area(area), period)


@dataclass(frozen=True)
class Assessment:
    """An indicator's status, and its parts."""

    indicator: Indicator
    judgement: Judgement
    parts: tuple[Part, ...]
    related: tuple[Series, ...]

    @property
    def has_data(self) -> bool:
        return any(part.values for part in self.parts)

    @property
    def is_illustrative(self) -> bool:
        return any(part.is_illustrative for part in self.parts)

    @property
    def status(self) -> Status:
        return self.judgement.status


def assess(
    indicator: Indicator, framework: Framework, observations: Observations, period: Period
) -> Assessment:
    """All the judgements on `indicator` for an edition of `period`."""
    parts = tuple(
        _part(indicator, component, framework, observations, period)
        for component in _components(indicator, observations)
    )
    related = observations.related_to(indicator.id)
    judged = {_name(part): part.judgement for part in parts if part.is_assessed}
    if not judged:
        judgement = Judgement(Status.NO_TARGET, "Shown for context; not judged.")
    elif list(judged) == [""]:
        judgement = judged[""]
    else:
        judgement = worst_first(judged)
    return Assessment(indicator, judgement, parts, related)


def decimals_of(definition: Indicator | Component, values: Sequence[Observation]) -> int:
    """Decimal places to show, so that no figure seems more exact than it was published."""
    exponents = [o.value.as_tuple().exponent for o in values if o.value is not None]
    published = max((-e for e in exponents if isinstance(e, int)), default=definition.decimals)
    return min(definition.decimals, max(0, published))


def _components(
    indicator: Indicator, observations: Observations
) -> Sequence[Component | None]:
    """The indicator's components; and itself when it has none, when none of them is judged (the
    target is for the whole), or when it has a series of its own."""
    if not indicator.components:
        return (None,)
    is_whole = not any(component.assessed for component in indicator.components)
    if is_whole or observations.of(indicator.id) is not None:
        return (None, *indicator.components)
    return indicator.components


def _name(part: Part) -> str:
    return part.component.id if part.component else ""


def _part(
    indicator: Indicator,
    component: Component | None,
    framework: Framework,
    observations: Observations,
    period: Period,
) -> Part:
    definition = component or indicator
    series = observations.of(indicator.id, component.id if component else None)
    home = framework.home.id
    known = _up_to(series.of_area(home), period) if series else ()
    values = _published(known)
    target = (component and component.target) or indicator.target
    evidence = Evidence(
        values=values,
        period=period,
        baseline=definition.baseline,
        comparators={
            area.id: _up_to(series.of_area(area.id), period) if series else ()
            for area in framework.comparators
        },
        combined=[
            _known(observations.of(other), home, period) for other in target.combined_with
        ],
        interval_months=_interval(indicator, values),
        lag_days=series.definition.lag_days if series else 0,
        cumulative=indicator.frequency.cumulative,
        additive=definition.unit in ADDITIVE,
        area_names={area.id: area.name for area in framework.comparators},
        baseline_broken=_broken_since_baseline(definition.baseline, series, values),
    )
    judgement = judge_status(
        evidence,
        target,
        polarity=definition.polarity,
        tolerance=framework.file.tolerance.for_unit(definition.unit),
    )
    travel = judge_direction(
        values,
        polarity=definition.polarity,
        decimals=decimals_of(definition, values),
        is_percentage=definition.unit is Unit.PERCENT,
        breaks=series.definition.breaks if series else (),
        unit=definition.unit,
        cumulative=indicator.frequency.cumulative,
    )
    unpublished = known[len(values) :]
    return Part(indicator, component, series, values, unpublished, judgement, travel)


def _broken_since_baseline(
    baseline: Baseline | None, series: Series | None, values: Sequence[Observation]
) -> str:
    """Why the latest figure cannot be set against the baseline: the break between them."""
    if baseline is None or series is None or not values:
        return ""
    found = series.link.baseline
    text = baseline.period or (found.period if found else None)
    if text is None:
        return ""
    start = parse_period(text).start
    for each in series.definition.breaks:
        if start < parse_period(each.first_period).start <= values[-1].period.start:
            return each.reason
    return ""


def _published(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Without the periods at the end for which there is no figure to be had."""
    end = len(observations)
    while end and observations[end - 1].missing in (
        Missing.NOT_AVAILABLE,
        Missing.NOT_APPLICABLE,
    ):
        end -= 1
    return observations[:end]


def _up_to(observations: Sequence[Observation], period: Period) -> tuple[Observation, ...]:
    return tuple(o for o in observations if o.period.end <= period.end)


def _known(series: Series | None, area: str, period: Period) -> tuple[Observation, ...]:
    return _up_to(series.of_area(area), period) if series else ()


def _interval(indicator: Indicator, values: Sequence[Observation]) -> int:
    """Months between values: as the plan says, or as the figures come when that is rarer."""
    planned = MONTHS_BETWEEN.get(indicator.frequency.every, 12)
    ends = [o.period.end for o in values[-6:]]
    gaps = [
        (b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(ends)
    ]
    return max([planned, round(median(gaps))] if gaps else [planned])
