"""The course of a made-up series: where it starts, where its target pulls it, how far it gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    Component,
    CountedFrom,
    Indicator,
    Polarity,
)
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import (
    Bound,
    Comparator,
    Direction,
    PerPeriod,
    Range,
    Schedule,
    Target,
    Threshold,
    numbers_of,
)
from spfbook.framework.units import Unit
from spfbook.sources.illustrative_chance import Chance
from spfbook.sources.illustrative_levels import level
from spfbook.sources.illustrative_periods import span

PERIODS_A_YEAR_ASSUMED = 4
"""Of a count that runs on through its year, when only the size of one period is known."""
FARTHEST_AWAY = 0.2
"""How far a series may move off its target, as a share of where it started."""
NO_MOVE = 0.02
USUAL_SHORTFALL = 0.25
"""How far off its number, as a share of it, a series without a baseline may start."""
LEAST_SHORTFALL = 3.0
"""The same in percentage points, for a target of all or nearly all."""


@dataclass(frozen=True)
class Subject:
    """What one made-up series is about: an indicator, or one of its components."""

    indicator: Indicator
    component: Component | None = None

    @property
    def key(self) -> tuple[str, str | None]:
        return self.indicator.id, self.component.id if self.component else None

    @property
    def _definition(self) -> Indicator | Component:
        return self.component or self.indicator

    @property
    def unit(self) -> Unit:
        return self._definition.unit

    @property
    def decimals(self) -> int:
        return self._definition.decimals

    @property
    def polarity(self) -> Polarity:
        return self._definition.polarity

    @property
    def baseline(self) -> Baseline | None:
        return self._definition.baseline

    @property
    def target(self) -> Target | None:
        """The target that its values are judged on; none for a part shown for context."""
        if self.component is None:
            return self.indicator.target
        return (self.component.target or self.indicator.target) if self.component.assessed else None

    @property
    def texts(self) -> tuple[str, ...]:
        """The words about it, those of the component first."""
        own = (self.component.text,) if self.component else ()
        return (*own, f"{self.indicator.name}; {self.indicator.measure}; {self.indicator.counts}")

    @property
    def runs_from_start(self) -> bool:
        """Its values count on from the start of a scheme."""
        is_running = self.indicator.frequency.counted_from is CountedFrom.SCHEME_START
        return is_running and self.unit is not Unit.PERCENT

    @property
    def is_to_date(self) -> bool:
        """Its values are for the year to date."""
        return self.indicator.frequency.counted_from is CountedFrom.YEAR_START

    @property
    def runs_through_year(self) -> bool:
        """Its values count on from the start of the year."""
        return self.is_to_date and self.unit not in (Unit.PERCENT, Unit.NOT_STATED)

    @property
    def is_by_year(self) -> bool:
        """Its course is in figures for whole years."""
        match self.target:
            case PerPeriod(per="year"):
                return True
            case Schedule(steps=steps) if any(step.during for step in steps):
                return True
            case _:
                return self.runs_through_year


@dataclass(frozen=True)
class Course:
    """Points to pass through, and how much of the way the series really goes."""

    knots: tuple[tuple[date, float], ...]
    share: float
    """1: it keeps to the knots; 0: it stays where it started; below 0: it goes the other way."""

    @property
    def start(self) -> float:
        return self.knots[0][1]

    def at(self, day: date) -> float:
        move = (self._planned(day) - self.start) * self.share
        if self.share < 0:
            farthest = FARTHEST_AWAY * abs(self.start)
            move = max(-farthest, min(farthest, move))
        return self.start + move

    def _planned(self, day: date) -> float:
        earlier = self.knots[0]
        for knot in self.knots[1:]:
            if day <= knot[0]:
                days = max((knot[0] - earlier[0]).days, 1)
                gone = max((day - earlier[0]).days, 0) / days
                return earlier[1] + (knot[1] - earlier[1]) * gone
            earlier = knot
        return earlier[1]


def course_of(subject: Subject, framework: Framework, chance: Chance) -> Course:
    """A course from the baseline, or a sensible level, towards the target or away from it."""
    first, last = span(framework)
    start = _start(subject, chance)
    goals = _goals(subject, start, last, chance)
    if subject.runs_from_start:
        since = subject.indicator.frequency.counted_since
        begun = parse_period(since).start if since else framework.file.plan.start
        return Course(((begun, 0.0), *goals), chance.between(0.6, 1.15))
    if len(goals) > 1:
        return Course(((first, start), *goals), chance.between(0.75, 1.1))
    return Course(((first, start), *goals), _share(chance))


def _share(chance: Chance) -> float:
    """Most series get most of the way, some stay, some go the other way."""
    story = chance.between(0, 1)
    if story < 0.62:
        return chance.between(0.6, 1.3)
    return chance.between(-0.15, 0.25) if story < 0.82 else chance.between(-0.8, -0.25)


def _start(subject: Subject, chance: Chance) -> float:
    sharing = 1 + len(subject.target.combined_with) if subject.target else 1
    if subject.baseline is not None and subject.baseline.value is not None:
        return float(subject.baseline.value)
    match subject.target:
        case Range(low=low, high=high):
            return chance.between(float(low), float(high))
        case Threshold() | Schedule() | PerPeriod() as target:
            number = float(numbers_of(target)[0]) / sharing
            return _short_of(number, target.bound, subject.unit, chance)
        case Comparator(value=Decimal() as value):
            return float(value) * chance.between(0.9, 1.1)
    size = level(subject.texts, subject.unit, subject.polarity, chance)
    return size * PERIODS_A_YEAR_ASSUMED if subject.is_by_year else size


def _short_of(number: float, bound: Bound, unit: Unit, chance: Chance) -> float:
    """Mostly on the wrong side of the number to reach; closer, the nearer that is to 100%."""
    room = USUAL_SHORTFALL * abs(number)
    if unit is Unit.PERCENT and bound.is_floor:
        room = min(room, max(100 - number, LEAST_SHORTFALL))
        return min(number - room * chance.between(-0.25, 1.4), 99.0)
    return number + room * chance.between(-0.1, 1) * (-1 if bound.is_floor else 1)


def _goals(
    subject: Subject, start: float, last: date, chance: Chance
) -> tuple[tuple[date, float], ...]:
    target = subject.target
    sharing = 1 + len(target.combined_with) if target else 1
    match target:
        case Threshold(value=value, by=by):
            return ((parse_period(by).end if by else last, _reach(start, value, target)),)
        case PerPeriod(value=value):
            return ((last, _reach(start, value, target)),)
        case Schedule(steps=steps):
            return tuple(
                (parse_period(step.by or step.during or "").end, float(step.value) / sharing)
                for step in steps
            )
        case Range(low=low, high=high):
            return ((last, float(low + high) / 2),)
        case Comparator(value=Decimal() as value):
            return ((last, float(value)),)
        case Direction(want=want):
            return ((last, _moved(subject, start, _way(want), chance)),)
    return ((last, _moved(subject, start, _better(subject.polarity, chance), chance)),)


def _reach(start: float, value: Decimal, target: Threshold | PerPeriod) -> float:
    """The number to reach; a little beyond the start when that meets it already."""
    number = float(value)
    if target.bound.is_floor:
        return max(number, start * (1 + NO_MOVE))
    return min(number, start * (1 - NO_MOVE))


def _way(want: str) -> float:
    return {"increase": 1.0, "reduction": -1.0, "no_reduction": 0.1, "no_increase": -0.1}[want]


def _better(polarity: Polarity, chance: Chance) -> float:
    match polarity:
        case Polarity.HIGHER_IS_BETTER:
            return 0.7
        case Polarity.LOWER_IS_BETTER:
            return -0.7
        case Polarity.IN_RANGE | Polarity.NEITHER:
            return chance.between(-0.7, 0.7)


def _moved(subject: Subject, start: float, way: float, chance: Chance) -> float:
    """`start` after a few years of moving a plausible bit `way`."""
    step = chance.between(0.05, 0.2) * way
    if subject.unit is Unit.YEARS:
        return start + step * 3
    if subject.unit is Unit.PERCENT and way > 0:
        return start + step * min(start, 100 - start)
    return start * (1 + step)
