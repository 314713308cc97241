"""Assessments join the judgements on one indicator: Northmere's, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observations
from spfbook.framework.periods import parse_period
from spfbook.paths import Layout
from spfbook.rules.assessment import Assessment, assess
from spfbook.rules.direction import Direction
from spfbook.rules.status import Status
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations

Read = tuple[Framework, Observations]


@pytest.fixture
def read(northmere: Layout) -> Read:
    framework = read_framework(northmere)
    found = read_observations(
        northmere, framework, ["statistics", "returns"], date(2022, 5, 20)
    )
    return framework, found


def assessed(read: Read, indicator: str, period: str = "2021-22-q4") -> Assessment:
    framework, observations = read
    found = framework.indicators[indicator]
    return assess(found, framework, observations, parse_period(period))


STATUSES = [
    # indicator, its latest figure → status, direction
    ("affordable-homes-built", "26", Status.AMBER, Direction.NO_EARLIER_VALUE),
    ("homes-made-warmer", "43", Status.GREEN, Direction.NOT_COMPARABLE),
    ("clean-streets", "93.5", Status.GREEN, Direction.NO_EARLIER_VALUE),
    ("recycling-rate", "42.8", Status.RED, Direction.WORSENED),
    ("active-adults", "58.7", Status.RED, Direction.NO_CLEAR_CHANGE),
    ("life-expectancy", "80.3", Status.NO_TARGET, Direction.NOT_COMPARABLE),
    ("spending-against-budget", "0.6", Status.GREEN, Direction.NO_EARLIER_VALUE),
    ("shops-in-use", "84", Status.NOT_JUDGEABLE, Direction.WORSENED),
    ("adaptations-waiting-list", "11", Status.NO_TARGET, Direction.NO_EARLIER_VALUE),
]


@pytest.mark.parametrize(("indicator", "value", "status", "direction"), STATUSES)
def test_each_kind_of_indicator(
    read: Read, indicator: str, value: str, status: Status, direction: Direction
) -> None:
    found = assessed(read, indicator)
    part = found.parts[0]
    assert part.latest is not None
    assert (part.latest.value, found.status) == (Decimal(value), status)
    assert part.travel.direction is direction


def test_a_year_is_counted_up_and_says_so(read: Read) -> None:
    """24, 31, 30 and 26 homes are 111 of 120: within 10%."""
    judged = assessed(read, "affordable-homes-built").judgement
    assert (judged.against, judged.judged) == (120, 111)
    assert judged.reason == "Misses the year’s 120, within its tolerance: 111."


def test_the_worst_component_decides(read: Read) -> None:
    """21 homes of 20 for older people are green; 6 of 8 for disabled people are red."""
    found = assessed(read, "specialist-homes-built")
    statuses = {p.component.id: p.judgement.status for p in found.parts if p.component}
    assert statuses == {"older-people": Status.GREEN, "disabled-people": Status.RED}
    assert found.status is Status.RED
    assert found.judgement.reason.startswith("The worst of 2 rated parts. ")


def test_a_component_for_context_does_not_count(read: Read) -> None:
    found = assessed(read, "young-people-not-in-work")
    context = [p.component.id for p in found.parts if p.component and not p.is_assessed]
    assert context == ["number"]
    rated = next(p for p in found.parts if p.component and p.component.id == "percentage")
    assert found.status is rated.judgement.status


def test_an_earlier_report_sees_only_its_own_time(read: Read) -> None:
    found = assessed(read, "homes-made-warmer", "2021-22-q2")
    latest = found.parts[0].latest
    assert latest is not None
    assert latest.period.text == "2021-22-q2"
    assert (found.status, found.judgement.reason) == (
        Status.NOT_DUE, "The target is for January to March 2022.",
    )  # fmt: skip


def test_every_indicator_of_the_plan_has_a_status_without_any_figures(spf: Framework) -> None:
    nothing = Observations(date(2022, 5, 31), ())
    for indicator in spf.indicators.values():
        found = assess(indicator, spf, nothing, parse_period("2021-22-q4"))
        assert not found.status.is_rated
        assert found.judgement.reason.endswith((".", "”"))
