"""Thresholds: one value against one number. Green met, amber within tolerance, red beyond.

Compared as Decimals, unrounded. Boundaries are inclusive: on the number is met (unless the
target says more than or less than it), and exactly as far off as the tolerance is amber
(STATISTICS 4, recommended 2).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from spfbook.framework.targets import Bound, Tolerance
from spfbook.rules.judgement import Status

MINUS = "−"
SHOWN_PLACES = 2
"""Of a number in a reason; numbers are compared unrounded whatever is shown."""


def meets(value: Decimal, bound: Bound, target: Decimal) -> bool:
    match bound:
        case Bound.AT_LEAST:
            return value >= target
        case Bound.MORE_THAN:
            return value > target
        case Bound.AT_MOST:
            return value <= target
        case Bound.LESS_THAN:
            return value < target


def room(target: Decimal, allowed: Tolerance) -> Decimal:
    """How far off `target` is still amber. A relative tolerance of 0 is 0: no miss is near."""
    if allowed.absolute is not None:
        return allowed.absolute
    assert allowed.relative_pct is not None, "Tolerance holds one of the two"
    return abs(target) * allowed.relative_pct / 100


def rate(value: Decimal, bound: Bound, target: Decimal, allowed: Tolerance) -> Status:
    if meets(value, bound, target):
        return Status.GREEN
    is_near = abs(value - target) <= room(target, allowed)
    return Status.AMBER if is_near else Status.RED


def straddles(
    target: Decimal, lower: Decimal, upper: Decimal, bound: Bound = Bound.AT_LEAST
) -> bool:
    """Whether the two ends of a value's interval answer differently to whether it is met.

    Such a value is tagged uncertain; its colour stays (STATISTICS 2, recommended).
    """
    return meets(lower, bound, target) != meets(upper, bound, target)


def target_sentence(
    status: Status, value: Decimal, bound: Bound, target: Decimal, name: str = "the target"
) -> str:
    """`Misses the target, within its tolerance.`"""
    if status is Status.GREEN:
        return f"Meets {name}."
    if value == target:
        return f"Exactly at {name}, which asks for {_more(bound)} than that."
    return f"Misses {name}{miss_words(status)}."


def beside_sentence(
    status: Status, value: Decimal, bound: Bound, other: Decimal, name: str
) -> str:
    """For a target that is another figure: `Lower than the baseline, within tolerance.`"""
    if status is Status.GREEN:
        words = {
            Bound.AT_LEAST: "No lower than",
            Bound.MORE_THAN: "Higher than",
            Bound.AT_MOST: "No higher than",
            Bound.LESS_THAN: "Lower than",
        }[bound]
        return f"{words} {name}, as the target asks."
    if value == other:
        return f"The same as {name}; the target asks for {_more(bound)}."
    side = "Lower" if value < other else "Higher"
    return f"{side} than {name}{miss_words(status, 'the target’s')}."


def miss_words(status: Status, whose: str = "its") -> str:
    if status is Status.AMBER:
        return f", within {whose} tolerance"
    return f" by more than {whose} tolerance"


def _more(bound: Bound) -> str:
    return "more" if bound.is_floor else "less"


def words(number: Decimal) -> str:
    """A number in a sentence: `30,000`, `58.55`, `−4.5`."""
    shown = number
    if number.as_tuple().exponent < -SHOWN_PLACES:  # type: ignore[operator]
        shown = number.quantize(Decimal(1).scaleb(-SHOWN_PLACES), rounding=ROUND_HALF_UP)
    text = f"{abs(shown):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if shown < 0 else text
