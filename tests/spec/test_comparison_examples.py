"""The worked examples of comparison with another place that the methods page shows."""

from __future__ import annotations

import pytest
from example_cases import cases, rows

from spfbook.framework.examples.comparison import ComparisonExample, ComparisonGroup
from spfbook.rules.comparison import Standing
from spfbook.rules.worked_examples import judged_comparison


@pytest.mark.parametrize(("group", "row"), cases("comparison"))
def test_worked_example_of_comparison(group: ComparisonGroup, row: ComparisonExample) -> None:
    found = judged_comparison(group, row)
    assert (found.standing.value, found.reason) == (row.standing, row.reason)


def test_the_examples_cover_every_standing() -> None:
    assert {row.standing for row in rows("comparison")} == set(Standing)
