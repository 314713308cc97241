"""Direction of travel: this value against an earlier one, through polarity.

Headline: the same period a year before. The period before it only where that means something.
Neither where the target, its tolerance or the definition was another then.
A difference counts only when it is as large as the stated band (one unit as displayed, where
none is stated) and more than chance: by a test where the counts are known, by the published
intervals where those are (STATISTICS 4, recommended 3, 5 and 6; 2, Benchmarks). Direction
never changes a status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import Period, PeriodKind, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.counts import base_of
from spfbook.rules.difference import UNTESTED, Scale, is_clear
from spfbook.rules.outturn import is_same
from spfbook.rules.settled import Settled

SNAPSHOT_MOVES_DAYS = 15
"""How far a yearly count's own day may move (a night in autumn); less than the step between the
counts of two months."""
RUNNING_TOTAL = "The count runs on from its start, so that it can only grow."


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
    unit: Unit | None = None,
    cumulative: bool = False,
    is_running_total: bool = False,
    settled: Settled | None = None,
    band: Decimal | None = None,
) -> Travel:
    """The latest of `values` against the same period a year before.

    `cumulative`: each value includes the earlier ones of its year, so that only the same point
    of the year will do. `is_running_total`: it includes those of all years, and a year before it
    was smaller in any case. `settled`: the last change of the target or its tolerance; figures on
    both sides of it were promised different things. `band`: a difference smaller than this is no
    clear change.
    """
    scale = Scale(decimals, base_of(is_percentage, unit), band)
    latest = _latest(values)
    if isinstance(latest, Travel):
        return latest
    if is_running_total:
        return Travel(Direction.NOT_COMPARABLE, RUNNING_TOTAL)
    earlier = _a_year_before(values, latest)
    if earlier is None:
        return Travel(Direction.NO_EARLIER_VALUE, "No figure is held for a year before.")
    if not earlier.has_number:
        return _without_value(earlier)
    if cumulative and not _is_same_point(earlier.period, latest.period):
        reason = "The two counts run to different points of the year."
        return Travel(Direction.NOT_COMPARABLE, reason, earlier)
    return _between(earlier, latest, polarity, breaks, settled, scale)


def allow_for_interval(travel: Travel, limits: tuple[Decimal, Decimal] | None) -> Travel:
    """`travel` with an untested change called no clear change where the earlier figure lies
    within the latest one's 95% interval, the only one that is known."""
    if limits is None or travel.reason != UNTESTED or travel.earlier is None:
        return travel
    earlier = travel.earlier.value
    if earlier is None or not limits[0] <= earlier <= limits[1]:
        return travel
    reason = "The difference could be chance: the earlier figure lies within the interval."
    return replace(travel, direction=Direction.NO_CLEAR_CHANGE, reason=reason)


def judge_short_direction(
    values: Sequence[Observation],
    *,
    polarity: Polarity,
    decimals: int,
    is_percentage: bool,
    breaks: Sequence[Break] = (),
    unit: Unit | None = None,
    cumulative: bool = False,
    is_running_total: bool = False,
    seasonal: bool = False,
    settled: Settled | None = None,
    band: Decimal | None = None,
) -> Travel:
    """The latest of `values` against the period before it, where that means something.

    It does not where the count runs on, where the figures go up and down with the `seasonal`
    year (terms always do), where neighbours share data (a rolling year), or where the target or
    its tolerance was another for the period before.
    """
    scale = Scale(decimals, base_of(is_percentage, unit), band)
    latest = _latest(values)
    if isinstance(latest, Travel):
        return latest
    if is_running_total:
        return Travel(Direction.NOT_COMPARABLE, RUNNING_TOTAL)
    if cumulative:
        reason = "Each figure includes those before it in its year."
        return Travel(Direction.NOT_COMPARABLE, reason)
    if seasonal or latest.period.kind is PeriodKind.TERM:
        reason = "The figures rise and fall with the time of year."
        return Travel(Direction.NOT_COMPARABLE, reason)
    earlier = _before(values, latest)
    if earlier is None:
        return Travel(Direction.NO_EARLIER_VALUE, "No figure is held for the period before.")
    if not earlier.has_number:
        return _without_value(earlier)
    return _between(earlier, latest, polarity, breaks, settled, scale)


def _latest(values: Sequence[Observation]) -> Observation | Travel:
    latest = max(values, key=lambda o: (o.period.end, o.period.start), default=None)
    if latest is None:
        return Travel(Direction.NO_EARLIER_VALUE, "No figure is held.")
    return latest if latest.has_number else _without_value(latest)


def _without_value(observation: Observation) -> Travel:
    when = observation.period.in_sentence
    if observation.missing is Missing.SUPPRESSED:
        reason = f"The figure for {when} is hidden because it is about very few people."
        return Travel(Direction.NOT_COMPARABLE, reason)
    if observation.value is not None:
        return Travel(Direction.NOT_COMPARABLE, f"The figure for {when} is not a number.")
    return Travel(Direction.NO_EARLIER_VALUE, f"No figure is held for {when}.")


def _a_year_before(values: Sequence[Observation], latest: Observation) -> Observation | None:
    if latest.period.start.year == date.min.year:
        return None
    wanted = latest.period.year_earlier()
    exact = next((o for o in values if is_same(o.period, wanted)), None)
    if exact is not None or not _is_snapshot(latest.period):
        return exact
    near = [
        (abs((o.period.end - wanted.end).days), o.period.end, o)
        for o in values
        if _is_snapshot(o.period)
    ]
    near = [each for each in near if each[0] <= SNAPSHOT_MOVES_DAYS]
    return min(near, key=lambda each: each[:2])[2] if near else None


def _before(values: Sequence[Observation], latest: Observation) -> Observation | None:
    """The observation of the period that ends where the latest begins; of snapshots, the last."""
    earlier = [o for o in values if o.period.end < latest.period.end]
    if _is_snapshot(latest.period):
        snapshots = [o for o in earlier if _is_snapshot(o.period)]
        return max(snapshots, key=lambda o: o.period.end, default=None)
    rolling = [o for o in earlier if o.period.kind is latest.period.kind]
    if latest.period.is_pooled and any(latest.period.overlaps(o.period) for o in rolling):
        return max(rolling, key=lambda o: (o.period.end, o.period.start))
    if latest.period.start == date.min:
        return None
    day_before = latest.period.start - timedelta(days=1)
    adjacent = [
        o
        for o in earlier
        if o.period.end == day_before and o.period.kind is latest.period.kind
    ]
    return max(adjacent, key=lambda o: o.period.start, default=None)


def _is_snapshot(period: Period) -> bool:
    return period.start == period.end


def _is_same_point(earlier: Period, later: Period) -> bool:
    """Whether two counts that run on through the year end at the same point of it."""
    return is_same(earlier, later.year_earlier())


def _between(
    earlier: Observation, latest: Observation, polarity: Polarity, breaks: Sequence[Break],
    settled: Settled | None, scale: Scale,
) -> Travel:  # fmt: skip
    assert latest.value is not None, "the callers settle the rest"
    assert earlier.value is not None, "the callers settle the rest"
    broken = _break_between(earlier.period, latest.period, breaks)
    if broken:
        begins = parse_period(broken.first_period).in_sentence
        reason = f"Comparable figures begin with {begins}. {broken.reason}"
        return Travel(Direction.NOT_COMPARABLE, reason, earlier)
    if settled is not None and settled.is_between(earlier.period, latest.period):
        return Travel(Direction.NOT_COMPARABLE, settled.reason, earlier)
    if latest.period.overlaps(earlier.period):
        return Travel(Direction.NOT_COMPARABLE, "The two periods share data.", earlier)
    difference = latest.value - earlier.value
    clear, why = is_clear(latest, earlier, scale)
    direction = _named(difference, polarity) if clear else Direction.NO_CLEAR_CHANGE
    return Travel(direction, why, earlier, difference)


def _break_between(earlier: Period, later: Period, breaks: Sequence[Break]) -> Break | None:
    """A break after which `later` lies, or within which it begins to be counted anew."""
    for each in breaks:
        if earlier.start < parse_period(each.first_period).start <= later.end:
            return each
    return None


def _named(difference: Decimal, polarity: Polarity) -> Direction:
    is_up = difference > 0
    if polarity is Polarity.HIGHER_IS_BETTER:
        return Direction.IMPROVED if is_up else Direction.WORSENED
    if polarity is Polarity.LOWER_IS_BETTER:
        return Direction.WORSENED if is_up else Direction.IMPROVED
    return Direction.INCREASED if is_up else Direction.DECREASED
