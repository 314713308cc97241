"""Differences: whether two figures of a series differ by more than chance would explain.

A difference counts when it is as large as the stated band (one unit as displayed, where none
is stated) and, where that can be said, more than chance: by a test where the counts are known,
by the published 95% intervals where those are (STATISTICS 4, recommended 5; 2, Benchmarks).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from spfbook.framework.observations import Observation
from spfbook.rules.chance import rate_ratio_p, two_proportion_p
from spfbook.rules.counts import counts_of

SIGNIFICANCE = 0.05
UNTESTED = "Compared as published; chance is not ruled out."


@dataclass(frozen=True)
class Scale:
    """What makes a difference of an indicator clear."""

    decimals: int
    base: int | None
    """100 for a percentage, 1,000 for a rate per 1,000; None where counts say nothing."""
    band: Decimal | None = None
    """A smaller difference than this is never clear."""


def is_clear(latest: Observation, earlier: Observation, scale: Scale) -> tuple[bool, str]:
    """Whether the later value differs clearly from the earlier one, and why."""
    assert latest.value is not None, "the caller settles the rest"
    assert earlier.value is not None, "the caller settles the rest"
    difference = latest.value - earlier.value
    shown = Decimal(1).scaleb(-scale.decimals)
    if difference == 0:
        return False, "The two figures are the same."
    if abs(difference) < shown:
        return False, "The difference is too small to show."
    if scale.band is not None and abs(difference) < scale.band:
        return False, "The difference is smaller than the least that counts for this indicator."
    p = _p_value(latest, earlier, scale)
    if p is not None and p < SIGNIFICANCE:
        return True, "More than chance alone would explain."
    if p is not None:
        return False, "The difference could be chance."
    overlap = _intervals_overlap(latest, earlier)
    if overlap is None:
        return True, UNTESTED
    if overlap:
        return False, "The difference could be chance: the figures’ 95% intervals overlap."
    return True, "More than chance alone would explain: the figures’ 95% intervals are apart."


def _p_value(latest: Observation, earlier: Observation, scale: Scale) -> float | None:
    now, then = (counts_of(each, scale.base, scale.decimals) for each in (latest, earlier))
    if now is None or then is None:
        return None
    test = two_proportion_p if scale.base == 100 else rate_ratio_p
    return test(*map(float, now), *map(float, then))


def _intervals_overlap(latest: Observation, earlier: Observation) -> bool | None:
    """Whether the published 95% intervals share a number; None where one is not published."""
    limits = (latest.lower, latest.upper, earlier.lower, earlier.upper)
    if any(limit is None or limit.is_nan() for limit in limits):
        return None
    low, high, low_then, high_then = limits
    return low <= high_then and low_then <= high  # type: ignore[operator]
