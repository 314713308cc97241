"""Worked examples of usual variation as the methods page shows them."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.examples.figures import setting_of
from spfbook.framework.examples.variation import VariationExample, VariationGroup
from spfbook.framework.framework import Framework
from spfbook.pages import formats
from spfbook.pages.markdown import Block, text
from spfbook.pages.methods.tables import (
    LONG_ANSWER,
    Cells,
    Kind,
    Named,
    example_table,
    line_figures,
    series_setting,
)
from spfbook.rules.assurance import PERIODS_COUNTED
from spfbook.rules.run_chart import CROSSINGS_ONE_IN, RUN_ALLOWANCE
from spfbook.rules.special_causes import NEAR_OF_WINDOW, RUN_POINTS, WINDOW
from spfbook.rules.trend_waiting import MISSING_AT_MOST
from spfbook.rules.variation import MIN_POINTS
from spfbook.rules.variation_words import in_words
from spfbook.rules.worked_examples import judged_variation
from spfbook.rules.xmr import LIMIT, NEAR_SHARE, SCREENED_FROM, ZERO_RANGES_AT_MOST


def _table(group: VariationGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    return example_table(group.title, series_setting(group), rows, widths=LONG_ANSWER)


def _cells(group: VariationGroup, row: VariationExample) -> Cells:
    setting = setting_of(group, row)

    def amount(number: float) -> str:
        return formats.quantity(Decimal(repr(number)), setting.unit, setting.decimals)

    first, *others = in_words(judged_variation(group, row), amount=amount, brief=True)
    return row.case, line_figures(group, row), text(first), " ".join(others)


def _numbers(_: Framework) -> list[Named]:
    number = formats.number_of
    return [
        ("Figures that limits need", number(MIN_POINTS)),
        ("Average moves from the mean to a limit", str(LIMIT)),
        ("Close to a limit: beyond this share of the way to it", f"{NEAR_SHARE:.1%}"),
        ("A move of this many averages or more is left out, once", str(SCREENED_FROM)),
        ("Figures of a run that rises, falls or stays on one side of the mean",
         number(RUN_POINTS)),
        ("Figures close to a limit that are a signal",
         f"{number(NEAR_OF_WINDOW)} in {number(WINDOW)}"),
        ("Share of the periods that may have no figure", f"{MISSING_AT_MOST:.0%}"),
        ("Share of the moves that may be nought", f"{ZERO_RANGES_AT_MOST:.0%}"),
        ("A run about the median is too long beyond log2 of the number of figures, rounded, plus",
         number(RUN_ALLOWANCE)),
        ("The median is crossed too seldom where chance does so in fewer than one series in",
         number(CROSSINGS_ONE_IN)),
        ("Latest figures that are counted as meeting a target or not", number(PERIODS_COUNTED)),
    ]  # fmt: skip


VARIATION = Kind("Usual variation", VariationGroup, _table, _numbers)
