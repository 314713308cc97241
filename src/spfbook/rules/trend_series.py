"""Trend series: what a trend is looked for in, and the checks that come before any test.

A series may be anything a person brings. What cannot be tested is refused with a reason that is
a value (`Why`) and a sentence, never with an exception (STATISTICS 3, recommended; 4,
recommended 3, for cumulative and rolling figures).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from numbers import Real

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, PeriodError, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import RATE_BASE, Unit
from spfbook.rules.counts import base_of, counts_of
from spfbook.rules.spacing import Grid, is_mixed, lay_out, share_data, time_of

Number = Decimal | float | int
MOST_POINTS = 1_000
"""80 years of months; every pair of them is compared."""
LARGEST = 1e15
"""Whole numbers beyond this are no longer all different as floating-point numbers."""


class Why(StrEnum):
    """Why no test was made."""

    NO_VALUES = "no_values"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ALL_EQUAL = "all_equal"
    TOO_MANY_GAPS = "too_many_gaps"
    TOO_FEW_A_SEASON = "too_few_a_season"
    SEASONS_DISAGREE = "seasons_disagree"
    CUMULATIVE = "cumulative"
    OVERLAPPING = "overlapping"
    MIXED_PERIODS = "mixed_periods"
    UNEVEN_PERIODS = "uneven_periods"
    DUPLICATE_PERIODS = "duplicate_periods"
    NOT_A_PERIOD = "not_a_period"
    NOT_A_NUMBER = "not_a_number"
    BAD_COUNTS = "bad_counts"
    BAD_INTERVAL = "bad_interval"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A value for a period, with what is known of its precision."""

    period: Period
    value: Number | None
    """In the unit of the series (a percentage out of 100); None where there is no figure."""
    numerator: Number | None = None
    denominator: Number | None = None
    lower: Number | None = None
    """Of the published 95% interval, in the unit of the value."""
    upper: Number | None = None


@dataclass(frozen=True)
class TrendSeries:
    """What is tested: points in any order, and what they are."""

    points: tuple[TrendPoint, ...]
    polarity: Polarity = Polarity.NEITHER
    is_percentage: bool = False
    """The numerator is part of the denominator, and the value 100 times their ratio."""
    rate_base: int | None = None
    """1,000 for a rate per 1,000; None for what is not a rate of events."""
    is_cumulative: bool = False
    """Each value includes earlier ones."""
    breaks: tuple[Break, ...] = ()

    @cached_property
    def checked(self) -> Checked | Refusal:
        """In order and as numbers, or the first thing that stands against a test: worked out
        once, for the trend, the season and the variation."""
        return _check(self)


@dataclass(frozen=True, slots=True)
class Row:
    """A point whose numbers are numbers and whose value is there."""

    period: Period
    at: float
    """The end of the period, in years."""
    value: float
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A series that may be tested, if it is long enough."""

    rows: tuple[Row, ...]
    """In order of time, after the last break; at least one."""
    grid: Grid
    broken: Break | None
    """The break that the rows were cut at."""

    @property
    def values(self) -> list[float]:
        return [row.value for row in self.rows]

    @property
    def times(self) -> list[float]:
        return [row.at for row in self.rows]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a series cannot be tested, and a sentence that says so."""

    why: Why
    reason: str


def trend_series(
    observations: Iterable[Observation],
    *,
    unit: Unit,
    polarity: Polarity,
    is_cumulative: bool = False,
    breaks: Sequence[Break] = (),
) -> TrendSeries:
    """The series of an indicator's own observations; counts that give another figure than the
    one published are left out."""
    is_percentage, base = unit is Unit.PERCENT, RATE_BASE.get(unit)
    points = tuple(
        TrendPoint(o.period, o.value, *_counts(o, base_of(is_percentage, unit)), o.lower, o.upper)
        for o in observations
    )
    return TrendSeries(points, polarity, is_percentage, base, is_cumulative, tuple(breaks))


def _counts(o: Observation, base: int | None) -> tuple[Number | None, Number | None]:
    """Numerator and denominator, wrong ones too: those are for the check to refuse."""
    part, whole = o.numerator, o.denominator
    numbers = (o.value, part, whole)
    if base is None or not all(n is not None and n.is_finite() for n in numbers):
        return part, whole
    places = max(0, -o.value.as_tuple().exponent)
    is_wrong = whole <= 0 or part < 0
    return (part, whole) if is_wrong or counts_of(o, base, places) else (None, None)


def _check(series: TrendSeries) -> Checked | Refusal:
    if len(series.points) > MOST_POINTS:
        held = f"There are {len(series.points):,} figures"
        reason = f"{held}, and at most {MOST_POINTS:,} are tested."
        return Refusal(Why.TOO_LONG, reason)
    if series.is_cumulative:
        return Refusal(Why.CUMULATIVE, "Each figure includes the earlier ones.")
    rows = _rows(series)
    if isinstance(rows, Refusal):
        return rows
    cut = _after_break(rows, series.breaks)
    if isinstance(cut, Refusal):
        return cut
    rows, broken = cut
    grid = _grid(rows)
    return grid if isinstance(grid, Refusal) else Checked(tuple(rows), grid, broken)


def _rows(series: TrendSeries) -> list[Row] | Refusal:
    """The points that have a value, in order of time."""
    rows = []
    for point in series.points:
        if not isinstance(point.period, Period):
            return Refusal(Why.NOT_A_PERIOD, f"{point.period!r} is not a period.")
        row = _row(point, is_percentage=series.is_percentage)
        if isinstance(row, Refusal):
            return row
        if row is not None:
            rows.append(row)
    if not rows:
        return Refusal(Why.NO_VALUES, "There are no figures.")
    rows.sort(key=lambda row: row.period)
    seen = {(point.period.start, point.period.end) for point in series.points}
    if len(seen) < len(series.points):
        return Refusal(Why.DUPLICATE_PERIODS, "A period is given more than once.")
    return rows


def _row(point: TrendPoint, *, is_percentage: bool) -> Row | Refusal | None:
    """None where the point has no value: a gap."""
    given = (point.value, point.numerator, point.denominator, point.lower, point.upper)
    found = [_number(each) for each in given]
    if any(number is None for number, each in zip(found, given, strict=True) if each is not None):
        what = f"A figure for {point.period.in_sentence}"
        return Refusal(
            Why.NOT_A_NUMBER, f"{what} is not a number, or is too large to work with."
        )
    row = Row(point.period, time_of(point.period), *found)
    return _against_row(row, is_percentage=is_percentage) or (None if row.value is None else row)


def _against_row(row: Row, *, is_percentage: bool) -> Refusal | None:
    """What is wrong with the numbers of one period, if anything is."""
    part, whole = row.numerator, row.denominator
    if (part is not None and part < 0) or (whole is not None and whole <= 0):
        reason = f"A count for {row.period.in_sentence} is negative, or is out of a total of zero."
        return Refusal(Why.BAD_COUNTS, reason)
    if is_percentage and None not in (part, whole) and part > whole:
        reason = f"A count for {row.period.in_sentence} is more than what it is out of."
        return Refusal(Why.BAD_COUNTS, reason)
    if None not in (row.lower, row.upper) and row.lower > row.upper:
        what = f"The interval for {row.period.in_sentence}"
        return Refusal(Why.BAD_INTERVAL, f"{what} has its lower limit above its upper one.")
    return None


def _number(given: object) -> float | None:
    """As a floating-point number; None for what is none, or is beyond `LARGEST`."""
    if isinstance(given, bool) or not isinstance(given, Real | Decimal):
        return None
    try:
        number = float(given)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= LARGEST else None


def _after_break(
    rows: list[Row], breaks: Sequence[Break]
) -> tuple[list[Row], Break | None] | Refusal:
    """The rows since the last break that falls among them, and that break."""
    try:
        starts = sorted((parse_period(each.first_period).start, i) for i, each in enumerate(breaks))
    except PeriodError as problem:
        return Refusal(Why.NOT_A_PERIOD, f"A break cannot be placed: {problem}.")
    inside = [
        (start, i)
        for start, i in starts
        if rows[0].period.start < start <= rows[-1].period.start
    ]
    if not inside:
        return rows, None
    start, last = inside[-1]
    return [row for row in rows if row.period.start >= start], breaks[last]


def _grid(rows: Sequence[Row]) -> Grid | Refusal:
    periods = [row.period for row in rows]
    if is_mixed(periods):
        return Refusal(Why.MIXED_PERIODS, "The periods are of different kinds or lengths.")
    if share_data(periods):
        reason = "Each period overlaps the next, so that neighbouring figures share data."
        return Refusal(Why.OVERLAPPING, reason)
    grid = lay_out(periods)
    if grid is None:
        return Refusal(Why.UNEVEN_PERIODS, "The periods do not follow each other evenly.")
    return grid
