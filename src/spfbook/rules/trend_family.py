"""The family of a report: every trend test of one edition, judged together.

A page shows only its own indicators, and must still allow for all the tests of the report. So
the report's limit is worked out once and handed to every page as a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spfbook.framework.edition import TrendAllowance
from spfbook.rules.part import Part
from spfbook.rules.trend import Family, assess_family
from spfbook.rules.trend_finding import Trend, Verdict


def family_of(parts: Iterable[Part]) -> Family:
    """The tests of a report."""
    return assess_family(each_series_once(parts))


def each_series_once(parts: Iterable[Part]) -> list[Trend]:
    """The trend of every series, also of one that serves several indicators."""
    once: dict[tuple[str, str, str | None], Trend] = {}
    for part in parts:
        if part.series is None:
            continue
        is_keyed = part.series.source.keyed_by == "indicator"
        name = part.series.indicator if is_keyed else part.series.definition.id
        component = part.series.component if is_keyed else None
        once.setdefault((part.series.source.id, name, component), part.trend)
    return list(once.values())


def allowance_of(family: Family) -> TrendAllowance:
    """The allowance that `family` comes to (Benjamini and Hochberg's step-up rule)."""
    called = [
        trend.p
        for trend in family.trends
        if trend.p is not None and trend.adjusted_p is not None and trend.adjusted_p <= family.q
    ]
    return TrendAllowance(tests=family.m, p=max(called, default=0.0))


def allow_for_family(trend: Trend, allowance: TrendAllowance) -> Trend:
    """`trend` as the report calls it: one beyond the limit is no clear trend."""
    if not trend.method.is_of_family or trend.p is None:
        return trend
    verdict = trend.verdict if trend.p <= allowance.p else Verdict.NO_CLEAR_TREND
    return replace(trend, verdict=verdict, family_size=allowance.tests or None)
