"""Variation: limits only where they mean something, words first, and the reason otherwise."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import FrozenInstanceError, replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.targets import NoTarget, Range, Threshold
from spfbook.rules.assurance import Assurance, Bar, Met, assure, bar_of
from spfbook.rules.chance_signals import LATEST_BY_CHANCE, chance_signal, expected_chance_signals
from spfbook.rules.special_causes import Signal
from spfbook.rules.trend_series import TrendPoint, TrendSeries, Why
from spfbook.rules.variation import MIN_POINTS, Rebase, assess_variation
from spfbook.rules.variation_finding import Chart, Icon, Nature, NoLimits, Variation, icon_of
from spfbook.rules.variation_words import in_words, of_report
from spfbook.rules.xmr import Limits

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
CALM = [5, 7, 4, 6, 3, 7, 5, 6, 4, 7, 3, 6, 5, 4, 6, 5]
"""Sixteen figures about 5.2 without a signal."""


def quarter(i: int) -> str:
    year = 2010 + i // 4
    return f"{year}-{(year + 1) % 100:02d}-q{i % 4 + 1}"


def quarterly(values: Sequence[Any], **more: Any) -> TrendSeries:
    points = (TrendPoint(parse_period(quarter(i)), v) for i, v in enumerate(values))
    return TrendSeries(tuple(points), **more)


def judge(values: Sequence[Any], **more: Any) -> Variation:
    asked = {"target": None, "polarity": HIGHER, "rebases": (), **more}
    names = ("target", "polarity", "rebases")
    series = quarterly(values, **{k: v for k, v in more.items() if k not in names})
    return assess_variation(series, **{name: asked[name] for name in names})


# The gate


def test_a_calm_series_is_common_cause() -> None:
    found = judge(CALM)
    assert (found.chart, found.icon, found.signals) == (Chart.XMR, Icon.COMMON_CAUSE, ())
    assert in_words(found) == (
        "Common cause variation: the latest figure is within what is usual.",
        "The usual range is −0.842 to 11.2, set by the 16 figures from Apr to Jun 2010 on, with "
        "no large moves between neighbours left out.",
    )


@pytest.mark.parametrize(("n", "chart"), [(12, Chart.RUN_CHART), (MIN_POINTS, Chart.XMR)])
def test_limits_need_thirteen_figures(n: int, chart: Chart) -> None:
    found = judge(CALM[:n])
    assert found.chart is chart
    assert found.current is not None
    assert found.current.runs.median == 5.5 if n == 12 else found.current.runs.median == 5


@pytest.mark.parametrize(("n", "sentence"), [
    (1, "1 figure is held, and limits need 13."),
    (12, "12 figures are held, and limits need 13."),
])  # fmt: skip
def test_a_short_series_says_so(n: int, sentence: str) -> None:
    found = judge(CALM[:n])
    assert (found.why, found.icon, found.limits) == (NoLimits.TOO_SHORT, None, None)
    assert in_words(found) == ("Limits not shown.", sentence)


def test_an_unstable_series_is_a_run_chart_without_limits() -> None:
    found = judge([1, 2, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9])
    assert (found.chart, found.why) == (Chart.RUN_CHART, NoLimits.NOT_STABLE)
    assert in_words(found) == (
        "Not stable: limits not shown.",
        "8 figures in a row are on one side of the median, where chance explains up to 7; "
        "the median is crossed once, where chance explains no fewer than 4.",
    )


@pytest.mark.parametrize("values", [[100] * 13, [100] * 12 + [99], [0, 0, 1] * 5])
def test_figures_that_repeat_get_no_icon(values: list[float]) -> None:
    found = judge(values, target=95)
    if values == [0, 0, 1] * 5:
        assert found.why is not NoLimits.TOO_FEW_VALUES, "a third of the moves is zero"
        return
    assert (found.chart, found.why) == (Chart.RUN_CHART, NoLimits.TOO_FEW_VALUES)
    assert (found.icon, found.assurance) == (None, None)
    assert found.met == Met(12, 12)


def test_more_than_a_fifth_of_gaps_means_no_limits() -> None:
    values: list[int | None] = list(CALM)
    assert judge([*values[:8], None, None, None, None, *values[8:]]).chart is Chart.XMR
    found = judge([*values[:8], *[None] * 5, *values[8:]])
    assert (found.why, found.reason) == (
        NoLimits.TOO_MANY_GAPS, "5 of 21 periods have no figure, more than 20%.")  # fmt: skip


def test_only_what_follows_a_break_is_judged() -> None:
    broken = (Break(first_period=quarter(4), reason="New form"),)
    found = judge([90, 91, 92, 93, *CALM], breaks=broken)
    assert found.current is not None
    assert (found.chart, found.current.n) == (Chart.XMR, 16)
    assert in_words(found)[-1] == "Only figures since Apr to Jun 2011 are used. New form."
    assert judge([90] * 4 + CALM[:12], breaks=broken).why is NoLimits.TOO_SHORT


@pytest.mark.parametrize(("change", "why"), [
    ({"is_cumulative": True}, Why.CUMULATIVE),
    ({"points": ()}, Why.NO_VALUES),
    ({"breaks": (Break(first_period="soon", reason="?"),)}, Why.NOT_A_PERIOD),
])  # fmt: skip
def test_what_is_no_series_of_separate_figures_is_plain(change: dict[str, Any], why: Why) -> None:
    series = replace(quarterly(CALM), **change)
    found = assess_variation(series, target=5, polarity=HIGHER)
    assert (found.chart, found.why) == (Chart.PLAIN, why)
    assert found.reason
    assert (found.icon, found.assurance, found.met, found.current) == (None, None, None, None)
    assert in_words(found)[0] == "Usual variation not judged."


def test_a_rolling_year_is_plain() -> None:
    points = [
        TrendPoint(parse_period(f"{2010 + i // 12}-{i % 12 + 1:02d}..{2011 + i // 12}"
                                f"-{i % 12 + 1:02d}"), float(i % 3))
        for i in range(20)
    ]  # fmt: skip
    found = assess_variation(TrendSeries(tuple(points)), target=None, polarity=HIGHER)
    assert (found.chart, found.why) == (Chart.PLAIN, Why.OVERLAPPING)


@pytest.mark.parametrize("bad", [math.nan, math.inf, "many", Decimal("NaN"), True, 1e300])
def test_what_is_no_number_is_refused(bad: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = judge([*CALM, bad])
    assert (found.why, found.icon) == (Why.NOT_A_NUMBER, None)


# Signals of the latest figure


@pytest.mark.parametrize(("polarity", "last", "icon", "natures"), [
    (HIGHER, 30, Icon.IMPROVEMENT_HIGH, (Nature.IMPROVEMENT,)),
    (HIGHER, -20, Icon.CONCERN_LOW, (Nature.CONCERN,)),
    (LOWER, 30, Icon.CONCERN_HIGH, (Nature.CONCERN,)),
    (LOWER, -20, Icon.IMPROVEMENT_LOW, (Nature.IMPROVEMENT,)),
    (Polarity.NEITHER, 30, Icon.NEUTRAL_HIGH, (Nature.NEUTRAL,)),
    (Polarity.IN_RANGE, -20, Icon.NEUTRAL_LOW, (Nature.NEUTRAL,)),
])  # fmt: skip
def test_a_figure_outside_the_limits(
    polarity: Polarity, last: int, icon: Icon, natures: tuple[Nature, ...]
) -> None:
    found = judge([*CALM, last], polarity=polarity)
    assert (found.icon, found.natures) == (icon, natures)


def test_only_the_latest_figure_counts_for_the_icon() -> None:
    found = judge([*CALM, 30, 5])
    assert found.icon is Icon.COMMON_CAUSE
    assert found.current is not None
    assert [bool(each) for each in found.current.signals] == [False] * 16 + [True, False]


def test_improvement_and_concern_are_both_said_and_the_icon_goes_by_precedence() -> None:
    """Seven falling figures, all above the mean, of an indicator where higher is better."""
    low = [4, 3, 5, 2, 6, 3, 4, 5, 2, 6, 3, 5, 4, 2, 7, 3, 7.5, 2]
    found = judge([*low, 9.4, 9.3, 9.2, 9.1, 9, 8.9, 8.8])
    assert found.chart is Chart.XMR
    assert found.signals == (Signal.FALLING, Signal.RUN_ABOVE)
    assert found.natures == (Nature.CONCERN, Nature.IMPROVEMENT)
    assert found.icon is Icon.CONCERN_LOW
    assert in_words(found)[0] == (
        "Special cause variation, concern and improvement: the latest figure is in a run of "
        "seven or more falling figures (concern), and in a run of seven or more above the mean "
        "(improvement)."
    )


def test_words_for_one_rule_and_for_no_polarity() -> None:
    assert in_words(judge([*CALM, 30]))[0] == (
        "Special cause variation, improvement: the latest figure is above the upper limit.")
    assert in_words(judge([*CALM, 30], polarity=Polarity.NEITHER))[0] == (
        "Special cause variation, neither better nor worse: the latest figure is above the "
        "upper limit.")


@pytest.mark.parametrize("signal", Signal)
@pytest.mark.parametrize("polarity", Polarity)
def test_every_signal_has_an_icon(signal: Signal, polarity: Polarity) -> None:
    assert icon_of((signal,), polarity) in Icon


def test_drawn_limits_are_clipped_and_the_tested_ones_are_not() -> None:
    values = [98, 100, 97, 99, 100, 96, 99, 100, 97, 98, 100, 96, 99]
    found = judge(values, is_percentage=True, target=100)
    assert found.current is not None and found.limits is not None
    assert found.current.drawn is not None
    assert found.current.drawn[1] == 100 < found.limits.upper
    assert found.assurance is Assurance.HIT_AND_MISS


def test_counts_and_rates_have_no_negative_limit_drawn() -> None:
    drawn = [
        assess_variation(series, target=None, polarity=HIGHER, is_never_negative=known).current
        for series, known in (
            (quarterly(CALM), False), (quarterly(CALM), True),
            (quarterly(CALM, rate_base=1000), False),
        )
    ]  # fmt: skip
    lows = [each.drawn[0] for each in drawn if each and each.drawn]
    assert lows[0] < 0
    assert lows[1:] == [0, 0]
    assert {each.limits for each in drawn if each} == {judge(CALM).limits}


# Assurance


AT_LEAST = Threshold(kind="threshold", bound="at_least", value=Decimal(4))


@pytest.mark.parametrize(("target", "polarity", "found"), [
    (-1, HIGHER, Assurance.MEETS),
    (12, HIGHER, Assurance.FAILS),
    (5, HIGHER, Assurance.HIT_AND_MISS),
    (-1, LOWER, Assurance.FAILS),
    (Decimal(12), LOWER, Assurance.MEETS),
    (AT_LEAST, HIGHER, Assurance.HIT_AND_MISS),
    (Range(kind="range", low=Decimal(-9), high=Decimal(19)), Polarity.IN_RANGE, Assurance.MEETS),
    (Range(kind="range", low=Decimal(12), high=Decimal(19)), Polarity.IN_RANGE, Assurance.FAILS),
    (Range(kind="range", low=Decimal(4), high=Decimal(6)), Polarity.IN_RANGE,
     Assurance.HIT_AND_MISS),
    (5, Polarity.NEITHER, None),
    (AT_LEAST, Polarity.NEITHER, None),
    (NoTarget(kind="none"), HIGHER, None),
    (None, HIGHER, None),
    (math.nan, HIGHER, None),
    (True, HIGHER, None),
])  # fmt: skip
def test_assurance(target: Any, polarity: Polarity, found: Assurance | None) -> None:
    assert judge(CALM, target=target, polarity=polarity).assurance is found


def test_a_target_on_a_limit_is_hit_and_miss() -> None:
    limits = Limits(0, 1)
    for level in (limits.lower, limits.upper):
        for polarity in (HIGHER, LOWER):
            assert assure(limits, bar_of(level, polarity), polarity) is Assurance.HIT_AND_MISS


def test_without_limits_only_the_periods_that_met_it_are_counted() -> None:
    found = judge(CALM[:10], target=5)
    assert (found.assurance, found.met) == (None, Met(7, 10))
    assert in_words(found)[-1] == "Met the target in 7 of the last 10 periods with a figure."
    one = judge([4], target=5)
    assert in_words(one)[-1] == "Met the target in 0 of the last period with a figure."


@pytest.mark.parametrize(("bar", "is_met"), [
    (Bar(low=5), True), (Bar(low=5, is_strict=True), False), (Bar(high=5), True),
    (Bar(high=5, is_strict=True), False), (Bar(5, 5), True), (Bar(6, 7), False),
    (Bar(high=4.9), False),
])  # fmt: skip
def test_a_figure_of_five_against_a_bar(bar: Bar, is_met: bool) -> None:
    assert bar.is_met(5) is is_met


# Rebasing


def test_a_rebase_starts_the_limits_again() -> None:
    later = [value + 40 for value in CALM]
    rebase = Rebase(quarter(16), "New contract.")
    found = judge([*CALM, *later], rebases=[rebase])
    assert [each.n for each in found.stretches] == [16, 16]
    assert [each.rebase for each in found.stretches] == [None, rebase]
    assert found.icon is Icon.COMMON_CAUSE
    assert found.limits is not None and found.limits.mean == pytest.approx(45.1875)
    assert in_words(found)[-1] == "Judged from April to June 2014 on: New contract."
    assert judge([*CALM, *later]).why is NoLimits.NOT_STABLE, "never rebased by itself"


def test_too_few_figures_since_a_rebase_mean_no_limits_now() -> None:
    found = judge([*CALM, *[v + 40 for v in CALM[:12]]], rebases=[Rebase(quarter(16), "Why")])
    assert (found.chart, found.why) == (Chart.RUN_CHART, NoLimits.TOO_SHORT)
    assert found.stretches[0].limits is not None


@pytest.mark.parametrize("first", [quarter(0), "2001", quarter(16), "2099"])
def test_a_rebase_outside_the_figures_does_nothing(first: str) -> None:
    assert judge(CALM, rebases=[Rebase(first, "Why")]) == judge(CALM)


@pytest.mark.parametrize(("rebase", "words"), [
    (Rebase("soon", "Why"), "A rebase cannot be placed: "),
    (Rebase(quarter(4), "  "), "The rebase at 2011-12-q1 gives no reason."),
])  # fmt: skip
def test_a_rebase_needs_a_period_and_a_reason(rebase: Rebase, words: str) -> None:
    found = judge(CALM, rebases=[rebase])
    assert (found.chart, found.why) == (Chart.PLAIN, NoLimits.BAD_REBASE)
    assert (found.reason or "").startswith(words)


def test_findings_are_frozen() -> None:
    for each in (Rebase("2011", "Why"), judge(CALM)):
        with pytest.raises(FrozenInstanceError):
            each.reason = "Another"  # type: ignore[misc]


# Chance signals


@pytest.mark.parametrize(("n", "rate"), [
    (1, 0.0113), (12, 0.014325), (24, 0.01575), (30, 0.0167125), (60, 0.0201), (500, 0.0201),
])  # fmt: skip
def test_how_often_the_latest_of_n_is_marked_by_chance(n: int, rate: float) -> None:
    assert chance_signal(n) == pytest.approx(rate)


def test_about_six_of_four_hundred() -> None:
    """STATISTICS 6."""
    assert expected_chance_signals([24] * 400) == pytest.approx(6.3)
    assert expected_chance_signals([]) == 0
    assert all(0.01 < rate < 0.021 for rate in LATEST_BY_CHANCE.values())


def test_a_reports_signals_stand_beside_those_expected() -> None:
    charts = [judge(CALM), judge([*CALM, 30]), judge(CALM[:5])]
    assert of_report(charts) == (
        "2 charts have limits, and 1 of them signals at the latest figure; fewer than 0.1 would "
        "by chance alone if nothing had changed.")
    assert of_report(charts * 100).startswith(
        "200 charts have limits, and 100 of them signal at the latest figure; about 2.9 would")
    assert of_report([judge(CALM[:5])]) == "No chart has limits."
    assert of_report([judge(CALM)]).startswith("1 chart has limits, and 0 of them signal at")


# Properties


figures = st.lists(st.integers(0, 30) | st.none(), max_size=30)


@settings(max_examples=100)
@given(figures, st.sampled_from(Polarity), st.none() | st.integers(-5, 35))
def test_every_series_has_a_chart_or_a_reason(
    values: list[int | None], polarity: Polarity, target: int | None
) -> None:
    found = judge(values, polarity=polarity, target=target)
    assert (found.limits is None) is (found.chart is not Chart.XMR)
    assert (found.why is None) is (found.chart is Chart.XMR)
    assert bool(found.reason) is (found.why is not None)
    assert (found.icon is None) is (found.limits is None)
    sentences = in_words(found)
    assert all(text.strip() == text and text.endswith(".") for text in sentences)
    if found.limits is None:
        assert found.assurance is None


@settings(max_examples=50)
@given(st.integers(0, 10**6))
def test_flipping_polarity_and_sign_changes_nothing(seed: int) -> None:
    random = Random(seed)
    values = [random.randint(0, 30) for _ in range(13 + seed % 20)]
    mirror = [-value for value in values]
    up, down = judge(values, target=12), judge(mirror, target=-12, polarity=LOWER)
    assert (up.chart, up.natures, up.assurance, up.met) == (
        down.chart, down.natures, down.assurance, down.met)  # fmt: skip


@settings(max_examples=50)
@given(st.permutations(range(16)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    series = quarterly(CALM)
    shuffled = replace(series, points=tuple(series.points[i] for i in order))
    asked: dict[str, Any] = {"target": 5, "polarity": HIGHER}
    assert assess_variation(shuffled, **asked) == assess_variation(series, **asked)
