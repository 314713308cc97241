"""A part of an indicator beside each comparator of the framework."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Framework
from spfbook.framework.observations import Series
from spfbook.framework.periods import Period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.comparison import Comparison, Limits, compare
from spfbook.rules.evidence import up_to
from spfbook.rules.judging import FOR_CONTEXT, Judged


def beside_others(
    judged: Judged, framework: Framework, period: Period, unit: Unit, limits: Limits | None,
    breaks: Sequence[Break],
) -> tuple[Comparison, ...]:  # fmt: skip
    """One for each comparator that has figures of the series."""
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


def _is_signed(series: Series | None, period: Period) -> bool:
    """Whether a figure of the series, of any place, lies below zero."""
    known = series.observations if series else ()
    return any(o.value is not None and o.value < 0 and o.period.end <= period.end for o in known)
