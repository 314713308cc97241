"""Ranking: where a place stands among several, for one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period
from spfbook.rules.outturn import is_same


@dataclass(frozen=True)
class Rank:
    """A place among `of`; those with equal values share the first of their places."""

    place: int
    of: int
    shared_by: int
    """How many have this value; 1 when nobody else has it."""
    reason: str
    """`3rd of 33, the highest first.`"""


@dataclass(frozen=True)
class Position:
    """How far a value lies from the middle of many (Oflog's measure)."""

    median: Decimal
    deviation: Decimal
    """The median of the distances from the median, not scaled."""
    distance: Decimal | None
    """Of the value from the median, in deviations; None where the deviation is 0."""


def values_in(period: Period, observations: Iterable[Observation]) -> dict[str, Decimal]:
    """The values for exactly `period`, by area."""
    return {
        o.area: o.value
        for o in observations
        if o.value is not None and is_same(o.period, period)
    }


def rank_among(
    values: Mapping[str, Decimal], area: str, *, polarity: Polarity
) -> Rank | None:
    """The rank of `area` by `values`, the best first; the highest first where neither way is
    better. None without its value, or without another's."""
    if area not in values or len(values) < 2:
        return None
    own, lowest_first = values[area], polarity is Polarity.LOWER_IS_BETTER
    ahead = sum(v < own if lowest_first else v > own for v in values.values())
    shared = sum(v == own for v in values.values())
    order = "lowest" if lowest_first else "highest"
    also = f", shared by {shared}" if shared > 1 else ""
    reason = f"{_ordinal(ahead + 1)} of {len(values)}, the {order} first{also}."
    return Rank(ahead + 1, len(values), shared, reason)


def position_among(values: Iterable[Decimal], value: Decimal) -> Position | None:
    """`value` among `values`; None where there are none."""
    known = list(values)
    if not known:
        return None
    middle = median(known)
    deviation = median(abs(each - middle) for each in known)
    distance = (value - middle) / deviation if deviation else None
    return Position(middle, deviation, distance)


def _ordinal(number: int) -> str:
    last_two = number % 100
    ending = "th" if 10 <= last_two <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
