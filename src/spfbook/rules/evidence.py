"""Evidence: what the status of one part of an indicator is judged on, gathered from its series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    MONTHS_BETWEEN,
    Baseline,
    Component,
    CountedFrom,
    Indicator,
)
from spfbook.framework.observations import Missing, Observation, Observations, Series
from spfbook.framework.periods import Period, add_months, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.breaks import breaks_of_baseline
from spfbook.rules.judgement import Evidence

ADDITIVE = frozenset({Unit.COUNT, Unit.GBP, Unit.HOURS, Unit.TONNES, Unit.NOT_STATED})
"""Units whose values for the parts of a year add up to the year's."""
INTERVAL_VALUES = 6
"""How many of the last values show how often they come."""


def up_to(series: Series | None, area: str, period: Period) -> tuple[Observation, ...]:
    """The observations of `area`, none after `period`."""
    if series is None:
        return ()
    return tuple(o for o in series.of_area(area) if o.period.end <= period.end)


def gather_evidence(
    indicator: Indicator,
    component: Component | None,
    series: Series | None,
    values: tuple[Observation, ...],
    framework: Framework,
    observations: Observations,
    period: Period,
) -> Evidence:
    definition = component or indicator
    target = definition.target or indicator.target
    home, runs = framework.home.id, counted_from(indicator, series)
    return Evidence(
        values=values,
        period=period,
        baseline=definition.baseline,
        comparators={a.id: up_to(series, a.id, period) for a in framework.comparators},
        combined=[up_to(observations.of(other), home, period) for other in target.combined_with],
        interval_months=_interval(indicator, values),
        lag_days=series.definition.lag_days if series else 0,
        arrears_months=indicator.frequency.arrears_months,
        first_due=_first_due(indicator, framework),
        as_at=observations.as_at,
        cumulative=runs is not None,
        counted_since=(
            _begun(indicator, framework) if runs is CountedFrom.SCHEME_START else None
        ),
        additive=definition.unit in ADDITIVE,
        area_names={area.id: area.name for area in framework.comparators},
        baseline_broken=_broken_since_baseline(
            definition.baseline,
            series,
            values,
            breaks_of_baseline(indicator, component.id if component else None, series),
        ),
    )


def counted_from(indicator: Indicator, series: Series | None) -> CountedFrom | None:
    """From when figures count that include earlier ones: as a published series says of itself,
    or as the plan says of the council's own returns."""
    if series is not None and series.source.keyed_by == "series":
        return series.definition.counted_from
    return indicator.frequency.counted_from


def _begun(indicator: Indicator, framework: Framework) -> date:
    """The first day of a running total: the plan's own where the document names none."""
    since = indicator.frequency.counted_since
    return parse_period(since).start if since else framework.file.plan.start


def _first_due(indicator: Indicator, framework: Framework) -> date | None:
    """When the first value of the plan's time falls due, where values come in arrears."""
    arrears = indicator.frequency.arrears_months
    months = MONTHS_BETWEEN.get(indicator.frequency.every)
    if not arrears or months is None:
        return None
    return add_months(framework.file.plan.start - timedelta(days=1), months + arrears)


def published(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """Without the periods at the end for which there is no figure to be had."""
    end = len(observations)
    while end and observations[end - 1].missing in (
        Missing.NOT_AVAILABLE,
        Missing.NOT_APPLICABLE,
    ):
        end -= 1
    return observations[:end]


def _broken_since_baseline(
    baseline: Baseline | None,
    series: Series | None,
    values: Sequence[Observation],
    breaks: Sequence[Break],
) -> str:
    """Why the latest figure cannot be set against the baseline: the break between them."""
    if baseline is None or series is None or not values:
        return ""
    found = series.link.baseline
    text = baseline.period or (found.period if found else None)
    if text is None:
        return ""
    start = parse_period(text).start
    for each in breaks:
        if start < parse_period(each.first_period).start <= values[-1].period.start:
            return each.reason
    return ""


def _interval(indicator: Indicator, values: Sequence[Observation]) -> int:
    """Months between values: as the plan says, or as the figures come when that is rarer."""
    planned = MONTHS_BETWEEN.get(indicator.frequency.every, 12)
    ends = [o.period.end for o in values[-INTERVAL_VALUES:]]
    gaps = [(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(ends)]
    return max([planned, round(median(gaps))] if gaps else [planned])
