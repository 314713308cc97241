"""The Theil-Sen slope: the median of the changes a year between all pairs of points.

Sources: Theil 1950; Sen 1968; Gilbert 1987, section 16.4, for the interval (STATISTICS 3). Times
are true dates in years, so that a gap is as long as it was.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from spfbook.rules.intervals import CONFIDENCE, z_score

AUTOCORRELATED_ABOVE = 0.3
"""Lag-1 correlation of the detrended values from which the evidence is called overstated
(STATISTICS 3, recommended; AR(1) of 0.3 raises false alarms from 5% to 7-14%)."""
ROUNDING = 1e-9
"""Differences smaller than this share of the values are rounding, not variation."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Change a year, in the unit of the values."""

    per_year: float
    lower: float | None = None
    """Of the 95% interval; None where there are too few points for one."""
    upper: float | None = None


def pairwise_slopes(values: Sequence[float], times: Sequence[float]) -> list[float]:
    """The change a year between every two points of different times."""
    return [
        (values[j] - values[i]) / (times[j] - times[i])
        for j in range(1, len(values))
        for i in range(j)
        if times[j] != times[i]
    ]


def theil_sen(slopes: Sequence[float], variance: float) -> Slope:
    """The median of `slopes`, with Gilbert's interval from the variance of S."""
    ordered = sorted(slopes)
    lower, upper = gilbert_interval(ordered, variance) or (None, None)
    return Slope(median(ordered), lower, upper)


def gilbert_interval(
    ordered: Sequence[float], variance: float, *, confidence: float = CONFIDENCE
) -> tuple[float, float] | None:
    """The slopes at ranks (N - C)/2 and (N + C)/2 + 1, C = z times the root of the variance.

    Ranks between two slopes are interpolated (Gilbert 1987; EnvStats). None where a rank falls
    outside the slopes: always for up to 4 points.
    """
    n = len(ordered)
    half = z_score(confidence) * math.sqrt(variance)
    low, high = (n - half) / 2, (n + half) / 2 + 1
    if low < 1 or high > n:
        return None
    return _at_rank(ordered, low), _at_rank(ordered, high)


def intercept(values: Sequence[float], times: Sequence[float], slope: float) -> float:
    """The height of the line at time 0: median value less slope times median time (Conover)."""
    return median(values) - slope * median(times)


def detrended(
    values: Sequence[float], times: Sequence[float], slope: float
) -> list[float]:
    """What is left of `values` when a straight line of that slope is taken away."""
    return [value - slope * (time - times[0]) for value, time in zip(values, times, strict=True)]


def lag_one(residuals: Sequence[float], positions: Sequence[int]) -> float | None:
    """The correlation of each detrended value with the next, between -1 and 1.

    `positions` number the periods: a pair with a missing period between is left out. None for
    fewer than 3 values, and where they do not differ by more than rounding.
    """
    if len(residuals) < 3:
        return None
    mean = fmean(residuals)
    off = [each - mean for each in residuals]
    largest = max(map(abs, off))
    if largest <= ROUNDING * max(map(abs, residuals)):
        return None
    off = [each / largest for each in off]
    follow = sum(
        off[i] * off[i + 1]
        for i in range(len(off) - 1)
        if positions[i + 1] - positions[i] == 1
    )
    return follow / sum(each * each for each in off)


def _at_rank(ordered: Sequence[float], rank: float) -> float:
    """The value at a rank counted from 1, by straight line between two ranks."""
    below = math.floor(rank)
    share = rank - below
    low = ordered[below - 1]
    return low if share == 0 else low + share * (ordered[below] - low)
