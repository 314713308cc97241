"""Trends in words: the verdict first, the doubt with it, and never the word `stable`."""

from __future__ import annotations

from datetime import date

import pytest

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import parse_period
from spfbook.rules.theil_sen import Slope
from spfbook.rules.trend_finding import (
    Caution,
    Concern,
    Method,
    TestableFrom,
    Trend,
    Verdict,
)
from spfbook.rules.trend_series import Why
from spfbook.rules.trend_words import chance_in_words, in_words, p_in_words, plain_number

FIRST, LAST = parse_period("fy2012-13"), parse_period("fy2021-22")


def trend(verdict: Verdict, **more: object) -> Trend:
    method = Method.MANN_KENDALL_EXACT
    return Trend(verdict, method, "", 10, first=FIRST, last=LAST, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("found", "expected"), [
    (
        trend(Verdict.INCREASE, p=0.0004, polarity=Polarity.HIGHER_IS_BETTER,
              slope=Slope(1.234, 0.4, 2.06), statistic=30),
        [
            "Evidence of an increase over 10 figures, 2012/13 to 2021/22: getting better.",
            "The typical change is a rise of 1.23 a year (95% interval: a rise of 0.4 to a rise "
            "of 2.06).",
            "If nothing were changing, a lean as strong as this would be seen less than once "
            "in 1,000 times (p less than 0.001, exact Mann-Kendall test).",
        ],
    ),
    (
        trend(Verdict.DECREASE, p=0.012, adjusted_p=0.043, family_size=1341,
              polarity=Polarity.HIGHER_IS_BETTER,
              cautions=(Caution(Concern.INDICATIVE, "Early days."),),
              testable_from=TestableFrom(1, date(2023, 3, 31))),
        [
            "Early evidence of a decrease over 10 figures, 2012/13 to 2021/22: getting worse.",
            "If nothing were changing, a lean as strong as this would be seen about once in 100 "
            "(p = 0.012, exact Mann-Kendall test).",
            "It is one of 1,341 tests judged together (adjusted p = 0.043).",
            "Early days.",
            "A full test needs 1 more figure, one for a period to March 2023.",
        ],
    ),
    (
        trend(Verdict.NO_CLEAR_TREND, p=0.4, slope=Slope(0.0, -0.5, 0.5)),
        [
            "No clear trend over 10 figures, 2012/13 to 2021/22.",
            "Typically there is no change (95% interval: a fall of 0.5 to a rise of 0.5).",
            "If nothing were changing, a lean as strong as this would be seen about 40 times in "
            "100 (p = 0.4, exact Mann-Kendall test).",
        ],
    ),
    (
        Trend(Verdict.TOO_SHORT, Method.NONE, "3 figures are held, and 8 are needed for a test.",
              3, why=Why.TOO_SHORT, slope=Slope(-2.0), first=FIRST, last=LAST,
              testable_from=TestableFrom(5, date(2027, 3, 31))),
        [
            "Too short to test for a trend.",
            "3 figures are held, and 8 are needed for a test.",
            "Between these figures the typical change is a fall of 2 a year, untested.",
            "A test needs 5 more figures, the last one for a period to March 2027.",
        ],
    ),
    (
        Trend(Verdict.NOT_TESTED, Method.NONE, "Each figure includes the earlier ones.", 3,
              why=Why.CUMULATIVE),
        ["Not tested for a trend.", "Each figure includes the earlier ones."],
    ),
])  # fmt: skip
def test_a_finding_in_words(found: Trend, expected: list[str]) -> None:
    assert list(in_words(found)) == expected


def test_amounts_are_written_by_the_caller() -> None:
    found = trend(Verdict.INCREASE, p=0.01, slope=Slope(-1.5, -2.0, -1.0))
    said = in_words(found, amount=lambda x: f"{x:.1f} percentage points")[1]
    assert "a fall of 1.5 percentage points a year" in said


@pytest.mark.parametrize(("p", "said", "chance"), [
    (0.0, "p less than 0.001", "less than once in 1,000 times"),
    (0.00099, "p less than 0.001", "less than once in 1,000 times"),
    (0.001, "p = 0.001", "once in 1,000"),
    (0.0049, "p = 0.0049", "5 times in 1,000"),
    (0.0104, "p = 0.01", "once in 100"),
    (0.034, "p = 0.034", "3 times in 100"),
    (0.5, "p = 0.5", "50 times in 100"),
    (0.99, "p = 0.99", "99 times in 100"),
    (1.0, "p = 1", "nearly every time"),
])  # fmt: skip
def test_p_in_words(p: float, said: str, chance: str) -> None:
    assert (p_in_words(p), chance_in_words(p).removeprefix("about ")) == (said, chance)


@pytest.mark.parametrize(("number", "text"), [
    (0, "0"), (0.000012345, "0.0000123"), (1.5, "1.5"), (99.94, "99.9"), (999.6, "1000"),
    (1234.5, "1,234"), (1e15, "1,000,000,000,000,000"),
])  # fmt: skip
def test_numbers_have_three_figures_and_no_exponent(number: float, text: str) -> None:
    assert plain_number(number) == text


def test_no_sentence_calls_a_series_stable() -> None:
    for verdict in Verdict:
        said = " ".join(in_words(trend(verdict, p=0.2, slope=Slope(0.0))))
        assert "stable" not in said
        assert "steady" not in said
        assert all(sentence.endswith(".") for sentence in in_words(trend(Verdict.INCREASE, p=0.2)))
