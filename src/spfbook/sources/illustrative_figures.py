"""The figures of a made-up series: a value for each period, within what its unit allows."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Component, Disclosure
from spfbook.framework.periods import Period, add_months, financial_year_start
from spfbook.framework.targets import Range
from spfbook.framework.units import Unit
from spfbook.sources.illustrative_chance import Chance
from spfbook.sources.illustrative_courses import Course, Subject, course_of
from spfbook.sources.illustrative_periods import is_about_school, periods_of

NO_PROPORTION = re.compile(r"\b(gap|index|score|savings|spend|variance|budget)\b", re.IGNORECASE)
"""Percentages that are not so many out of so many."""
DENOMINATORS = {
    Disclosure.STRICT: (90, 420),
    Disclosure.COUNCIL: (400, 2_600),
    Disclosure.NONE: (150, 900),
}
FEWEST_COUNTED = 12
"""Denominators are made large enough for a numerator of about this size."""
NOISE = {Unit.PERCENT: 0.06, Unit.YEARS: 0.003, Unit.SCORE: 0.02}
OTHER_NOISE = 0.05
STRAY_SHARE = 0.04
"""How often a count that is nearly always nought is one."""
SCHOOL_YEAR_STARTS = 9


@dataclass(frozen=True)
class Figure:
    """The made-up value for one period, and the counts behind it where there are some."""

    period: Period
    value: Decimal
    numerator: int | None = None
    denominator: int | None = None


def figures_of(subject: Subject, framework: Framework, seed: int) -> tuple[Figure, ...]:
    """A figure for every period that the frequency asks for, in order of time."""
    chance = Chance(seed, "figures", *subject.key)
    course = course_of(subject, framework, chance)
    periods = periods_of(subject.indicator, framework)
    if subject.runs_from_start:
        begun = [p for p in periods if p.end >= framework.file.plan.start]
        return _running(subject, course, begun, chance)
    if subject.runs_through_year:
        years = _by_year(subject, periods)
        return tuple(f for year in years for f in _running(subject, course, year, chance))
    if is_proportion(subject):
        return _proportions(subject, course, periods, chance)
    values = [_value(subject, course, period, chance) for period in periods]
    if subject.is_to_date:
        values = _averages_to_date(subject, periods, values)
    return tuple(
        Figure(period, exact(value, subject.decimals))
        for period, value in zip(periods, values, strict=True)
    )


def is_proportion(subject: Subject) -> bool:
    """Whether its percentage is of people, or of other things that are counted beside it."""
    if subject.unit is not Unit.PERCENT or NO_PROPORTION.search(" ".join(subject.texts)):
        return False
    is_of_people = subject.indicator.disclosure is not Disclosure.NONE
    return is_of_people or counted_in(subject) is not None


def counted_in(subject: Subject) -> Component | None:
    """The component that gives the number of which `subject` gives the percentage."""
    own = subject.component
    if own is None:
        return None
    siblings = [c for c in subject.indicator.components if c is not own]
    counts = [c for c in siblings if c.unit is Unit.COUNT]
    stem = own.id.removesuffix("percentage")
    named = [c for c in counts if c.id == f"{stem}number"]
    if named:
        return named[0]
    return counts[0] if len(counts) == 1 and len(siblings) == 1 else None


def exact(value: float, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(value)).quantize(step, ROUND_HALF_EVEN) + 0  # + 0: no "-0.0"


def percentage(numerator: int, denominator: int, decimals: int) -> Decimal:
    step = Decimal(1).scaleb(-decimals)
    return (Decimal(numerator) * 100 / denominator).quantize(step, ROUND_HALF_EVEN)


def _running(
    subject: Subject, course: Course, periods: Sequence[Period], chance: Chance
) -> tuple[Figure, ...]:
    """A count that goes on from one period to the next, and never falls."""
    figures: list[Figure] = []
    total, earlier = 0.0, course.start
    for period in periods:
        if subject.runs_from_start:
            planned = course.at(period.end)
            step, earlier = planned - earlier, planned
        else:
            step = course.at(period.end) * months_of(period) / 12
        total += max(step, 0.0) * chance.between(0.6, 1.4)
        figures.append(Figure(period, exact(total, subject.decimals)))
    return tuple(figures)


def _proportions(
    subject: Subject, course: Course, periods: Sequence[Period], chance: Chance
) -> tuple[Figure, ...]:
    size = _denominator(subject, course, chance)
    figures: list[Figure] = []
    for year in _by_year(subject, periods):
        counted = asked = 0
        for period in year:
            denominator = max(round(size * chance.between(0.94, 1.06)), 1)
            share = _value(subject, course, period, chance)
            numerator = min(round(denominator * share / 100), denominator)
            counted = counted + numerator if subject.is_to_date else numerator
            asked = asked + denominator if subject.is_to_date else denominator
            value = percentage(counted, asked, subject.decimals)
            figures.append(Figure(period, value, counted, asked))
    return tuple(figures)


def _denominator(subject: Subject, course: Course, chance: Chance) -> float:
    """As the plan's own number and percentage imply, else a size that fits who is counted."""
    partner = counted_in(subject)
    baseline = partner.baseline.value if partner and partner.baseline else None
    share = max(min(course.start, 100 - course.start), 0.01)
    size = chance.between(*DENOMINATORS[subject.indicator.disclosure])
    if baseline and course.start > 0:
        return float(baseline) * 100 / course.start
    return max(size, min(FEWEST_COUNTED * 100 / share, 50_000.0)) if course.start else size


def _value(subject: Subject, course: Course, period: Period, chance: Chance) -> float:
    planned = course.at(period.end)
    if subject.is_by_year:
        planned = planned * months_of(period) / 12
    match subject.target:
        case Range(low=low, high=high):
            return planned + float(high - low) * 0.3 * chance.noise()
    room = min(planned, 100 - planned) if subject.unit is Unit.PERCENT else abs(planned)
    spread = room * NOISE.get(subject.unit, OTHER_NOISE)
    if subject.unit is Unit.COUNT:
        spread += 0.4 * math.sqrt(max(planned, 0.0))
    value = planned + spread * chance.noise()
    if subject.unit is Unit.COUNT and round(value) <= 0:
        return 1.0 if chance.happens(STRAY_SHARE) else 0.0
    highest = 100.0 if subject.unit is Unit.PERCENT else math.inf
    lowest = 0.0 if course.start >= 0 else -math.inf
    return min(max(value, lowest), highest)


def _averages_to_date(
    subject: Subject, periods: Sequence[Period], values: Sequence[float]
) -> list[float]:
    """A percentage for the year to date does not rise with time: it settles."""
    found = dict(zip(periods, values, strict=True))
    averages: list[float] = []
    for year in _by_year(subject, periods):
        for count in range(1, len(year) + 1):
            averages.append(sum(found[period] for period in year[:count]) / count)
    return averages


def _by_year(subject: Subject, periods: Sequence[Period]) -> list[list[Period]]:
    """`periods` by the year their count runs through: the school year for schools."""
    years: dict[int, list[Period]] = {}
    for period in periods:
        years.setdefault(_year_of(subject, period), []).append(period)
    return list(years.values())


def _year_of(subject: Subject, period: Period) -> int:
    if is_about_school(subject.indicator):
        starts = period.start.month >= SCHOOL_YEAR_STARTS
        return period.start.year if starts else period.start.year - 1
    return financial_year_start(period.start)


def months_of(period: Period) -> int:
    """Whole months that the period lasts; a snapshot's day counts as one."""
    months, day = 1, add_months(period.start, 1)
    while day <= period.end:
        months, day = months + 1, add_months(day, 1)
    return months
