"""False discoveries: how many of the trends found in one report are expected to be chance.

Benjamini and Hochberg 1995: of the trends called at q = 0.10, one in ten is expected to be
false. All Mann-Kendall and seasonal Kendall tests of one report are one family; Fingertips' test
keeps its own 0.002 (STATISTICS 6).
"""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.edition import TrendAllowance

FALSE_DISCOVERY_RATE = 0.10
"""q (STATISTICS, Decided 2)."""


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p of each, in the order given.

    The i-th smallest of m becomes p x m / i, and never more than that of a larger p: those at
    or below q are called. An empty family gives an empty list.
    """
    m = len(p_values)
    order = sorted(range(m), key=lambda i: p_values[i], reverse=True)
    result, least = [1.0] * m, 1.0
    for above, i in enumerate(order):
        least = min(least, p_values[i] * (m / (m - above)))
        result[i] = least
    return result


def allowance_for(p_values: Sequence[float]) -> TrendAllowance:
    """What allowing for a family of tests comes to: the largest p of those called."""
    pairs = zip(p_values, adjusted(p_values), strict=True)
    called = [p for p, in_family in pairs if in_family <= FALSE_DISCOVERY_RATE]
    return TrendAllowance(tests=len(p_values), p=max(called, default=0.0))


def expected_false(p_values: Sequence[float], level: float) -> float:
    """How many tests of the family would be called at an unadjusted `level` by chance alone."""
    return len(p_values) * level
