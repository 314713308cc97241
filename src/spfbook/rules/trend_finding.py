"""Trend findings: what a test of a series said, or why there was none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import Period
from spfbook.rules.theil_sen import Slope
from spfbook.rules.trend_series import Why


class Verdict(StrEnum):
    """What can be said of the series. Never `stable`: no test shows that nothing changes."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NO_CLEAR_TREND = "no_clear_trend"
    TOO_SHORT = "too_short"
    NOT_TESTED = "not_tested"


class Method(StrEnum):
    """The test that was made; the value names it in a sentence."""

    FIVE_POINT = "five-point chi-squared test"
    MANN_KENDALL_EXACT = "exact Mann-Kendall test"
    MANN_KENDALL_NORMAL = "Mann-Kendall test, normal approximation"
    SEASONAL_KENDALL = "seasonal Kendall test"
    NONE = "no test"

    @property
    def is_of_family(self) -> bool:
        """Adjusted for the number of tests; Fingertips' test has its own 0.002 instead."""
        return self not in (Method.FIVE_POINT, Method.NONE)


class Concern(StrEnum):
    """What a reader must know besides the verdict."""

    AUTOCORRELATED = "autocorrelated"
    OVER_DISPERSED = "over_dispersed"
    RESTS_ON_ONE = "rests_on_one"
    INDICATIVE = "indicative"
    AFTER_BREAK = "after_break"
    GAPS = "gaps"
    NO_FIVE_POINT = "no_five_point"
    SEASON_UNKNOWN = "season_unknown"


@dataclass(frozen=True, slots=True)
class Caution:
    """A concern and its sentence."""

    concern: Concern
    sentence: str


@dataclass(frozen=True, slots=True)
class TestableFrom:
    """When a test becomes possible, if a figure comes every time from now on."""

    __test__ = False  # so that pytest does not take it for a test

    points: int
    """How many more figures that takes."""
    ends: date
    """The end of the period of the last of them."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A statistical judgement over many periods."""

    verdict: Verdict
    method: Method
    reason: str
    """Why this test, or why none: one plain sentence."""
    n: int
    """Figures used."""
    polarity: Polarity = Polarity.NEITHER
    why: Why | None = None
    """Set when no test was made."""
    first: Period | None = None
    last: Period | None = None
    p: float | None = None
    """Two-sided, of this test alone."""
    adjusted_p: float | None = None
    """Within the family of a report; set by `assess_family`."""
    family_size: int | None = None
    statistic: float | None = None
    """S of the Kendall tests, chi-squared (after over-dispersion) of the five-point test."""
    tau: float | None = None
    """tau-b for Mann-Kendall, S over the pairs within seasons for seasonal Kendall."""
    lag_one: float | None = None
    """Correlation of each detrended value with the next."""
    slope: Slope | None = None
    """In the unit of the values, a year; that of Theil and Sen except for the five-point test,
    where it is the fitted line's. Given untested for series too short to test."""
    cautions: tuple[Caution, ...] = ()
    testable_from: TestableFrom | None = None

    @property
    def is_tested(self) -> bool:
        return self.method is not Method.NONE

    @property
    def is_found(self) -> bool:
        return self.verdict in (Verdict.INCREASE, Verdict.DECREASE)

    @property
    def is_indicative(self) -> bool:
        """On fewer years than a full test needs."""
        return self.has(Concern.INDICATIVE)

    @property
    def is_better(self) -> bool | None:
        """Whether what was found is an improvement; None without a finding or a polarity."""
        if not self.is_found:
            return None
        if self.polarity is Polarity.HIGHER_IS_BETTER:
            return self.verdict is Verdict.INCREASE
        if self.polarity is Polarity.LOWER_IS_BETTER:
            return self.verdict is Verdict.DECREASE
        return None

    def has(self, concern: Concern) -> bool:
        return any(caution.concern is concern for caution in self.cautions)
