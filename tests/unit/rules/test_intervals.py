"""Intervals: the method for each count, and None for what has no interval."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.rules.intervals import (
    CONFIDENCE_CONTROL,
    Interval,
    byar,
    count_interval,
    proportion_interval,
    rate_interval,
    standard_error,
    z_score,
)

NAN, INF = math.nan, math.inf


@pytest.mark.parametrize(("count", "method"), [
    (0, "exact Poisson"), (1, "exact Poisson"), (9, "exact Poisson"), (9.99, "exact Poisson"),
    (10, "Byar"), (11, "Byar"), (1e9, "Byar"),
])  # fmt: skip
def test_a_count_of_ten_or_more_has_byars_interval(count: float, method: str) -> None:
    found = count_interval(count)
    assert found is not None
    assert found.method == method
    assert found.contains(count)


def test_no_events_can_still_be_a_rate_above_zero() -> None:
    """The rule of three: about 3.7 events at 95%, two-sided."""
    found = rate_interval(0, 1000, base=1000)
    assert found is not None
    assert found.lower == 0
    assert found.upper == pytest.approx(-math.log(0.025))


@pytest.mark.parametrize(("count", "confidence", "is_known"), [
    (1, 0.95, True), (1, CONFIDENCE_CONTROL, False), (2, CONFIDENCE_CONTROL, True),
])  # fmt: skip
def test_byars_lower_limit_is_not_available_below_zero(
    count: float, confidence: float, is_known: bool
) -> None:
    assert (byar(count, confidence=confidence).lower is not None) == is_known


@pytest.mark.parametrize(("numerator", "denominator"), [
    (None, 10), (10, None), (None, None), (1, 0), (1, -5), (-1, 5), (6, 5), (NAN, 5), (1, NAN),
    (INF, INF), (1, INF),
])  # fmt: skip
def test_a_proportion_without_counts_that_fit_has_no_interval(
    numerator: float | None, denominator: float | None
) -> None:
    assert proportion_interval(numerator, denominator) is None


def test_a_rate_may_be_more_than_its_base_and_a_proportion_may_not() -> None:
    assert rate_interval(250, 220, base=100) is not None
    assert proportion_interval(250, 220) is None


@pytest.mark.parametrize("count", [None, -1, NAN, INF])
def test_a_count_that_is_none_has_no_interval(count: float | None) -> None:
    assert count_interval(count) is None
    assert rate_interval(count, 100, base=1000) is None


@pytest.mark.parametrize(("lower", "upper"), [
    (None, 1), (1, None), (2, 1), (1, 1), (NAN, 1), (0, INF),
])  # fmt: skip
def test_an_interval_without_width_gives_no_standard_error(
    lower: float | None, upper: float | None
) -> None:
    assert standard_error(lower, upper) is None


def test_a_standard_error_is_a_quarter_of_the_interval_or_so() -> None:
    assert standard_error(10 - 1.959964, 10 + 1.959964) == pytest.approx(1, rel=1e-6)
    assert z_score(CONFIDENCE_CONTROL) == pytest.approx(3.090232, rel=1e-6)


@pytest.mark.parametrize(("number", "is_in"), [
    (0.9, False), (1, True), (1.5, True), (2, True), (2.1, False),
])  # fmt: skip
def test_limits_are_inside(number: float, is_in: bool) -> None:
    assert Interval(1, 2, "Wilson").contains(number) is is_in
    assert Interval(None, 2, "Byar").contains(number) is (number <= 2)


@given(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_proportions_interval_holds_it_and_stays_within_nought_and_one(
    counts: tuple[int, int]
) -> None:
    numerator, denominator = counts
    found = proportion_interval(numerator, denominator)
    wider = proportion_interval(numerator, denominator, confidence=CONFIDENCE_CONTROL)
    assert found is not None
    assert wider is not None
    assert found.lower is not None
    assert wider.lower is not None
    share = numerator / denominator
    assert 0 <= wider.lower <= found.lower + 1e-12
    assert found.lower <= share <= found.upper
    assert found.upper - 1e-12 <= wider.upper <= 1
