"""The trend tests of a report are judged together, and so is a page that shows a few of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whole_book import Book

from spfbook.framework.edition import TrendAllowance
from spfbook.framework.indicators import Polarity
from spfbook.rules.false_discovery import FALSE_DISCOVERY_RATE
from spfbook.rules.trend import assess_family
from spfbook.rules.trend_family import (
    allow_for_family,
    allowance_of,
    each_series_once,
    family_of,
)
from spfbook.rules.trend_finding import Method, Trend, Verdict

SIGNIFICANCE = 0.05


def with_p(p: float, *, up: bool = True, method: Method = Method.MANN_KENDALL_EXACT) -> Trend:
    """A trend as `assess_trend` calls it: by itself."""
    verdict = Verdict.INCREASE if up else Verdict.DECREASE
    return Trend(
        verdict if p < SIGNIFICANCE else Verdict.NO_CLEAR_TREND, method, "eight figures", 8,
        Polarity.HIGHER_IS_BETTER, p=p, statistic=10 if up else -10,
    )  # fmt: skip


def untested() -> Trend:
    return Trend(Verdict.TOO_SHORT, Method.NONE, "three figures", 3, Polarity.NEITHER)


@dataclass(frozen=True)
class OnePart:
    """As much of a part as the family looks at."""

    trend: Trend
    series: Any


def part(trend: Trend, series: str, indicator: str = "one", **more: Any) -> OnePart:
    fields = {"source": "figures", "keyed_by": "series", "component": None} | more
    source = SimpleNamespace(id=fields["source"], keyed_by=fields["keyed_by"])
    definition = SimpleNamespace(id=series)
    return OnePart(trend, SimpleNamespace(
        source=source, definition=definition, indicator=indicator, component=fields["component"]
    ))  # fmt: skip


# Who is in it


def test_a_series_that_serves_two_indicators_enters_once() -> None:
    trend = with_p(0.01)
    found = family_of([part(trend, "births", "one"), part(trend, "births", "two")])
    assert (found.m, len(found.trends)) == (1, 1)
    assert found.trends[0].adjusted_p == 0.01


def test_two_sources_with_a_series_of_one_name_are_two() -> None:
    trend = with_p(0.01)
    found = family_of([part(trend, "births"), part(trend, "births", source="others")])
    assert found.m == 2


def test_returns_are_told_apart_by_indicator_and_component() -> None:
    """They share the one series of their source."""
    trend, own = with_p(0.01), {"keyed_by": "indicator"}
    parts = [
        part(trend, "returns", "one", **own),
        part(trend, "returns", "one", component="older", **own),
        part(trend, "returns", "two", **own),
        part(trend, "returns", "two", **own),
    ]
    assert family_of(parts).m == 3


def test_parts_without_a_series_or_a_test_add_nothing() -> None:
    parts = [OnePart(untested(), None), part(untested(), "short")]
    parts.append(part(with_p(0.0001, method=Method.FIVE_POINT), "yearly"))
    found = family_of(parts)
    assert (found.m, found.found, len(found.trends)) == (0, 0, 2)
    assert allowance_of(found) == TrendAllowance(tests=0, p=0)


# The limit


@pytest.mark.parametrize(("p_values", "limit"), [
    ([], 0.0),
    ([0.2, 0.5], 0.0),
    ([0.04], 0.04),
    ([0.11], 0.0),
    ([0.01, 0.04, 0.6, 0.9], 0.04),  # 2 / 4 x 0.1 = 0.05
    ([0.01, 0.051, 0.6, 0.9], 0.01),
    ([0.03, 0.051, 0.074, 0.1], 0.1),  # only the last passes, and brings the others
    ([0.026, 0.2, 0.3, 0.4], 0.0),
])  # fmt: skip
def test_the_limit_is_that_of_the_step_up_rule(p_values: list[float], limit: float) -> None:
    found = family_of(part(with_p(p), f"s{i}") for i, p in enumerate(p_values))
    assert allowance_of(found) == TrendAllowance(tests=len(p_values), p=limit)


probabilities = st.one_of(
    st.floats(0, 1, allow_nan=False),
    st.sampled_from([0.0, 0.0001, 0.001, 0.01, 0.04999, 0.05, 0.1, 1.0]),
)
trends = st.lists(
    st.one_of(
        st.builds(with_p, probabilities, up=st.booleans()),
        st.builds(with_p, probabilities, method=st.just(Method.SEASONAL_KENDALL)),
        st.builds(with_p, probabilities, method=st.just(Method.FIVE_POINT)),
        st.builds(untested),
    ),
    max_size=40,
)


def is_borderline(p_values: list[float]) -> bool:
    """Whether p x m / i of one of them is q but for rounding: either answer is right."""
    m = len(p_values)
    return any(
        abs(p * m / i - FALSE_DISCOVERY_RATE) < 1e-12 for i, p in enumerate(sorted(p_values), 1)
    )


@given(trends)
def test_the_limit_is_the_largest_p_under_its_step(found: list[Trend]) -> None:
    p_values = sorted(t.p for t in found if t.p is not None and t.method.is_of_family)
    m = len(p_values)
    under = [p for i, p in enumerate(p_values, 1) if p * m / i <= FALSE_DISCOVERY_RATE]
    allowance = allowance_of(assess_family(found))
    assert allowance.tests == m
    assert is_borderline(p_values) or allowance.p == max(under, default=0)


@given(trends)
def test_a_page_alone_gives_the_verdicts_of_the_whole_report(found: list[Trend]) -> None:
    """Each trend by itself, with only the report's limit, is called as among all the others."""
    family = assess_family(found)
    allowance = allowance_of(family)
    for alone, together in zip(found, family.trends, strict=True):
        allowed = allow_for_family(alone, allowance)
        assert (allowed.verdict, allowed.family_size) == (together.verdict, together.family_size)


@given(trends)
def test_allowing_twice_is_allowing_once(found: list[Trend]) -> None:
    allowance = allowance_of(assess_family(found))
    for alone in found:
        once = allow_for_family(alone, allowance)
        assert allow_for_family(once, allowance) == once


def test_a_limit_of_one_leaves_every_trend_as_it_is_by_itself() -> None:
    for p in (0.0, 0.049, 0.3, 1.0):
        assert allow_for_family(with_p(p), TrendAllowance(p=1)) == with_p(p)


def test_a_report_without_a_finding_calls_nothing() -> None:
    for p in (0.001, 0.04, 0.6):
        allowed = allow_for_family(with_p(p), TrendAllowance(tests=90, p=0))
        assert (allowed.verdict, allowed.family_size) == (Verdict.NO_CLEAR_TREND, 90)


# The shipped editions


@pytest.mark.parametrize("name", ["our_book", "illustrative_book"])
def test_a_report_calls_what_its_family_calls(name: str, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    alone = replace(book.view, trend_allowance=TrendAllowance(p=1))
    names = list(book.view.framework.indicators)
    parts = [part for each in names for part in alone.assessment(each).parts]
    family = family_of(parts)
    assert allowance_of(family) == book.view.trend_allowance
    called = [t for t in family.trends if t.is_found and t.method.is_of_family]
    shown = [part for each in names for part in book.view.assessment(each).parts]
    found = [t for t in each_series_once(shown) if t.is_found and t.method.is_of_family]
    assert [t.p for t in found] == [t.p for t in called]
    assert {t.family_size for t in found} == {family.m}
