"""Season: found where the time of year explains the figures, and limits are then not drawn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.rules.season import Season, Sign, kruskal_wallis_p, season_of
from spfbook.rules.trend_finding import Concern
from spfbook.rules.trend_series import TrendPoint, TrendSeries
from spfbook.rules.variation import Chart, NoLimits, assess_variation
from spfbook.rules.variation_words import in_words
from spfbook.rules.xmr import limits_of

TERMS = ("autumn", "spring", "summer")


def quarters(values: list[float], first: int = 2015) -> TrendSeries:
    return TrendSeries(tuple(
        TrendPoint(parse_period(f"{first + n // 4}-{(first + n // 4 + 1) % 100:02d}-q{n % 4 + 1}"),
                   value)
        for n, value in enumerate(values)
    ))  # fmt: skip


def months(values: list[float], first: int = 2018) -> TrendSeries:
    return TrendSeries(tuple(
        TrendPoint(parse_period(f"{first + n // 12}-{n % 12 + 1:02d}"), value)
        for n, value in enumerate(values)
    ))  # fmt: skip


def noise(seed: int, n: int) -> list[float]:
    chance = random.Random(seed)
    return [chance.gauss(100, 5) for _ in range(n)]


def winters(seed: int, n: int) -> list[float]:
    """One quarter in four is 30 higher."""
    return [value + 30 * (i % 4 == 3) for i, value in enumerate(noise(seed, n))]


def test_a_series_that_rises_every_winter_is_seasonal_and_has_no_limits() -> None:
    series = quarters(winters(1, 24))
    season = season_of(series)
    assert season.sign is Sign.TESTED
    assert season.p is not None and season.p < 0.01
    found = assess_variation(series, target=None, polarity=Polarity.NEITHER, season=season)
    assert (found.chart, found.why, found.limits) == (Chart.RUN_CHART, NoLimits.SEASONAL, None)
    assert found.signals == ()
    assert in_words(found)[:2] == (
        "Limits not shown.",
        "The figures rise and fall with the time of year, and limits would mostly show the season.",
    )


def test_without_the_guard_the_limits_would_be_the_seasons() -> None:
    """Twice as wide as the same figures without their winters give, and more."""
    def width(values: list[float]) -> float:
        limits = limits_of(values)
        return limits.upper - limits.lower

    assert all(width(winters(seed, 24)) > 2 * width(noise(seed, 24)) for seed in range(20))


def test_a_clear_season_is_found_in_four_years_of_quarters() -> None:
    assert all(season_of(quarters(winters(seed, 16))).is_seasonal for seed in range(50))


@pytest.mark.parametrize("slope", [0, 2, -2])
def test_a_trend_is_no_season(slope: float) -> None:
    values = [value + slope * i for i, value in enumerate(noise(3, 24))]
    assert season_of(quarters(values)).sign is Sign.NOT_FOUND


def test_a_season_shows_through_a_trend() -> None:
    values = [value + 4 * i for i, value in enumerate(winters(4, 24))]
    assert season_of(quarters(values)).sign is Sign.TESTED


@pytest.mark.parametrize(("make", "n"), [(quarters, 16), (quarters, 24), (months, 48)])
def test_chance_is_taken_for_a_season_about_once_in_twenty(make: object, n: int) -> None:
    assert callable(make)
    found = sum(season_of(make(noise(1000 + seed, n))).is_seasonal for seed in range(300))
    assert 2 <= found <= 27  # 15 of 300 are expected


def test_terms_are_seasonal_however_few() -> None:
    points = [TrendPoint(parse_period(f"ay2020-21-{term}"), 1.0 + n)
              for n, term in enumerate(TERMS)]  # fmt: skip
    assert season_of(TrendSeries(tuple(points))).sign is Sign.TERMS


def test_a_mark_goes_before_any_test() -> None:
    assert season_of(quarters(noise(3, 24)), is_marked=True).sign is Sign.MARKED
    assert season_of(TrendSeries(()), is_marked=True).is_seasonal


@pytest.mark.parametrize(
    ("series", "sign"),
    [
        (TrendSeries(()), Sign.NONE),
        (quarters([5.0]), Sign.UNKNOWN),
        (quarters(winters(1, 11)), Sign.UNKNOWN),
        (quarters(winters(1, 12)), Sign.UNKNOWN),
        (quarters([float(10 * (n % 4)) for n in range(12)]), Sign.TESTED),
        (months(noise(1, 35)), Sign.UNKNOWN),
        (quarters([5.0] * 24), Sign.NOT_FOUND),
        (TrendSeries(quarters(winters(1, 24)).points, is_cumulative=True), Sign.NONE),
        (TrendSeries(tuple(
            TrendPoint(parse_period(f"fy{year}-{(year + 1) % 100:02d}"), float(year % 4))
            for year in range(2000, 2020)
        )), Sign.NONE),
        (TrendSeries(quarters(winters(1, 24)).points,
                     breaks=(Break(first_period="2019-20-q1", reason="Anew."),)), Sign.UNKNOWN),
    ],
)  # fmt: skip
def test_what_can_be_said_of_a_series(series: TrendSeries, sign: Sign) -> None:
    assert season_of(series).sign is sign


def test_a_season_nobody_could_test_for_is_a_caution_beside_limits() -> None:
    series = months(noise(2, 20))
    with_limits = assess_variation(
        series, target=None, polarity=Polarity.NEITHER, season=season_of(series)
    )
    assert with_limits.limits is not None
    assert [each.concern for each in with_limits.cautions] == [Concern.SEASON_UNKNOWN]
    tested = assess_variation(
        series, target=None, polarity=Polarity.NEITHER, season=Season(Sign.NOT_FOUND, 0.5)
    )
    assert tested.cautions == ()


groups = st.lists(
    st.lists(st.integers(-20, 20).map(float), min_size=2, max_size=8), min_size=2, max_size=6
)


@settings(max_examples=150, deadline=None)
@given(groups)
def test_the_test_agrees_with_scipys(found: list[list[float]]) -> None:
    values = [value for group in found for value in group]
    p = kruskal_wallis_p(found)
    if len(set(values)) == 1:
        assert p == 1.0
        return
    assert p == pytest.approx(stats.kruskal(*found).pvalue, rel=1e-9, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 50).map(float), min_size=12, max_size=40),
    st.sampled_from([0.5, 2.0, 8.0]), st.integers(-64, 64),
)  # fmt: skip
def test_another_unit_changes_nothing(values: list[float], scale: float, shift: int) -> None:
    """Nor does turning the figures round; exact factors, so that no rounding is tested here."""
    first = season_of(quarters(values))
    for other in ([scale * v for v in values], [-v for v in values]):
        assert season_of(quarters(other)).sign is first.sign
    moved = season_of(quarters([v + shift for v in values]))
    assert (moved.p is None) is (first.p is None)
