"""Worked examples of direction of travel as the methods page shows them."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.examples.direction import DirectionExample, DirectionGroup
from spfbook.framework.examples.figures import observed, setting_of
from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observation
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, text
from spfbook.pages.methods.tables import (
    Cells,
    Kind,
    Named,
    example_table,
    line_figures,
    series_setting,
)
from spfbook.rules.chance import EXACT_RATES_BELOW, SMALLEST_EXPECTED
from spfbook.rules.difference import SIGNIFICANCE
from spfbook.rules.direction import SNAPSHOT_MOVES_DAYS, Direction
from spfbook.rules.worked_examples import judged_direction

NONE_BEFORE = "No figure for the period before"


def _table(group: DirectionGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    return example_table(group.title, series_setting(group), rows)


def _cells(group: DirectionGroup, row: DirectionExample) -> Cells:
    travel, setting = judged_direction(group, row), setting_of(group, row)
    change = _change(observed(group, row)[-1], travel.earlier, setting.decimals)
    said = words.direction_words(travel.direction, change, setting.unit, setting.decimals)
    if group.short and travel.direction is Direction.NO_EARLIER_VALUE:
        said = NONE_BEFORE
    return row.case, line_figures(group, row), text(said), travel.reason


def _change(latest: Observation, earlier: Observation | None, decimals: int) -> Decimal | None:
    if latest.value is None or earlier is None or earlier.value is None:
        return None
    return formats.rounded(latest.value, decimals) - formats.rounded(earlier.value, decimals)


def _numbers(_: Framework) -> list[Named]:
    return [
        ("A difference is more than chance where p is below", str(SIGNIFICANCE)),
        ("Percentages have Fisher’s exact test where a count would be expected to be below",
         formats.number_of(SMALLEST_EXPECTED)),
        ("Rates are tested exactly where their events come to fewer than",
         formats.number_of(EXACT_RATES_BELOW)),
        ("Days by which the day of a yearly count may move",
         formats.number_of(SNAPSHOT_MOVES_DAYS)),
    ]  # fmt: skip


DIRECTION = Kind("Direction of travel", DirectionGroup, _table, _numbers)
