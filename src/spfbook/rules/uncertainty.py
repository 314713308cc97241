"""Uncertainty: whether chance alone could have put a figure on the other side of its target.

A status is uncertain when the 95% interval of its figure holds numbers that meet the target and
numbers that do not; the colour stays (STATISTICS 2, recommended).
"""

from __future__ import annotations

from spfbook.framework.indicators import Polarity
from spfbook.framework.targets import (
    Bound,
    Comparator,
    Direction,
    PerPeriod,
    Range,
    Schedule,
    Target,
    Threshold,
)
from spfbook.rules.comparators import bound_beside
from spfbook.rules.comparison import Limits
from spfbook.rules.judgement import Judgement
from spfbook.rules.status import BOUND_WANTED
from spfbook.rules.thresholds import straddles


def is_uncertain(
    judgement: Judgement, target: Target, limits: Limits | None, polarity: Polarity
) -> bool:
    """Never where there is no interval or no rating, nor where it was not the figure itself that
    was judged but a sum, whose interval is not known."""
    if limits is None or judgement.judged is not None or not judgement.status.is_rated:
        return False
    lower, upper = limits
    if isinstance(target, Range):
        is_within = target.low <= lower and upper <= target.high
        return not is_within and lower <= target.high and target.low <= upper
    against, bound = judgement.against, _bound(target, polarity)
    if against is None:
        return False
    if bound is None:  # only the very same number will do
        return lower <= against <= upper and lower < upper
    return straddles(against, lower, upper, bound)


def _bound(target: Target, polarity: Polarity) -> Bound | None:
    match target:
        case Threshold(bound=bound) | Schedule(bound=bound) | PerPeriod(bound=bound):
            return bound
        case Direction(want=want):
            return BOUND_WANTED[want]
        case Comparator():
            return bound_beside(target, polarity)
        case _:
            raise AssertionError(f"a target of kind {target.kind} has no rating")
