"""Steps from a period to the next of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from spfbook.framework.periods import (
    Period,
    PeriodError,
    PeriodKind,
    financial_year_of,
    month_of,
    parse_period,
    quarter_of,
)


def _calendar_year_of(day: date) -> Period:
    return parse_period(f"{day.year:04d}")


_HOLDING = {
    PeriodKind.MONTH: month_of,
    PeriodKind.QUARTER: quarter_of,
    PeriodKind.FINANCIAL_YEAR: financial_year_of,
    PeriodKind.CALENDAR_YEAR: _calendar_year_of,
}
"""For a day, the period of a kind that holds it."""


def following(period: Period) -> Period:
    """The period after `period`; of a rolling year or several years, the one a step on.

    Raises `PeriodError` for a kind that has no plain next one: a single day, a term.
    """
    if period.is_pooled:
        ends = [following(parse_period(part)) for part in period.text.split("..")]
        return parse_period("..".join(end.text for end in ends))
    if period.kind not in _HOLDING:
        raise PeriodError(f"{period.text!r} has no one period after it; write the periods out")
    return _HOLDING[period.kind](period.end + timedelta(days=1))


def run_of(first: Period, count: int) -> Iterator[Period]:
    """`first` and those that follow it, `count` in all."""
    for place in range(count):
        yield first
        if place < count - 1:
            first = following(first)
