"""A status is uncertain when its figure's interval answers both ways, whatever the target is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from spfbook.framework.indicators import Polarity
from spfbook.framework.targets import Target
from spfbook.rules.judgement import Judgement, Status
from spfbook.rules.uncertainty import is_uncertain

TARGET = TypeAdapter(Target)
HIGHER, LOWER, NEITHER = (
    Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NEITHER,
)  # fmt: skip
RANGE = {"kind": "range", "low": 40, "high": 60}
BESIDE = {"kind": "comparator", "areas": ["london"], "relation": "in_line_with"}
MORE = {"kind": "direction", "want": "increase"}
NO_LESS = {"kind": "direction", "want": "no_reduction"}


def judged(target: dict[str, Any], low: str, high: str, polarity: Polarity, **more: Any) -> bool:
    known = {"against": None if target is RANGE else Decimal(50)} | more
    return is_uncertain(
        Judgement(Status.GREEN, "A reason.", **known), TARGET.validate_python(target),
        (Decimal(low), Decimal(high)), polarity,
    )  # fmt: skip


@pytest.mark.parametrize(("low", "high", "expected"), [
    ("40", "60", False),
    ("39.9", "60", True),
    ("40", "60.1", True),
    ("30", "70", True),  # also where the interval holds the whole range
    ("60", "61", True),
    ("60.1", "61", False),
    ("30", "39.9", False),
    ("30", "40", True),
])  # fmt: skip
def test_beside_a_range(low: str, high: str, expected: bool) -> None:
    assert judged(RANGE, low, high, HIGHER) is expected


@pytest.mark.parametrize(("target", "polarity", "low", "high", "expected"), [
    (BESIDE, HIGHER, "49", "51", True),
    (BESIDE, HIGHER, "50", "51", False),  # in line is met
    (BESIDE, HIGHER, "48", "49", False),
    (BESIDE, LOWER, "49", "50", False),
    (BESIDE, LOWER, "50", "51", True),
    (BESIDE, NEITHER, "49", "51", True),  # only the same will do
    (BESIDE, NEITHER, "51", "52", False),
    (BESIDE, NEITHER, "50", "50", False),
    (MORE, HIGHER, "50", "51", True),  # the same is no increase
    (NO_LESS, HIGHER, "50", "51", False),
])  # fmt: skip
def test_beside_another_figure(
    target: dict[str, Any], polarity: Polarity, low: str, high: str, expected: bool
) -> None:
    assert judged(target, low, high, polarity) is expected


def test_a_sum_of_figures_is_never_uncertain_for_one_of_them() -> None:
    assert not judged(BESIDE, "49", "51", HIGHER, judged=Decimal(100))
