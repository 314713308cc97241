"""Theil-Sen: the slope on true dates, Gilbert's interval, and what is left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from spfbook.rules.mann_kendall import score_variance
from spfbook.rules.theil_sen import (
    detrended,
    gilbert_interval,
    intercept,
    lag_one,
    pairwise_slopes,
    theil_sen,
)

series = st.lists(st.integers(-100, 100), min_size=3, max_size=25)


@given(series)
def test_scipy_gives_the_same_slope(values: list[int]) -> None:
    times = list(range(len(values)))
    slope = theil_sen(pairwise_slopes(values, times), 1.0).per_year
    assert slope == pytest.approx(theilslopes(values, times).slope)


@given(series)
def test_the_interval_holds_the_slope(values: list[int]) -> None:
    slope = theil_sen(pairwise_slopes(values, range(len(values))), score_variance(len(values), []))
    if slope.lower is not None and slope.upper is not None:
        assert slope.lower <= slope.per_year <= slope.upper


def test_a_gap_is_as_long_as_it_was() -> None:
    values, times = [1.0, 2, 3, 6, 7], [2000, 2001, 2002, 2005, 2006]
    assert theil_sen(pairwise_slopes(values, times), 0).per_year == 1
    assert theil_sen(pairwise_slopes(values, range(5)), 0).per_year > 1
    assert intercept(values, times, 1) == 3 - 2002


@pytest.mark.parametrize("n", [2, 3, 4])
def test_up_to_four_points_give_no_interval(n: int) -> None:
    slopes = sorted(pairwise_slopes([float(i * i) for i in range(n)], range(n)))
    assert gilbert_interval(slopes, score_variance(n, [])) is None


def test_ranks_between_two_slopes_are_interpolated() -> None:
    """N = 6 and C = 2 x 1.96 x 0.5: ranks 2.02 and 4.98."""
    low, high = gilbert_interval([1, 2, 3, 4, 5, 6], 1.0) or (0, 0)
    assert low == pytest.approx((6 - 1.959964) / 2, abs=1e-6)
    assert high == pytest.approx((6 + 1.959964) / 2 + 1, abs=1e-6)


@pytest.mark.parametrize(("residuals", "positions", "expected"), [
    ([1, -1, 1, -1, 1, -1], range(6), -5 / 6),
    ([1, 1, 1, -1, -1, -1], range(6), 0.5),
    ([1, 1, 1, -1, -1, -1], [0, 1, 2, 9, 10, 11], 4 / 6),
    ([2, 2, 2, 2], range(4), None),
    ([1e9, 1e9 + 1e-7, 1e9, 1e9], range(4), None),
    ([1, 2], range(2), None),
    ([0, 0, 0], range(3), None),
])  # fmt: skip
def test_neighbours_are_correlated_without_the_pairs_across_a_gap(
    residuals: list[float], positions: list[int], expected: float | None
) -> None:
    assert lag_one(residuals, positions) == (expected and pytest.approx(expected))


@given(series)
def test_a_lag_one_correlation_is_never_beyond_one(values: list[int]) -> None:
    found = lag_one(values, range(len(values)))
    assert found is None or -1 <= found <= 1


def test_detrending_takes_the_line_away() -> None:
    assert detrended([1, 3, 5.5], [2000, 2001, 2002], 2) == [1, 1, 1.5]
