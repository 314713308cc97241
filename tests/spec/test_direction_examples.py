"""The worked examples of direction of travel that the methods page shows."""

from __future__ import annotations

import pytest
from example_cases import cases, rows

from spfbook.framework.examples.direction import DirectionExample, DirectionGroup
from spfbook.rules.direction import Direction
from spfbook.rules.worked_examples import judged_direction


@pytest.mark.parametrize(("group", "row"), cases("direction"))
def test_worked_example_of_direction(group: DirectionGroup, row: DirectionExample) -> None:
    travel = judged_direction(group, row)
    assert (travel.direction.value, travel.reason) == (row.direction, row.reason)


def test_the_examples_cover_every_direction() -> None:
    assert {row.direction for row in rows("direction")} == set(Direction)
