"""Run charts: the two tests of Anhoj and Olesen."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from spfbook.rules.run_chart import fewest_crossings, longest_expected, run_chart

values = st.lists(st.integers(-20, 20), min_size=1, max_size=60)


@pytest.mark.parametrize(("useful", "longest", "crossings"), [
    (10, 6, 2), (11, 6, 2), (12, 7, 3), (13, 7, 3), (14, 7, 4), (15, 7, 4), (16, 7, 4),
    (17, 7, 5), (18, 7, 5), (19, 7, 6), (20, 7, 6), (21, 7, 6), (22, 7, 7), (23, 8, 7),
    (24, 8, 8), (25, 8, 8), (26, 8, 8), (30, 8, 10), (40, 8, 14), (50, 9, 19), (60, 9, 23),
])  # fmt: skip
def test_the_critical_values(useful: int, longest: int, crossings: int) -> None:
    """round(log2 n') + 3, and the 5% quantile of binomial(n' - 1, 1/2)."""
    assert (longest_expected(useful), fewest_crossings(useful)) == (longest, crossings)


@pytest.mark.parametrize("useful", range(1, 200))
def test_scipy_gives_the_same_quantile(useful: int) -> None:
    assert fewest_crossings(useful) == binom.ppf(0.05, useful - 1, 0.5)


def test_points_on_the_median_are_left_out() -> None:
    """They neither make a run longer nor break it."""
    chart = run_chart([3, 4, 2, 2, 2, 1, 0, 3, 1])
    assert (chart.median, chart.useful) == (2, 6)
    assert (chart.longest_run, chart.crossings) == (2, 3)


@pytest.mark.parametrize("given_values", [[5], [5, 5, 5, 5]])
def test_without_useful_points_nothing_is_found(given_values: list[float]) -> None:
    chart = run_chart(given_values)
    assert (chart.useful, chart.longest_run, chart.crossings) == (0, 0, 0)
    assert chart.is_stable


@pytest.mark.parametrize(("sides", "longest", "crossings", "is_stable"), [
    ("HHHHHHHLLHLLLLLL", 7, 3, False),  # crossed once too seldom
    ("LLHHHHHHHLLHLLLL", 7, 4, True),  # both exactly as far as chance goes
    ("LHHHHHHHHLLLLLLL", 8, 2, False),
    ("HHHHHHHHLLLLLLLL", 8, 1, False),
])  # fmt: skip
def test_the_edges_of_both_tests(
    sides: str, longest: int, crossings: int, is_stable: bool
) -> None:
    """16 points, half of them high: at most 7 in a run, at least 4 crossings."""
    assert sides.count("H") == 8
    chart = run_chart([{"H": 1.0, "L": 0.0}[side] for side in sides])
    assert (chart.longest_run, chart.crossings) == (longest, crossings)
    assert chart.is_stable is is_stable


@pytest.mark.parametrize(("sides", "longest", "is_stable"), [
    ("HHHHHHHH" + "LLH" * 6 + "LL", 8, True),
    ("HHHHHHHHH" + "L" + "LLH" * 5 + "LLL", 9, False),
])  # fmt: skip
def test_a_run_alone_can_be_too_long(sides: str, longest: int, is_stable: bool) -> None:
    """28 points, half of them high: at most 8 in a run, however often the median is crossed."""
    assert sides.count("H") == 14
    chart = run_chart([{"H": 1.0, "L": 0.0}[side] for side in sides])
    assert (chart.longest_run, chart.longest_expected) == (longest, 8)
    assert chart.crossings >= chart.fewest_expected
    assert chart.is_stable is is_stable


def test_too_few_crossings_are_unstable_although_no_run_is_long() -> None:
    chart = run_chart([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0])
    assert (chart.useful, chart.longest_run) == (16, 6)
    assert (chart.crossings, chart.fewest_expected) == (3, 4)
    assert not chart.is_stable


@given(values)
def test_turning_a_series_round_or_over_changes_no_run(given_values: list[int]) -> None:
    chart = run_chart(given_values)
    for other in (given_values[::-1], [-value for value in given_values]):
        again = run_chart(other)
        assert (again.longest_run, again.crossings, again.is_stable) == (
            chart.longest_run, chart.crossings, chart.is_stable)  # fmt: skip


def test_chance_alone_is_seldom_unstable() -> None:
    """Of all the ways to put 12 points on two sides, about one in ten fails one test or both."""
    charts = [run_chart(sides) for sides in product((0.0, 1.0), repeat=12) if sum(sides) == 6]
    assert len(charts) == 924
    assert 0.0 < sum(not chart.is_stable for chart in charts) / len(charts) < 0.12
