"""Benjamini and Hochberg: adjusted p values that keep their order, and a second opinion."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from spfbook.rules.false_discovery import FALSE_DISCOVERY_RATE, adjusted, expected_false

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=60)


@given(p_values)
def test_scipy_gives_the_same(given_p: list[float]) -> None:
    assert adjusted(given_p) == pytest.approx(list(false_discovery_control(given_p)))


@given(p_values)
def test_a_larger_p_is_never_adjusted_below_a_smaller(given_p: list[float]) -> None:
    pairs = sorted(zip(given_p, adjusted(given_p), strict=True))
    assert [p for _, p in pairs] == sorted(p for _, p in pairs)
    assert all(raw <= p <= 1 for raw, p in pairs)


@given(p_values, st.randoms())
def test_the_order_given_changes_nothing(given_p: list[float], random: object) -> None:
    mixed = list(given_p)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert sorted(adjusted(mixed)) == sorted(adjusted(given_p))


def test_a_family_of_one_is_not_adjusted() -> None:
    assert adjusted([0.04]) == [0.04]
    assert adjusted([]) == []


def test_ties_are_adjusted_alike() -> None:
    assert adjusted([0.05, 0.05, 0.05]) == pytest.approx([0.05] * 3)


def test_q_and_what_an_unadjusted_level_would_call() -> None:
    assert FALSE_DISCOVERY_RATE == 0.10
    assert expected_false([0.5] * 341, 0.05) == pytest.approx(17.05)
