"""XmR charts: the mean of a series, and the limits that its moving ranges set about it.

As NHSRplotthedots draws them (STATISTICS 1, Constants and limits): limits at 2.66 average moving
ranges, computed anew in each group that a rebase starts, and not cut off at 0 or 100 before
anything is tested against them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

LIMIT = 2.66
"""Average moving ranges from the mean to a limit: 3 / 1.128 as Wheeler and NHSR round it."""
NEAR_SHARE = 2 / 3
"""The near limits stand at this share of the way (NHSR `limitclose`)."""
SCREENED_FROM = 3.267
"""Moving ranges of this many times their average and more are left out once (Nelson 1982)."""
FEWEST_TO_FIX = 12
"""Points that fixed limits need (NHSR `fix_after_n_points`)."""
ZERO_RANGES_AT_MOST = 0.5
"""With a larger share of moving ranges at zero there are too few distinct values (STATISTICS 1,
recommended)."""
SAME_WITHIN = 1e-12
"""Of the largest figure: a floating-point mean of figures is no closer to their true mean."""
PERCENT_BOUNDS = (0.0, 100.0)


@dataclass(frozen=True, slots=True)
class Limits:
    """A mean with the natural limits about it."""

    mean: float
    average_range: float
    """Of the moving ranges that were kept."""
    screened: int = 0
    """Moving ranges left out for their size."""

    @property
    def lower(self) -> float:
        return self.mean - LIMIT * self.average_range

    @property
    def upper(self) -> float:
        return self.mean + LIMIT * self.average_range

    @property
    def near_lower(self) -> float:
        return self.mean - LIMIT * NEAR_SHARE * self.average_range

    @property
    def near_upper(self) -> float:
        return self.mean + LIMIT * NEAR_SHARE * self.average_range

    def drawn(
        self, *, is_percentage: bool, is_never_negative: bool = False
    ) -> tuple[float, float]:
        """Lower and upper limit for a chart: those of a percentage stay within 0 and 100, those
        of other figures that cannot be negative at or above 0.

        For the eye alone; every rule tests against `lower` and `upper`.
        """
        lowest, highest = PERCENT_BOUNDS
        has_floor = is_percentage or is_never_negative
        low = max(lowest, self.lower) if has_floor else self.lower
        return low, min(highest, self.upper) if is_percentage else self.upper


@dataclass(frozen=True, slots=True)
class Placed:
    """Where each point of a group stands: 1 above, -1 below, 0 for neither."""

    sides: tuple[int, ...]
    """Of the mean."""
    outside: tuple[int, ...]
    """Of a limit; a point on it is not outside."""
    near: tuple[int, ...]
    """Beyond a near limit and not outside."""


def moving_ranges(values: Sequence[float]) -> list[float]:
    """How far each value is from the one before it."""
    return [abs(later - earlier) for earlier, later in pairwise(values)]


def limits_of(
    values: Sequence[float], *, screen: bool = True, fix_after: int | None = None
) -> Limits:
    """The limits of at least two values, or of the first `fix_after` of them.

    `screen` leaves out the large moving ranges once; the mean is that of all the values either
    way. The Excel tool of Making Data Count does not screen.
    """
    assert fix_after is None or fix_after >= FEWEST_TO_FIX, "too few points to fix limits by"
    used = values[:fix_after]
    ranges = moving_ranges(used)
    assert ranges, "limits need two values"
    average = fmean(ranges)
    kept = [each for each in ranges if each < SCREENED_FROM * average] if screen else ranges
    return Limits(fmean(used), fmean(kept) if kept else 0.0, len(ranges) - len(kept))


def has_too_few_values(values: Sequence[float], *, screen: bool = True) -> bool:
    """Whether the values repeat so much that limits would mean nothing.

    Two charts that upstream tools draw are refused so: a constant one, and one of eleven 100s
    and a 99, where screening takes all the width that the limits had.
    """
    ranges = moving_ranges(values)
    if not ranges or limits_of(values, screen=screen).average_range == 0:
        return True
    return ranges.count(0) > ZERO_RANGES_AT_MOST * len(ranges)


def groups(n: int, starts: Iterable[int] = ()) -> list[slice]:
    """The stretches of `n` points that begin at 0 and at each of `starts`, none of them empty."""
    edges = sorted({0, *(start for start in starts if 0 < start < n)})
    return [slice(a, b) for a, b in pairwise([*edges, n]) if a < b]


def place(values: Sequence[float], limits: Limits) -> Placed:
    """`values` of one group against its limits.

    A difference that rounding alone can make counts as none: a point on the mean breaks a
    shift, and one on a limit is not outside it.
    """
    slack = SAME_WITHIN * max(map(abs, values), default=0.0)

    def beyond(lower: float, upper: float) -> tuple[int, ...]:
        return tuple((v - upper > slack) - (lower - v > slack) for v in values)

    outside = beyond(limits.lower, limits.upper)
    past_near = beyond(limits.near_lower, limits.near_upper)
    near = tuple(0 if out else each for each, out in zip(past_near, outside, strict=True))
    return Placed(beyond(limits.mean, limits.mean), outside, near)
