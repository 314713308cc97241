"""Assurance: whether usual variation meets a target, fails it, or does either by chance.

Needs limits: a target beyond the limits on the good side is consistently met, one beyond them on
the bad side consistently failed, and one between them (or on one of them) hit and miss. Without
limits only the periods that met it are counted (STATISTICS 1, Rules and Recommended).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from numbers import Real

from spfbook.framework.indicators import Polarity
from spfbook.framework.targets import Bound, Range, Target, Threshold
from spfbook.rules.xmr import Limits

PERIODS_COUNTED = 12
"""Of the latest figures at most so many are counted as met or not: a year of months, three of
quarters. Our choice."""


class Assurance(StrEnum):
    """The value names the icon."""

    MEETS = "consistently_meets"
    FAILS = "consistently_fails"
    HIT_AND_MISS = "hit_and_miss"


@dataclass(frozen=True, slots=True)
class Bar:
    """The level, or the two, that every figure of a series is held against."""

    low: float | None = None
    high: float | None = None
    is_strict: bool = False
    """A figure exactly at the level misses it."""

    def is_met(self, value: float) -> bool:
        if self.is_strict and value in (self.low, self.high):
            return False
        is_high_enough = self.low is None or value >= self.low
        return is_high_enough and (self.high is None or value <= self.high)


@dataclass(frozen=True, slots=True)
class Met:
    """How many of the latest figures met the target."""

    met: int
    of: int


def bar_of(target: Target | Decimal | float | None, polarity: Polarity) -> Bar | None:
    """The level that `target` sets for every period; None for kinds that set no one level.

    A bare number is a floor where higher is better and a ceiling where lower is; without a
    polarity nothing says which.
    """
    match target:
        case Threshold(bound=bound, value=value):
            is_strict = bound in (Bound.MORE_THAN, Bound.LESS_THAN)
            return _one_sided(float(value), is_floor=bound.is_floor, is_strict=is_strict)
        case Range(low=low, high=high):
            return Bar(float(low), float(high))
        case bool():
            return None
        case Decimal() | Real() if _is_number(target):
            if polarity not in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER):
                return None
            is_floor = polarity is Polarity.HIGHER_IS_BETTER
            return _one_sided(float(target), is_floor=is_floor, is_strict=False)
        case _:
            return None


def assure(limits: Limits, bar: Bar | None, polarity: Polarity) -> Assurance | None:
    """The assurance that `limits` give; None without a target or a polarity."""
    if bar is None or polarity is Polarity.NEITHER:
        return None
    low, high = bar.low, bar.high
    if (low is not None and low > limits.upper) or (high is not None and high < limits.lower):
        return Assurance.FAILS
    if (low is None or low < limits.lower) and (high is None or high > limits.upper):
        return Assurance.MEETS
    return Assurance.HIT_AND_MISS


def count_met(values: Sequence[float], bar: Bar | None) -> Met | None:
    """How many of the latest of `values` meet the target; None without a target or a figure."""
    if bar is None or not values:
        return None
    latest = values[-PERIODS_COUNTED:]
    return Met(sum(bar.is_met(value) for value in latest), len(latest))


def _is_number(value: Decimal | Real) -> bool:
    # A signalling NaN of decimal cannot be asked as a float.
    return value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)


def _one_sided(level: float, *, is_floor: bool, is_strict: bool) -> Bar:
    return Bar(*((level, None) if is_floor else (None, level)), is_strict)
