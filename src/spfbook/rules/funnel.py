"""Funnels: whether a place's figure lies beyond what chance gives around a benchmark.

Control limits around the benchmark for the place's own denominator, as Fingertips draws them:
Wilson's for a proportion, the exact Poisson ones for a rate (STATISTICS 2).
"""

from __future__ import annotations

import math

from spfbook.framework.indicators import Polarity
from spfbook.rules.comparison import Standing


def beside_proportion(
    value: float, benchmark: float, denominator: float, *, z: float, polarity: Polarity
) -> Standing:
    """`value` and `benchmark` are proportions (0 to 1); `z` is 1.96 for 95% limits."""
    middle = 2 * denominator * benchmark + z * z
    spread = z * math.sqrt(z * z + 4 * denominator * benchmark * (1 - benchmark))
    whole = 2 * (denominator + z * z)
    is_low = value < (middle - spread) / whole
    return _standing(is_low, value > (middle + spread) / whole, polarity)


def beside_rate(
    events: float, expected: float, *, tail: float, polarity: Polarity
) -> Standing:
    """`expected` events at the benchmark's rate; `tail` is 0.025 for 95% limits."""
    is_low = expected > 0 and gamma_share(expected, events) < tail
    is_high = gamma_share(expected + 1, events) > 1 - tail
    return _standing(is_low, is_high, polarity)


def gamma_share(shape: float, x: float) -> float:
    """The gamma distribution up to `x` (regularised incomplete gamma, by its series)."""
    if x <= 0:
        return 0.0
    if x > shape + 30 * math.sqrt(shape) + 300:
        return 1.0  # the series would overflow, and what is left of the tail cannot be seen
    term = total = 1 / shape
    step = shape
    while term > total * 1e-15:
        step += 1
        term *= x / step
        total += term
    return min(1.0, total * math.exp(shape * math.log(x) - x - math.lgamma(shape)))


def _standing(is_low: bool, is_high: bool, polarity: Polarity) -> Standing:
    if not (is_low or is_high):
        return Standing.SIMILAR
    match polarity:
        case Polarity.HIGHER_IS_BETTER:
            return Standing.BETTER if is_high else Standing.WORSE
        case Polarity.LOWER_IS_BETTER:
            return Standing.BETTER if is_low else Standing.WORSE
        case _:
            return Standing.HIGHER if is_high else Standing.LOWER
