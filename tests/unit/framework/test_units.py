"""Units: none without words, and the rates know what they are a rate of."""

from __future__ import annotations

import pytest

from spfbook.framework.framework import DefaultTolerance
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import IN_WORDS, RATE_BASE, Unit


def test_every_unit_has_its_words_and_no_two_share_them() -> None:
    assert set(IN_WORDS) == set(Unit)
    assert len(set(IN_WORDS.values())) == len(IN_WORDS)


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit.startswith("per_")])
def test_a_rate_says_the_base_that_it_is_worked_out_on(unit: Unit) -> None:
    base = RATE_BASE[unit]
    assert str(unit) == f"per_{base}"
    assert IN_WORDS[unit] == f"per {base:,}"


def test_only_rates_have_a_base() -> None:
    assert all(unit.startswith("per_") for unit in RATE_BASE)


@pytest.mark.parametrize("unit", list(Unit))
def test_only_percentages_have_the_tolerance_of_percentages(unit: Unit) -> None:
    """A rate is no percentage: two points off 31.6 per 100,000 is not two points off 31.6%."""
    points, share = Tolerance(absolute=2), Tolerance(relative_pct=5)
    default = DefaultTolerance(percentages=points, other=share)
    assert default.for_unit(unit) == (points if unit is Unit.PERCENT else share)
