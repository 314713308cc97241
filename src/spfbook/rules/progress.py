"""Progress through a year: what has been counted so far, and what was due by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, add_months


def year_to_date(values: Sequence[Observation], year: Period) -> Decimal | None:
    """The sum of the values in `year`, up to the latest one.

    None when one of the periods from the year's start to the latest is missing, since a sum
    with a hole in it would read as a low figure.
    """
    inside = [o for o in values if year.start <= o.period.start and o.period.end <= year.end]
    expected = year.start
    total = Decimal(0)
    for observation in inside:
        if observation.period.start != expected or observation.value is None:
            return None
        total += observation.value
        expected = add_months(observation.period.start, _months(observation.period))
    return total if inside else None


def due_value(
    full: Decimal, end: date, year: Period, profile: Sequence[Decimal] = ()
) -> Decimal:
    """The share of a year's target due by `end`.

    A stated profile (per cent due by the end of each of its equal parts) goes before the
    calendar's share, which counts whole months.
    """
    months = _months(Period(year.start, end, year.kind, year.text))
    if profile:
        part = max(1, min(len(profile), months * len(profile) // 12))
        return full * profile[part - 1] / 100
    return full * min(months, 12) / 12


def _months(period: Period) -> int:
    """Whole months from the period's start to its end."""
    start, end = period.start, period.end
    return (end.year - start.year) * 12 + end.month - start.month + 1
