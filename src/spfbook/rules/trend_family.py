"""The family of a report: every trend test of one edition, judged together.

A page shows only its own indicators, and must still allow for all the tests of the report. So
the report's limit is worked out once and handed to every page as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from spfbook.framework.edition import TrendAllowance
from spfbook.rules.false_discovery import allowance_for
from spfbook.rules.trend import Family, assess_family
from spfbook.rules.trend_finding import Trend, Verdict

if TYPE_CHECKING:
    from spfbook.rules.part import Part

SeriesName = tuple[str, str, str | None]
"""A source, its series or the indicator it reports on, and the indicator's component."""


def family_of(parts: Iterable[Part]) -> Family:
    """The tests of a report."""
    return assess_family(each_series_once(parts))


def each_series_once(parts: Iterable[Part]) -> list[Trend]:
    """The trend of every series, also of one that serves several indicators."""
    return list(trends_by_series(parts).values())


def trends_by_series(parts: Iterable[Part]) -> dict[SeriesName, Trend]:
    """The trend of every series, by what tells it from all others of the report."""
    once: dict[SeriesName, Trend] = {}
    for part in parts:
        if part.series is None:
            continue
        is_keyed = part.series.source.keyed_by == "indicator"
        name = part.series.indicator if is_keyed else part.series.definition.id
        component = part.series.component if is_keyed else None
        once.setdefault((part.series.source.id, name, component), part.trend)
    return once


def allowance_of(family: Family) -> TrendAllowance:
    """The allowance that `family` comes to (Benjamini and Hochberg's step-up rule)."""
    return allowance_for(p_values_of(family.trends))


def p_values_of(trends: Iterable[Trend]) -> list[float]:
    """Of those that are tests of the family."""
    return [t.p for t in trends if t.method.is_of_family and t.p is not None]


def allow_for_family(trend: Trend, allowance: TrendAllowance) -> Trend:
    """`trend` as the report calls it: one beyond the limit is no clear trend."""
    if not trend.method.is_of_family or trend.p is None:
        return trend
    verdict = trend.verdict if trend.p <= allowance.p else Verdict.NO_CLEAR_TREND
    return replace(trend, verdict=verdict, family_size=allowance.tests or None)
