"""The target over time: it holds from when it was set, in steps where it changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from spfbook.framework.changes import Change
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Frequency, Indicator, Polarity
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import FoundBaseline, Link, Source, SourceSeries
from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.rules.part import Part
from spfbook.rules.target_course import target_course
from spfbook.sources.framework_files import read_framework

CHANGE, TARGET = TypeAdapter(Change), TypeAdapter(Target)
NOW = parse_period("2021-22-q4")
QUARTERS = [f"{year}-{year % 100 + 1}-q{n}" for year in (2020, 2021) for n in (1, 2, 3, 4)]
PLAN_STARTS = date(2021, 4, 1)
Course = list[tuple[str, str, list[float]]]


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    found = read_framework(northmere)
    assert found.file.plan.start == PLAN_STARTS
    return found


def at_least(value: float, **more: Any) -> dict[str, Any]:
    return {"kind": "threshold", "bound": "at_least", "value": value, **more}


def changed(was: dict[str, Any], since: str) -> Change:
    fields = {"kind": "target", "date": "2021-12-01", "since": since, "reason": "it was too low"}
    return CHANGE.validate_python({**fields, "target": was, "target_text": "60"})


def course(
    framework: Framework, target: dict[str, Any], *changes: Change, periods: list[str] = QUARTERS,
    unit: Unit = Unit.PERCENT, **frequency: Any,
) -> Course:  # fmt: skip
    """First day, last day and numbers of each stretch under figures of 10, 11, 12 ..."""
    indicator = Indicator(
        ref="TP-901", measure="What is measured", id="measured", name="Measured",
        purpose="Shows what is measured.", unit=unit, decimals=1,
        polarity=Polarity.HIGHER_IS_BETTER,
        frequency=Frequency(every="quarter", **frequency), changes=changes,
        target=TARGET.validate_python(target),
    )  # fmt: skip
    figures = tuple(observed(10 + n, each) for n, each in enumerate(periods))
    definition = SourceSeries(
        id="returns", title="Returns", unit=unit, lag_days=30, lag_basis="Made for a test."
    )
    source = Source(
        id="returns", title="Returns", publisher="A test", licence="None", version="1",
        retrieved=date(2022, 5, 1), sha256="0" * 64, recorded="dated", keyed_by="indicator",
        series=(definition,),
    )  # fmt: skip
    baseline = FoundBaseline(finding="no_baseline")
    link = Link(indicator="measured", component=None, match="same", baseline=baseline)
    held = Series("measured", None, source, definition, link, figures, ())
    known = Observations(date(2022, 5, 20), (held,))
    part = Part(indicator, None, framework, known, NOW)
    found = target_course(part, part.values, framework, known, NOW)
    return [(f"{s.start}", f"{s.end}", [float(v) for v in s.values]) for s in found]


def observed(value: float, period: str) -> Observation:
    when = parse_period(period)
    return Observation(
        "northmere", when, Decimal(str(value)), None, None, None, None, None, None, when.end, True,
        when.end, None, 1,
    )  # fmt: skip


def test_a_target_of_the_plan_holds_from_its_first_day(framework: Framework) -> None:
    assert course(framework, at_least(60)) == [("2021-04-01", "2022-03-31", [60])]


def test_it_holds_on_to_the_end_of_the_report_whatever_the_last_figure(
    framework: Framework,
) -> None:
    old = course(framework, at_least(60), periods=["fy2018-19", "fy2019-20"])
    assert old == [("2021-04-01", "2022-03-31", [60])]


def test_a_changed_target_is_a_step_at_the_first_period_of_the_change(
    framework: Framework,
) -> None:
    found = course(framework, at_least(65), changed(at_least(60), "2021-22-q3"))
    assert found == [("2021-04-01", "2021-09-30", [60]), ("2021-09-30", "2022-03-31", [65])]


def test_before_a_first_target_was_set_there_is_none(framework: Framework) -> None:
    found = course(framework, at_least(65), changed({"kind": "to_be_set"}, "2021-22-q3"))
    assert found == [("2021-10-01", "2022-03-31", [65])]


def test_a_target_that_was_given_up_ends(framework: Framework) -> None:
    found = course(framework, {"kind": "none"}, changed(at_least(60), "2021-22-q3"))
    assert found == [("2021-04-01", "2021-09-30", [60])]


def test_the_steps_of_a_schedule_each_have_their_time(framework: Framework) -> None:
    steps = [{"value": 25, "by": "2021-22-q2"}, {"value": 50, "by": "2021-22-q3"},
             {"value": 80, "by": "2021-22-q4"}]  # fmt: skip
    found = course(framework, {"kind": "schedule", "bound": "at_least", "steps": steps})
    assert found == [
        ("2021-04-01", "2021-09-30", [25]),  # what is asked for first is aimed at from the start
        ("2021-09-30", "2021-12-31", [50]),
        ("2021-12-31", "2022-03-31", [80]),
    ]


def test_a_number_for_a_year_is_its_share_quarter_by_quarter(framework: Framework) -> None:
    target = {"kind": "per_period", "bound": "at_least", "value": 100, "per": "year"}
    found = course(framework, target, unit=Unit.COUNT, counted_from="year_start")
    assert [values for _, _, values in found] == [[25], [50], [75], [100]]


def test_a_number_for_a_year_is_not_drawn_over_the_figures_of_its_quarters(
    framework: Framework,
) -> None:
    """Each is a part of the sum that is judged: the line would make every quarter a miss."""
    target = {"kind": "per_period", "bound": "at_least", "value": 100, "per": "year"}
    assert course(framework, target, unit=Unit.COUNT) == []


@pytest.mark.parametrize(
    "target",
    [
        {"kind": "none"}, {"kind": "to_be_set"}, {"kind": "direction", "want": "increase"},
        {"kind": "comparator", "areas": ["mereshire"], "relation": "in_line_with"},
        {"kind": "descriptive", "reason": "It is in words."},
    ],
)  # fmt: skip
def test_a_target_without_a_number_has_no_line(
    framework: Framework, target: dict[str, Any]
) -> None:
    assert course(framework, target) == []


def test_a_range_has_both_its_ends(framework: Framework) -> None:
    found = course(framework, {"kind": "range", "low": -2, "high": 2})
    assert found == [("2021-04-01", "2022-03-31", [-2, 2])]
