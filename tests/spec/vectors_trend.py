"""The conformance cases of trends and intervals, each checked against what its source printed.

A file of `tests/files/vectors` has one function here, which asserts every number of a case that
our rules speak of. `table` counts the cases that pass; docs/vectors.md shows it. To print the
table: `python tests/spec/vectors_trend.py`.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import parse_period
from spfbook.rules.chi_squared_trend import (
    CannotCalculate,
    FivePointTest,
    chi_squared_p,
    five_point_proportions,
    five_point_values,
    proportion_line,
)
from spfbook.rules.false_discovery import adjusted
from spfbook.rules.intervals import Interval, byar, proportion_interval, rate_interval
from spfbook.rules.mann_kendall import (
    MannKendall,
    exact_tail,
    mann_kendall,
    normal_p,
    normal_score,
    tie_sizes,
)
from spfbook.rules.seasonal_kendall import SeasonalKendall, seasonal_kendall, seasonal_slopes
from spfbook.rules.theil_sen import (
    detrended,
    gilbert_interval,
    intercept,
    pairwise_slopes,
    theil_sen,
)
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_finding import Method, Trend, Verdict
from spfbook.rules.trend_series import TrendPoint, TrendSeries

FOLDER = Path(__file__).resolve().parents[1] / "files" / "vectors"
EXACT = 1e-9
"""Relative tolerance for numbers stored in full (STATISTICS, Using the files)."""
SINGLE = 1e-5
"""For the Kendall package of R, which computes in single precision."""
Case = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """How a file did."""

    file: str
    stated: int
    """Cases the source has, by the file's own `n_cases`."""
    cases: int
    skipped: int
    """Marked `do_not_copy`."""
    passed: int


def near(expected: float, rtol: float = EXACT, atol: float = 1e-12) -> Any:
    return pytest.approx(expected, rel=rtol, abs=atol)


def printed(expected: float, digits: int) -> Any:
    """Equal at the decimals that were printed."""
    return pytest.approx(expected, rel=0, abs=0.5 * 10**-digits * 1.0001)


# Intervals


def byar_wilson(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    if given["method"] == "Wilson":
        found = proportion_interval(given["x"], given["n"], confidence=given["confidence"])
    else:
        found = byar(given["x"], confidence=given["confidence"])
    assert found is not None
    assert found.method == {"Byars": "Byar"}.get(given["method"], given["method"])
    same_interval(found, expected["lower"], expected["upper"])


def proportions(case: Case) -> None:
    given = case["input"]
    counts = given["numerator"], given["denominator"]
    value_and_limits(case, lambda confidence: proportion_interval(
        *counts, scale=given["multiplier"], confidence=confidence))  # fmt: skip


def rates(case: Case) -> None:
    given = case["input"]
    counts = given["numerator"], given["denominator"]
    value_and_limits(case, lambda confidence: rate_interval(
        *counts, base=given["multiplier"], confidence=confidence))  # fmt: skip


METHODS = {"Byars": "Byar", "Exact": "exact Poisson", "Wilson": "Wilson"}


def value_and_limits(case: Case, interval: Callable[[float], Interval | None]) -> None:
    given, expected = case["input"], case["expected"]
    for confidence, name in ((0.95, "95"), (0.998, "99_8")):
        if f"lower{name}" not in expected:
            continue
        found = interval(confidence)
        if expected["value"] is None:
            assert found is None
            continue
        assert found is not None
        assert found.method == METHODS[expected["method"]]
        value = given["numerator"] / given["denominator"] * given["multiplier"]
        assert value == near(expected["value"])
        assert found.contains(value)
        same_interval(found, expected[f"lower{name}"], expected[f"upper{name}"])


def same_interval(found: Interval, lower: float | None, upper: float) -> None:
    assert (found.lower is None) == (lower is None)
    assert lower is None or found.lower == near(lower)
    assert found.upper == near(upper)


# The five-point test


def chi_squared_proportions(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    line = proportion_line(given["numerator"], given["denominator"], given["score"])
    p = chi_squared_p(line.chi_squared)
    if "chi2_4dp" in expected:
        assert line.chi_squared == printed(expected["chi2_4dp"], 4)
        assert p == printed(expected["p_6dp"], 6)
    else:
        assert line.chi_squared == near(expected["chi2"])
        assert p == near(expected["p"], rtol=1e-7)


def phe_trend(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    years = given["year"]
    if "years 2012,2013,2014,2016,2017" in case.get("note", ""):
        assert _phe_test(given, years) is CannotCalculate.GAP
        years = [1, 2, 3, 4, 5]
    found = _phe_test(given, years)
    if expected["recent_trend"] == "Cannot be calculated":
        assert found in PHE_REASONS[expected["reason"]]
        return
    assert isinstance(found, FivePointTest)
    assert found.has_fingertips_marker
    assert found.line.chi_squared == printed(expected["chi2_4dp"], 4)
    assert found.gradient == printed(expected["gradient_4dp"], 4)
    assert (found.gradient > 0) == (expected["recent_trend"] == "Increasing")


PHE_REASONS = {
    "Missing values": {CannotCalculate.MISSING},
    "Duplicate years in group": {CannotCalculate.DUPLICATE_YEARS},
    "Missing at least one confidence interval value": {CannotCalculate.MISSING_INTERVAL},
}


def _phe_test(given: Case, years: Sequence[float]) -> FivePointTest | CannotCalculate:
    if given["value_type"] == "proportion":
        return five_point_proportions(given["numerator"], given["denominator"], years)
    return five_point_values(given["value"], _limits(given), years)


def _limits(given: Case) -> list[tuple[float | None, float | None]]:
    return list(zip(given["lower95"], given["upper95"], strict=True))


def fingertips_open(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    if "year_range" in given:
        assert assess_trend(_pooled_years(given)).method is Method.NONE
        assert expected["marker"] == "CannotBeCalculated"
        return
    years = given["year"]
    if given["method"] == "proportion":
        found = five_point_proportions(given["numerator"], given["denominator"], years)
    else:
        found = five_point_values(given["value"], _limits(given), years)
    assert isinstance(found, FivePointTest)
    assert found.has_fingertips_marker == expected["is_significant"]
    if "chi2_2dp" in expected:
        assert found.line.chi_squared == printed(expected["chi2_2dp"], 2)
    if "marker" in expected:
        assert (found.gradient > 0) == (expected["marker"] == "Increasing")


def _pooled_years(given: Case) -> TrendSeries:
    """Each year's value as that of several years together."""
    more = given["year_range"] - 1
    columns = ("value", "numerator", "denominator", "lower95", "upper95")
    rows = zip(*(given[name] for name in columns), strict=True)
    points = [
        TrendPoint(parse_period(f"{year - more}..{year}"), *row)
        for year, row in zip(given["year"], rows, strict=True)
    ]
    return TrendSeries(tuple(points))


def fingertips_next(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    verdict = NEXT_VERDICTS[given["trend"]] if case["id"] == "polarity" else _marker(given)
    assert _next_words(verdict, NEXT_POLARITIES[given["polarity"]]) == expected["trend"]


NEXT_VERDICTS = {
    "Increasing": Verdict.INCREASE,
    "Decreasing": Verdict.DECREASE,
    "NoChange": Verdict.NO_CLEAR_TREND,
    "CannotBeCalculated": Verdict.NOT_TESTED,
}
NEXT_POLARITIES = {
    "High is good": Polarity.HIGHER_IS_BETTER,
    "Low is good": Polarity.LOWER_IS_BETTER,
    "No judgement": Polarity.NEITHER,
}


def _marker(given: Case) -> Verdict:
    if given["value_type"] == "Proportion":
        found = five_point_proportions(given["numerator"], given["denominator"], given["year"])
    else:
        found = five_point_values(given["value"], _limits(given), given["year"])
    if isinstance(found, CannotCalculate):
        return Verdict.NOT_TESTED
    if not found.has_fingertips_marker:
        return Verdict.NO_CLEAR_TREND
    return Verdict.INCREASE if found.gradient > 0 else Verdict.DECREASE


def _next_words(verdict: Verdict, polarity: Polarity) -> str:
    word = next(name for name, each in NEXT_VERDICTS.items() if each is verdict)
    is_better = Trend(verdict, Method.FIVE_POINT, "", 5, polarity).is_better
    return word + {None: "", True: "AndGettingBetter", False: "AndGettingWorse"}[is_better]


# Mann-Kendall


def reference_mann_kendall(case: Case) -> None:
    y, expected = case["input"]["y"], case["expected"]
    order = list(range(len(y)))
    times = case["input"].get("t") or order
    found = mann_kendall(y, times)
    normal = normal_p(found.z)
    kendall = expected["Kendall_MannKendall"]
    same_score(found, kendall["S"], kendall["varS"], SINGLE)
    assert found.tau_b == near(kendall["tau_b"], SINGLE)
    assert normal == near(kendall["p"], SINGLE, 1e-6)
    package = expected["trend_mk.test"]
    same_score(found, package["S"], package["varS"])
    assert found.tau_b == near(package["tau"], 1e-7)
    assert found.z == near(package["z"])
    assert normal == near(package["p"])
    sens_slope(y, order, found, expected["trend_sens.slope"])
    envstats(y, times, found, expected["EnvStats_kendallTrendTest"])
    if "rkt" in expected:
        rkt(y, times, found, expected["rkt"])
    cor_test(found, expected)
    for name in ("modifiedmk_mmkh", "modifiedmk_mmkh3lag"):
        uncorrected(y, order, found, expected[name])


def same_score(found: MannKendall | SeasonalKendall, s: float, variance: float,
               rtol: float = EXACT) -> None:  # fmt: skip
    assert found.s == s
    assert found.variance == near(variance, rtol)


def sens_slope(y: Sequence[float], order: Sequence[float], found: MannKendall, expected: Case,
               ) -> None:  # fmt: skip
    """The slope of trend::sens.slope; its interval rounds the ranks, which ours does not."""
    slopes = sorted(pairwise_slopes(y, order))
    assert theil_sen(slopes, found.variance).per_year == near(expected["slope"])
    half = 1.959963984540054 * math.sqrt(found.variance)
    if expected["lo95"] is not None:
        low, high = round((len(slopes) - half) / 2), round((len(slopes) + half) / 2 + 1)
        assert slopes[low - 1] == near(expected["lo95"])
        assert slopes[high - 1] == near(expected["hi95"])


def envstats(y: Sequence[float], times: Sequence[float], found: MannKendall, expected: Case,
             ) -> None:  # fmt: skip
    same_score(found, expected["S"], expected["varS"])
    assert found.tau_a == near(expected["tau_a"])
    assert found.z == near(expected["z"])
    assert normal_p(found.z) == near(expected["p"])
    slope = theil_sen(pairwise_slopes(y, times), found.variance)
    assert slope.per_year == near(expected["slope"])
    assert intercept(y, _from_one(times), slope.per_year) == near(expected["intercept"])
    same_limits(slope.lower, slope.upper, expected["lcl95"], expected["ucl95"])


def _from_one(times: Sequence[float]) -> Sequence[float]:
    """EnvStats numbers the values from 1 where no dates are given."""
    return [time + 1 for time in times] if list(times) == list(range(len(times))) else times


def same_limits(lower: float | None, upper: float | None, lcl: float | None, ucl: float | None,
                ) -> None:  # fmt: skip
    if lcl is None:
        assert (lower, upper) == (None, None)
    else:
        assert lower == near(lcl, atol=1e-9)
        assert upper == near(ucl, atol=1e-9)


def rkt(y: Sequence[float], times: Sequence[float], found: MannKendall, expected: Case) -> None:
    same_score(found, expected["S"], expected["varS"])
    assert found.tau_a == near(expected["tau"])
    assert normal_p(found.z) == near(expected["p"], rtol=1e-7)
    slope = theil_sen(pairwise_slopes(y, times), found.variance).per_year
    assert slope == near(expected["slope"])


def cor_test(found: MannKendall, expected: Case) -> None:
    test = expected["cor.test_kendall"]
    assert found.tau_b == near(test["tau_b"])
    if test["statistic_name"] == "z":
        z = found.s / math.sqrt(found.variance)
        assert z == near(test["statistic"])
        assert normal_p(z) == near(test["p"])
    if "cor.test_exact" in expected:
        assert found.is_exact
        assert found.p == near(expected["cor.test_exact"]["p"])
        assert found.tau_a == near(expected["cor.test_exact"]["tau"])


def uncorrected(y: Sequence[float], order: Sequence[float], found: MannKendall, expected: Case,
                ) -> None:  # fmt: skip
    """What modifiedmk prints before its correction, which we do not use (STATISTICS 3)."""
    assert found.z == near(expected["Original Z"])
    assert normal_p(found.z) == near(expected["old P.value"])
    assert found.tau_a == near(expected["Tau"])
    assert found.variance == near(expected["old.variance"])
    slope = theil_sen(pairwise_slopes(y, order), found.variance).per_year
    assert slope == near(expected["Sen's slope"])


def published_mann_kendall(case: Case) -> None:
    given, expected, name = case["input"], case["expected"], case["id"]
    if name.startswith("USGS"):
        assert normal_p(expected["z"]) == printed(expected["p"], 4)
    elif "seasonal MK" in name:
        nottem(given, expected)
    elif "x" in given:
        kendall_pair(given, expected)
    elif "tie_groups" in expected:
        found = mann_kendall(given["y"])
        assert found.s == expected["S"]
        assert found.variance == printed(expected["varS"], 2)
        assert found.z == printed(expected["z"], 3)
        assert sorted(tie_sizes(given["y"]), reverse=True) == expected["tie_groups"]
    else:
        epa_sulfate(given, expected)


def epa_sulfate(given: Case, expected: Case) -> None:
    y, t = given["y"], given["t"]
    found = mann_kendall(y, t)
    slope = theil_sen(pairwise_slopes(y, t), found.variance)
    assert found.n == expected["n"]
    assert found.tau_a == printed(expected["tau_a"], 7)
    assert slope.per_year == printed(expected["slope"], 7)
    assert intercept(y, t, slope.per_year) == printed(expected["intercept"], 7)
    assert found.z == printed(expected["z"], 6)
    assert normal_p(found.z) == near(expected["p"], 1e-6)
    assert slope.lower == printed(expected["slope_lcl95"], 5)
    assert slope.upper == printed(expected["slope_ucl95"], 5)


def nottem(given: Case, expected: Case) -> None:
    found = seasonal(given)
    assert found.s == expected["S"]
    assert normal_p(found.z) == printed(expected["p_3dp"], 3)
    for name, season in (("august", 7), ("september", 8)):
        assert found.season_s[season] == expected[name]["S"]
        # The vignette corrects the sum for continuity, and its single seasons not.
        z = found.season_s[season] / math.sqrt(found.season_variance[season])
        assert normal_p(z) == printed(expected[name]["p_3dp"], 3)


def kendall_pair(given: Case, expected: Case) -> None:
    """Kendall's test of two variables: ours, with the first in the place of time."""
    found = mann_kendall(given["y"], given["x"])
    if "S" in expected:
        assert found.s == expected["S"]
    if "varS" in expected:
        assert found.variance == printed(expected["varS"], 1)
    if "tau_b" in expected:
        assert found.tau_b == printed(expected["tau_b"], 2)
        assert found.s / found.tau_b == near(math.sqrt(116 * 60))
    if "tau" in expected:
        assert found.tau_a == near(expected["tau"])
    if "p_two_sided" in expected:
        assert found.p == near(expected["p_two_sided"], 1e-10)
        assert exact_tail(found.n, found.s) == near(expected["p_greater"], 1e-10)
        assert exact_tail(found.n, -found.s) == near(expected["p_less"], 1e-10)
    if "p_two_sided_exact_4dp" in expected:
        assert found.p == printed(expected["p_two_sided_exact_4dp"], 4)
    if "p_two_sided_exact_4sf" in expected:
        assert found.p == near(expected["p_two_sided_exact_4sf"], 5e-4, 0)
    if "p_normal_without_continuity" in expected:
        z = found.s / math.sqrt(found.variance)
        assert normal_p(z) == near(expected["p_normal_without_continuity"])


def pymannkendall(case: Case) -> None:
    y, expected, name = SERIES_360, case["expected"], case["id"]
    known = [value for value in y if value is not None]
    places = [i for i, value in enumerate(y) if value is not None]
    slope = theil_sen(pairwise_slopes(known, places), 0).per_year
    match name.split(" period")[0]:
        case "original_test":
            same_mann_kendall(mann_kendall(known), expected)
            assert mann_kendall(known).tau_a == near(expected["tau_a"])
        case "sens_slope":
            assert slope == near(expected["slope"])
            assert intercept(known, places, slope) == near(expected["intercept"])
        case "seasonal_test":
            found = seasonal({"y": y, "period": 12, "start": [0, 1]})
            same_score(found, expected["S"], expected["varS"])
            assert found.z == near(expected["z"])
            assert normal_p(found.z) == near(expected["p"])
            assert found.tau == near(expected["tau"])
        case "correlated_seasonal_test":
            correlated_seasons(y, expected)
        case "yue_wang" | "yue_wang lag 1":
            yue_wang(known, slope, case["input"].get("lag"), expected)
        case "pre_whitening":
            same_mann_kendall(mann_kendall(_whitened(known)), expected)
        case "trend_free_pre_whitening":
            free = _whitened(detrended(known, range(len(known)), slope))
            again = [value + slope * (i + 1) for i, value in enumerate(free)]
            same_mann_kendall(mann_kendall(again), expected)
        case _:
            raise AssertionError(f"no check for {name}")


def same_mann_kendall(found: MannKendall, expected: Case) -> None:
    same_score(found, expected["S"], expected.get("varS", found.variance))
    assert found.z == near(expected["z"])
    assert normal_p(found.z) == near(expected["p"])


def correlated_seasons(y: Sequence[float | None], expected: Case) -> None:
    """pyMannKendall leaves out years with a gap, and corrects nothing for continuity."""
    years = [y[i : i + 12] for i in range(0, len(y), 12)]
    full = [year for year in years if None not in year]
    found = seasonal({"y": list(chain(*full)), "period": 12, "start": [0, 1]})
    assert found.s == expected["S"]
    assert found.corrected_variance == near(expected["varS"])
    z = found.s / math.sqrt(found.used_variance)
    assert z == near(expected["z"])
    assert normal_p(z) == near(expected["p"])
    assert found.tau == near(expected["tau"])


def yue_wang(known: Sequence[float], slope: float, lag: int | None, expected: Case) -> None:
    """Our variance times Yue and Wang's factor: a check of S, slope and residuals."""
    n, found = len(known), mann_kendall(known)
    left = detrended(known, range(n), slope)
    lags = range(1, (n if lag is None else lag + 1))
    factor = 1 + 2 * sum((1 - k / n) * _correlation(left, k) for k in lags)
    variance = found.variance * factor
    assert variance == near(expected["varS"])
    assert normal_score(found.s, variance) == near(expected["z"])
    assert normal_p(normal_score(found.s, variance)) == near(expected["p"])


def _whitened(values: Sequence[float]) -> list[float]:
    near_one = _correlation(values, 1)
    return [b - near_one * a for a, b in pairwise(values)]


def _correlation(values: Sequence[float], lag: int) -> float:
    mean = sum(values) / len(values)
    off = [value - mean for value in values]
    pairs = zip(off, off[lag:], strict=False)
    return sum(a * b for a, b in pairs) / sum(each * each for each in off)


# Seasonal Kendall and the family


def reference_seasonal(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    found = seasonal(given)
    kendall = expected["Kendall_SeasonalMannKendall"]
    same_score(found, kendall["S"], kendall["varS"], SINGLE)
    without = normal_p(found.s / math.sqrt(found.variance))
    assert without == near(kendall["p_no_continuity"], SINGLE, 1e-6)
    smk = expected["trend_smk.test"]
    if "error" not in smk:
        same_score(found, smk["S"], smk["varS"])
        assert found.z == near(smk["z"])
        assert normal_p(found.z) == near(smk["p"])
        same_seasons(found, smk["Sg"], smk["varSg"])
        assert found.slope.per_year == near(expected["trend_sea.sens.slope"])
    seasonal_envstats(given, found, expected["EnvStats_kendallSeasonalTrendTest"])
    seasonal_rkt(found, expected["rkt"], expected["rkt_corrected"])
    if found.corrected_variance and "trend_csmk.test" in expected:
        csmk = expected["trend_csmk.test"]
        assert found.corrected_variance == near(csmk["varS"])
        assert found.s / math.sqrt(found.corrected_variance) == near(csmk["z"])


def same_seasons(found: SeasonalKendall, s: Sequence[float], variance: Sequence[float]) -> None:
    assert list(found.season_s.values()) == s
    assert list(found.season_variance.values()) == [near(each) for each in variance]


def seasonal_envstats(given: Case, found: SeasonalKendall, expected: Case) -> None:
    assert found.z == near(expected["z"])
    assert normal_p(found.z) == near(expected["p"])
    assert found.heterogeneity == near(expected["chisq_het"])
    assert found.heterogeneity_p == near(expected["p_het"])
    assert found.slope.per_year == near(expected["slope"])
    same_seasons(found, expected["seasonal_S"], expected["seasonal_varS"])
    values, seasons, years = placed(given)
    limits = gilbert_interval(sorted(seasonal_slopes(values, seasons, years)), found.variance)
    same_limits(*(limits or (None, None)), expected["lcl95"], expected["ucl95"])
    if None not in given["y"]:
        assert found.tau == near(expected["tau"])


def seasonal_rkt(found: SeasonalKendall, expected: Case, corrected: Case) -> None:
    """rkt gives nothing for seasons of fewer than four values, nor corrects below 10 years."""
    if expected["S"] is not None:
        same_score(found, expected["S"], expected["varS"])
        assert found.tau == near(expected["tau"])
        assert normal_p(found.z) == near(expected["p"], 1e-9)
        assert found.slope.per_year == near(expected["slope"])
    if corrected["varS"] is None:
        assert found.corrected_variance is None
    else:
        assert found.corrected_variance == near(corrected["varS"])
        assert found.p == near(corrected["p"])


def seasonal(given: Case) -> SeasonalKendall:
    return seasonal_kendall(*placed(given))


def placed(given: Case) -> tuple[list[float], list[int], list[int]]:
    """Values with their seasons and years; `start` is a year and a season counted from 1."""
    a_year = given["period"]
    year, first = given["start"]
    places = [(i + first - 1, value) for i, value in enumerate(given["y"]) if value is not None]
    return (
        [value for _, value in places],
        [place % a_year for place, _ in places],
        [year + place // a_year for place, _ in places],
    )


def false_discovery(case: Case) -> None:
    p_values, expected = case["input"]["p"], case["expected"]
    assert adjusted(p_values) == [near(p) for p in expected["BH"]]
    if "rejected_at_q_0.05_BH" in expected:
        called = sum(p <= 0.05 for p in adjusted(p_values))
        assert called == expected["rejected_at_q_0.05_BH"]


CHECKS: dict[str, Callable[[Case], None]] = {
    "phe_byar_wilson": byar_wilson,
    "phe_proportions": proportions,
    "phe_rates": rates,
    "chi2_trend_proportions": chi_squared_proportions,
    "fingertips_trend_phe": phe_trend,
    "fingertips_trend_open": fingertips_open,
    "fingertips_trend_next": fingertips_next,
    "mk_sen_reference_run": reference_mann_kendall,
    "mk_published_examples": published_mann_kendall,
    "mk_pymannkendall_published": pymannkendall,
    "seasonal_kendall_reference_run": reference_seasonal,
    "bh_fdr": false_discovery,
}


def read(file: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{file}.json").read_text(encoding="utf-8"))


def cases(file: str) -> list[Case]:
    """Those to be met."""
    return [case for case in read(file)["cases"] if not case.get("do_not_copy")]


SERIES_360: list[float | None] = read("mk_pymannkendall_published")["notes"]["arbitrary_1d_data"]


def tally(file: str) -> Tally:
    content, passed = read(file), 0
    for case in cases(file):
        try:
            CHECKS[file](case)
        except AssertionError:
            continue
        passed += 1
    held = len(content["cases"])
    return Tally(file, content["n_cases"], held, held - len(cases(file)), passed)


def table(tallies: Sequence[Tally]) -> Iterator[str]:
    """Lines of markdown."""
    yield "| file | cases of the source | held here | not to be copied | passed |"
    yield "|---|--:|--:|--:|--:|"
    for each in tallies:
        yield (
            f"| `{each.file}` | {each.stated} | {each.cases} | {each.skipped} | {each.passed} |"
        )
    sums = [sum(getattr(each, name) for each in tallies) for name in
            ("stated", "cases", "skipped", "passed")]  # fmt: skip
    yield f"| **all** | {sums[0]} | {sums[1]} | {sums[2]} | {sums[3]} |"


if __name__ == "__main__":
    sys.stdout.write("\n".join(table([tally(file) for file in CHECKS])) + "\n")
