"""Intervals: how far chance alone may have moved a proportion, a count or a rate.

The methods of the Department of Health and Social Care for public health indicators
(PHEindicatormethods; STATISTICS 2): Wilson's score interval for a proportion, Byar's for a count
of 10 or more, the exact Poisson one below. A published interval goes before one worked out here.
Nothing here raises for a figure that a person brings: what has no interval gives None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

CONFIDENCE = 0.95
CONFIDENCE_CONTROL = 0.998
"""The wider of the two that Fingertips shows, as the control limits of a funnel are."""
BYAR_FROM = 10
"""Counts from which Byar's approximation is used (PHEindicatormethods, phe_rate)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A lower and an upper limit, in the unit of the value they are about."""

    lower: float | None
    """None where the approximation would put it below zero (a count of 1 at 99.8%)."""
    upper: float
    method: str
    """`Wilson`, `Byar` or `exact Poisson`."""

    def contains(self, number: float) -> bool:
        """Whether `number` lies between the limits, both included."""
        return (self.lower is None or self.lower <= number) and number <= self.upper

    def times(self, factor: float) -> Interval:
        """The same interval in another unit (a count divided by its population)."""
        lower = None if self.lower is None else self.lower * factor
        return Interval(lower, self.upper * factor, self.method)


def z_score(confidence: float = CONFIDENCE) -> float:
    """Standard errors on each side of the estimate: 1.96 for 95%, 3.09 for 99.8%."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def proportion_interval(
    numerator: float | None,
    denominator: float | None,
    *,
    scale: float = 1,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """Wilson's score interval, without continuity correction (Wilson 1927; Newcombe 1998).

    `scale` is 1 for a proportion and 100 for a percentage; a numerator may be a fraction. None
    where a count is missing, negative or not finite, or the numerator exceeds the denominator.
    """
    if not _are_counts(numerator, denominator) or numerator > denominator:
        return None
    z, share = z_score(confidence), numerator / denominator
    middle = 2 * numerator + z * z
    half = z * math.sqrt(z * z + 4 * numerator * (1 - share))
    whole = 2 * (denominator + z * z)
    # Rounding must not leave the proportion itself, when it is 0 or 1, outside.
    lower = max(0.0, min(share, (middle - half) / whole))
    upper = min(1.0, max(share, (middle + half) / whole))
    return Interval(lower, upper, "Wilson").times(scale)


def count_interval(count: float | None, *, confidence: float = CONFIDENCE) -> Interval | None:
    """For a count of events: exact below 10, Byar's from there on.

    None where the count is missing, negative or not finite.
    """
    if not _is_count(count):
        return None
    limits = byar if count >= BYAR_FROM else exact_poisson
    return limits(count, confidence=confidence)


def rate_interval(
    numerator: float | None,
    denominator: float | None,
    *,
    base: float,
    confidence: float = CONFIDENCE,
) -> Interval | None:
    """For a rate per `base` (1,000 or 100,000), which may exceed its base.

    The denominator is taken as known without error. None as for `count_interval`, and where
    the denominator is missing or not above zero.
    """
    if not _are_counts(numerator, denominator):
        return None
    limits = count_interval(numerator, confidence=confidence)
    return limits and limits.times(base / denominator)


def byar(count: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Byar's approximation to the Poisson limits of a count above zero (Breslow and Day 1987).

    A lower limit that comes out negative is None, as PHEindicatormethods has it.
    """
    z = z_score(confidence)
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    more = count + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3
    return Interval(lower if lower >= 0 else None, upper, "Byar")


def exact_poisson(count: float, *, confidence: float = CONFIDENCE) -> Interval:
    """The exact Poisson limits of a count (Garwood 1936), from quantiles of chi-squared.

    Half the chi-squared quantile with 2x degrees of freedom is a gamma quantile of shape x.
    """
    from scipy.special import gammainccinv, gammaincinv

    tail = (1 - confidence) / 2
    lower = float(gammaincinv(count, tail)) if count > 0 else 0.0
    return Interval(lower, float(gammainccinv(count + 1, tail)), "exact Poisson")


def standard_error(
    lower: float | None, upper: float | None, *, confidence: float = CONFIDENCE
) -> float | None:
    """Of a value, from its published interval, taken as symmetrical: (U - L) / (2 x 1.96).

    None where a limit is missing or not finite, or the two are not apart (an interval rounded
    to no width says nothing about the error).
    """
    if lower is None or upper is None:
        return None
    width = upper - lower
    if not math.isfinite(width) or width <= 0:
        return None
    return width / (2 * z_score(confidence))


def _is_count(number: float | None) -> bool:
    return number is not None and math.isfinite(number) and number >= 0


def _are_counts(numerator: float | None, denominator: float | None) -> bool:
    return _is_count(numerator) and _is_count(denominator) and denominator > 0
