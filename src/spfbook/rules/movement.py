"""Movement: what became of an indicator's status from one edition to the next.

Both statuses are worked out by the same rules, each from what its edition knew and from the target
that held for its period. A movement says when something besides new figures made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.changes import Added, Retired
from spfbook.framework.history import Step
from spfbook.framework.history import before as undone
from spfbook.framework.indicators import Indicator
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.units import Unit
from spfbook.rules.assessment import Assessment
from spfbook.rules.change_words import because
from spfbook.rules.judgement import RATED, Status
from spfbook.rules.part import Part


class Move(StrEnum):
    """Where a status went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEWLY_RATED = "newly_rated"
    NO_LONGER_RATED = "no_longer_rated"
    NOT_RATED = "not_rated"
    """Neither then nor now."""


@dataclass(frozen=True)
class RuleChanged:
    """The target, its tolerance, the definition … is another one since the edition before."""

    because: str
    """A clause: what was changed, since when, and why."""


@dataclass(frozen=True)
class SourceChanged:
    """The figures come from another series."""

    before: str
    now: str
    """Titles, as their publishers write them."""


@dataclass(frozen=True)
class FigureRevised:
    """The figure that the edition before judged was changed afterwards."""

    period: Period
    before: Decimal
    now: Decimal
    unit: Unit
    decimals: int


@dataclass(frozen=True)
class SeriesBroken:
    """The new figure cannot be compared with the one that was judged before."""

    first: Period
    """The first period after the break."""
    reason: str


@dataclass(frozen=True)
class SameFigure:
    """It has no new figure of its own: what it is judged by or with has changed."""


@dataclass(frozen=True)
class NotJudged:
    """Why there is no rating now."""

    reason: str


Cause = RuleChanged | SourceChanged | FigureRevised | SeriesBroken | SameFigure | NotJudged


@dataclass(frozen=True)
class Movement:
    """An indicator's status in an edition and in the one before."""

    indicator: Indicator
    move: Move
    before: Status
    now: Status
    causes: tuple[Cause, ...] = ()
    """What besides a new figure stands between two different statuses."""


def movement(before: Assessment, now: Assessment) -> Movement:
    """What became of the status; both are of the same indicator."""
    assert before.indicator.id == now.indicator.id, "two indicators have no movement"
    move = judge_move(before.status, now.status)
    causes = () if before.status is now.status else tuple(_causes(before, now))
    return Movement(now.indicator, move, before.status, now.status, causes)


def judge_move(before: Status, now: Status) -> Move:
    """`UP` when the later of two ratings is the better one."""
    match before.is_rated, now.is_rated:
        case True, True:
            step = RATED.index(now) - RATED.index(before)
            return Move.UP if step > 0 else Move.DOWN if step < 0 else Move.SAME
        case False, True:
            return Move.NEWLY_RATED
        case True, False:
            return Move.NO_LONGER_RATED
        case _:
            return Move.NOT_RATED


def _causes(before: Assessment, now: Assessment) -> list[Cause]:
    if not now.status.is_rated:
        return [NotJudged(now.judgement.reason)]
    found: list[Cause] = list(_rule_causes(before.indicator, now.indicator))
    was = {_name(part): part for part in before.parts}
    for part in now.parts:
        if part.is_assessed and _name(part) in was:
            found += _part_causes(was[_name(part)], part)
    if not found and _figures(before) == _figures(now):
        found = [SameFigure()]
    return [cause for place, cause in enumerate(found) if cause not in found[:place]]


def _rule_causes(before: Indicator, now: Indicator) -> Iterator[Cause]:
    """The changes that the later edition goes by and the one before it did not, oldest first."""
    steps: list[Step] = []
    while len(now.changes) > len(before.changes):
        earlier = undone(now)
        steps.append(Step(now.changes[-1], now, None, earlier, now))
        now = earlier
    for step in reversed(steps):
        if not isinstance(step.change, Added | Retired):
            yield RuleChanged(because(step))


def _part_causes(before: Part, now: Part) -> Iterator[Cause]:
    """Of a part whose own status is another one."""
    if before.judgement.status is now.judgement.status:
        return
    if before.series is None or now.series is None or before.latest is None or now.latest is None:
        return
    was, is_now = before.series, now.series
    if (was.source.id, was.definition.id) != (is_now.source.id, is_now.definition.id):
        yield SourceChanged(was.definition.title, is_now.definition.title)
        return
    old, new = before.latest.value, _value_of(now, before.latest.period)
    if old is not None and new is not None and old != new:
        yield FigureRevised(before.latest.period, old, new, now.unit, now.decimals)
    for each in is_now.definition.breaks:
        first = parse_period(each.first_period)
        if before.latest.period.end < first.end <= now.latest.period.end:
            yield SeriesBroken(first, each.reason)


def _figures(assessment: Assessment) -> dict[str, tuple[str, Decimal | None]]:
    """The latest figure of each part, with its period."""
    return {
        _name(part): (part.latest.period.text, part.latest.value)
        for part in assessment.parts
        if part.latest is not None
    }


def _value_of(part: Part, period: Period) -> Decimal | None:
    return next((o.value for o in part.values if o.period.text == period.text), None)


def _name(part: Part) -> str:
    return part.component.id if part.component else ""
