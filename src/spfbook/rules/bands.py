"""Bands: how far apart two figures without an interval may be and still be called similar.

The band is the tolerance of the indicator's own target, or else the framework's for its unit
(STATISTICS, "Decided", 1). Two points are little of 50% and more than the whole of 1%, so a band
says no more than it can:

- further apart than the band: different (better, worse, higher or lower);
- within the band: similar, if the band is at most a fifth of either figure. A percentage counts
  by itself or by what it lacks to 100%, whichever is less, so that 96% beside 98% is judged as
  4% beside 2% is. With a band of 2 points, that is from 10% to 90%;
- within a band that is wider than that: not judged, and only the figures are given.

Where figures can fall below zero, a share of a figure says nothing: only a band in the
indicator's own unit is used there, and without one nothing is judged. Equal figures are similar
whatever the band.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.thresholds import room

WIDEST_SHARE = Decimal("0.2")
"""Of a figure, that a band may come to and still show two figures to be similar."""
WHOLE = 100


class Apart(Enum):
    """How far apart a band shows two figures to be."""

    SIMILAR = auto()
    DIFFERENT = auto()
    TOO_WIDE = auto()
    """The figures lie within a band that is too wide to call them similar."""
    NO_BAND = auto()
    """The band is a share of a figure, and such figures can fall below zero."""


def how_far_apart(
    own: Decimal, other: Decimal, band: Tolerance, *, unit: Unit | None, is_signed: bool = False
) -> Apart:
    """What `band` shows of two figures; `is_signed`: whether such figures can fall below zero."""
    gap, reach = abs(own - other), room(other, band)
    if gap == 0:
        return Apart.SIMILAR
    if is_signed and band.absolute is None:
        return Apart.NO_BAND
    if gap > reach:
        return Apart.DIFFERENT
    if is_signed:
        return Apart.SIMILAR
    scale = min(_scale(own, unit), _scale(other, unit))
    return Apart.SIMILAR if reach <= scale * WIDEST_SHARE else Apart.TOO_WIDE


def _scale(figure: Decimal, unit: Unit | None) -> Decimal:
    if unit is Unit.PERCENT and 0 <= figure <= WHOLE:
        return min(figure, WHOLE - figure)
    return abs(figure)
