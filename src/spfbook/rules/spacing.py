"""Spacing: how far apart the periods of a series are, and the place of each on an even grid.

A series is not told how often it comes: its periods say so. The grid is counted in months, from
the ends of the periods; what is missing between them shows as an empty place.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import gcd

from spfbook.framework.periods import Period, PeriodKind, add_months

YEAR = 12
DRIFT_MONTHS = 1
"""A yearly count on one day may move by this much from year to year, and still be yearly."""
USUAL_STEP = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.TERM: 4,
    PeriodKind.HALF_YEAR: 6,
}
"""Months between periods of a kind, where one period alone must say it; otherwise a year."""
SPRING_TERM_ENDS = 3
SPRING_TERM_PLACE = 4
"""Three terms are three even steps of a year, although the spring term is short."""


@dataclass(frozen=True, slots=True)
class Grid:
    """An even grid, and where on it the periods are."""

    step: int
    """Months from one place to the next."""
    positions: tuple[int, ...]
    """Of each period, in steps from the first."""
    origin: int
    """The month at the first place: 12 x year + month, December of year 0 being 12."""

    @property
    def is_yearly(self) -> bool:
        return self.step == YEAR

    @property
    def is_seasonal(self) -> bool:
        """Several places a year."""
        return self.step < YEAR

    @property
    def a_year(self) -> int:
        """Places in a year; 1 when they are a year or more apart."""
        return max(1, YEAR // self.step)

    @property
    def places(self) -> int:
        """From the first period to the last, the empty ones included."""
        return self.positions[-1] + 1

    @property
    def missing(self) -> int:
        return self.places - len(self.positions)

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar year in which each period ends."""
        return tuple((self.month(place) - 1) // YEAR for place in self.positions)

    @property
    def seasons(self) -> tuple[int, ...]:
        """The calendar month, 0 to 11, in which each period ends."""
        return tuple((self.month(place) - 1) % YEAR for place in self.positions)

    def month(self, place: int) -> int:
        return self.origin + place * self.step


def time_of(period: Period) -> float:
    """When a period ends, in years; month ends are exact twelfths."""
    return _months(period.end) / YEAR


def is_mixed(periods: Sequence[Period]) -> bool:
    """Whether they are of more than one kind or length."""
    return len({_shape(period) for period in periods}) > 1


def share_data(periods: Sequence[Period]) -> bool:
    """Whether any two neighbours (in order of time) overlap, as in a rolling year."""
    return any(earlier.overlaps(later) for earlier, later in pairwise(periods))


def lay_out(periods: Sequence[Period]) -> Grid | None:
    """The grid of at least one period, in order of time and of one kind.

    None where no even step fits them: two in one month, or steps such as 5 or 18 months.
    """
    ends = [_months(period.end) + _term_shift(period) for period in periods]
    gaps = [round(later - earlier) for earlier, later in pairwise(_from_first(ends))]
    if periods[0].kind in (PeriodKind.SNAPSHOT, PeriodKind.MONTHS):
        gaps = _yearly(gaps)
    if any(gap <= 0 for gap in gaps):
        return None
    step = gcd(*gaps) if gaps else USUAL_STEP.get(periods[0].kind, YEAR)
    if (YEAR % step if step < YEAR else step % YEAR) != 0:
        return None
    positions = [0]
    for gap in gaps:
        positions.append(positions[-1] + gap // step)
    return Grid(step, tuple(positions), round(ends[0]))


def later_end(period: Period, months: int) -> date:
    """The end of the period that follows `period` by so many months."""
    shift = _term_shift(period)
    end = add_months(period.end, months + shift)
    is_spring = period.kind is PeriodKind.TERM and end.month == SPRING_TERM_PLACE
    return add_months(end, -1) if is_spring else end


def _months(day: date) -> float:
    """Months since the start of year 0; whole at the end of a month."""
    return YEAR * day.year + day.month - 1 + day.day / calendar.monthrange(day.year, day.month)[1]


def _term_shift(period: Period) -> int:
    is_spring = period.kind is PeriodKind.TERM and period.end.month == SPRING_TERM_ENDS
    return SPRING_TERM_PLACE - SPRING_TERM_ENDS if is_spring else 0


def _from_first(ends: Sequence[float]) -> list[int]:
    """Rounded to whole months from the first, so that a mid-month day stays mid-month."""
    return [round(end - ends[0]) for end in ends]


def _yearly(gaps: Sequence[int]) -> list[int]:
    """`gaps` as whole years where all of them are within a month of that."""
    years = [round(gap / YEAR) * YEAR for gap in gaps]
    is_near = all(
        near > 0 and abs(gap - near) <= DRIFT_MONTHS
        for gap, near in zip(gaps, years, strict=True)
    )
    return years if is_near else list(gaps)


def _shape(period: Period) -> tuple[PeriodKind, int | bool]:
    if period.is_pooled:
        return period.kind, round(_months(period.end) - _months(period.start))
    return period.kind, period.kind is PeriodKind.TERM and "+" in period.text
