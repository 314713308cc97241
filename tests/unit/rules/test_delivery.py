"""A deliverable is judged by the plan's own day; forecasts and stages only explain it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from spfbook.framework.deliverables import Deliverable
from spfbook.framework.delivery import ProgressReport, Stage
from spfbook.rules.delivery import Delivery, judge_delivery, last_day

DUE = date(2021, 6, 30)
BY = {"kind": "by", "date": DUE}
WINDOW = {"kind": "window", "start": date(2021, 1, 1), "end": DUE}
UNDATED = [
    {"kind": "none"},
    {"kind": "none", "reason": "It follows another body's calendar."},
    {"kind": "to_be_dated"},
    {"kind": "to_be_dated", "after": "the review"},
]
RECURRING = {"kind": "recurring", "times_a_year": 4}
ONGOING = {"kind": "ongoing"}
DAY = timedelta(days=1)


def deliverable(deadline: dict[str, Any]) -> Deliverable:
    return Deliverable(id="new-library", ref="PRE-D001", deliverable="Open it.", deadline=deadline)


def report(
    state: str = "in_progress", expected_on: date | None = None, on: date = date(2021, 4, 20)
) -> ProgressReport:
    return ProgressReport("new-library", on, Stage(state), expected_on, None, "returns", 2)


CASES = [
    # deadline, report, as at → state, current date
    (BY, None, DUE - DAY, "not_reported", DUE),
    (BY, None, DUE, "not_reported", DUE),
    (BY, None, DUE + DAY, "not_reported", DUE),
    (BY, report("in_progress"), DUE - DAY, "on_track", DUE),
    (BY, report("in_progress"), DUE, "on_track", DUE),
    (BY, report("in_progress"), DUE + DAY, "overdue", DUE),
    (BY, report("not_started"), DUE, "on_track", DUE),
    (BY, report("not_started"), DUE + DAY, "overdue", DUE),
    (BY, report(expected_on=DUE - DAY), DUE - DAY, "on_track", DUE - DAY),
    (BY, report(expected_on=DUE - DAY), DUE, "at_risk", DUE - DAY),
    (BY, report(expected_on=DUE), DUE, "on_track", DUE),
    (BY, report(expected_on=DUE + DAY), date(2021, 4, 20), "at_risk", DUE + DAY),
    (BY, report(expected_on=DUE + DAY), DUE, "at_risk", DUE + DAY),
    (BY, report(expected_on=DUE + DAY), DUE + DAY, "overdue", DUE + DAY),
    (BY, report(expected_on=DUE + DAY), DUE + 2 * DAY, "overdue", DUE + DAY),
    (BY, report("complete"), DUE - DAY, "complete", None),
    (BY, report("complete", on=DUE + DAY), DUE + DAY, "complete", None),
    (BY, report("stopped"), DUE - DAY, "stopped", None),
    (BY, report("stopped"), DUE + DAY, "stopped", None),
    (WINDOW, report(), DUE, "on_track", DUE),
    (WINDOW, report(), DUE + DAY, "overdue", DUE),
    *[
        case
        for undated in UNDATED
        for case in (
            (undated, None, DUE, "no_date", None),
            (undated, report(), DUE, "no_date", None),
            (undated, report(expected_on=DUE), DUE + DAY, "no_date", DUE),
            (undated, report("complete"), DUE, "complete", None),
            (undated, report("stopped"), DUE, "stopped", None),
        )
    ],
    (ONGOING, None, DUE, "ongoing", None),
    (ONGOING, report(), DUE, "ongoing", None),
    (ONGOING, report("complete"), DUE, "complete", None),
    (ONGOING, report("stopped"), DUE, "stopped", None),
    (RECURRING, None, DUE, "recurring", None),
    (RECURRING, report(expected_on=DUE), DUE, "recurring", DUE),
    (RECURRING, report("complete"), DUE, "recurring", None),
    (RECURRING, report("stopped"), DUE, "stopped", None),
]


@pytest.mark.parametrize(("deadline", "said", "as_at", "state", "current"), CASES)
def test_each_edge(
    deadline: dict[str, Any],
    said: ProgressReport | None,
    as_at: date,
    state: str,
    current: date | None,
) -> None:
    task = deliverable(deadline)
    judged = judge_delivery(task, said, as_at)
    assert (judged.state, judged.current) == (state, current)
    assert judged.original == last_day(task), "the plan's day is kept whatever is reported"
    assert judged.report is said
    assert judged.reason.endswith(".")


def test_every_state_is_reached_by_a_case() -> None:
    assert {case[3] for case in CASES} == set(Delivery)


REASONS = [
    (BY, None, DUE, "No progress has been reported. It is due by 30 June 2021."),
    (BY, None, DUE + DAY, "No progress has been reported. It was due by 30 June 2021."),
    (
        BY, report(expected_on=date(2021, 9, 30)), DUE,
        "Expected by 30 September 2021, after its deadline, 30 June 2021.",
    ),
    (
        BY, report(expected_on=date(2021, 9, 30)), DUE + DAY,
        "It was due by 30 June 2021. "
        "Reported in progress on 20 April 2021, expected by 30 September 2021.",
    ),
    (
        BY, report(expected_on=date(2021, 5, 31)), DUE,
        "It was expected by 31 May 2021 and is not reported complete. It is due by 30 June 2021.",
    ),
    (
        BY, report("not_started"), DUE,
        "Reported not started on 20 April 2021. It is due by 30 June 2021.",
    ),
    (BY, report("complete"), DUE, "Complete, reported on 20 April 2021."),
    (BY, report("stopped"), DUE, "Stopped, reported on 20 April 2021."),
    (
        UNDATED[3], None, DUE,
        "A date will be set after the review. No progress has been reported.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("deadline", "said", "as_at", "reason"), REASONS)
def test_the_reason_names_both_days(
    deadline: dict[str, Any], said: ProgressReport | None, as_at: date, reason: str
) -> None:
    assert judge_delivery(deliverable(deadline), said, as_at).reason == reason


def test_time_alone_never_makes_an_open_task_better() -> None:
    order = list(Delivery)
    said = report(expected_on=DUE - DAY)
    states = [
        judge_delivery(deliverable(BY), said, said.reported_on + n * DAY).state for n in range(120)
    ]
    places = [order.index(state) for state in states]
    assert places == sorted(places, reverse=True)
