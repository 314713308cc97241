"""Variation findings: which chart a series allows, and what its latest figure says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import Period
from spfbook.rules.assurance import Assurance, Met
from spfbook.rules.run_chart import RunChart
from spfbook.rules.special_causes import Signal
from spfbook.rules.trend_finding import Caution
from spfbook.rules.trend_series import Why
from spfbook.rules.xmr import Limits


class Chart(StrEnum):
    """How a series may be drawn."""

    XMR = "xmr"
    """With its mean and limits."""
    RUN_CHART = "run_chart"
    """With its median, and no limits."""
    PLAIN = "plain"
    """Its figures alone: neighbours share data, or it is no series of figures."""


class NoLimits(StrEnum):
    """Why a series without other faults has no limits."""

    TOO_SHORT = "too_short"
    TOO_FEW_VALUES = "too_few_distinct_values"
    TOO_MANY_GAPS = "too_many_gaps"
    SEASONAL = "seasonal"
    NOT_STABLE = "not_stable"
    BAD_REBASE = "bad_rebase"


class Nature(StrEnum):
    """What a signal means for the people the indicator is about."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"


class Icon(StrEnum):
    """The variation icons of Making Data Count, by name; always after the words."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


@dataclass(frozen=True, slots=True)
class Rebase:
    """A decision that limits start again, as the configuration records it; never automatic."""

    first_period: str
    """The first period of the new limits, as periods are written (`2023-24-q1`)."""
    reason: str
    """What changed, in plain words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The figures from one rebase to the next, with limits of their own where they allow any."""

    periods: tuple[Period, ...]
    values: tuple[float, ...]
    runs: RunChart
    rebase: Rebase | None = None
    """The one that begins it."""
    limits: Limits | None = None
    drawn: tuple[float, float] | None = None
    """The limits as a chart draws them: within what the figures can be."""
    signals: tuple[tuple[Signal, ...], ...] = ()
    """Of each figure; empty without limits."""
    why: NoLimits | None = None
    reason: str | None = None
    """Why there are no limits: one plain sentence."""

    @property
    def n(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Variation:
    """Whether the latest figure of a series is more than its usual variation."""

    chart: Chart
    polarity: Polarity
    stretches: tuple[Stretch, ...] = ()
    """In order of time; the last one is judged."""
    why: NoLimits | Why | None = None
    """Set when there are no limits."""
    reason: str | None = None
    """Why there are none: one plain sentence."""
    assurance: Assurance | None = None
    met: Met | None = None
    """Counted whether there are limits or not; None without a target that sets a level."""
    cautions: tuple[Caution, ...] = ()

    @property
    def current(self) -> Stretch | None:
        return self.stretches[-1] if self.stretches else None

    @property
    def limits(self) -> Limits | None:
        return self.current.limits if self.current else None

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Of the latest figure, in order of precedence."""
        return self.current.signals[-1] if self.current and self.current.signals else ()

    @property
    def natures(self) -> tuple[Nature, ...]:
        """What the signals of the latest figure mean, the one of the icon first; both
        improvement and concern where both apply."""
        return tuple(dict.fromkeys(nature(each, self.polarity) for each in self.signals))

    @property
    def icon(self) -> Icon | None:
        """By the first signal in order of precedence; None without limits."""
        if self.limits is None:
            return None
        return icon_of(self.signals, self.polarity)


def nature(signal: Signal, polarity: Polarity) -> Nature:
    """By the side of the mean, or for a trend by its direction."""
    if polarity is Polarity.HIGHER_IS_BETTER:
        return Nature.IMPROVEMENT if signal.is_high else Nature.CONCERN
    if polarity is Polarity.LOWER_IS_BETTER:
        return Nature.CONCERN if signal.is_high else Nature.IMPROVEMENT
    return Nature.NEUTRAL


def icon_of(signals: tuple[Signal, ...], polarity: Polarity) -> Icon:
    """The icon of one figure, by the first of its signals."""
    if not signals:
        return Icon.COMMON_CAUSE
    first = signals[0]
    return Icon(f"{nature(first, polarity)}_{'high' if first.is_high else 'low'}")
