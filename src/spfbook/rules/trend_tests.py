"""Trend tests: each of the three tests made on a checked series, its finding and its cautions."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from spfbook.rules.chi_squared_trend import (
    CRITICAL,
    POINTS,
    CannotCalculate,
    FivePointTest,
    five_point_proportions,
    five_point_values,
)
from spfbook.rules.intervals import rate_interval
from spfbook.rules.mann_kendall import mann_kendall, sign
from spfbook.rules.seasonal_kendall import FULL_YEARS, seasonal_kendall
from spfbook.rules.theil_sen import (
    AUTOCORRELATED_ABOVE,
    Slope,
    detrended,
    lag_one,
    pairwise_slopes,
    theil_sen,
)
from spfbook.rules.trend_finding import Caution, Concern, Method, Trend, Verdict
from spfbook.rules.trend_series import Checked, Row, TrendSeries, Why
from spfbook.rules.trend_waiting import has_counts, has_precision, testable_from, years_spanned

SIGNIFICANCE = 0.05
"""p below which a Kendall test is evidence, if its family allows (STATISTICS 3, recommended)."""
PERCENT = 100


def five_point(checked: Checked, series: TrendSeries) -> FivePointTest | CannotCalculate | None:
    """Fingertips' test on the last five; None where nothing is known of their precision.

    Counts go before intervals for a percentage, a published interval before counts for a rate.
    """
    rows = checked.rows[-POINTS:]
    years = [row.at for row in rows]
    is_counted = all(has_counts(row, series) for row in rows)
    if series.is_percentage and is_counted:
        columns = [row.numerator for row in rows], [row.denominator for row in rows]
        return five_point_proportions(*columns, years)
    if not any(has_precision(row, series) for row in rows):
        return None
    has_published = any(None not in (row.lower, row.upper) for row in rows)
    limits = [(row.lower, row.upper) for row in rows]
    if is_counted and not has_published:
        limits = [_rate_limits(row, series) for row in rows]
    elif series.is_percentage and not has_published:
        return CannotCalculate.MISSING
    return five_point_values([row.value for row in rows], limits, years)


def by_five_points(test: FivePointTest, checked: Checked, series: TrendSeries) -> Trend:
    """The finding of a five-point test that could be calculated."""
    rows = checked.rows[-POINTS:]
    scale = 1
    if series.is_percentage and all(has_counts(row, series) for row in rows):
        scale = PERCENT
    lower, upper = test.slope_interval()
    verdict = _verdict(sign(test.gradient)) if test.is_significant else Verdict.NO_CLEAR_TREND
    cautions = list(after_break(checked)) if len(checked.rows) <= POINTS else []
    if test.is_overdispersed:
        cautions.append(_OVER_DISPERSED)
    if test.chi_squared > CRITICAL and not test.is_same_without_any:
        cautions.append(_RESTS_ON_ONE)
    return Trend(
        verdict,
        Method.FIVE_POINT,
        "Yearly figures whose counts or intervals are known: the last five are tested as "
        "Fingertips does.",
        n=POINTS,
        polarity=series.polarity,
        first=rows[0].period,
        last=rows[-1].period,
        p=test.p,
        statistic=test.chi_squared,
        slope=Slope(test.line.slope * scale, lower * scale, upper * scale),
        cautions=tuple(cautions),
    )


def by_mann_kendall(checked: Checked, series: TrendSeries, *, also: Sequence[Caution]) -> Trend:
    """The finding of Mann-Kendall on at least eight figures a year or more apart."""
    values, times = checked.values, checked.times
    test = mann_kendall(values)
    slope = theil_sen(pairwise_slopes(values, times), test.variance)
    near = lag_one(detrended(values, times, slope.per_year), checked.grid.positions)
    how = "exact p, as no two are equal" if test.is_exact else "normal p, corrected for ties"
    return Trend(
        kendall_verdict(test.s, test.p),
        Method.MANN_KENDALL_EXACT if test.is_exact else Method.MANN_KENDALL_NORMAL,
        f"Eight figures or more, none of them seasonal: Mann-Kendall ({how}).",
        n=test.n,
        polarity=series.polarity,
        first=checked.rows[0].period,
        last=checked.rows[-1].period,
        p=test.p,
        statistic=test.s,
        tau=test.tau_b,
        lag_one=near,
        slope=slope,
        cautions=(*after_break(checked), *_gaps(checked), *also, *_autocorrelated(near)),
    )


def by_seasonal_kendall(checked: Checked, series: TrendSeries) -> Trend:
    """The finding of seasonal Kendall; seasons that disagree leave no finding."""
    grid, values, times = checked.grid, checked.values, checked.times
    test = seasonal_kendall(values, grid.seasons, grid.years, times)
    polarity, n = series.polarity, test.n
    first, last = checked.rows[0].period, checked.rows[-1].period
    if test.do_seasons_disagree:
        reason = (
            "Some times of the year move one way and some another, so there is no one trend to "
            "report."
        )
        return Trend(Verdict.NOT_TESTED, Method.NONE, reason, n, polarity, Why.SEASONS_DISAGREE,
                     first, last, cautions=after_break(checked))  # fmt: skip
    level = _season_levels(detrended(values, times, test.slope.per_year), grid.seasons)
    near = lag_one(level, grid.positions)
    is_short = years_spanned(grid) < FULL_YEARS
    return Trend(
        kendall_verdict(test.s, test.p),
        Method.SEASONAL_KENDALL,
        "Several figures a year: each is compared with those of the same season.",
        n=n,
        polarity=polarity,
        first=first,
        last=last,
        p=test.p,
        statistic=test.s,
        tau=test.tau,
        lag_one=near,
        slope=test.slope,
        cautions=(
            *((_INDICATIVE,) if is_short else ()),
            *after_break(checked),
            *_gaps(checked),
            *_autocorrelated(near),
        ),
        testable_from=testable_from(checked, series) if is_short else None,
    )


def kendall_verdict(s: float, p: float) -> Verdict:
    """What S and its p say, before the family is taken into account."""
    return _verdict(sign(s)) if p < SIGNIFICANCE and s else Verdict.NO_CLEAR_TREND


def _verdict(way: int) -> Verdict:
    return Verdict.INCREASE if way > 0 else Verdict.DECREASE


def _rate_limits(row: Row, series: TrendSeries) -> tuple[float | None, float | None]:
    assert series.rate_base is not None, "counts without a percentage are of a rate"
    found = rate_interval(row.numerator, row.denominator, base=series.rate_base)
    return (found.lower, found.upper) if found else (None, None)


def _season_levels(residuals: Sequence[float], seasons: Sequence[int]) -> list[float]:
    """`residuals` less the median of their season."""
    usual = {
        season: median(r for r, s in zip(residuals, seasons, strict=True) if s == season)
        for season in set(seasons)
    }
    return [r - usual[season] for r, season in zip(residuals, seasons, strict=True)]


_OVER_DISPERSED = Caution(
    Concern.OVER_DISPERSED,
    "The figures vary more from year to year than sampling explains; the test allows for it.",
)
_RESTS_ON_ONE = Caution(
    Concern.RESTS_ON_ONE,
    "No trend is called, because which way it goes rests on a single one of the five figures.",
)
_INDICATIVE = Caution(
    Concern.INDICATIVE, "Only three full years are held, so this is an early indication."
)
_AUTOCORRELATED = Caution(
    Concern.AUTOCORRELATED,
    "Each figure resembles the one before (autocorrelated), so the evidence is overstated.",
)


def _autocorrelated(near: float | None) -> tuple[Caution, ...]:
    return (_AUTOCORRELATED,) if near is not None and near > AUTOCORRELATED_ABOVE else ()


def after_break(checked: Checked) -> tuple[Caution, ...]:
    """Says that earlier figures were left out, and why."""
    if checked.broken is None:
        return ()
    since = checked.rows[0].period.short_label
    reason = checked.broken.reason.rstrip(". ")
    return (Caution(Concern.AFTER_BREAK, f"Only figures since {since} are used. {reason}."),)


def _gaps(checked: Checked) -> tuple[Caution, ...]:
    missing = checked.grid.missing
    if not missing:
        return ()
    have = "1 period has" if missing == 1 else f"{missing} periods have"
    sentence = f"Between the first and the last, {have} no figure."
    return (Caution(Concern.GAPS, sentence),)
