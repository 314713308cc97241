"""Delivery: a deliverable's last report against its deadline, or why it cannot be said.

The deadline is the one of the plan and never moves; a new forecast is shown beside it. Days
are compared whole: a task is in time on the day of its deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spfbook.framework.deliverables import (
    By,
    Deliverable,
    NoDate,
    Ongoing,
    Recurring,
    ToBeDated,
    Window,
)
from spfbook.framework.delivery import ProgressReport, Stage
from spfbook.framework.periods import parse_period


class Delivery(StrEnum):
    """Where a deliverable stands. Worst first."""

    OVERDUE = "overdue"
    AT_RISK = "at_risk"
    STOPPED = "stopped"
    NOT_REPORTED = "not_reported"
    ON_TRACK = "on_track"
    NO_DATE = "no_date"
    ONGOING = "ongoing"
    RECURRING = "recurring"
    COMPLETE = "complete"


@dataclass(frozen=True)
class DeliveryJudgement:
    """Where a deliverable stands, why, and both of its dates."""

    state: Delivery
    reason: str
    """One plain sentence, or two."""
    original: date | None
    """The last day on which it is in time by the plan; None when the plan names none."""
    current: date | None
    """When it is expected now: the last forecast, else the plan's day; None when it is
    complete or stopped, and when nobody has named a day."""
    report: ProgressReport | None = None


def judge_delivery(
    deliverable: Deliverable, report: ProgressReport | None, as_at: date
) -> DeliveryJudgement:
    """Where `deliverable` stands on `as_at`, when `report` is the last word on it."""
    assert report is None or report.reported_on <= as_at, "the reader hides later reports"
    original = last_day(deliverable)
    state, reason = _settled(deliverable, report) or (
        _undated(deliverable, report) if original is None else _dated(original, report, as_at)
    )
    is_closed = report is not None and not report.state.is_open
    current = None if is_closed else (report and report.expected_on) or original
    return DeliveryJudgement(state, reason, original, current, report)


def last_day(deliverable: Deliverable) -> date | None:
    """The last day on which it is in time, where the plan names one."""
    match deliverable.deadline:
        case By(date=day):
            return day
        case Window(end=day):
            return day
        case Recurring() | Ongoing() | ToBeDated() | NoDate():
            return None


def _settled(
    deliverable: Deliverable, report: ProgressReport | None
) -> tuple[Delivery, str] | None:
    """Complete or stopped, whatever the deadline; a task that comes round is never complete."""
    if report is None or report.state.is_open:
        return None
    said = f"reported on {_words(report.reported_on)}."
    if report.state is Stage.STOPPED:
        return Delivery.STOPPED, f"Stopped, {said}"
    if isinstance(deliverable.deadline, Recurring):
        return None
    return Delivery.COMPLETE, f"Complete, {said}"


def _undated(deliverable: Deliverable, report: ProgressReport | None) -> tuple[Delivery, str]:
    said = _last_word(report)
    match deliverable.deadline:
        case Recurring():
            return Delivery.RECURRING, f"It comes round, and is not judged by a day. {said}"
        case Ongoing():
            return Delivery.ONGOING, f"It has no end date. {said}"
        case ToBeDated(after=after):
            waits = f"A date will be set after {after}." if after else "A date will be set."
            return Delivery.NO_DATE, f"{waits} {said}"
        case _:
            return Delivery.NO_DATE, f"The plan gives no date. {said}"


def _dated(
    deadline: date, report: ProgressReport | None, as_at: date
) -> tuple[Delivery, str]:
    due = _words(deadline)
    is_past = deadline < as_at
    if report is None:
        when = f"It was due by {due}." if is_past else f"It is due by {due}."
        return Delivery.NOT_REPORTED, f"{_last_word(None)} {when}"
    expected = report.expected_on
    if is_past:
        return Delivery.OVERDUE, f"It was due by {due}. {_last_word(report)}"
    if expected and expected > deadline:
        return Delivery.AT_RISK, f"Expected by {_words(expected)}, after its deadline, {due}."
    if expected and expected < as_at:
        return Delivery.AT_RISK, (
            f"It was expected by {_words(expected)} and is not reported complete. "
            f"It is due by {due}."
        )
    return Delivery.ON_TRACK, f"{_last_word(report)} It is due by {due}."


def _last_word(report: ProgressReport | None) -> str:
    if report is None:
        return "No progress has been reported."
    state = str(report.state).replace("_", " ")
    expected = f", expected by {_words(report.expected_on)}" if report.expected_on else ""
    return f"Reported {state} on {_words(report.reported_on)}{expected}."


def _words(day: date) -> str:
    return parse_period(day.isoformat()).label
