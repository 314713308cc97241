"""Comparison: our value beside another place's for the same period: better, similar or worse.

By the 95% interval where there is one: better or worse only when the other figure lies outside
it, on its edge is similar (Fingertips; STATISTICS 2, Benchmarks). By a stated band otherwise,
as far as that can say (`bands`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.bands import Apart, how_far_apart
from spfbook.rules.comparators import same_or_earlier
from spfbook.rules.direction import Direction, Travel
from spfbook.rules.judgement import Judgement, Status
from spfbook.rules.outturn import is_same
from spfbook.rules.thresholds import words

SIZE_UNITS = frozenset({Unit.COUNT, Unit.TONNES, Unit.HOURS})
"""What grows with the size of a place, so that places cannot be compared by it."""

Limits = tuple[Decimal, Decimal]


class Standing(StrEnum):
    """How a value stands beside another; higher and lower where neither way is better."""

    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_JUDGED = "not_judged"
    """Both figures are held for like periods, and the band cannot say how they stand."""
    NOT_COMPARED = "not_compared"

    @property
    def is_judged(self) -> bool:
        return self not in (Standing.NOT_JUDGED, Standing.NOT_COMPARED)


@dataclass(frozen=True)
class Comparison:
    """A standing beside one place, and why."""

    area: str
    standing: Standing
    reason: str
    other: Observation | None = None
    """The place's observation: for the same period, or the nearest earlier one."""
    difference: Decimal | None = None
    """Ours minus theirs, in the indicator's unit."""
    band: Tolerance | None = None
    """What decided, or was too wide to; None where an interval did, or no band can be set."""


def compare(
    own: Observation | None,
    others: Sequence[Observation],
    *,
    area: str,
    name: str,
    polarity: Polarity,
    band: Tolerance,
    unit: Unit | None = None,
    limits: Limits | None = None,
    interval_months: int = 12,
    cumulative: bool = False,
    is_signed: bool = False,
    breaks: Sequence[Break] = (),
) -> Comparison:
    """`own` beside the place `area`, called `name`, whose observations are `others`.

    `limits` is the 95% interval of `own` where it was worked out and not published; `band` is
    how far apart two figures without an interval still count as similar; `is_signed` says that
    such figures can fall below zero.
    """
    if own is None or not own.has_number:
        return Comparison(area, Standing.NOT_COMPARED, "No figure of our own can be compared.")
    if unit in SIZE_UNITS:
        reason = "A number that grows with the size of a place is not compared."
        return Comparison(area, Standing.NOT_COMPARED, reason)
    other = same_or_earlier(own.period, others, interval_months)
    if other is None or not other.has_number:
        return Comparison(area, Standing.NOT_COMPARED, f"No figure is held for {name}.")
    barrier = _barrier(own.period, other.period, name, breaks, cumulative=cumulative)
    if barrier:
        return Comparison(area, Standing.NOT_COMPARED, barrier, other)
    found = published_limits(own) or limits
    by = None
    if found is not None:
        standing = beside(other.value, *found, polarity=polarity)
        reason = _by_interval(standing, name)
    else:
        apart = how_far_apart(own.value, other.value, band, unit=unit, is_signed=is_signed)
        standing = _standing(apart, polarity, is_above=own.value > other.value)
        by = None if apart is Apart.NO_BAND else band
        reason = _by_band(standing, name, by)
    if not is_same(other.period, own.period):
        reason = f"{reason} {name}’s latest figure is for {other.period.in_sentence}."
    return Comparison(area, standing, reason, other, own.value - other.value, by)


def beside(
    reference: Decimal, lower: Decimal, upper: Decimal, *, polarity: Polarity
) -> Standing:
    """An interval beside a number: similar as long as it holds it, its ends included."""
    if lower <= reference <= upper:
        return Standing.SIMILAR
    return _named(lower > reference, polarity)


def beside_interval(
    own: Limits | None, other: Limits | None, *, polarity: Polarity
) -> Standing:
    """Two intervals: similar as long as they share a number (stricter than 95%: p of 0.006)."""
    if own is None or other is None:
        return Standing.NOT_COMPARED
    if own[0] <= other[1] and other[0] <= own[1]:
        return Standing.SIMILAR
    return _named(own[0] > other[1], polarity)


def beside_target(
    target: Decimal, lower: Decimal, upper: Decimal, *, polarity: Polarity
) -> Standing:
    """An interval against a target, as Fingertips does: below it strictly, or from it on."""
    if upper < target:
        return _named(False, polarity)
    if lower >= target:
        return _named(True, polarity)
    return Standing.SIMILAR


def beside_range(
    value: Decimal, low: Decimal, high: Decimal, *, polarity: Polarity
) -> Standing:
    """A value beside two target values, as Fingertips does: similar from the lower one on, up
    to the upper one and without it. (A range that is promised is judged by status, which holds
    both ends.)"""
    if low <= value < high:
        return Standing.SIMILAR
    return _named(value >= high, polarity)


def published_limits(observation: Observation) -> Limits | None:
    """None where one is missing, is no number, or lies on the wrong side of the other."""
    lower, upper = observation.lower, observation.upper
    if lower is None or upper is None or lower.is_nan() or upper.is_nan() or lower > upper:
        return None
    return lower, upper


def is_red_and_worsening(judgement: Judgement, travel: Travel) -> bool:
    """Off target, and clearly worse than a year before."""
    return judgement.status is Status.RED and travel.direction is Direction.WORSENED


def is_worse_and_worsening(comparison: Comparison, travel: Travel) -> bool:
    """Clearly worse than another place, and clearly worse than a year before (“red-reds”)."""
    return comparison.standing is Standing.WORSE and travel.direction is Direction.WORSENED


def _standing(found: Apart, polarity: Polarity, *, is_above: bool) -> Standing:
    if found is Apart.DIFFERENT:
        return _named(is_above, polarity)
    return Standing.SIMILAR if found is Apart.SIMILAR else Standing.NOT_JUDGED


def _named(is_above: bool, polarity: Polarity) -> Standing:
    if polarity is Polarity.HIGHER_IS_BETTER:
        return Standing.BETTER if is_above else Standing.WORSE
    if polarity is Polarity.LOWER_IS_BETTER:
        return Standing.WORSE if is_above else Standing.BETTER
    return Standing.HIGHER if is_above else Standing.LOWER


def _barrier(
    own: Period, other: Period, name: str, breaks: Sequence[Break], *, cumulative: bool
) -> str | None:
    """Why an earlier figure of another place cannot stand beside ours."""
    if is_same(own, other):
        return None
    said = f"{name}’s latest figure, for {other.in_sentence}, cannot be compared: "
    if cumulative:
        return said + "the two counts run to different points in time."
    for each in breaks:
        if other.start < parse_period(each.first_period).start <= own.end:
            return said + each.reason[:1].lower() + each.reason[1:].rstrip(".") + "."
    return None


def _by_interval(standing: Standing, name: str) -> str:
    if standing is Standing.SIMILAR:
        return f"Similar to {name}: its figure lies within our 95% interval."
    return f"{standing.capitalize()} than {name}: its figure lies outside our 95% interval."


def _by_band(standing: Standing, name: str, band: Tolerance | None) -> str:
    if band is None:
        return f"Not judged against {name}: no band is set for figures that can fall below zero."
    reach = words(band.absolute) if band.absolute is not None else None
    if reach is None:
        assert band.relative_pct is not None, "Tolerance holds one of the two"
        reach = f"{words(band.relative_pct)}%"
    if standing is Standing.NOT_JUDGED:
        return f"Not judged against {name}: a band of {reach} is too wide for such figures."
    if standing is Standing.SIMILAR:
        return f"Similar to {name}: the figures are within {reach} of each other."
    return (
        f"{standing.capitalize()} than {name}: the figures are more than {reach} apart. "
        "Chance is not ruled out."
    )
