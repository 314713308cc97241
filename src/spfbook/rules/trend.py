"""Trend: is the series moving, and how sure can we be?

`assess_trend` picks the test by the rules of STATISTICS, "Recommendation in one page":

==================================================  ===========================================
series                                              test
==================================================  ===========================================
cumulative, overlapping, mixed, uneven              none, with the reason
yearly, the last five with counts or intervals      Fingertips' five-point chi-squared
other, a year or more apart, 8 figures or more      Mann-Kendall, Theil-Sen slope
several a year, 4 full years (3: indicative)        seasonal Kendall
anything shorter                                    none; from when one is possible
==================================================  ===========================================

A break in the series cuts it: only what comes after is tested. `assess_family` then judges all
the trends of one report together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spfbook.rules.chi_squared_trend import POINTS, CannotCalculate, FivePointTest
from spfbook.rules.false_discovery import FALSE_DISCOVERY_RATE, adjusted
from spfbook.rules.mann_kendall import MIN_POINTS
from spfbook.rules.seasonal_kendall import FULL_YEARS, INDICATIVE_YEARS, MIN_A_SEASON
from spfbook.rules.theil_sen import Slope, pairwise_slopes, theil_sen
from spfbook.rules.trend_finding import Caution, Concern, Method, Trend, Verdict
from spfbook.rules.trend_series import Checked, Refusal, TrendSeries, Why
from spfbook.rules.trend_tests import (
    after_break,
    by_five_points,
    by_mann_kendall,
    by_seasonal_kendall,
    five_point,
    kendall_verdict,
)
from spfbook.rules.trend_waiting import (
    MISSING_AT_MOST,
    fewest_a_season,
    has_precision,
    has_too_many_gaps,
    testable_from,
    years_spanned,
)

MIN_POINTS_FOR_SLOPE = 3
"""Through two points a slope is only their difference."""


@dataclass(frozen=True, slots=True)
class Family:
    """The trends of one report, judged together."""

    trends: tuple[Trend, ...]
    """In the order given; those of the family with their adjusted p."""
    m: int
    """How many tests the family holds."""
    q: float = FALSE_DISCOVERY_RATE

    @property
    def found(self) -> int:
        """Trends of the family that are called, by both p < 0.05 and the adjusted p."""
        return sum(trend.is_found for trend in self.trends if trend.method.is_of_family)


def assess_trend(series: TrendSeries) -> Trend:
    """The trend of one series, judged by itself; never raises for what a series holds."""
    checked = series.checked
    if isinstance(checked, Refusal):
        return _refused(checked, series)
    if checked.grid.is_seasonal:
        refusal = _against_seasonal(checked, series)
        return by_seasonal_kendall(checked, series) if refusal is None else (
            _untested(refusal, checked, series)
        )
    return _yearly(checked, series)


def assess_family(trends: Sequence[Trend], *, q: float = FALSE_DISCOVERY_RATE) -> Family:
    """`trends` of one report with adjusted p values, and verdicts that allow for their number.

    Mann-Kendall and seasonal Kendall tests are one family; the rest pass unchanged. A trend
    stays called when its p is below 0.05 and its adjusted p at or below `q`. Series that share
    data (a count and its rate) must be entered once, which is for the caller.
    """
    members = [i for i, trend in enumerate(trends) if trend.method.is_of_family]
    p_values = adjusted([_p(trends[i]) for i in members])
    judged = list(trends)
    for i, p in zip(members, p_values, strict=True):
        verdict = kendall_verdict(trends[i].statistic or 0, _p(trends[i]))
        if p > q:
            verdict = Verdict.NO_CLEAR_TREND
        judged[i] = replace(trends[i], verdict=verdict, adjusted_p=p, family_size=len(members))
    return Family(tuple(judged), len(members), q)


def _p(trend: Trend) -> float:
    assert trend.p is not None, "a trend with a method has a p"
    return trend.p


def _yearly(checked: Checked, series: TrendSeries) -> Trend:
    """Figures a year or more apart: the five-point test where it can be, else Mann-Kendall."""
    n = len(checked.rows)
    five = None
    if checked.grid.is_yearly and n >= POINTS:
        five = five_point(checked, series)
    if isinstance(five, FivePointTest):
        return _if_it_varies(checked, series) or by_five_points(five, checked, series)
    if n < MIN_POINTS:
        return _untested(_too_short(checked, five, series), checked, series)
    if has_too_many_gaps(checked.grid):
        return _untested(_too_many_gaps(checked), checked, series)
    also = () if five is None else (
        Caution(Concern.NO_FIVE_POINT, f"The five-point test does not apply: {five}."),
    )
    return _if_it_varies(checked, series) or by_mann_kendall(checked, series, also=also)


def _if_it_varies(checked: Checked, series: TrendSeries) -> Trend | None:
    """A refusal when all the figures are the same; None otherwise."""
    if len(set(checked.values)) > 1:
        return None
    return _untested(Refusal(Why.ALL_EQUAL, "Every figure is the same."), checked, series)


def _against_seasonal(checked: Checked, series: TrendSeries) -> Refusal | None:
    grid = checked.grid
    if years_spanned(grid) < INDICATIVE_YEARS or len(checked.rows) < MIN_POINTS:
        return _too_short(checked, None, series)
    if has_too_many_gaps(grid):
        return _too_many_gaps(checked)
    if fewest_a_season(grid) < MIN_A_SEASON:
        reason = f"At least one time of year has fewer than {MIN_A_SEASON} figures."
        return Refusal(Why.TOO_FEW_A_SEASON, reason)
    if len(set(checked.values)) == 1:
        return Refusal(Why.ALL_EQUAL, "Every figure is the same.")
    return None


def _too_short(
    checked: Checked, five: CannotCalculate | None, series: TrendSeries
) -> Refusal:
    n = len(checked.rows)
    held = f"{n} figure is held" if n == 1 else f"{n} figures are held"
    if checked.grid.is_seasonal:
        needed = f"a test needs {FULL_YEARS} full years"
    elif checked.grid.is_yearly and has_precision(checked.rows[-1], series):
        needed = f"a test needs {POINTS} in a row with counts or intervals, or any {MIN_POINTS}"
    else:
        needed = f"a test needs {MIN_POINTS}"
    also = f" The five-point test does not apply: {five}." if five else ""
    return Refusal(Why.TOO_SHORT, f"{held}, and {needed}.{also}")


def _too_many_gaps(checked: Checked) -> Refusal:
    grid = checked.grid
    reason = f"{grid.missing} of {grid.places} periods have no figure, more than " + (
        f"{MISSING_AT_MOST:.0%}."
    )
    return Refusal(Why.TOO_MANY_GAPS, reason)


def _refused(refusal: Refusal, series: TrendSeries) -> Trend:
    n = sum(point.value is not None for point in series.points)
    return Trend(
        Verdict.NOT_TESTED, Method.NONE, refusal.reason, n, series.polarity, refusal.why
    )


_MORE_WOULD_HELP = (Why.TOO_SHORT, Why.TOO_MANY_GAPS, Why.TOO_FEW_A_SEASON)


def _untested(refusal: Refusal, checked: Checked, series: TrendSeries) -> Trend:
    """A well-formed series that cannot be tested yet, with its slope where it is too short."""
    is_short = refusal.why is Why.TOO_SHORT
    has_slope = is_short and len(checked.rows) >= MIN_POINTS_FOR_SLOPE
    has_slope = has_slope and not checked.grid.is_seasonal
    return Trend(
        Verdict.TOO_SHORT if is_short else Verdict.NOT_TESTED,
        Method.NONE,
        refusal.reason,
        n=len(checked.rows),
        polarity=series.polarity,
        why=refusal.why,
        first=checked.rows[0].period,
        last=checked.rows[-1].period,
        slope=_untested_slope(checked) if has_slope else None,
        cautions=after_break(checked),
        testable_from=(
            testable_from(checked, series) if refusal.why in _MORE_WOULD_HELP else None
        ),
    )


def _untested_slope(checked: Checked) -> Slope:
    """The median slope alone: without a test there is no interval either."""
    return Slope(theil_sen(pairwise_slopes(checked.values, checked.times), 0.0).per_year)
