"""Direction of travel: this value against an earlier one, through polarity.

Headline: the same period a year before. A difference counts only when it is more than chance
(two-proportion test where the counts are known) or more than one unit as displayed
(STATISTICS 4, recommended 5).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.sources import Break

SIGNIFICANCE = 0.05


class Direction(StrEnum):
    IMPROVED = "improved"
    WORSENED = "worsened"
    INCREASED = "increased"
    DECREASED = "decreased"
    NO_CLEAR_CHANGE = "no_clear_change"
    NOT_COMPARABLE = "not_comparable"
    NO_EARLIER_VALUE = "no_earlier_value"


@dataclass(frozen=True)
class Travel:
    """A direction, what it is from, and why."""

    direction: Direction
    reason: str
    earlier: Observation | None = None
    difference: Decimal | None = None
    """Later minus earlier, in the indicator's unit (percentage points for a percentage)."""


def judge_direction(
    values: Sequence[Observation],
    *,
    polarity: Polarity,
    decimals: int,
    is_percentage: bool,
    breaks: Sequence[Break] = (),
) -> Travel:
    """The latest of `values` (in order of time) against the same period a year before."""
    known = [o for o in values if o.value is not None]
    if not known:
        return Travel(Direction.NO_EARLIER_VALUE, "No figure is held.")
    latest = known[-1]
    earlier = _a_year_before(known, latest)
    if earlier is None:
        return Travel(Direction.NO_EARLIER_VALUE, "No figure is held for a year before.")
    broken = _break_between(earlier.period, latest.period, breaks)
    if broken:
        return Travel(Direction.NOT_COMPARABLE, broken.reason, earlier)
    if latest.period.overlaps(earlier.period):
        reason = "The two periods share data."
        return Travel(Direction.NOT_COMPARABLE, reason, earlier)
    assert latest.value is not None and earlier.value is not None
    difference = latest.value - earlier.value
    is_clear, why = _is_clear(latest, earlier, difference, decimals, is_percentage)
    if not is_clear:
        return Travel(Direction.NO_CLEAR_CHANGE, why, earlier, difference)
    return Travel(_named(difference, polarity), why, earlier, difference)


def _a_year_before(known: Sequence[Observation], latest: Observation) -> Observation | None:
    wanted = latest.period.year_earlier()
    for observation in known:
        if (observation.period.start, observation.period.end) == (wanted.start, wanted.end):
            return observation
    if latest.period.start != latest.period.end:
        return None
    # Snapshot days move a little from year to year (a count on a night in autumn).
    near = [o for o in known if 335 <= (latest.period.end - o.period.end).days <= 395]
    return near[-1] if near else None


def _break_between(
    earlier: Period, later: Period, breaks: Sequence[Break]
) -> Break | None:
    for each in breaks:
        start = parse_period(each.first_period).start
        if earlier.start < start <= later.start:
            return each
    return None


def _is_clear(
    latest: Observation, earlier: Observation, difference: Decimal, decimals: int,
    is_percentage: bool,
) -> tuple[bool, str]:  # fmt: skip
    counts = [latest.numerator, latest.denominator, earlier.numerator, earlier.denominator]
    if is_percentage and all(c is not None for c in counts):
        p = two_proportion_p(*[float(c) for c in counts if c is not None])
        if p is not None:
            return p < SIGNIFICANCE, (
                "More than chance alone would explain."
                if p < SIGNIFICANCE
                else "The difference could be chance."
            )
    if abs(difference) < Decimal(1).scaleb(-decimals):
        return False, "The two figures are the same as shown."
    return True, "Compared as published; chance is not ruled out."


def two_proportion_p(x1: float, n1: float, x2: float, n2: float) -> float | None:
    """Two-sided p of the pooled two-proportion z test; None where it cannot be worked out."""
    if n1 <= 0 or n2 <= 0 or not (0 <= x1 <= n1 and 0 <= x2 <= n2):
        return None
    pooled = (x1 + x2) / (n1 + n2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    if spread == 0:
        return 1.0
    return math.erfc(abs(x1 / n1 - x2 / n2) / spread / math.sqrt(2))


def _named(difference: Decimal, polarity: Polarity) -> Direction:
    is_up = difference > 0
    if polarity is Polarity.HIGHER_IS_BETTER:
        return Direction.IMPROVED if is_up else Direction.WORSENED
    if polarity is Polarity.LOWER_IS_BETTER:
        return Direction.WORSENED if is_up else Direction.IMPROVED
    return Direction.INCREASED if is_up else Direction.DECREASED
