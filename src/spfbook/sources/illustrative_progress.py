"""Made-up progress of deliverables: quarterly reports, some late, some slipping, some none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from spfbook.framework.deliverables import By, Deliverable, NoDate, ToBeDated, Window
from spfbook.framework.delivery import Stage
from spfbook.framework.framework import Framework
from spfbook.framework.periods import add_months, month_end, quarter_of
from spfbook.sources.illustrative_chance import Chance

NEVER_REPORTED = 0.05
REPORT_LEFT_OUT = 0.08
STOPPED = 0.03
IN_TIME, LATE = 0.55, 0.3
"""The shares finished in time and late; the others are not finished while the plan lasts."""
NO_FORECAST = 0.2
SLIP_SEEN = 150
"""Days before its deadline at which a task that will be late begins to say so."""
COLLECTED_AFTER = 20
"""Days after a quarter's end at which reports are collected."""


@dataclass(frozen=True)
class Report:
    """One row of the made-up progress file."""

    deliverable: str
    reported_on: date
    state: Stage
    expected_on: date | None


def reports_of(framework: Framework, seed: int) -> Iterator[Report]:
    """The reports on every deliverable, each up to the one that says it is over."""
    for deliverable in framework.deliverables.values():
        chance = Chance(seed, "progress", deliverable.id)
        if not chance.happens(NEVER_REPORTED):
            yield from _reports(deliverable, framework, chance)


def _reports(
    deliverable: Deliverable, framework: Framework, chance: Chance
) -> Iterator[Report]:
    task = _task(deliverable, framework, chance)
    for day in _report_days(framework, chance):
        if chance.happens(REPORT_LEFT_OUT):
            continue
        state, expected = task.at(day, chance)
        yield Report(deliverable.id, day, state, expected)
        if not state.is_open:
            return


def _report_days(framework: Framework, chance: Chance) -> Iterator[date]:
    plan = framework.file.plan
    end = quarter_of(plan.start).end
    while end <= plan.end:
        delay = COLLECTED_AFTER + (chance.whole(10, 50) if chance.happens(0.1) else 0)
        yield end + timedelta(days=delay)
        end = add_months(end, 3)


@dataclass(frozen=True)
class _Task:
    """What really happens to a deliverable in the made-up world."""

    starts: date
    finish: date | None
    """None: it goes on, and nobody forecasts an end."""
    deadline: date | None
    is_stopped: bool

    def at(self, day: date, chance: Chance) -> tuple[Stage, date | None]:
        """What a report of `day` says: the state, and the forecast if it is still open."""
        if self.finish is not None and day >= self.finish:
            return (Stage.STOPPED if self.is_stopped else Stage.COMPLETE), None
        state = Stage.NOT_STARTED if day < self.starts else Stage.IN_PROGRESS
        if self.finish is None or chance.happens(NO_FORECAST):
            return state, None
        return state, self._forecast(day, chance)

    def _forecast(self, day: date, chance: Chance) -> date:
        expected = self.deadline or self.finish
        assert expected is not None and self.finish is not None, "at() settles the rest"
        seen = expected - timedelta(days=SLIP_SEEN)
        if self.finish > expected and day >= seen:
            slip = (self.finish - expected).days
            moved = expected + timedelta(days=int(slip * chance.between(0.4, 1)))
            expected = month_end(moved.year, moved.month)
        if expected < day:
            later = day + timedelta(days=chance.whole(20, 90))
            expected = month_end(later.year, later.month)
        return expected


def _task(deliverable: Deliverable, framework: Framework, chance: Chance) -> _Task:
    plan = framework.file.plan
    match deliverable.deadline:
        case By(date=day) | Window(end=day):
            finish = day + timedelta(days=_delay(chance))
            starts = day - timedelta(days=chance.whole(120, 400))
            return _Task(starts, max(finish, plan.start), day, chance.happens(STOPPED))
        case NoDate() | ToBeDated():
            days = chance.whole(200, 1_400)
            finish = plan.start + timedelta(days=days) if chance.happens(0.5) else None
            starts = plan.start + timedelta(days=chance.whole(0, 300))
            return _Task(starts, finish, None, chance.happens(STOPPED))
        case _:
            return _Task(plan.start, None, None, False)


def _delay(chance: Chance) -> int:
    story = chance.between(0, 1)
    if story < IN_TIME:
        return -chance.whole(0, 60)
    return chance.whole(15, 200) if story < IN_TIME + LATE else chance.whole(700, 900)
