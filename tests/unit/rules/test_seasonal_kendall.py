"""Seasonal Kendall: like is compared with like, and seasons that disagree are told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.rules.mann_kendall import mann_kendall, normal_p, score_variance
from spfbook.rules.seasonal_kendall import COVARIANCE_FROM_YEARS, seasonal_kendall

Row = tuple[int, int, int]
rows_of_quarters = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 3), st.integers(2000, 2014)),
    min_size=8, max_size=40, unique_by=lambda row: row[1:],
).filter(lambda rows: all(sum(r[1] == s for r in rows) != 1 for s in range(4)))  # fmt: skip


def run(rows: list[Row]) -> tuple[list[int], list[int], list[int]]:
    return [r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows]


def quarters(years: int, rise: int = 1) -> list[Row]:
    season = [10, 90, 40, 70]
    return [(season[q] + rise * y, q, 2000 + y) for y in range(years) for q in range(4)]


def test_a_strong_season_hides_no_trend() -> None:
    found = seasonal_kendall(*run(quarters(5)))
    assert found.s == 40
    assert found.p < 1e-4
    assert found.slope.per_year == 1
    assert mann_kendall(run(quarters(5))[0]).p > 0.05


@pytest.mark.parametrize(("years", "least"), [(2, 0.125), (3, None), (4, None), (5, None)])
def test_two_years_of_quarters_cannot_reach_one_in_twenty(years: int, least: float | None) -> None:
    """STATISTICS 3, Minimum n."""
    p = seasonal_kendall(*run(quarters(years))).p
    assert (p >= 0.05) is (least is not None)


def exact_critical(years: int, seasons: int) -> int:
    """The smallest S that exact p puts below 0.05: all orders of all seasons, counted."""
    orders = [1]  # of one season, by how many pairs fall
    for k in range(1, years + 1):
        wider = [0] * (len(orders) + k - 1)
        for i, count in enumerate(orders):
            for j in range(k):
                wider[i + j] += count
        orders = wider
    together = [1]
    for _ in range(seasons):
        wider = [0] * (len(together) + len(orders) - 1)
        for i, count in enumerate(together):
            for j, other in enumerate(orders):
                wider[i + j] += count * other
        together = wider
    most, tail, critical = len(together) - 1, 0, 0
    for falling, count in enumerate(together):
        tail += count
        if 2 * tail * 20 >= sum(together):
            break
        critical = most - 2 * falling
    return critical


@pytest.mark.parametrize("years", range(3, 11))
def test_the_normal_p_of_quarters_calls_what_exact_p_calls(years: int) -> None:
    """So that no exact p is needed (STATISTICS 3)."""
    critical = exact_critical(years, seasons=4)
    spread = (4 * score_variance(years, [])) ** 0.5
    assert normal_p((critical - 1) / spread) < 0.05 <= normal_p((critical - 3) / spread)


def test_three_years_of_months_need_one_step_more_than_exact_p_asks() -> None:
    critical = exact_critical(3, seasons=12)
    spread = (12 * score_variance(3, [])) ** 0.5
    assert normal_p((critical + 1) / spread) < 0.05 <= normal_p((critical - 1) / spread)


@pytest.mark.parametrize(("years", "critical"), [(3, 10), (4, 14), (5, 18)])
def test_the_critical_scores_are_those_of_the_statistics_file(years: int, critical: int) -> None:
    variance = 4 * years * (years - 1) * (2 * years + 5) / 18
    below = normal_p((critical - 3) / variance**0.5)
    assert normal_p((critical - 1) / variance**0.5) < 0.05 <= below


@pytest.mark.parametrize("years", [COVARIANCE_FROM_YEARS - 1, COVARIANCE_FROM_YEARS])
def test_seasons_that_move_together_are_corrected_for_from_ten_years(years: int) -> None:
    found = seasonal_kendall(*run(quarters(years)))
    is_corrected = years >= COVARIANCE_FROM_YEARS
    assert (found.corrected_variance is not None) is is_corrected
    if is_corrected:
        # Four seasons that move as one hold the information of one: S and variance of 4 and 16.
        assert found.used_variance == pytest.approx(16 * 10 * 9 * 25 / 18)
    else:
        assert found.used_variance == found.variance


def test_seasons_that_disagree_are_told() -> None:
    rows = [(y if q < 2 else -y, q, 2000 + y) for y in range(8) for q in range(4)]
    found = seasonal_kendall(*run(rows))
    assert found.s == 0
    assert found.do_seasons_disagree
    assert not seasonal_kendall(*run(quarters(8))).do_seasons_disagree


def test_seasons_that_never_change_say_nothing() -> None:
    found = seasonal_kendall(*run(quarters(5, rise=0)))
    assert (found.s, found.variance, found.p, found.heterogeneity_p) == (0, 0, 1, 1)


@settings(max_examples=60)
@given(rows_of_quarters, st.randoms())
def test_the_order_of_the_rows_changes_nothing(rows: list[Row], random: object) -> None:
    mixed = list(rows)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = seasonal_kendall(*run(rows)), seasonal_kendall(*run(mixed))
    assert (first.s, first.season_s) == (second.s, second.season_s)
    assert first.p == pytest.approx(second.p)
    assert first.slope == second.slope


@settings(max_examples=60)
@given(rows_of_quarters)
def test_a_series_upside_down_has_the_opposite_score(rows: list[Row]) -> None:
    up = seasonal_kendall(*run(rows))
    down = seasonal_kendall(*run([(-value, q, y) for value, q, y in rows]))
    assert down.s == -up.s
    assert down.p == pytest.approx(up.p)
    assert down.slope.per_year == pytest.approx(-up.slope.per_year)


def test_one_season_is_plain_mann_kendall() -> None:
    values = [3, 1, 4, 1, 5, 9, 2, 6, 5]
    found = seasonal_kendall(values, [0] * 9, list(range(9)))
    alone = mann_kendall(values)
    assert (found.s, found.variance) == (alone.s, alone.variance)
    assert found.p == pytest.approx(alone.p)
