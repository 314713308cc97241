"""The worked examples of trend that the methods page shows."""

from __future__ import annotations

import pytest
from example_cases import as_printed, cases, rows

from spfbook.framework.examples.trend import TrendExample, TrendGroup
from spfbook.rules.trend_finding import Concern, Method, Verdict
from spfbook.rules.trend_series import Why
from spfbook.rules.worked_examples import judged_trend

REFUSED_BY_THE_READER = {
    Why.DUPLICATE_PERIODS, Why.NOT_A_PERIOD, Why.NOT_A_NUMBER, Why.BAD_INTERVAL, Why.TOO_LONG,
}  # fmt: skip
"""No published series comes this far with them (tests/files/bad/observations)."""


@pytest.mark.parametrize(("group", "row"), cases("trend"))
def test_worked_example_of_trend(group: TrendGroup, row: TrendExample) -> None:
    found = judged_trend(group, row)
    assert (found.verdict.value, found.why and found.why.value) == (row.verdict, row.why)
    assert found.method.value == (row.method or Method.NONE)
    assert {caution.concern for caution in found.cautions} == set(row.concerns)
    assert found.reason == (row.reason or found.reason)
    numbers = {
        "statistic": (found.statistic, row.statistic),
        "p": (found.p, row.p),
        "slope": (found.slope and found.slope.per_year, row.slope),
    }
    for name, (number, printed) in numbers.items():
        if printed is not None:
            assert number is not None, name
            assert (name, as_printed(number, printed)) == (name, printed)


@pytest.mark.parametrize(("group", "row"), cases("trend"))
def test_an_example_of_a_test_says_its_number_and_one_of_none_its_reason(
    group: TrendGroup, row: TrendExample
) -> None:
    if row.method is None:
        assert row.why and row.reason
    else:
        assert row.statistic is not None
        assert row.why is None


def test_the_examples_cover_every_verdict_every_test_and_every_reason_for_none() -> None:
    known = rows("trend")
    assert {row.verdict for row in known} == set(Verdict)
    assert {row.method for row in known if row.method} == set(Method) - {Method.NONE}
    assert {row.why for row in known if row.why} == set(Why) - REFUSED_BY_THE_READER
    of_variation = {Concern.SEASON_UNKNOWN}
    assert {concern for row in known for concern in row.concerns} == set(Concern) - of_variation
