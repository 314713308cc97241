"""Counts: the two numbers behind a percentage or a rate, where they do give the published figure.

A publisher may have rounded the counts, or given those of another thing: an interval or a test
from counts that give another figure would be about another figure.
"""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.observations import Observation
from spfbook.framework.units import RATE_BASE, Unit

HALF = Decimal("0.5")


def counts_of(
    observation: Observation, base: int | None, decimals: int
) -> tuple[Decimal, Decimal] | None:
    """Numerator and denominator; None where they are not held or give another figure.

    `base`: 100 for a percentage, 1,000 for a rate per 1,000. They give the figure when they come
    within half a unit of its last decimal place shown (`decimals`): what rounding explains, and
    no more. A whole unit off is another figure.
    """
    x, n, value = observation.numerator, observation.denominator, observation.value
    if base is None or x is None or n is None or value is None:
        return None
    if not (x.is_finite() and n.is_finite() and value.is_finite()) or n <= 0 or x < 0:
        return None
    if abs(x * base / n - value) > HALF.scaleb(-decimals):
        return None
    return x, n


def base_of(is_percentage: bool, unit: Unit | None) -> int | None:
    """What a value is a number of parts of: 100, 1,000 ...; None where it is no share."""
    if is_percentage or unit is Unit.PERCENT:
        return 100
    return RATE_BASE.get(unit) if unit else None
