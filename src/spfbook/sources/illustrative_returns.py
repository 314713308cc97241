"""Made-up returns: figures as a council gets them, some late, some missing, some revised."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Component, Disclosure, Indicator
from spfbook.framework.observations import Flag, Missing
from spfbook.framework.periods import Period, add_months
from spfbook.framework.units import Unit
from spfbook.sources.illustrative_chance import Chance
from spfbook.sources.illustrative_courses import Subject
from spfbook.sources.illustrative_figures import (
    Figure,
    counted_in,
    exact,
    figures_of,
    is_proportion,
    percentage,
)

Key = tuple[str, str | None]

LATE = 0.06
NEVER_RETURNED = 0.03
NOT_AVAILABLE = 0.015
FEW_PEOPLE = 5
"""A made-up count below this is hidden, so that the book shows what hiding looks like."""
REVISED = 0.04
ESTIMATED = 0.01
PROVISIONAL_FIRST = 0.12
"""The share of series whose every value is provisional before it is final."""
STOPS = 0.05
"""The share of series that are not returned any more after some time."""
SOONEST, LATEST = 12, 28
"""Days after a period's end (and the plan's arrears) at which a return in time arrives."""
FRIDAY = 5


@dataclass(frozen=True)
class Return:
    """One row of the made-up source; exactly one of `figure` and `missing` is set."""

    key: Key
    period: Period
    figure: Figure | None
    missing: Missing | None
    flag: Flag | None
    recorded_on: date


def returns_of(
    framework: Framework, seed: int, skip: Collection[Key]
) -> Iterator[Return]:
    """The returns of every indicator and component that is not in `skip`.

    An indicator that is in `skip` as a whole is left out with all its components, so that no
    made-up figure stands beside a real one of the same indicator.
    """
    for indicator in framework.indicators.values():
        if (indicator.id, None) in skip:
            continue
        for subject in subjects_of(indicator):
            if subject.key not in skip:
                yield from _returns(subject, framework, seed)


def subjects_of(indicator: Indicator) -> tuple[Subject, ...]:
    """The series an indicator needs: its components, and itself when none of them is judged."""
    parts = tuple(Subject(indicator, component) for component in indicator.components)
    is_whole = not any(component.assessed for component in indicator.components)
    return (Subject(indicator), *parts) if is_whole else parts


def _returns(subject: Subject, framework: Framework, seed: int) -> Iterator[Return]:
    percent = _percentage_of(subject)
    if percent is not None:
        yield from _counted(subject, _returns(percent, framework, seed))
    elif _is_share(subject):
        whole = Subject(subject.indicator)
        yield from _apportioned(subject, _returns(whole, framework, seed), seed)
    else:
        yield from _made(subject, figures_of(subject, framework, seed), seed)


def _made(subject: Subject, figures: Sequence[Figure], seed: int) -> Iterator[Return]:
    chance = Chance(seed, "returns", *subject.key)
    is_provisional_first = chance.happens(PROVISIONAL_FIRST) and _can_be_revised(subject)
    last = len(figures)
    if chance.happens(STOPS) and last > 3:
        last = chance.whole(last // 2, last - 2)
    for position, figure in enumerate(figures[:last]):
        due = _due(subject, figure.period, chance)
        if chance.happens(NEVER_RETURNED) and position:
            continue
        missing = _missing(subject, figure, chance)
        if missing is not None and position:
            yield Return(subject.key, figure.period, None, missing, None, due)
            continue
        yield from _stated(subject, figure, due, is_provisional_first, chance)


def _stated(
    subject: Subject, figure: Figure, due: date, is_provisional: bool, chance: Chance
) -> Iterator[Return]:
    """The figure, after an earlier one that it replaces when it is a revision."""
    final = Return(subject.key, figure.period, figure, None, None, due)
    is_revised = _can_be_revised(subject) and chance.happens(REVISED)
    if not (is_provisional or is_revised):
        flag = Flag.ESTIMATED if chance.happens(ESTIMATED) else None
        yield replace(final, flag=flag)
        return
    first = _first_thought(subject, figure, chance)
    has_changed = first.value != figure.value
    if not (is_provisional or has_changed):
        yield final
        return
    early = Flag.PROVISIONAL if is_provisional else None
    yield replace(final, figure=first, flag=early)
    later = _working_day(due + timedelta(days=chance.whole(60, 150)))
    yield replace(final, flag=Flag.REVISED if has_changed else None, recorded_on=later)


def _can_be_revised(subject: Subject) -> bool:
    """A running count is left alone: an earlier figure must not be above a later one."""
    return not (subject.runs_from_start or subject.runs_through_year)


def _due(subject: Subject, period: Period, chance: Chance) -> date:
    months = subject.indicator.frequency.arrears_months
    day = add_months(period.end, months) + timedelta(days=chance.whole(SOONEST, LATEST))
    if chance.happens(LATE):
        day += timedelta(days=chance.whole(45, 170))
    return _working_day(day)


def _working_day(day: date) -> date:
    """`day`, or the Monday after it."""
    return day + timedelta(days=8 - day.isoweekday() if day.isoweekday() > FRIDAY else 0)


def _missing(subject: Subject, figure: Figure, chance: Chance) -> Missing | None:
    is_strict = subject.indicator.disclosure is Disclosure.STRICT
    if is_strict and _is_small(subject, figure):
        return Missing.SUPPRESSED
    return Missing.NOT_AVAILABLE if chance.happens(NOT_AVAILABLE) else None


def _is_small(subject: Subject, figure: Figure) -> bool:
    """Whether it is about so few people that a council would hide it."""
    counted = figure.numerator
    if counted is None and subject.unit is Unit.COUNT:
        counted = int(figure.value)
    return counted is not None and 0 < counted < FEW_PEOPLE


def _first_thought(subject: Subject, figure: Figure, chance: Chance) -> Figure:
    """What was said before the revision: a little off."""
    off = chance.between(0.015, 0.05) * (1 if chance.happens(0.4) else -1)
    if figure.numerator is not None and figure.denominator is not None:
        changed = min(max(round(figure.numerator * (1 + off)), 0), figure.denominator)
        value = percentage(changed, figure.denominator, subject.decimals)
        return replace(figure, value=value, numerator=changed)
    value = exact(float(figure.value) * (1 + off), subject.decimals)
    if subject.unit is Unit.PERCENT:
        value = min(value, Decimal(100))
    return replace(figure, value=value)


def _percentage_of(subject: Subject) -> Subject | None:
    """The component that gives as a percentage what `subject` gives as a number."""
    if subject.component is None or subject.unit is not Unit.COUNT:
        return None
    for component in subject.indicator.components:
        other = Subject(subject.indicator, component)
        if counted_in(other) is subject.component and is_proportion(other):
            return other
    return None


def _counted(subject: Subject, percentages: Iterator[Return]) -> Iterator[Return]:
    for each in percentages:
        figure = each.figure
        if figure is not None:
            assert figure.numerator is not None, "is_proportion makes numerators"
            figure = Figure(figure.period, Decimal(figure.numerator))
        yield replace(each, key=subject.key, figure=figure)


def _is_share(subject: Subject) -> bool:
    """Whether `subject` is one of the parts, shown for context, that add up to the whole."""
    parts = subject.indicator.components
    counts = {subject.indicator.unit, *(part.unit for part in parts)}
    is_context = not any(part.assessed for part in parts)
    return subject.component is not None and is_context and counts == {Unit.COUNT}


def _apportioned(subject: Subject, wholes: Iterator[Return], seed: int) -> Iterator[Return]:
    parts = subject.indicator.components
    chance = Chance(seed, "shares", subject.indicator.id)
    weights = [chance.between(0.3, 1) for _ in parts]
    for each in wholes:
        figure = each.figure
        if figure is not None:
            share = _share_of(int(figure.value), weights)[_position(subject, parts)]
            figure = Figure(figure.period, Decimal(share))
        yield replace(each, key=subject.key, figure=figure)


def _position(subject: Subject, parts: Sequence[Component]) -> int:
    assert subject.component is not None, "_is_share says so"
    return parts.index(subject.component)


def _share_of(total: int, weights: Sequence[float]) -> list[int]:
    """`total` among parts by highest averages (D'Hondt): exact, and no part of a growing total
    ever falls."""
    parts = [int(total * weight / sum(weights)) for weight in weights]
    while sum(parts) < total:
        averages = [weight / (part + 1) for weight, part in zip(weights, parts, strict=True)]
        parts[averages.index(max(averages))] += 1
    return parts
