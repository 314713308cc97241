"""Special causes: the four rules by which a point of an XmR chart is more than chance.

As NHSRplotthedots has them, in its order of precedence (STATISTICS 1, Rules): outside a limit; a
7-point trend; 2 of 3 near a limit; a 7-point shift. Seven points, strict inequalities, and no
other rules. Marks are 1 for high or rising, -1 for low or falling, 0 for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from spfbook.rules.xmr import Limits, place

RUN_POINTS = 7
"""Of a trend and of a shift (NHSR; PowerBI-SPC leaves the number to the user)."""
WINDOW = 3
NEAR_OF_WINDOW = 2


class Signal(StrEnum):
    """A rule and the side that it fired on; the value says where such a figure is."""

    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "in a run of seven or more rising figures"
    FALLING = "in a run of seven or more falling figures"
    NEAR_UPPER = "one of two figures in three close to the upper limit"
    NEAR_LOWER = "one of two figures in three close to the lower limit"
    RUN_ABOVE = "in a run of seven or more above the mean"
    RUN_BELOW = "in a run of seven or more below the mean"

    @property
    def is_high(self) -> bool:
        return self in (Signal.ABOVE_LIMIT, Signal.RISING, Signal.NEAR_UPPER, Signal.RUN_ABOVE)


BY_PRECEDENCE = (
    (Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT),
    (Signal.RISING, Signal.FALLING),
    (Signal.NEAR_UPPER, Signal.NEAR_LOWER),
    (Signal.RUN_ABOVE, Signal.RUN_BELOW),
)
"""High and low of each rule, the first rule that applies naming the point."""


def signals(values: Sequence[float], limits: Limits) -> list[tuple[Signal, ...]]:
    """For each point of one group: all the rules that mark it, in order of precedence."""
    placed = place(values, limits)
    marks = (
        placed.outside,
        part_of_run(trend_ends(values)),
        two_of_three(placed.near, placed.sides),
        part_of_run(shift_ends(placed.sides)),
    )
    return [_named(point) for point in zip(*marks, strict=True)]


def shift_ends(sides: Sequence[int], points: int = RUN_POINTS) -> list[int]:
    """Marks the points that end a run on one side of the mean; a point on it breaks the run."""
    ends, run = [], 0
    for i, side in enumerate(sides):
        run = run + 1 if i and side == sides[i - 1] else 1
        ends.append(side if run >= points else 0)
    return ends


def trend_ends(values: Sequence[float], points: int = RUN_POINTS) -> list[int]:
    """Marks the points that end a strictly rising or falling run; a tie breaks it.

    So many points are one fewer differences.
    """
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    return [0, *shift_ends(steps, points - 1)][: len(values)]


def part_of_run(ends: Sequence[int], points: int = RUN_POINTS) -> list[int]:
    """Marks every point of the runs that end where `ends` says; a later run goes before."""
    marks = [0] * len(ends)
    for i, end in enumerate(ends):
        if end:
            marks[max(0, i - points + 1) : i + 1] = [end] * min(points, i + 1)
    return marks


def two_of_three(near: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Marks the near points of the windows that `in_window` marks."""
    marked = in_window(near, sides)
    return [each if mark else 0 for each, mark in zip(near, marked, strict=True)]


def in_window(near: Sequence[int], sides: Sequence[int]) -> list[int]:
    """Marks all the points of three in a row, two of them near a limit, all on one side.

    A point outside a limit is not near it, and so does not count (NHSR issue 153).
    """
    marks = [0] * len(near)
    for i in range(len(near) - WINDOW + 1):
        window = slice(i, i + WINDOW)
        is_one_sided = abs(sum(sides[window])) == WINDOW
        if is_one_sided and sum(map(abs, near[window])) >= NEAR_OF_WINDOW:
            marks[window] = sides[window]
    return marks


def _named(point: Sequence[int]) -> tuple[Signal, ...]:
    """The signals of one point, from its mark by each rule."""
    rules = zip(BY_PRECEDENCE, point, strict=True)
    return tuple(high if mark > 0 else low for (high, low), mark in rules if mark)
