"""Status: an outturn against its target, or the reason why there is none.

Rules and their authorities: docs/methods.md and STATISTICS sections 4.1 to 4.4. Numbers are
compared as Decimals, unrounded, boundaries inclusive. Direction of travel never changes a
status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.indicators import Baseline, Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import (
    Period,
    add_months,
    financial_year_of,
    parse_period,
)
from spfbook.framework.targets import (
    Bound,
    ByComponent,
    Comparator,
    Descriptive,
    Direction,
    NoTarget,
    PerPeriod,
    Range,
    Schedule,
    Target,
    Threshold,
    ToBeSet,
    Tolerance,
)
from spfbook.rules.progress import due_value, year_to_date

STALE_AFTER_INTERVALS = 2
"""A value older than twice the interval between values, plus its lag, is not judged
(STATISTICS 4, recommended 3)."""


class Status(StrEnum):
    """Green, amber, red, or one of seven reasons for none. Worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    AWAITED = "awaited"
    STALE = "stale"
    NOT_DUE = "not_due"
    SUPPRESSED = "suppressed"
    NOT_JUDGEABLE = "not_judgeable"
    TO_BE_SET = "to_be_set"
    NO_TARGET = "no_target"

    @property
    def is_rated(self) -> bool:
        return self in RATED


RATED = (Status.RED, Status.AMBER, Status.GREEN)


@dataclass(frozen=True)
class Judgement:
    """A status and why."""

    status: Status
    reason: str
    """One plain sentence."""
    against: Decimal | None = None
    """The number the value was compared with, where there is one."""
    parts: Mapping[str, Judgement] = field(default_factory=dict)
    """For an indicator of several components: that of each, by component id."""


@dataclass(frozen=True)
class Evidence:
    """What a status is judged on, all of it known by the edition's as-at date."""

    values: Sequence[Observation]
    """The council's own observations in order of time, none after the edition's period."""
    period: Period
    """The edition's."""
    baseline: Baseline | None = None
    comparators: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    """By area id."""
    combined: Sequence[Observation | None] = ()
    """The latest observations of the indicators that share the target."""
    interval_months: int = 12
    """Between one value and the next."""
    lag_days: int = 0
    cumulative: bool = False
    """Values run on through the year."""

    @property
    def latest(self) -> Observation | None:
        return self.values[-1] if self.values else None


def judge_status(
    evidence: Evidence, target: Target, *, polarity: Polarity, tolerance: Tolerance
) -> Judgement:
    """The status of one series of values against `target`.

    `tolerance` is the framework's default for the unit; the target's own goes before it.
    """
    reason = _why_unrated(evidence, target)
    if reason is not None:
        return reason
    allowed = target.tolerance or tolerance
    match target:
        case Threshold():
            return _threshold(evidence, target, allowed)
        case Range():
            return _range(evidence, target, allowed)
        case Schedule():
            return _schedule(evidence, target, allowed)
        case PerPeriod():
            return _per_period(evidence, target, allowed)
        case Direction():
            return _direction(evidence, target, allowed)
        case Comparator():
            return _comparator(evidence, target, polarity, allowed)
        case ByComponent():
            return Judgement(Status.NOT_JUDGEABLE, "Each part has a target of its own.")
        case _:
            raise AssertionError(f"_why_unrated settles {target.kind}")


def worst_first(parts: Mapping[str, Judgement]) -> Judgement:
    """The status of an indicator of several components: the worst of those that are rated."""
    assert parts, "an indicator judged by its components has some"
    rated = {name: part for name, part in parts.items() if part.status.is_rated}
    order = list(Status)
    name, worst = min((rated or parts).items(), key=lambda item: order.index(item[1].status))
    if not rated:
        return Judgement(worst.status, worst.reason, parts=parts)
    reason = f"The worst of {len(rated)} rated parts. {worst.reason}" if len(parts) > 1 else (
        worst.reason
    )
    return Judgement(worst.status, reason, worst.against, parts)


def is_stale(observation: Observation, evidence: Evidence) -> bool:
    """Whether the value is too old to judge the edition's period by."""
    months = STALE_AFTER_INTERVALS * evidence.interval_months
    limit = add_months(observation.period.end, months)
    return (evidence.period.end - limit).days > evidence.lag_days


def _why_unrated(evidence: Evidence, target: Target) -> Judgement | None:
    match target:
        case NoTarget():
            return Judgement(Status.NO_TARGET, "The plan sets no target.")
        case ToBeSet(after=after):
            waits = f" {after[0].upper()}{after[1:]}." if after else ""
            return Judgement(Status.TO_BE_SET, f"The target is still to be set.{waits}")
        case Descriptive(reason=reason):
            return Judgement(Status.NOT_JUDGEABLE, reason)
    latest = evidence.latest
    if latest is None:
        return Judgement(Status.AWAITED, "No figure is held for this report.")
    if latest.missing is Missing.SUPPRESSED:
        return Judgement(Status.SUPPRESSED, "Hidden because it is about very few people.")
    if latest.value is None:
        return Judgement(Status.AWAITED, f"No figure was published for {latest.period.label}.")
    if is_stale(latest, evidence):
        return Judgement(
            Status.STALE, f"The latest figure, for {latest.period.label}, is too old to judge by."
        )
    return None


def _threshold(evidence: Evidence, target: Threshold, allowed: Tolerance) -> Judgement:
    value = _combined(evidence, target)
    if value is None:
        return Judgement(Status.AWAITED, "A figure that shares this target is awaited.")
    judged = _against(value, target.bound, target.value, allowed)
    if target.by is None or judged.status is Status.GREEN:
        return judged
    return judged if _reached(target.by, evidence) else _not_due(target.by, target.value)


def _range(evidence: Evidence, target: Range, allowed: Tolerance) -> Judgement:
    value = _value(evidence)
    if value < target.low:
        return _against(value, Bound.AT_LEAST, target.low, allowed)
    return _against(value, Bound.AT_MOST, target.high, allowed)


def _schedule(evidence: Evidence, target: Schedule, allowed: Tolerance) -> Judgement:
    reached = [s for s in target.steps if s.by and _reached(s.by, evidence)]
    running = [s for s in target.steps if s.during and _runs(s.during, evidence)]
    value = _combined(evidence, target)
    if value is None:
        return Judgement(Status.AWAITED, "A figure that shares this target is awaited.")
    if running:
        step = running[-1]
        if not target.cumulative and not evidence.cumulative and not target.combined_with:
            value = year_to_date(evidence.values, parse_period(step.during or ""))
        return _profiled(evidence, value, target.bound, step.value, step.during or "", allowed)
    if reached:
        return _against(value, target.bound, reached[-1].value, allowed)
    first = target.steps[0]
    judged = _against(value, target.bound, first.value, allowed)
    if judged.status is Status.GREEN:
        return judged
    return _not_due(first.by or first.during or "", first.value)


def _per_period(evidence: Evidence, target: PerPeriod, allowed: Tolerance) -> Judgement:
    latest = evidence.latest
    assert latest is not None
    if target.per == "month" or latest.period.end == latest.period.start:
        return _against(_value(evidence), target.bound, target.value, allowed)
    year = financial_year_of(latest.period.end).text
    value = _value(evidence)
    if not evidence.cumulative:
        value = year_to_date(evidence.values, parse_period(year))
    return _profiled(
        evidence, value, target.bound, target.value, year, allowed, target.profile
    )


def _profiled(
    evidence: Evidence, value: Decimal | None, bound: Bound, full: Decimal, year: str,
    allowed: Tolerance, profile: Sequence[Decimal] = (),
) -> Judgement:  # fmt: skip
    """A running count against the share of the year's target due at this point."""
    latest = evidence.latest
    assert latest is not None
    if value is None:
        return Judgement(
            Status.NOT_JUDGEABLE, "A figure earlier in the year is missing, so the sum is too."
        )
    due = due_value(full, latest.period.end, parse_period(year), profile)
    judged = _against(value, bound, due, allowed)
    if due == full:
        return judged
    reason = f"{judged.reason} The share of the year's {full:,} due by then is {due:,.4g}."
    return Judgement(judged.status, reason, due)


def _direction(evidence: Evidence, target: Direction, allowed: Tolerance) -> Judgement:
    if evidence.baseline is None or evidence.baseline.value is None:
        return Judgement(
            Status.NOT_JUDGEABLE, "The target is a direction, and the plan gives no baseline."
        )
    bound = {
        "increase": Bound.MORE_THAN,
        "no_reduction": Bound.AT_LEAST,
        "reduction": Bound.LESS_THAN,
        "no_increase": Bound.AT_MOST,
    }[target.want]
    return _against(_value(evidence), bound, evidence.baseline.value, allowed, "the baseline")


def _comparator(
    evidence: Evidence, target: Comparator, polarity: Polarity, allowed: Tolerance
) -> Judgement:
    if target.by is not None and not _reached(target.by, evidence):
        return _not_due(target.by, None)
    if target.relation in ("top_rank", "top_quartile") or target.basis == "growth":
        return Judgement(
            Status.NOT_JUDGEABLE, "The figures of the other councils are not held."
        )
    is_low_good = polarity is Polarity.LOWER_IS_BETTER
    bound = {
        "below": Bound.LESS_THAN,
        "above": Bound.MORE_THAN,
    }.get(target.relation, Bound.AT_MOST if is_low_good else Bound.AT_LEAST)
    parts: dict[str, Judgement] = {}
    for area in target.areas:
        other = _same_or_earlier(evidence, area)
        name = area.replace("-", " ").title()
        if other is None or other.value is None:
            parts[area] = Judgement(Status.NOT_JUDGEABLE, f"No figure is held for {name}.")
            continue
        assert evidence.latest is not None
        same = other.period == evidence.latest.period
        named = f"{name}’s figure"
        judged = _against(_value(evidence), bound, other.value, allowed, named)
        earlier = "" if same else f" {named} is for {other.period.label}."
        parts[area] = Judgement(judged.status, judged.reason + earlier, judged.against)
    order = list(Status)
    return min(parts.values(), key=lambda part: order.index(part.status))


def _same_or_earlier(evidence: Evidence, area: str) -> Observation | None:
    """The comparator's value for the same period, or the nearest earlier one."""
    latest = evidence.latest
    assert latest is not None
    past = [
        o
        for o in evidence.comparators.get(area, ())
        if o.value is not None and o.period.end <= latest.period.end
    ]
    return past[-1] if past else None


def _against(
    value: Decimal, bound: Bound, target: Decimal, allowed: Tolerance, name: str = "the target"
) -> Judgement:
    """Green: met. Amber: missed by no more than the tolerance. Red: beyond."""
    met = {
        Bound.AT_LEAST: value >= target,
        Bound.MORE_THAN: value > target,
        Bound.AT_MOST: value <= target,
        Bound.LESS_THAN: value < target,
    }[bound]
    if met:
        return Judgement(Status.GREEN, f"Meets {name}.", target)
    room = _room(target, allowed)
    if abs(value - target) <= room and room > 0:
        return Judgement(Status.AMBER, f"Misses {name}, within its tolerance.", target)
    return Judgement(Status.RED, f"Misses {name} by more than its tolerance.", target)


def _room(target: Decimal, allowed: Tolerance) -> Decimal:
    """How far off `target` is still amber; a target of 0 has no relative tolerance."""
    if allowed.absolute is not None:
        return allowed.absolute
    assert allowed.relative_pct is not None, "Tolerance holds one of the two"
    return abs(target) * allowed.relative_pct / 100


def _value(evidence: Evidence) -> Decimal:
    latest = evidence.latest
    assert latest is not None and latest.value is not None, "_why_unrated settles the rest"
    return latest.value


def _combined(evidence: Evidence, target: Threshold | Schedule) -> Decimal | None:
    """The value, with those of the indicators that share the target added."""
    total = _value(evidence)
    if len(evidence.combined) < len(target.combined_with):
        return None
    for other in evidence.combined:
        if other is None or other.value is None:
            return None
        total += other.value
    return total


def _reached(period: str, evidence: Evidence) -> bool:
    """Whether the latest value is about the end of `period` or later."""
    latest = evidence.latest
    assert latest is not None
    return latest.period.end >= parse_period(period).end


def _runs(period: str, evidence: Evidence) -> bool:
    latest = evidence.latest
    assert latest is not None
    return parse_period(period).contains(latest.period.end)


def _not_due(period: str, value: Decimal | None) -> Judgement:
    when = parse_period(period).label
    return Judgement(Status.NOT_DUE, f"The target is for {when}.", value)


