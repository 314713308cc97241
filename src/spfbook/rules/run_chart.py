"""Run charts: a series about its median, and whether its runs are what chance would give.

The two tests of Anhoj and Olesen 2014 (PLoS ONE): a longest run that is too long, or a median
that is crossed too seldom, is a sign of more than chance. A series without either counts as
stable enough for limits (STATISTICS 1, recommended).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from math import comb, log2
from statistics import median

RUN_ALLOWANCE = 3
"""Added to the rounded binary logarithm for the longest run to be expected."""
CROSSINGS_ONE_IN = 20
"""The fewest crossings to be expected are the 5th percentile of the binomial distribution."""


@dataclass(frozen=True, slots=True)
class RunChart:
    """The median of a series and the runs about it."""

    median: float
    useful: int
    """Points that are not on the median (n')."""
    longest_run: int
    crossings: int

    @property
    def longest_expected(self) -> int:
        return longest_expected(self.useful)

    @property
    def fewest_expected(self) -> int:
        return fewest_crossings(self.useful)

    @property
    def is_stable(self) -> bool:
        """Whether neither test speaks of more than chance."""
        is_long = self.longest_run > self.longest_expected
        return not is_long and self.crossings >= self.fewest_expected


def run_chart(values: Sequence[float]) -> RunChart:
    """The run chart of at least one value; points on the median neither make nor break a run."""
    middle = median(values)
    sides = [value > middle for value in values if value != middle]
    runs = [sum(1 for _ in run) for _, run in groupby(sides)]
    return RunChart(middle, len(sides), max(runs, default=0), max(0, len(runs) - 1))


def longest_expected(useful: int) -> int:
    """The longest run that chance explains: round(log2 n') + 3."""
    return round(log2(useful)) + RUN_ALLOWANCE if useful > 0 else RUN_ALLOWANCE


@cache
def fewest_crossings(useful: int) -> int:
    """The fewest crossings that chance explains: the 5% quantile of binomial(n' - 1, 1/2)."""
    chances = max(0, useful - 1)
    k, below = 0, 1
    while CROSSINGS_ONE_IN * below < 2**chances:
        k += 1
        below += comb(chances, k)
    return k
