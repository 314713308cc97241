"""A trend is judged by the test its series allows, or refused with the reason."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.theil_sen import Slope
from spfbook.rules.trend import assess_family, assess_trend
from spfbook.rules.trend_finding import Concern, Method, Trend, Verdict
from spfbook.rules.trend_series import TrendPoint, TrendSeries, Why, trend_series

WOBBLE = [0, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4, 6, 2, 6]


def fy(year: int) -> str:
    return f"fy{year}-{(year + 1) % 100:02d}"


def yearly(values: Sequence[Any], start: int = 2000, **more: Any) -> TrendSeries:
    points = (TrendPoint(parse_period(fy(start + i)), v) for i, v in enumerate(values))
    return TrendSeries(tuple(points), **more)


def quarter(i: int) -> str:
    year = 2010 + i // 4
    return f"{year}-{(year + 1) % 100:02d}-q{i % 4 + 1}"


def quarterly(values: Sequence[Any], **more: Any) -> TrendSeries:
    points = (TrendPoint(parse_period(quarter(i)), v) for i, v in enumerate(values))
    return TrendSeries(tuple(points), **more)


def counted(counts: Sequence[float | None], out_of: float = 1000, **more: Any) -> TrendSeries:
    points = (
        TrendPoint(parse_period(fy(2000 + i)), 100 * (c or 0) / out_of, c, out_of)
        for i, c in enumerate(counts)
    )
    return TrendSeries(tuple(points), is_percentage=True, **more)


def seasonal_values(n: int) -> list[float]:
    return [[10, 90, 40, 70][i % 4] + i // 4 + 0.1 * (i % 3) for i in range(n)]


# Which test


@pytest.mark.parametrize(("n", "verdict", "method"), [
    (1, Verdict.TOO_SHORT, Method.NONE),
    (2, Verdict.TOO_SHORT, Method.NONE),
    (7, Verdict.TOO_SHORT, Method.NONE),
    (8, Verdict.INCREASE, Method.MANN_KENDALL_EXACT),
    (60, Verdict.INCREASE, Method.MANN_KENDALL_EXACT),
    (61, Verdict.INCREASE, Method.MANN_KENDALL_NORMAL),
])  # fmt: skip
def test_yearly_figures_are_tested_from_eight(n: int, verdict: Verdict, method: Method) -> None:
    found = assess_trend(yearly(list(range(n)), start=1950))
    assert (found.verdict, found.method, found.n) == (verdict, method, n)
    assert (found.p is None) is (method is Method.NONE)


def test_figures_with_ties_have_the_normal_p() -> None:
    found = assess_trend(yearly([1, 1, 2, 3, 4, 5, 6, 7]))
    assert found.method is Method.MANN_KENDALL_NORMAL
    assert found.verdict is Verdict.INCREASE


@pytest.mark.parametrize(("n", "method", "more"), [
    (4, Method.NONE, 1), (5, Method.FIVE_POINT, None), (8, Method.FIVE_POINT, None),
])  # fmt: skip
def test_yearly_counts_are_tested_from_five(n: int, method: Method, more: int | None) -> None:
    found = assess_trend(counted([100 + 20 * i for i in range(n)]))
    assert found.method is method
    assert (found.testable_from and found.testable_from.points) == more


def test_the_five_point_slope_is_in_percentage_points_a_year() -> None:
    found = assess_trend(counted([100, 120, 140, 160, 180]))
    assert found.verdict is Verdict.INCREASE
    assert found.slope is not None
    assert found.slope.per_year == pytest.approx(2)
    assert found.slope.lower is not None
    assert found.slope.lower < 2 < (found.slope.upper or 0)


def test_a_rate_is_tested_on_its_published_interval_and_else_on_its_counts() -> None:
    points = [
        TrendPoint(parse_period(fy(2000 + i)), float(c), c, 100_000)
        for i, c in enumerate([100, 130, 160, 190, 220])
    ]
    series = TrendSeries(tuple(points), rate_base=100_000)
    on_counts = assess_trend(series)
    assert (on_counts.method, on_counts.verdict) == (Method.FIVE_POINT, Verdict.INCREASE)
    wide = tuple(replace(p, lower=float(p.value or 0) - 200, upper=float(p.value or 0) + 200)
                 for p in points)  # fmt: skip
    on_interval = assess_trend(replace(series, points=wide))
    assert (on_interval.method, on_interval.verdict) == (Method.FIVE_POINT, Verdict.NO_CLEAR_TREND)


def test_a_year_without_a_count_leaves_mann_kendall_and_says_so() -> None:
    found = assess_trend(counted([100, 120, 140, 160, 180, 200, 220, None, 260]))
    assert found.method is Method.MANN_KENDALL_EXACT
    assert found.has(Concern.NO_FIVE_POINT)
    short = assess_trend(counted([100, 120, None, 160, 180]))
    assert short.verdict is Verdict.TOO_SHORT
    assert "five-point test does not apply" in short.reason


def test_scatter_beyond_the_counts_is_told() -> None:
    found = assess_trend(counted([1000, 3000, 2000, 5000, 4500], out_of=10_000))
    assert found.has(Concern.OVER_DISPERSED)
    assert found.verdict is Verdict.NO_CLEAR_TREND


@pytest.mark.parametrize(("quarters", "verdict", "is_indicative"), [
    (11, Verdict.TOO_SHORT, False),
    (12, Verdict.INCREASE, True),
    (15, Verdict.INCREASE, True),
    (16, Verdict.INCREASE, False),
    (40, Verdict.INCREASE, False),
])  # fmt: skip
def test_quarters_are_tested_from_four_years_and_indicate_from_three(
    quarters: int, verdict: Verdict, is_indicative: bool
) -> None:
    found = assess_trend(quarterly(seasonal_values(quarters)))
    assert (found.verdict, found.is_indicative) == (verdict, is_indicative)
    is_full = verdict is Verdict.INCREASE and not is_indicative
    assert (found.testable_from is None) is is_full
    if not is_full:
        assert found.testable_from is not None
        assert found.testable_from.points == 16 - quarters


def test_seasons_need_three_figures_each() -> None:
    values: list[float | None] = [*seasonal_values(13)]
    values[1] = None
    found = assess_trend(quarterly(values))
    assert found.why is Why.TOO_FEW_A_SEASON
    assert found.testable_from is not None


def test_seasons_that_disagree_leave_no_trend() -> None:
    values = [(1 if i % 4 < 2 else -1) * (i // 4) + 0.01 * i for i in range(40)]
    found = assess_trend(quarterly(values))
    assert (found.verdict, found.why, found.p) == (Verdict.NOT_TESTED, Why.SEASONS_DISAGREE, None)


@pytest.mark.parametrize("texts", [
    [f"{year}-{month:02d}" for year in range(2015, 2019) for month in range(1, 13)],
    [f"{year}-{year % 100 + 1}-h{half}" for year in range(2015, 2019) for half in (1, 2)],
    [f"ay{year}-{year % 100 + 1}-{term}" for year in range(2015, 2019)
     for term in ("autumn", "spring", "summer")],
    [f"{year}-{day}" for year in range(2015, 2019)
     for day in ("03-31", "06-30", "09-30", "12-31")],
])  # fmt: skip
def test_months_terms_halves_and_quarter_days_have_seasons(texts: list[str]) -> None:
    points = tuple(TrendPoint(parse_period(text), i) for i, text in enumerate(texts))
    found = assess_trend(TrendSeries(points))
    assert (found.method, found.verdict) == (Method.SEASONAL_KENDALL, Verdict.INCREASE)


def test_counts_on_one_autumn_night_are_yearly() -> None:
    days = [f"{2010 + i}-11-{(7 * i) % 28 + 1:02d}" for i in range(8)]
    points = tuple(TrendPoint(parse_period(day), 2 * i) for i, day in enumerate(days))
    assert assess_trend(TrendSeries(points)).method is Method.MANN_KENDALL_EXACT


# Gaps, breaks and waiting


@pytest.mark.parametrize(("missing", "n", "is_tested"), [
    (2, 8, True), (3, 8, False), (3, 12, True), (4, 12, False), (2, 7, False), (0, 8, True),
])  # fmt: skip
def test_a_fifth_may_be_missing(missing: int, n: int, is_tested: bool) -> None:
    values = [0, *([None] * missing), *range(1, n)]
    found = assess_trend(yearly(values))
    assert found.is_tested is is_tested
    if is_tested:
        assert found.has(Concern.GAPS) is (missing > 0)
    elif n >= 8:
        assert found.why is Why.TOO_MANY_GAPS
        assert found.testable_from is not None
        more = [100 + i for i in range(found.testable_from.points)]
        assert assess_trend(yearly([*values, *more])).is_tested
        assert not assess_trend(yearly([*values, *more[1:]])).is_tested


def test_a_slope_over_a_gap_goes_by_the_dates() -> None:
    found = assess_trend(yearly([0, 1, 2, None, None, 5, 6, 7, 8, 9]))
    assert found.slope == Slope(1.0, 1.0, 1.0)


@pytest.mark.parametrize(("first", "n", "verdict"), [
    (fy(2000), 12, Verdict.INCREASE),
    (fy(2001), 11, Verdict.INCREASE),
    (fy(2004), 8, Verdict.INCREASE),
    (fy(2005), 7, Verdict.TOO_SHORT),
    (fy(2011), 1, Verdict.TOO_SHORT),
    (fy(2012), 12, Verdict.INCREASE),
])  # fmt: skip
def test_only_what_comes_after_a_break_is_tested(first: str, n: int, verdict: Verdict) -> None:
    broken = Break(first_period=first, reason="The definition changed.")
    found = assess_trend(yearly(list(range(12)), breaks=(broken,)))
    assert (found.n, found.verdict) == (n, verdict)
    assert found.has(Concern.AFTER_BREAK) is (n < 12)


def test_the_last_of_several_breaks_counts() -> None:
    breaks = tuple(Break(first_period=fy(y), reason="A new method.") for y in (2009, 2003))
    found = assess_trend(yearly(list(range(20)), breaks=breaks))
    assert found.n == 11
    assert found.first == parse_period(fy(2009))


@pytest.mark.parametrize("n", range(1, 8))
def test_it_is_told_when_a_test_becomes_possible(n: int) -> None:
    found = assess_trend(yearly(list(range(n))))
    assert found.testable_from is not None
    assert found.testable_from.points == 8 - n
    assert found.testable_from.ends == date(2008, 3, 31)
    assert not assess_trend(yearly(list(range(7)))).is_tested
    assert assess_trend(yearly(list(range(n + found.testable_from.points)))).is_tested


def test_a_short_series_has_a_slope_and_no_p() -> None:
    found = assess_trend(yearly([1, 2, 3, 4, 5]))
    assert (found.slope, found.p) == (Slope(1.0), None)


def test_figures_that_follow_each_other_are_warned_of() -> None:
    slow = [10 * math.sin(i / 4) + i for i in range(24)]
    assert assess_trend(yearly(slow)).has(Concern.AUTOCORRELATED)
    found = assess_trend(yearly([i + (-1) ** i * 3 for i in range(24)]))
    assert not found.has(Concern.AUTOCORRELATED)
    season = [slow[i // 4] + [0, 50, 20, 30][i % 4] for i in range(96)]
    assert assess_trend(quarterly(season)).has(Concern.AUTOCORRELATED)


# Bad input

NAN, INF = math.nan, math.inf
GOOD = list(range(10))
P0 = parse_period(fy(2000))


def with_first(**first: Any) -> TrendSeries:
    points = yearly(GOOD).points
    return TrendSeries((replace(points[0], **first), *points[1:]), is_percentage=True)


def named(*texts: str) -> TrendSeries:
    return TrendSeries(tuple(TrendPoint(parse_period(t), i) for i, t in enumerate(texts)))


BAD = [
    (TrendSeries(()), Why.NO_VALUES),
    (yearly([None] * 9), Why.NO_VALUES),
    (yearly([5]), Why.TOO_SHORT),
    (yearly(list(range(1001))), Why.TOO_LONG),
    (yearly([5.0] * 9), Why.ALL_EQUAL),
    (quarterly([5.0] * 20), Why.ALL_EQUAL),
    (counted([10] * 6), Why.ALL_EQUAL),
    (with_first(value=NAN), Why.NOT_A_NUMBER),
    (with_first(value=Decimal("NaN")), Why.NOT_A_NUMBER),
    (with_first(value=Decimal("sNaN")), Why.NOT_A_NUMBER),
    (with_first(value=INF), Why.NOT_A_NUMBER),
    (with_first(value=Decimal("1e400")), Why.NOT_A_NUMBER),
    (with_first(value=10**400), Why.NOT_A_NUMBER),
    (with_first(value=1e16), Why.NOT_A_NUMBER),
    (with_first(value="12"), Why.NOT_A_NUMBER),
    (with_first(value=True), Why.NOT_A_NUMBER),
    (with_first(value=1j), Why.NOT_A_NUMBER),
    (with_first(numerator="x"), Why.NOT_A_NUMBER),
    (with_first(upper=NAN), Why.NOT_A_NUMBER),
    (with_first(numerator=-1, denominator=10), Why.BAD_COUNTS),
    (with_first(numerator=1, denominator=0), Why.BAD_COUNTS),
    (with_first(numerator=1, denominator=-3), Why.BAD_COUNTS),
    (with_first(numerator=11, denominator=10), Why.BAD_COUNTS),
    (with_first(value=None, numerator=-1), Why.BAD_COUNTS),
    (with_first(lower=5, upper=4), Why.BAD_INTERVAL),
    (with_first(period=parse_period(fy(2001))), Why.DUPLICATE_PERIODS),
    (with_first(period="2000"), Why.NOT_A_PERIOD),
    (with_first(period=parse_period("2000")), Why.MIXED_PERIODS),
    (with_first(period=parse_period("2000-01")), Why.MIXED_PERIODS),
    (yearly(GOOD, is_cumulative=True), Why.CUMULATIVE),
    (named(*(f"{y}..{y + 2}" for y in range(2000, 2012))), Why.OVERLAPPING),
    (named(*(f"{y}-05..{y + 1}-06" for y in range(2000, 2012))), Why.OVERLAPPING),
    (named(*(f"{y}..{y + 2 + (y > 2009)}" for y in range(1990, 2026, 4))), Why.MIXED_PERIODS),
    (named(*(f"2000-01-{d:02d}" for d in range(1, 20))), Why.UNEVEN_PERIODS),
    (named(*(f"{y}-{m}-28" for y, m in [(2000, "01"), (2000, "06"), (2000, "11")])),
     Why.UNEVEN_PERIODS),
    (yearly(GOOD, breaks=(Break(first_period="last year", reason="x"),)), Why.NOT_A_PERIOD),
    (named("0001", *(str(y) for y in range(9980, 9999))), Why.TOO_MANY_GAPS),
]  # fmt: skip


@pytest.mark.parametrize(("series", "why"), BAD)
def test_bad_input_is_refused_with_a_reason_and_without_a_number(
    series: TrendSeries, why: Why
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = assess_trend(series)
    assert found.why is why
    assert found.reason
    assert not found.is_tested
    assert (found.p, found.statistic, found.tau, found.is_better) == (None, None, None, None)


def test_every_reason_to_refuse_is_met_by_a_case() -> None:
    others = {Why.SEASONS_DISAGREE, Why.TOO_FEW_A_SEASON}
    assert {why for _, why in BAD} | others == set(Why)


@pytest.mark.parametrize("number", [Decimal("3.5"), 3, 3.5, Fraction(7, 2)])
def test_any_real_number_is_a_number(number: Any) -> None:
    assert assess_trend(yearly([number, *range(5, 13)])).is_tested


# Polarity and the family


@pytest.mark.parametrize(("polarity", "values", "is_better"), [
    (Polarity.HIGHER_IS_BETTER, GOOD, True),
    (Polarity.HIGHER_IS_BETTER, GOOD[::-1], False),
    (Polarity.LOWER_IS_BETTER, GOOD, False),
    (Polarity.LOWER_IS_BETTER, GOOD[::-1], True),
    (Polarity.NEITHER, GOOD, None),
    (Polarity.IN_RANGE, GOOD, None),
    (Polarity.HIGHER_IS_BETTER, WOBBLE[:9], None),
])  # fmt: skip
def test_better_and_worse_go_by_polarity(
    polarity: Polarity, values: list[float], is_better: bool | None
) -> None:
    assert assess_trend(yearly(values, polarity=polarity)).is_better is is_better


def a_test(p: float, s: float = 10, method: Method = Method.MANN_KENDALL_EXACT) -> Trend:
    verdict = Verdict.INCREASE if p < 0.05 else Verdict.NO_CLEAR_TREND
    return Trend(verdict, method, "", 10, p=p, statistic=s)


def test_a_family_is_mann_kendall_and_seasonal_kendall_together() -> None:
    short = assess_trend(yearly([1, 2]))
    five = a_test(0.001, method=Method.FIVE_POINT)
    seasonal = a_test(0.03, -5, Method.SEASONAL_KENDALL)
    family = assess_family([a_test(0.01), short, five, seasonal, a_test(0.9)])
    assert (family.m, family.q, family.found) == (3, 0.10, 2)
    assert family.trends[1:3] == (short, five)
    assert family.trends[0].adjusted_p == pytest.approx(0.03)
    assert family.trends[3].adjusted_p == pytest.approx(0.045)
    assert family.trends[3].verdict is Verdict.DECREASE
    assert family.trends[4].family_size == 3


@pytest.mark.parametrize(("p", "others", "is_found"), [
    (0.049, 0, True), (0.05, 0, False), (0.049, 1, True), (0.049, 2, False), (0.0001, 400, True),
    (0.01, 9, True), (0.0101, 9, False),
])  # fmt: skip
def test_a_trend_is_called_below_one_in_twenty_and_within_its_family(
    p: float, others: int, is_found: bool
) -> None:
    family = assess_family([a_test(p), *[a_test(0.99)] * others])
    assert family.trends[0].is_found is is_found


def test_an_empty_family_has_no_tests() -> None:
    assert (assess_family([]).m, assess_family([]).trends) == (0, ())


# Properties

figures = st.lists(st.none() | st.integers(-50, 50), min_size=1, max_size=24)
makers = st.sampled_from([yearly, quarterly])


@settings(max_examples=150, deadline=None)
@given(figures, makers, st.randoms())
def test_the_order_of_the_rows_changes_nothing(
    values: list[int | None], make: Any, random: Any
) -> None:
    series = make(values)
    mixed = list(series.points)
    random.shuffle(mixed)
    assert assess_trend(replace(series, points=tuple(mixed))) == assess_trend(series)


@settings(max_examples=150, deadline=None)
@given(figures, makers)
def test_flipping_polarity_and_sign_changes_no_judgement(
    values: list[int | None], make: Any
) -> None:
    up = assess_trend(make(values, polarity=Polarity.HIGHER_IS_BETTER))
    flipped = [None if value is None else -value for value in values]
    down = assess_trend(make(flipped, polarity=Polarity.LOWER_IS_BETTER))
    assert (up.is_better, up.why, up.method) == (down.is_better, down.why, down.method)
    assert up.p == (down.p if down.p is None else pytest.approx(down.p))
    swap = {Verdict.INCREASE: Verdict.DECREASE, Verdict.DECREASE: Verdict.INCREASE}
    assert down.verdict is swap.get(up.verdict, up.verdict)


@settings(max_examples=100, deadline=None)
@given(figures, makers, st.integers(1, 9), st.integers(-9, 9))
def test_the_unit_changes_only_the_slope(
    values: list[int | None], make: Any, times: int, more: int
) -> None:
    other = [None if value is None else times * value + more for value in values]
    first, second = assess_trend(make(values)), assess_trend(make(other))
    assert (first.verdict, first.p, first.why) == (second.verdict, second.p, second.why)
    if first.slope is not None:
        assert second.slope is not None
        assert second.slope.per_year == pytest.approx(times * first.slope.per_year)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(
    st.sampled_from(["2000", "2001", "2002", "2003", "2004", "2005", "fy2001-02", "2001-05",
                     "2000..2002", "2004-01-31"]),
    st.one_of(st.none(), st.floats(), st.integers(), st.decimals(), st.text(max_size=2)),
    st.none() | st.floats(), st.none() | st.floats(), st.none() | st.floats(),
), max_size=12), st.booleans())  # fmt: skip
def test_nothing_a_series_holds_raises_or_warns(rows: list[Any], is_percentage: bool) -> None:
    points = tuple(TrendPoint(parse_period(t), v, a, b, c, c) for t, v, a, b, c in rows)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = assess_trend(TrendSeries(points, is_percentage=is_percentage))
    assert (found.why is None) is found.is_tested


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-1e15, 1e15), min_size=5, max_size=9),
       st.floats(1e-300, 1e15), st.floats(1e-300, 1e15))  # fmt: skip
def test_extreme_figures_give_numbers_or_a_reason(
    values: list[float], below: float, above: float
) -> None:
    points = tuple(
        TrendPoint(parse_period(fy(2000 + i)), v, lower=max(v - below, -1e15),
                   upper=min(v + above, 1e15)) for i, v in enumerate(values)
    )  # fmt: skip
    found = assess_trend(TrendSeries(points))
    for number in (found.p, found.statistic, found.slope and found.slope.per_year):
        assert number is None or math.isfinite(number)


def test_observations_become_a_series() -> None:
    from spfbook.framework.observations import Observation

    day = date(2021, 1, 1)
    seen = Observation("x", P0, Decimal("50"), None, Decimal(5), Decimal(10), None, None, None,
                       day, True, day, None, 2)  # fmt: skip
    series = trend_series([seen], unit=Unit.PERCENT, polarity=Polarity.NEITHER)
    assert series.points == (TrendPoint(P0, Decimal("50"), Decimal(5), Decimal(10)),)
    assert (series.is_percentage, series.rate_base) == (True, None)
    rate = trend_series([seen], unit=Unit.PER_1000, polarity=Polarity.NEITHER)
    assert (rate.is_percentage, rate.rate_base) == (False, 1000)
