"""The five-point trend test of Fingertips: chi-squared for trend over the last five years.

Source: OHID, Public health technical guidance, Trend markers; branch `add_trend_markers` of
PHEindicatormethods; `prop.trend.test` of R for the closed form (STATISTICS 2). A marker needs a
chi-squared above 9.55 (p < 0.002) and a slope of the same sign whichever of the five points is
left out. Two choices among implementations that differ: scores are the true years, and a year
without a figure means that the test cannot be calculated.

Ours, beyond Fingertips: chi-squared is divided by the over-dispersion where the points scatter
about their line more than their sampling errors allow.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from spfbook.rules.intervals import standard_error, z_score

POINTS = 5
"""Only the most recent five are used, and no fewer (Fingertips guidance)."""
CRITICAL = 9.54953570608324
"""Chi-squared, 1 degree of freedom, p = 0.002 (Fingertips)."""
FREEDOM_ABOUT_LINE = POINTS - 2
"""Degrees of freedom of the scatter of five points about a fitted line."""
OVERDISPERSED_ABOVE = 7.815
"""Chi-squared, 3 degrees of freedom, p = 0.05 (STATISTICS 2, recommended)."""
ROUNDING = 1e-9
"""An error smaller than this share of the largest value is no error but rounding."""
GAP_YEARS = 1.5
"""More than this from one point to the next, and a year is missing."""


class CannotCalculate(StrEnum):
    """Why Fingertips' test has no answer."""

    FEWER_THAN_FIVE = "there are fewer than five figures"
    MISSING = "one of the last five figures, or the counts that give it, is missing"
    MISSING_INTERVAL = "one of the last five figures has no confidence interval"
    DUPLICATE_YEARS = "a year has two figures"
    GAP = "a year among the last five has no figure"
    BAD_COUNTS = "a count is negative, or larger than the number it is out of"
    ALL_OR_NONE = "a count is zero, or all of the number it is out of"
    NO_WIDTH = "a confidence interval has no width"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line fitted by weighted least squares, with known errors."""

    slope: float
    """Change in the value a year."""
    error: float
    """Its standard error."""
    chi_squared: float
    """(slope / error) squared."""
    scatter: float
    """Q: the weighted sum of squares about the line; n - 2 on average if errors are as stated."""


@dataclass(frozen=True, slots=True)
class FivePointTest:
    """What the test found on five years."""

    line: Line
    gradient: float
    """What gives the direction: the slope of the logit for proportions, else of the value."""
    is_same_without_any: bool
    """The sign of the gradient does not depend on any one of the five points."""

    @property
    def dispersion(self) -> float:
        """How many times the sampling variance the points scatter by; at least 1."""
        return max(1.0, self.line.scatter / FREEDOM_ABOUT_LINE)

    @property
    def is_overdispersed(self) -> bool:
        return self.line.scatter > OVERDISPERSED_ABOVE

    @property
    def chi_squared(self) -> float:
        """After division by the over-dispersion; that of Fingertips is `line.chi_squared`."""
        return self.line.chi_squared / self.dispersion

    @property
    def p(self) -> float:
        return chi_squared_p(self.chi_squared)

    @property
    def has_fingertips_marker(self) -> bool:
        """Whether Fingertips itself, which does not allow for over-dispersion, shows a trend."""
        return self.line.chi_squared > CRITICAL and self.is_same_without_any

    @property
    def is_significant(self) -> bool:
        """Fingertips' rule on our chi-squared, and a fitted slope that goes the same way."""
        agrees = self.line.slope * self.gradient > 0
        return self.chi_squared > CRITICAL and self.is_same_without_any and agrees

    def slope_interval(self) -> tuple[float, float]:
        """95%, widened by the over-dispersion; change in the value a year."""
        half = z_score() * self.line.error * math.sqrt(self.dispersion)
        return self.line.slope - half, self.line.slope + half


def chi_squared_p(chi_squared: float) -> float:
    """The upper tail with 1 degree of freedom."""
    return math.erfc(math.sqrt(chi_squared / 2))


def proportion_line(
    numerators: Sequence[float], denominators: Sequence[float], scores: Sequence[float]
) -> Line:
    """The chi-squared test for trend in proportions (Cochran 1954; Armitage 1955).

    The slope is that of the proportion, weighted by the denominators. Counts must be checked;
    not every proportion may be 0, nor every one 1, nor all the scores the same.
    """
    whole, part = sum(denominators), sum(numerators)
    first = scores[0]
    times = [score - first for score in scores]
    with_times = sum(c * t for c, t in zip(numerators, times, strict=True))
    total_times = sum(n * t for n, t in zip(denominators, times, strict=True))
    squares = sum(n * t * t for n, t in zip(denominators, times, strict=True))
    covariation = whole * with_times - part * total_times
    variation = whole * squares - total_times * total_times
    chi_squared = whole * covariation**2 / (part * (whole - part) * variation)
    slope = covariation / variation
    share = part / whole
    variance = share * (1 - share)
    error = math.sqrt(variance * whole / variation)
    total = sum(
        n * (c / n - share) ** 2 for c, n in zip(numerators, denominators, strict=True)
    )
    return Line(slope, error, chi_squared, max(0.0, total / variance - chi_squared))


def weighted_line(
    values: Sequence[float], errors: Sequence[float], scores: Sequence[float]
) -> Line:
    """The line through `values` with known standard `errors`, each weighted by 1 / error².

    Errors must be above zero, and not all the scores the same.
    """
    least = min(errors)
    weights = [(least / error) * (least / error) for error in errors]
    times = _about(scores, weights)
    heights = _about(values, weights)
    squares = sum(w * t * t for w, t in zip(weights, times, strict=True))
    slope = sum(w * t * y for w, t, y in zip(weights, times, heights, strict=True)) / squares
    error = least / math.sqrt(squares)
    off = [y - slope * t for t, y in zip(times, heights, strict=True)]
    scatter = sum(w * (e / least) * (e / least) for w, e in zip(weights, off, strict=True))
    return Line(slope, error, (slope / error) * (slope / error), scatter)


def five_point_proportions(
    numerators: Sequence[float | None],
    denominators: Sequence[float | None],
    years: Sequence[float],
) -> FivePointTest | CannotCalculate:
    """The test on counts, in order of time; the line is that of the proportion (0 to 1)."""
    counts, wholes = numerators[-POINTS:], denominators[-POINTS:]
    reason = _why_not(years) or _why_not_counts(counts, wholes)
    if reason is not None:
        return reason
    scores = years[-POINTS:]
    logits = [math.log(c / (n - c)) for c, n in zip(counts, wholes, strict=True)]
    even = [1.0] * POINTS

    def gradient(kept: Sequence[int]) -> float:
        return weighted_line(*_keep(kept, logits, even, scores)).slope

    line = proportion_line(counts, wholes, scores)
    return FivePointTest(line, gradient(range(POINTS)), _same_without_any(gradient))


def five_point_values(
    values: Sequence[float | None],
    intervals: Sequence[tuple[float | None, float | None]],
    years: Sequence[float],
) -> FivePointTest | CannotCalculate:
    """The test on values with 95% intervals, in order of time; the line is in their unit."""
    used, limits = values[-POINTS:], intervals[-POINTS:]
    reason = _why_not(years) or _why_not_values(used, limits)
    if reason is not None:
        return reason
    scores = years[-POINTS:]
    errors = [standard_error(*each) for each in limits]
    least = ROUNDING * max(map(abs, used))
    if any(error is None or error <= least for error in errors):
        return CannotCalculate.NO_WIDTH

    def gradient(kept: Sequence[int]) -> float:
        return weighted_line(*_keep(kept, used, errors, scores)).slope

    line = weighted_line(used, errors, scores)
    return FivePointTest(line, line.slope, _same_without_any(gradient))


def _why_not(years: Sequence[float]) -> CannotCalculate | None:
    if len(years) < POINTS:
        return CannotCalculate.FEWER_THAN_FIVE
    last = years[-POINTS:]
    steps = [b - a for a, b in pairwise(last)]
    if any(step <= 0 for step in steps):
        return CannotCalculate.DUPLICATE_YEARS
    return CannotCalculate.GAP if max(steps) > GAP_YEARS else None


def _why_not_counts(
    counts: Sequence[float | None], wholes: Sequence[float | None]
) -> CannotCalculate | None:
    if None in counts or None in wholes:
        return CannotCalculate.MISSING
    pairs = list(zip(counts, wholes, strict=True))
    if any(n <= 0 or not 0 <= c <= n for c, n in pairs):
        return CannotCalculate.BAD_COUNTS
    return CannotCalculate.ALL_OR_NONE if any(c in (0, n) for c, n in pairs) else None


def _why_not_values(
    values: Sequence[float | None], limits: Sequence[tuple[float | None, float | None]]
) -> CannotCalculate | None:
    if None in values:
        return CannotCalculate.MISSING
    return CannotCalculate.MISSING_INTERVAL if any(None in each for each in limits) else None


def _same_without_any(gradient: Callable[[Sequence[int]], float]) -> bool:
    """Whether the five fits that leave one point out all go up, or all go down."""
    slopes = [gradient([i for i in range(POINTS) if i != left]) for left in range(POINTS)]
    return all(slope > 0 for slope in slopes) or all(slope < 0 for slope in slopes)


def _keep(kept: Sequence[int], *columns: Sequence[float]) -> list[list[float]]:
    return [[column[i] for i in kept] for column in columns]


def _about(numbers: Sequence[float], weights: Sequence[float]) -> list[float]:
    """`numbers` less their weighted mean."""
    first = numbers[0]
    mean = sum(w * (x - first) for w, x in zip(weights, numbers, strict=True)) / sum(weights)
    return [x - first - mean for x in numbers]
