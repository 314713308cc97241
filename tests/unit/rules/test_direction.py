"""Direction of travel: a change is named only where it is clear and like is set beside like."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.chance import rate_ratio_p, two_proportion_p
from spfbook.rules.direction import Direction, Travel, judge_direction, judge_short_direction
from spfbook.rules.settled import Settled

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER


def observed(period: str, value: Any, **more: Any) -> Observation:
    when = parse_period(period)
    missing = value if isinstance(value, Missing) else None
    known = {"numerator": None, "denominator": None, "lower": None, "upper": None}
    known |= {name: Decimal(str(number)) for name, number in more.items()}
    return Observation(
        "home", when, None if missing else Decimal(str(value)), missing, **known, flag=None,
        published_on=when.end, is_publication_stated=True, recorded_on=when.end, note=None,
        line=1,
    )  # fmt: skip


def series(values: dict[str, Any]) -> list[Observation]:
    return [observed(period, value) for period, value in values.items()]


def headline(values: list[Observation], **more: Any) -> Travel:
    rules = {"polarity": HIGHER, "decimals": 0, "is_percentage": False} | more
    return judge_direction(values, **rules)


def short(values: list[Observation], **more: Any) -> Travel:
    rules = {"polarity": HIGHER, "decimals": 0, "is_percentage": False} | more
    return judge_short_direction(values, **rules)


# Which earlier value


PAIRS = [
    ({"2020-21-q1": 1, "2021-22-q1": 5}, "2020-21-q1"),
    ({"2020-21-q1": 1, "2021-22-q4": 3, "2021-22-q1": 5}, None),
    ({"2020-06": 1, "2021-05": 3, "2021-06": 5}, "2020-06"),
    ({"ay2019-20-autumn": 1, "ay2019-20-spring": 3, "ay2020-21-autumn": 5}, "ay2019-20-autumn"),
    ({"fy2019-20": 1, "fy2021-22": 5}, None),
    ({"2020-03-31": 1, "2021-03-31": 5}, "2020-03-31"),
    ({"2020-11-04": 1, "2021-11-15": 5}, "2020-11-04"),
    ({"2020-04-30": 1, "2021-03-31": 5}, None),
    ({"2020-03-20": 0, "2020-03-28": 1, "2021-03-31": 5}, "2020-03-28"),
    ({"2020-02-29": 1, "2021-02-28": 5}, "2020-02-29"),
    ({"2019-05..2020-04": 1, "2020-05..2021-04": 5}, "2019-05..2020-04"),
    ({"2021": 5}, None),
]


@pytest.mark.parametrize(("values", "earlier"), PAIRS)
def test_the_headline_is_the_same_period_a_year_before(
    values: dict[str, int], earlier: str | None
) -> None:
    travel = headline(series(values))
    assert (travel.earlier and travel.earlier.period.text) == earlier
    if earlier is None:
        assert travel.direction is Direction.NO_EARLIER_VALUE


def test_without_figures_there_is_no_direction() -> None:
    for travel in (headline([]), short([])):
        assert (travel.direction, travel.reason) == (
            Direction.NO_EARLIER_VALUE, "No figure is held.",
        )  # fmt: skip


@pytest.mark.parametrize("judge", [headline, short])
@pytest.mark.parametrize("which", ["2020", "2021"])
def test_a_hidden_figure_shows_no_direction_and_none_in_its_stead(
    judge: Any, which: str
) -> None:
    values = {"2019": 1, "2020": 5, "2021": 9, which: Missing.SUPPRESSED}
    travel = judge(series(values))
    assert travel.direction is Direction.NOT_COMPARABLE
    assert travel.reason == f"The figure for {which} is hidden because it is about very few people."
    assert travel.earlier is None
    assert travel.difference is None


SHORT = [
    ({"2021-05": 3, "2021-06": 5}, "2021-05", Direction.IMPROVED),
    ({"2021-04": 3, "2021-06": 5}, None, Direction.NO_EARLIER_VALUE),
    ({"2021-22-q1": 3, "2021-06": 4, "2021-22-q2": 5}, "2021-22-q1", Direction.IMPROVED),
    ({"fy2020-21": 3, "fy2021-22": 5}, "fy2020-21", Direction.IMPROVED),
    ({"2021-03-31": 3, "2021-06-30": 5}, "2021-03-31", Direction.IMPROVED),
    ({"2021-04..2021-05": 3, "2021-06..2021-07": 5}, "2021-04..2021-05", Direction.IMPROVED),
    ({"2020-05..2021-04": 3, "2020-06..2021-05": 5}, "2020-05..2021-04",
     Direction.NOT_COMPARABLE),
    ({"2017..2019": 3, "2018..2020": 5}, "2017..2019", Direction.NOT_COMPARABLE),
    ({"ay2020-21-autumn": 3, "ay2020-21-spring": 5}, None, Direction.NOT_COMPARABLE),
]  # fmt: skip


@pytest.mark.parametrize(("values", "earlier", "direction"), SHORT)
def test_the_period_before_only_where_it_means_something(
    values: dict[str, int], earlier: str | None, direction: Direction
) -> None:
    travel = short(series(values))
    assert (travel.earlier and travel.earlier.period.text, travel.direction) == (
        earlier, direction,
    )  # fmt: skip


@pytest.mark.parametrize("why", ["cumulative", "seasonal", "is_running_total"])
def test_accumulation_and_season_are_no_change(why: str) -> None:
    values = series({"2021-05": 3, "2021-06": 50})
    assert short(values, **{why: True}).direction is Direction.NOT_COMPARABLE


def test_a_running_total_is_not_compared_with_itself_a_year_before() -> None:
    """It can only grow, so that every year would look better than the last."""
    found = headline(series({"2020-06": 3, "2021-06": 50}), cumulative=True, is_running_total=True)
    assert (found.direction, found.earlier) == (Direction.NOT_COMPARABLE, None)
    assert "can only grow" in found.reason


# An earlier figure and June 2021, and the first day of the target that holds now


SETTLED = [
    (short, "2021-05", "2021-05-01", True),
    (short, "2021-05", "2021-06-01", False),
    (short, "2021-05", "2021-06-30", False),
    (short, "2021-05", "2021-07-01", True),
    (headline, "2020-06", "2020-06-01", True),
    (headline, "2020-06", "2020-06-02", False),
    (headline, "2020-06", "2021-04-01", False),
    (headline, "2020-06", "2021-06-30", False),
    (headline, "2020-06", "2021-07-01", True),
]


@pytest.mark.parametrize(("judge", "earlier", "settled", "is_compared"), SETTLED)
def test_a_figure_that_was_promised_something_else_is_not_compared(
    judge: Any, earlier: str, settled: str, is_compared: bool
) -> None:
    changed = Settled(date.fromisoformat(settled), "The target was changed.")
    found = judge(series({earlier: 10, "2021-06": 50}), settled=changed)
    expected = Direction.IMPROVED if is_compared else Direction.NOT_COMPARABLE
    assert found.direction is expected
    assert is_compared or found.reason == changed.reason


def test_a_count_that_runs_on_is_compared_at_the_same_point_of_the_year() -> None:
    same = headline(series({"2020-06": 3, "2021-06": 50}), cumulative=True)
    assert same.direction is Direction.IMPROVED
    shifted = headline(series({"2020-06-21": 3, "2021-06-30": 50}), cumulative=True)
    assert (shifted.direction, shifted.reason) == (
        Direction.NOT_COMPARABLE, "The two counts run to different points of the year.",
    )  # fmt: skip


# Not comparable

BREAKS = [
    # earlier, later, first period after the break → broken?
    ("fy2019-20", "fy2020-21", "fy2020-21", True),
    ("fy2019-20", "fy2020-21", "fy2019-20", False),
    ("fy2019-20", "fy2020-21", "fy2021-22", False),
    ("2019", "2020", "2020-04", True),
    ("2020-06", "2021-06", "2020-10", True),
    ("2020-06", "2021-06", "2020-06", False),
    ("2020-06", "2021-06", "2021-06", True),
    ("2020-03-31", "2021-03-31", "2020-21-q1", True),
]


@pytest.mark.parametrize(("earlier", "later", "first", "is_broken"), BREAKS)
def test_nothing_is_compared_across_a_break(
    earlier: str, later: str, first: str, is_broken: bool
) -> None:
    breaks = [Break(first_period=first, reason="Counted anew.")]
    travel = headline(series({earlier: 1, later: 9}), breaks=breaks)
    assert (travel.direction is Direction.NOT_COMPARABLE) is is_broken
    if is_broken:
        assert travel.reason.endswith(" Counted anew.")
        assert parse_period(first).label in travel.reason
        assert travel.difference is None


def test_pooled_years_that_overlap_are_not_compared() -> None:
    travel = headline(series({"2017..2019": 80, "2018..2020": 90}))
    assert (travel.direction, travel.reason) == (
        Direction.NOT_COMPARABLE, "The two periods share data.",
    )  # fmt: skip


# What is clear

WORDS = [
    (HIGHER, 5, Direction.IMPROVED),
    (HIGHER, -5, Direction.WORSENED),
    (LOWER, 5, Direction.WORSENED),
    (LOWER, -5, Direction.IMPROVED),
    (Polarity.NEITHER, 5, Direction.INCREASED),
    (Polarity.NEITHER, -5, Direction.DECREASED),
    (Polarity.IN_RANGE, 5, Direction.INCREASED),
]


@pytest.mark.parametrize(("polarity", "change", "direction"), WORDS)
def test_better_and_worse_need_a_polarity(
    polarity: Polarity, change: int, direction: Direction
) -> None:
    travel = headline(series({"2020": 50, "2021": 50 + change}), polarity=polarity)
    assert (travel.direction, travel.difference) == (direction, change)


BANDS = [
    # decimals, stated band, difference → clear?
    (0, None, "1", True),
    (0, None, "0.9", False),
    (1, None, "0.1", True),
    (1, None, "0.09", False),
    (0, "3", "2.9", False),
    (0, "3", "3", True),
    (0, "0.5", "0.9", False),
    (1, None, "0", False),
]


@pytest.mark.parametrize(("decimals", "band", "change", "is_clear"), BANDS)
def test_a_difference_within_the_band_is_no_clear_change(
    decimals: int, band: str | None, change: str, is_clear: bool
) -> None:
    stated = None if band is None else Decimal(band)
    for sign in (1, -1):
        values = series({"2020": 50, "2021": 50 + sign * Decimal(change)})
        travel = headline(values, decimals=decimals, band=stated)
        assert (travel.direction is not Direction.NO_CLEAR_CHANGE) is is_clear


def shares(x1: int, n1: int, x2: int, n2: int, base: int = 100) -> list[Observation]:
    return [
        observed(p, Decimal(x) * base / n, numerator=x, denominator=n)
        for p, x, n in (("2020", x1, n1), ("2021", x2, n2))
    ]


def test_a_percentage_of_known_counts_is_tested() -> None:
    """The 5% of few could be chance; the 5% of many could not."""
    few = headline(shares(50, 100, 55, 100), is_percentage=True)
    many = headline(shares(5000, 10000, 5500, 10000), is_percentage=True)
    assert (few.direction, few.reason) == (
        Direction.NO_CLEAR_CHANGE, "The difference could be chance.",
    )  # fmt: skip
    assert (many.direction, many.reason) == (
        Direction.IMPROVED, "More than chance alone would explain.",
    )  # fmt: skip


def test_a_rate_of_known_counts_is_tested() -> None:
    few = headline(shares(8, 50_000, 14, 50_000, 100_000), unit=Unit.PER_100000)
    many = headline(shares(80, 50_000, 140, 50_000, 100_000), unit=Unit.PER_100000)
    untold = headline(shares(8, 50_000, 14, 50_000, 100_000))
    assert few.direction is Direction.NO_CLEAR_CHANGE
    assert many.direction is Direction.IMPROVED
    assert untold.reason == "Compared as published; chance is not ruled out."


def test_a_significant_difference_too_small_to_show_is_no_clear_change() -> None:
    values = shares(500_000, 1_000_000, 503_000, 1_000_000)
    travel = headline(values, is_percentage=True, decimals=0)
    assert (travel.direction, travel.reason) == (
        Direction.NO_CLEAR_CHANGE, "The difference is too small to show.",
    )  # fmt: skip


def test_counts_that_do_not_give_the_value_are_not_used() -> None:
    values = [
        observed("2020", 50, numerator=10, denominator=100),
        observed("2021", 58, numerator=11, denominator=100),
    ]
    assert headline(values, is_percentage=True).direction is Direction.IMPROVED


def test_published_intervals_decide_where_counts_are_not_known() -> None:
    apart = [observed("2020", 50, lower=48, upper=52), observed("2021", 57, lower=55, upper=59)]
    touching = [observed("2020", 50, lower=48, upper=52), observed("2021", 54, lower=52, upper=56)]
    assert headline(apart).direction is Direction.IMPROVED
    assert headline(touching).direction is Direction.NO_CLEAR_CHANGE


@given(
    st.decimals(0, 100, places=1), st.decimals(0, 100, places=1),
    st.sampled_from([HIGHER, LOWER]),
)  # fmt: skip
def test_flipping_polarity_and_sign_changes_nothing(
    then: Decimal, now: Decimal, polarity: Polarity
) -> None:
    flipped = {HIGHER: LOWER, LOWER: HIGHER}[polarity]
    first = headline(series({"2020": then, "2021": now}), polarity=polarity)
    second = headline(series({"2020": -then, "2021": -now}), polarity=flipped)
    assert (first.direction, first.reason) == (second.direction, second.reason)


@given(st.permutations([("2019", 1), ("2020", 5), ("2021", 9)]))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, int]]) -> None:
    for judge in (headline, short):
        travel = judge(series(dict(rows)))
        assert (travel.direction, travel.difference) == (Direction.IMPROVED, 4)


# The tests of chance, against scipy


@pytest.mark.parametrize(
    "counts",
    [(50, 100, 55, 100), (5000, 10000, 5500, 10000), (30, 90, 45, 80), (12, 40, 10, 70)],
)
def test_two_proportions_agree_with_chi_squared(counts: tuple[int, int, int, int]) -> None:
    x1, n1, x2, n2 = counts
    table = [[x1, n1 - x1], [x2, n2 - x2]]
    expected = stats.chi2_contingency(table, correction=False).pvalue
    assert two_proportion_p(*counts) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_small_counts_agree_with_fisher(data: st.DataObject) -> None:
    n1, n2 = data.draw(st.integers(1, 60)), data.draw(st.integers(1, 60))
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    total, whole = x1 + x2, n1 + n2
    found = two_proportion_p(x1, n1, x2, n2)
    if min(total, whole - total) * min(n1, n2) / whole < 5:
        expected = stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
        assert found == pytest.approx(expected, rel=1e-6)
    else:
        assert found is not None
        assert 0 <= found <= 1


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 90), st.integers(0, 90), st.integers(1, 10**6), st.integers(1, 10**6))
def test_small_rates_agree_with_the_binomial(x1: int, x2: int, d1: int, d2: int) -> None:
    found = rate_ratio_p(x1, d1, x2, d2)
    if x1 + x2 == 0:
        assert found == 1
        return
    expected = stats.binomtest(x1, x1 + x2, d1 / (d1 + d2)).pvalue
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-12)


def test_large_rates_are_close_to_the_binomial() -> None:
    expected = stats.binomtest(520, 1000, 0.5).pvalue
    assert rate_ratio_p(520, 1000, 480, 1000) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    "counts",
    [(1, 0, 1, 5), (-1, 5, 1, 5), (6, 5, 1, 5), (1, -5, 1, 5), (float("nan"), 5, 1, 5),
     (1, float("inf"), 1, 5)],
)  # fmt: skip
def test_what_are_no_counts_of_a_whole_have_no_p(counts: tuple[float, ...]) -> None:
    assert two_proportion_p(*counts) is None


@pytest.mark.parametrize("counts", [(1, 0, 1, 5), (-1, 5, 1, 5), (1, float("nan"), 1, 5)])
def test_what_are_no_rates_have_no_p(counts: tuple[float, ...]) -> None:
    assert rate_ratio_p(*counts) is None


def test_none_against_none_is_no_difference() -> None:
    assert two_proportion_p(0, 50, 0, 70) == 1
    assert two_proportion_p(50, 50, 70, 70) == 1
    assert rate_ratio_p(0, 50, 0, 70) == 1
    assert two_proportion_p(0.5, 50, 0.5, 70) is not None, "an estimate may be a fraction"
