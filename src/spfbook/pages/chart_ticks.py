"""Which periods a chart names below its axis: as many as have room, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

ROOM = 36
"""How many characters of the font fit below the axis."""
GAP = 2

Name = tuple[float, str]
"""Where on the axis, and what."""


def ticks_of(names: Sequence[Name], ends: Sequence[Name], span: tuple[float, float]) -> list[Name]:
    """Those of `names` that have room on an axis of this `span`: every one, or every second,
    third ...; the last always. Those of `ends`, which lie beyond them, where there is room left.
    """
    chosen = _regular(names, span)
    for end in ends:
        if _fit(chosen[-1], end, span):
            chosen.append(end)
    return chosen


def _regular(names: Sequence[Name], span: tuple[float, float]) -> list[Name]:
    for step in range(1, len(names) + 1):
        chosen = list(names[::-1][::step][::-1])
        if all(_fit(one, other, span) for one, other in pairwise(chosen)):
            return chosen
    raise AssertionError("the last name alone touches no other")


def _fit(one: Name, other: Name, span: tuple[float, float]) -> bool:
    room = (other[0] - one[0]) / (span[1] - span[0]) * ROOM
    return room >= (len(one[1]) + len(other[1])) / 2 + GAP
