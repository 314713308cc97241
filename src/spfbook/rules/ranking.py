"""Ranking: where a place stands among several, for one period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from spfbook.framework.framework import Peers
from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.comparison import SIZE_UNITS, Limits
from spfbook.rules.outturn import is_same

NOT_RANKED = SIZE_UNITS | {Unit.NOT_STATED}
"""What grows with the size of a place, or may."""
FEWEST_FIGURES = 8
"""To rank among, the council's own included: as many as NHS Digital asks of the simplest
statistics (STATISTICS 5)."""
MOST_MISSING = Decimal("0.25")
"""The share of the peers that may have no figure: with more, the place could be another by far."""


@dataclass(frozen=True)
class Rank:
    """A place among `of`, counted from the nearer end; those with equal values share the first
    of their places."""

    place: int
    from_lowest: bool
    of: int
    shared_by: int
    """How many have this value; 1 when nobody else has it."""


@dataclass(frozen=True)
class PeerRank:
    """A rank among the framework's peers."""

    rank: Rank
    among: str
    """What the peers and the council are called together (`London boroughs`)."""
    missing: int
    """How many peers have no figure for the period: none, or one that is hidden."""
    within: int | None
    """How many peers' figures the 95% interval of our own holds; None without an interval."""


@dataclass(frozen=True)
class Position:
    """How far a value lies from the middle of many (Oflog's measure)."""

    median: Decimal
    deviation: Decimal
    """The median of the distances from the median, not scaled."""
    distance: Decimal | None
    """Of the value from the median, in deviations; None where the deviation is 0."""


def rank_among_peers(
    own: Observation | None,
    others: Iterable[Observation],
    peers: Peers | None,
    *,
    polarity: Polarity,
    unit: Unit,
    limits: Limits | None = None,
    breaks: Sequence[Break] = (),
) -> PeerRank | None:
    """The rank of `own` among the peers' figures for the very same period.

    None where too few peers have one, where the unit grows with the size of a place, or where
    the series breaks within the period, so that places may have been counted in two ways.
    """
    if peers is None or own is None or not own.has_number or unit in NOT_RANKED:
        return None
    if any(own.period.start < parse_period(b.first_period).start <= own.period.end for b in breaks):
        return None
    theirs = values_in(own.period, others, of={area.id for area in peers.areas})
    missing = len(peers.areas) - len(theirs)
    if len(theirs) + 1 < FEWEST_FIGURES or missing > MOST_MISSING * len(peers.areas):
        return None
    rank = rank_of(own.value, theirs.values(), polarity=polarity)
    held = None if limits is None else sum(limits[0] <= v <= limits[1] for v in theirs.values())
    return PeerRank(rank, peers.name, missing, held)


def values_in(
    period: Period, observations: Iterable[Observation], *, of: Collection[str]
) -> Mapping[str, Decimal]:
    """The values for exactly `period` of the areas `of`, by area."""
    return {
        o.area: o.value
        for o in observations
        if o.has_number and o.area in of and is_same(o.period, period)
    }


def rank_of(own: Decimal, others: Collection[Decimal], *, polarity: Polarity) -> Rank:
    """The rank of `own` among itself and `others`; right in the middle it is counted from the
    better end, and from the highest where neither way is better."""
    lower, higher = sum(v < own for v in others), sum(v > own for v in others)
    is_low_good = polarity is Polarity.LOWER_IS_BETTER
    from_lowest = lower < higher or (lower == higher and is_low_good)
    ahead = lower if from_lowest else higher
    return Rank(ahead + 1, from_lowest, len(others) + 1, len(others) + 1 - lower - higher)


def position_among(values: Iterable[Decimal], value: Decimal) -> Position | None:
    """`value` among `values`; None where there are none."""
    known = list(values)
    if not known:
        return None
    middle = median(known)
    deviation = median(abs(each - middle) for each in known)
    distance = (value - middle) / deviation if deviation else None
    return Position(middle, deviation, distance)
