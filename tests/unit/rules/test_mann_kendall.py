"""Mann-Kendall: the score, its exact distribution, and a second opinion from scipy."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kendalltau

from spfbook.rules.mann_kendall import (
    EXACT_UP_TO,
    exact_p,
    exact_tail,
    mann_kendall,
    normal_p,
    score,
    score_variance,
    tie_sizes,
)

values = st.lists(st.integers(-9, 9), min_size=2, max_size=30)
unequal = st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=60, unique=True)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6, 7])
def test_the_exact_distribution_is_that_of_all_orders(n: int) -> None:
    counted = Counter(score(order, range(n)) for order in permutations(range(n)))
    total = sum(counted.values())
    for s in counted:
        least = sum(times for each, times in counted.items() if each >= s)
        assert exact_tail(n, s) == pytest.approx(least / total)


@settings(max_examples=50)
@given(unequal)
def test_scipy_gives_the_same_exact_p(given_values: list[int]) -> None:
    found = mann_kendall(given_values)
    other = kendalltau(range(len(given_values)), given_values, method="exact")
    assert found.is_exact
    assert found.p == pytest.approx(other.pvalue, rel=1e-9, abs=1e-300)
    assert found.tau_b == pytest.approx(other.statistic)


@settings(max_examples=50)
@given(values.filter(lambda v: len(set(v)) > 1))
def test_scipy_gives_the_same_tau_with_ties(given_values: list[int]) -> None:
    other = kendalltau(range(len(given_values)), given_values)
    assert mann_kendall(given_values).tau_b == pytest.approx(other.statistic)


@given(values)
def test_a_series_upside_down_or_backwards_has_the_opposite_score(given_values: list[int]) -> None:
    found = mann_kendall(given_values)
    for other in ([-value for value in given_values], given_values[::-1]):
        turned = mann_kendall(other)
        assert turned.s == -found.s
        assert (turned.p, turned.variance) == (found.p, found.variance)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(-9, 9)), min_size=2,
                max_size=20, unique_by=lambda row: row[0]), st.randoms())  # fmt: skip
def test_the_order_of_the_rows_changes_nothing(rows: list[tuple[int, int]], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    first = mann_kendall([v for _, v in rows], [t for t, _ in rows])
    assert mann_kendall([v for _, v in mixed], [t for t, _ in mixed]) == first


def test_a_perfect_order_of_eight_is_one_in_twenty_thousand() -> None:
    assert exact_p(8, 28) == pytest.approx(2 / 40320)
    assert exact_p(8, 0) == 1


@pytest.mark.parametrize(("n", "is_exact"), [(EXACT_UP_TO, True), (EXACT_UP_TO + 1, False)])
def test_beyond_sixty_values_the_normal_distribution_is_used(n: int, is_exact: bool) -> None:
    found = mann_kendall([(i * 37) % 101 for i in range(n)])
    assert found.is_exact is is_exact
    assert 0 < found.p <= 1


def test_at_sixty_the_two_p_values_agree() -> None:
    series = [(i * 37) % 101 + i / 2 for i in range(60)]
    found = mann_kendall(series)
    assert found.is_exact
    assert found.p == pytest.approx(normal_p(found.z), rel=0.05)


def test_ties_are_counted_and_make_the_p_normal() -> None:
    assert sorted(tie_sizes([1, 1, 1, 2, 3, 3])) == [2, 3]
    assert not mann_kendall([1, 1, 2, 3, 4, 5, 6, 7]).is_exact


def test_equal_values_have_nothing_to_say() -> None:
    found = mann_kendall([5.0] * 9)
    assert (found.s, found.variance, found.z, found.p, found.tau_b) == (0, 0, 0, 1, 0)


def test_the_variance_without_ties_is_the_textbooks() -> None:
    assert score_variance(10, []) == 125
    assert score_variance(4, []) == pytest.approx(26 / 3)
