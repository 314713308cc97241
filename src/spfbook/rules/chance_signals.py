"""Chance signals: how many charts of a report point at their latest figure by chance alone.

Signals of XmR charts are never adjusted for the number of charts; the number to be expected is
printed instead (STATISTICS 6).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

LATEST_BY_CHANCE = {
    6: 0.0113, 8: 0.0142, 10: 0.0138, 12: 0.014325, 13: 0.013925, 16: 0.0144,
    20: 0.0167, 24: 0.01575, 36: 0.017675, 60: 0.0201,
}  # fmt: skip
"""By number of points: how often the latest one is marked when nothing changes, the figures are
independent and normal, and moving ranges are screened (`simulation_false_alarm_power`, 40,000
charts each). Figures that follow each other are marked far more often."""
_LENGTHS = tuple(LATEST_BY_CHANCE)


def chance_signal(n: int) -> float:
    """How often the latest of `n` points is marked by chance; between the lengths of the study
    on a straight line, beyond them as at the nearest."""
    n = min(max(n, _LENGTHS[0]), _LENGTHS[-1])
    above = bisect_right(_LENGTHS, n)
    if above == len(_LENGTHS):
        return LATEST_BY_CHANCE[n]
    low, high = _LENGTHS[above - 1], _LENGTHS[above]
    at_low, at_high = LATEST_BY_CHANCE[low], LATEST_BY_CHANCE[high]
    return at_low + (at_high - at_low) * (n - low) / (high - low)


def expected_chance_signals(lengths: Iterable[int]) -> float:
    """Of charts with so many points each: how many signal at their latest by chance alone."""
    return sum(chance_signal(n) for n in lengths)
