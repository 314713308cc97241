"""Targets: the closed union, what it refuses, the numbers and the side each kind asserts."""

from __future__ import annotations

import typing
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from spfbook.framework.targets import Bound, Target, Tolerance, bound_of, numbers_of

read = TypeAdapter(Target).validate_python
STEPS = [{"value": 25, "by": "2020-21-q2"}, {"value": 50, "during": "fy2021-22"}]

# as written in YAML, the numbers it asserts, the side it lies on
TARGETS: list[tuple[dict[str, Any], tuple, Bound | None]] = [
    ({"kind": "threshold", "bound": "at_least", "value": 72.5}, ("72.5",), Bound.AT_LEAST),
    ({"kind": "threshold", "bound": "more_than", "value": 90}, ("90",), Bound.MORE_THAN),
    ({"kind": "threshold", "bound": "at_most", "value": 0}, ("0",), Bound.AT_MOST),
    ({"kind": "threshold", "bound": "less_than", "value": 10}, ("10",), Bound.LESS_THAN),
    ({"kind": "range", "low": -5, "high": 5}, ("-5", "5"), None),
    ({"kind": "schedule", "bound": "at_least", "steps": STEPS}, ("25", "50"), Bound.AT_LEAST),
    (
        {"kind": "per_period", "bound": "at_least", "value": 1944, "per": "year"},
        ("1944",), Bound.AT_LEAST,
    ),
    ({"kind": "direction", "want": "increase"}, (), Bound.AT_LEAST),
    ({"kind": "direction", "want": "no_reduction"}, (), Bound.AT_LEAST),
    ({"kind": "direction", "want": "reduction"}, (), Bound.AT_MOST),
    ({"kind": "direction", "want": "no_increase"}, (), Bound.AT_MOST),
    ({"kind": "comparator", "areas": ["london"], "relation": "in_line_with"}, (), None),
    ({"kind": "comparator", "areas": ["london"], "relation": "at"}, (), None),
    ({"kind": "comparator", "areas": ["london"], "relation": "above"}, (), Bound.MORE_THAN),
    ({"kind": "comparator", "areas": ["london"], "relation": "below"}, (), Bound.LESS_THAN),
    (
        {"kind": "comparator", "areas": ["london"], "relation": "top_rank", "rank": 10, "value": 8},
        ("8", "10"), Bound.MORE_THAN,
    ),
    ({"kind": "comparator", "areas": ["peers"], "relation": "top_quartile"}, (), Bound.MORE_THAN),
    ({"kind": "by_component"}, (), None),
    ({"kind": "to_be_set", "after": "a benchmark"}, (), None),
    ({"kind": "none"}, (), None),
    ({"kind": "descriptive", "reason": "No number is given."}, (), None),
]  # fmt: skip


def written(target: dict[str, Any]) -> str:
    keys = ("kind", "bound", "want", "relation")
    return "-".join(str(target[key]) for key in keys if key in target)


@pytest.mark.parametrize(
    ("target", "numbers", "bound"), TARGETS, ids=[written(case[0]) for case in TARGETS]
)
def test_a_target_asserts_its_numbers_and_lies_on_its_side(
    target: dict[str, Any], numbers: tuple, bound: Bound | None
) -> None:
    found = read(target)
    assert numbers_of(found) == tuple(map(Decimal, numbers))
    assert bound_of(found) is bound


def test_every_kind_of_target_is_in_the_table() -> None:
    members = typing.get_args(typing.get_args(Target)[0])
    kinds = {typing.get_args(member.model_fields["kind"].annotation)[0] for member in members}
    assert {case[0]["kind"] for case in TARGETS} == kinds


@pytest.mark.parametrize(
    ("bound", "is_floor"),
    [
        (Bound.AT_LEAST, True), (Bound.MORE_THAN, True),
        (Bound.AT_MOST, False), (Bound.LESS_THAN, False),
    ],
)  # fmt: skip
def test_a_floor_is_what_a_value_must_not_lie_under(bound: Bound, is_floor: bool) -> None:
    assert bound.is_floor is is_floor


REFUSED = [
    ({"kind": "treshold", "bound": "at_least", "value": 1}, "treshold"),
    ({"bound": "at_least", "value": 1}, "kind"),
    ({"kind": "threshold", "bound": "at_leest", "value": 1}, "at_least"),
    ({"kind": "threshold", "bound": "at_least", "value": 1, "tolerence": 2}, "Extra inputs"),
    ({"kind": "threshold", "bound": "at_least", "value": "90"}, "write a number"),
    ({"kind": "threshold", "bound": "at_least", "value": True}, "write a number"),
    ({"kind": "threshold", "bound": "at_least", "value": float("nan")}, "write a number"),
    ({"kind": "threshold", "bound": "at_least", "value": float("inf")}, "write a number"),
    ({"kind": "range", "low": 5, "high": -5}, "low is above high"),
    ({"kind": "schedule", "bound": "at_least", "steps": []}, "at least 1 item"),
    ({"kind": "schedule", "bound": "at_least", "steps": [{"value": 1}]}, "one of by and during"),
    (
        {
            "kind": "schedule", "bound": "at_least",
            "steps": [{"value": 1, "by": "2020", "during": "2021"}],
        },
        "one of by and during",
    ),
    ({"kind": "per_period", "bound": "at_least", "value": 1, "per": "week"}, "year"),
    ({"kind": "comparator", "areas": [], "relation": "above"}, "at least 1 item"),
    ({"kind": "comparator", "areas": ["East London"], "relation": "above"}, "pattern"),
    ({"kind": "descriptive"}, "reason"),
]


@pytest.mark.parametrize(("target", "says"), REFUSED)
def test_what_cannot_be_judged_is_refused(target: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        read(target)


def test_a_number_is_the_one_that_was_written() -> None:
    found = read({"kind": "threshold", "bound": "at_most", "value": 0.1})
    assert found.value == Decimal("0.1")


@pytest.mark.parametrize(
    ("tolerance", "says"),
    [
        ({}, "one of absolute and relative_pct"),
        ({"absolute": 1, "relative_pct": 5}, "one of absolute and relative_pct"),
        ({"absolute": -1}, "not negative"),
        ({"relative_pct": -0.5}, "not negative"),
    ],
)
def test_a_tolerance_is_one_number_and_not_negative(tolerance: dict, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Tolerance.model_validate(tolerance)


def test_a_range_may_be_one_number() -> None:
    assert numbers_of(read({"kind": "range", "low": 5, "high": 5})) == (5, 5)


def test_a_tolerance_of_zero_is_one() -> None:
    assert Tolerance.model_validate({"absolute": 0}).absolute == 0


def test_a_target_does_not_change() -> None:
    found = read({"kind": "none"})
    with pytest.raises(ValidationError, match="frozen"):
        found.kind = "descriptive"
