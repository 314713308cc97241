"""Chance: how often two figures would differ this much if nothing had changed.

Two-sided p values for two percentages (the pooled z test; Fisher's exact test where an expected
count is below 5) and for two rates (given their total, the later count is binomial with the
share of the population at risk: exact for small totals, normal beyond). Floats are for p values
only; nothing here decides a status.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

SMALLEST_EXPECTED = 5
"""Expected counts below this make the z test unreliable (Cochran 1954)."""
EXACT_RATES_BELOW = 200
"""Events in total from which the normal approximation is as good."""
AS_RARE = 1 + 1e-7
"""Two probabilities this close count as equal (as in R's fisher.test and binom.test)."""


def two_proportion_p(x1: float, n1: float, x2: float, n2: float) -> float | None:
    """For `x1` of `n1` against `x2` of `n2`; None where they are not counts of a whole."""
    if not all(map(math.isfinite, (x1, n1, x2, n2))):
        return None
    if n1 <= 0 or n2 <= 0 or not (0 <= x1 <= n1 and 0 <= x2 <= n2):
        return None
    total, whole = x1 + x2, n1 + n2
    smallest = min(total, whole - total) * min(n1, n2) / whole
    if smallest < SMALLEST_EXPECTED and _are_whole(x1, n1, x2, n2):
        return _fisher_p(int(x1), int(n1), int(total), int(whole))
    pooled = total / whole
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return _normal_p(x1 / n1 - x2 / n2, spread)


def rate_ratio_p(x1: float, d1: float, x2: float, d2: float) -> float | None:
    """For `x1` events in a population of `d1` against `x2` in `d2`."""
    if not all(map(math.isfinite, (x1, d1, x2, d2))):
        return None
    if d1 <= 0 or d2 <= 0 or x1 < 0 or x2 < 0:
        return None
    total, share = x1 + x2, d1 / (d1 + d2)
    if total < EXACT_RATES_BELOW and _are_whole(x1, x2):
        return _binomial_p(int(x1), int(total), share)
    return _normal_p(x1 - total * share, math.sqrt(total * share * (1 - share)))


def _fisher_p(x: int, n: int, total: int, whole: int) -> float:
    """Of all tables with the same margins, those as rare as the one found or rarer."""
    first, last = max(0, total - (whole - n)), min(total, n)
    logs = [
        _log_choose(n, k) + _log_choose(whole - n, total - k) for k in range(first, last + 1)
    ]
    return _as_rare(logs, x - first)


def _binomial_p(x: int, total: int, share: float) -> float:
    logs = [
        _log_choose(total, k) + k * math.log(share) + (total - k) * math.log1p(-share)
        for k in range(total + 1)
    ]
    return _as_rare(logs, x)


def _as_rare(logs: Sequence[float], found: int) -> float:
    top = max(logs)
    weights = [math.exp(each - top) for each in logs]
    rare = sum(each for each in weights if each <= weights[found] * AS_RARE)
    return min(1.0, rare / sum(weights))


def _normal_p(difference: float, spread: float) -> float:
    if spread == 0:
        return 1.0
    return math.erfc(abs(difference) / spread / math.sqrt(2))


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _are_whole(*counts: float) -> bool:
    return all(float(count).is_integer() for count in counts)
