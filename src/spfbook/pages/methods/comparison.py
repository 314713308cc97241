"""Worked examples of comparison as the methods page shows them."""

from __future__ import annotations

from spfbook.framework.examples.comparison import ComparisonExample, ComparisonGroup
from spfbook.framework.examples.figures import observed
from spfbook.framework.framework import Framework
from spfbook.pages import formats
from spfbook.pages.markdown import Block, text
from spfbook.pages.methods.tables import (
    Cells,
    Kind,
    Named,
    by_period,
    example_table,
    line_figures,
    series_setting,
)
from spfbook.rules.comparators import TOO_FAR_BACK_INTERVALS
from spfbook.rules.intervals import BYAR_FROM, CONFIDENCE
from spfbook.rules.worked_examples import judged_comparison


def _table(group: ComparisonGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    return example_table(group.title, series_setting(group), rows)


def _cells(group: ComparisonGroup, row: ComparisonExample) -> Cells:
    found = judged_comparison(group, row)
    said = found.standing.replace("_", " ").capitalize()
    usual = observed(group, row)[-1].period.text
    figures = f"{line_figures(group, row)}; {by_period(group.place, row.other, usual)}"
    return row.case, figures, text(said), found.reason


def _numbers(_: Framework) -> list[Named]:
    return [
        ("Confidence of an interval", f"{CONFIDENCE:.0%}"),
        ("Events from which the interval of a rate is Byar’s, and not the exact Poisson one",
         formats.number_of(BYAR_FROM)),
        ("Another place’s figure may lie back this many times the time between two figures",
         formats.number_of(TOO_FAR_BACK_INTERVALS)),
    ]  # fmt: skip


COMPARISON = Kind("Beside other places", ComparisonGroup, _table, _numbers)
