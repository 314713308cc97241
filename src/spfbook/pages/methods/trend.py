"""Worked examples of trend as the methods page shows them."""

from __future__ import annotations

from spfbook.framework.examples.trend import TrendExample, TrendGroup
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
from spfbook.rules.chi_squared_trend import CRITICAL, OVERDISPERSED_ABOVE, POINTS, chi_squared_p
from spfbook.rules.false_discovery import FALSE_DISCOVERY_RATE
from spfbook.rules.mann_kendall import EXACT_UP_TO, MIN_POINTS
from spfbook.rules.seasonal_kendall import (
    FULL_YEARS,
    INDICATIVE_YEARS,
    MIN_A_SEASON,
    SEASONS_DISAGREE_BELOW,
)
from spfbook.rules.theil_sen import AUTOCORRELATED_ABOVE
from spfbook.rules.trend_finding import Trend
from spfbook.rules.trend_tests import SIGNIFICANCE
from spfbook.rules.trend_waiting import MISSING_AT_MOST
from spfbook.rules.trend_words import in_words, p_in_words
from spfbook.rules.worked_examples import judged_trend


def _table(group: TrendGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    return example_table(group.title, series_setting(group), rows, widths=LONG_ANSWER)


def _cells(group: TrendGroup, row: TrendExample) -> Cells:
    trend = judged_trend(group, row)
    return row.case, line_figures(group, row), text(in_words(trend)[0]), _reason(trend)


def _reason(trend: Trend) -> str:
    """The test with its p, or why none was made, and what goes with it."""
    said = trend.reason
    if trend.p is not None:
        said = formats.sentence(f"{trend.method}: {p_in_words(trend.p)}")
    return " ".join([said, *(caution.sentence for caution in trend.cautions)])


def _numbers(_: Framework) -> list[Named]:
    number = formats.number_of
    return [
        ("Figures that the Mann-Kendall test needs", number(MIN_POINTS)),
        ("Figures up to which its p is exact, where no two are the same", number(EXACT_UP_TO)),
        ("Share of the periods that may have no figure", f"{MISSING_AT_MOST:.0%}"),
        ("Figures that the five-point test looks at, and needs", number(POINTS)),
        (f"Chi-squared above which it finds a trend (p below {chi_squared_p(CRITICAL):.3f})",
         f"{CRITICAL:.4f}"),
        ("Scatter (chi-squared) above which the figures vary more than sampling explains",
         str(OVERDISPERSED_ABOVE)),
        ("Full years that the seasonal Kendall test needs", number(FULL_YEARS)),
        ("Full years for an early indication", number(INDICATIVE_YEARS)),
        ("Figures that each season needs", number(MIN_A_SEASON)),
        ("Seasons disagree where p is below", str(SEASONS_DISAGREE_BELOW)),
        ("A Kendall test finds a trend where p is below", str(SIGNIFICANCE)),
        ("Of the trends called in a report, about this share is expected to be chance",
         f"{FALSE_DISCOVERY_RATE:.0%}"),
        ("Correlation of neighbours above which the evidence is called overstated",
         str(AUTOCORRELATED_ABOVE)),
    ]  # fmt: skip


TREND = Kind("Trend", TrendGroup, _table, _numbers)
