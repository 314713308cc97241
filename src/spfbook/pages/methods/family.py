"""Worked examples of a family of tests as the methods page shows them."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.examples.family import FamilyExample, FamilyGroup
from spfbook.pages import formats
from spfbook.pages.markdown import Block, text
from spfbook.pages.methods.tables import Cells, Kind, example_table, plain
from spfbook.rules.trend import Family
from spfbook.rules.trend_finding import Trend
from spfbook.rules.trend_tests import SIGNIFICANCE
from spfbook.rules.worked_examples import judged_family

PLACES = 4
"""Decimal places of an adjusted p."""


def _table(group: FamilyGroup) -> Block:
    family = judged_family(group)
    setting = [f"{formats.number_of(family.m)} tests", f"limit {plain(group.share)}"]
    rows = (
        _cells(row, trend, family)
        for row, trend in zip(group.rows, family.trends, strict=True)
    )
    return example_table(group.title, setting, rows, given="Its p by itself")


def _cells(row: FamilyExample, trend: Trend, family: Family) -> Cells:
    said = "Trend found" if trend.is_found else "No clear trend"
    return row.case, plain(row.p), text(said), _reason(trend, family)


def _reason(trend: Trend, family: Family) -> str:
    assert trend.p is not None and trend.adjusted_p is not None, "every test of a family has both"
    shown = formats.rounded(Decimal(repr(trend.adjusted_p)), PLACES).normalize()
    found = f"Adjusted p {plain(shown)}"
    if trend.adjusted_p > family.q:
        return f"{found}, above the limit."
    if trend.p >= SIGNIFICANCE:
        return f"{found}, but by itself its p is not below {SIGNIFICANCE}."
    return f"{found}, within the limit."


FAMILY = Kind("Many trends together", FamilyGroup, _table)
