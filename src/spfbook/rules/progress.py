"""Progress through a year: what has been counted so far, and what was due by now."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from spfbook.framework.observations import Observation
from spfbook.framework.periods import (
    ACADEMIC_YEAR_STARTS,
    Period,
    PeriodKind,
    add_months,
    financial_year_of,
    month_of,
    parse_period,
)


def year_to_date(values: Sequence[Observation], year: Period) -> Decimal | None:
    """The sum of the values in `year`, up to the latest one.

    None when one of the periods from the year's start to the latest is missing, since a sum
    with a hole in it would read as a low figure.
    """
    inside = [o for o in values if year.start <= o.period.start and o.period.end <= year.end]
    expected = year.start
    total = Decimal(0)
    for observation in sorted(inside, key=lambda o: o.period):
        if observation.period.start != expected or not observation.has_number:
            return None
        total += observation.value
        expected = observation.period.end + timedelta(days=1)
    return total if inside else None


def due_value(
    full: Decimal, end: date, year: Period, profile: Sequence[Decimal] = ()
) -> Decimal:
    """The share of a year's number due by `end` (or, of a limit, used up by then).

    A stated profile (per cent due by the end of each of the year's equal parts) goes before
    the calendar's share, which counts months; between two points of a profile it is read off
    the straight line.
    """
    done, whole = months_done(year.start, end), months_done(year.start, year.end)
    if done >= whole:
        return full
    if not profile:
        return as_decimal(Fraction(full) * done / whole)
    place = done * len(profile) / whole
    before = int(place)
    points = [Fraction(0), *map(Fraction, profile)]
    step = points[before + 1] - points[before]
    return as_decimal(Fraction(full) * (points[before] + (place - before) * step) / 100)


def year_of(period: Period) -> Period:
    """The year that `period` is counted in: the school year for terms, else the financial."""
    if period.kind is not PeriodKind.TERM:
        return financial_year_of(period.end)
    began = period.end.year - (period.end.month < ACADEMIC_YEAR_STARTS)
    return parse_period(f"ay{began}-{(began + 1) % 100:02d}")


def year_carried_on(year: Period, day: date) -> Period:
    """The stretch of `year`'s months, some years on, that holds `day`."""
    start, end = year.start, year.end
    while end < day:
        start, end = add_months(start, 12), add_months(end, 12)
    return Period(start, end, year.kind, year.text)


def months_done(start: date, end: date) -> Fraction:
    """Months from the start of a month to the end of a day; part of a month as its days."""
    whole = (end.year - start.year) * 12 + end.month - start.month
    return whole + Fraction(end.day, calendar.monthrange(end.year, end.month)[1])


def months_in(period: Period) -> Fraction:
    return months_done(period.start, period.end)


def end_in_words(period: Period) -> str:
    """The month that a count runs to; the day, where that is not the end of a month."""
    month = month_of(period.end)
    return month.label if month.end == period.end else parse_period(f"{period.end}").label


def as_decimal(number: Fraction) -> Decimal:
    """Shares are worked out as fractions, so that two thirds of 60 is 40 and not a hair off."""
    return Decimal(number.numerator) / Decimal(number.denominator)
