"""An untested change is not clear where the earlier figure lies in the latest one's interval."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
from spfbook.rules.difference import UNTESTED
from spfbook.rules.direction import Direction, Travel, allow_for_interval

LIMITS = (Decimal("1.4"), Decimal("4.6"))


def travel(earlier: str, reason: str = UNTESTED) -> Travel:
    day = date(2020, 3, 31)
    observation = Observation(
        "home", parse_period("fy2019-20"), Decimal(earlier), None, None, None, None, None, None,
        day, True, day, None, 1,
    )  # fmt: skip
    return Travel(Direction.WORSENED, reason, observation, Decimal("2.6") - Decimal(earlier))


@pytest.mark.parametrize(
    ("earlier", "found"),
    [
        ("1.39", Direction.WORSENED),
        ("1.4", Direction.NO_CLEAR_CHANGE),
        ("2.8", Direction.NO_CLEAR_CHANGE),
        ("4.6", Direction.NO_CLEAR_CHANGE),
        ("4.61", Direction.WORSENED),
    ],
)
def test_the_ends_of_the_interval_are_in_it(earlier: str, found: Direction) -> None:
    assert allow_for_interval(travel(earlier), LIMITS).direction is found


def test_a_change_that_was_tested_is_left_as_the_test_says() -> None:
    tested = travel("2.8", "More than chance alone would explain.")
    assert allow_for_interval(tested, LIMITS) is tested


def test_without_an_interval_nothing_changes() -> None:
    found = travel("2.8")
    assert allow_for_interval(found, None) is found
