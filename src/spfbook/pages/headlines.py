"""Headlines: the finding of a chart as one sentence, made from the same judgements as its words."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Area
from spfbook.pages import formats, words
from spfbook.pages.other_places import STANDING_WORDS
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part

MOVED = {
    Direction.IMPROVED: "improved",
    Direction.WORSENED: "got worse",
    Direction.INCREASED: "went up",
    Direction.DECREASED: "went down",
}


def headline(part: Part, areas: Sequence[Area]) -> str:
    """What the chart shows: the change on a year before, and how it stands beside `areas`.

    `The figure got worse by 1.2 percentage points in a year; it is better than London.`
    (Analysis Function: a headline title gives the main message.)
    """
    change = _change(part)
    standing = _standing(part, areas)
    what = "it" if change.startswith("The figure") else "the latest"
    return f"{change}; {what} is {standing}." if standing else f"{change}."


def _change(part: Part) -> str:
    moved = MOVED.get(part.travel.direction)
    size = words.shown_change(part)
    if moved is not None and size is not None:
        by = formats.difference(size, part.unit, part.decimals)
        return f"The figure {moved} by {by} in a year"
    if part.travel.direction is Direction.NO_CLEAR_CHANGE:
        return "The figure shows no clear change on a year before"
    if part.travel.direction is Direction.NOT_COMPARABLE:
        return "The figure cannot be compared with a year before"
    return "There is no figure a year before to compare with"


def _standing(part: Part, areas: Sequence[Area]) -> str:
    names = {area.id: area.name for area in areas}
    beside: dict[Standing, list[str]] = {}
    for found in part.comparisons:
        if found.area in names and found.standing in STANDING_WORDS:
            beside.setdefault(found.standing, []).append(names[found.area])
    return formats.joined(
        [f"{STANDING_WORDS[each]} {formats.joined(places)}" for each, places in beside.items()]
    )
