"""Status: an outturn against its target, or the reason why there is none.

Rules and their authorities: the methods page and STATISTICS sections 4.1 to 4.4. Numbers are
compared as Decimals, unrounded, boundaries inclusive. Direction of travel never changes a
status.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import add_months, parse_period
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
from spfbook.rules.comparators import judge_comparator
from spfbook.rules.judgement import RATED, Evidence, Judgement, Status, worst
from spfbook.rules.outturn import latest_value, outturn
from spfbook.rules.schedules import judge_per_period, judge_schedule, judge_threshold
from spfbook.rules.thresholds import beside_sentence, miss_words, rate

__all__ = [
    "RATED",
    "Evidence",
    "Judgement",
    "Status",
    "is_stale",
    "judge_status",
    "worst_first",
]

STALE_AFTER_INTERVALS = 2
"""A value older than twice the interval between values, plus the time it takes to come (the
series' lag, or the plan's arrears where those are longer), is not judged (STATISTICS 4,
recommended 3)."""


def judge_status(
    evidence: Evidence, target: Target, *, polarity: Polarity, tolerance: Tolerance
) -> Judgement:
    """The status of one series of values against `target`.

    `tolerance` is the framework's default for the unit; the target's own goes before it.
    """
    reason = _without_target(evidence, target) or _without_value(evidence)
    if reason is not None:
        return reason
    allowed = target.tolerance or tolerance
    match target:
        case Threshold():
            return judge_threshold(evidence, target, allowed)
        case Range():
            return _range(evidence, target, allowed)
        case Schedule():
            return judge_schedule(evidence, target, allowed)
        case PerPeriod():
            return judge_per_period(evidence, target, allowed)
        case Direction():
            return _direction(evidence, target, allowed)
        case Comparator():
            return judge_comparator(evidence, target, polarity, allowed)
        case _:
            raise AssertionError(f"no rule judges a target of kind {target.kind}")


def worst_first(parts: Mapping[str, Judgement]) -> Judgement:
    """The status of an indicator of several components: the worst of those that are rated."""
    assert parts, "an indicator judged by its components has some"
    rated = sum(part.status.is_rated for part in parts.values())
    _, found = worst(parts)
    reason = found.reason
    if rated > 1:
        reason = f"The worst of {rated} rated parts. {reason}"
    elif rated == 1 and len(parts) > 1:
        reason = f"Only one of its {len(parts)} parts is rated. {reason}"
    return Judgement(found.status, reason, found.against, parts, found.judged)


def is_stale(observation: Observation, evidence: Evidence) -> bool:
    """Whether the value is too old to judge the edition's period by."""
    months = STALE_AFTER_INTERVALS * evidence.interval_months
    limit = add_months(observation.period.end, months)
    in_arrears = add_months(limit, evidence.arrears_months)
    return evidence.period.end > max(limit + timedelta(days=evidence.lag_days), in_arrears)


def _without_target(evidence: Evidence, target: Target) -> Judgement | None:
    """What can be said whatever the figures are."""
    match target:
        case NoTarget():
            return Judgement(Status.NO_TARGET, "The plan sets no target.")
        case ByComponent():
            return Judgement(
                Status.NO_TARGET, "The plan sets targets for parts of this, and none for it."
            )
        case ToBeSet():
            return Judgement(Status.TO_BE_SET, _to_be_set(evidence, target))
        case Descriptive(reason=reason):
            return Judgement(Status.NOT_JUDGEABLE, reason)
        case _:
            return None


def _to_be_set(evidence: Evidence, target: ToBeSet) -> str:
    after = f" after {target.after}" if target.after else ""
    said = f"The target will be set{after}." if after else "The target is still to be set."
    if target.due is None:
        return said
    day = parse_period(target.due.isoformat()).label
    verb = "was" if target.due < evidence.period.end else "is"
    return f"{said} It {verb} due to be set by {day}."


def _without_value(evidence: Evidence) -> Judgement | None:
    """Why the latest figure cannot be judged: awaited, hidden, or too old."""
    latest = evidence.latest
    if latest is None:
        return _none_held(evidence)
    if latest.missing is Missing.SUPPRESSED:
        return Judgement(Status.SUPPRESSED, "Hidden because it is about very few people.")
    if latest.value is None:
        when = latest.period.in_sentence
        return Judgement(Status.AWAITED, f"No figure was published for {when}.")
    if not latest.value.is_finite():
        return Judgement(Status.NOT_JUDGEABLE, "The latest figure is not a number.")
    if is_stale(latest, evidence):
        return Judgement(
            Status.STALE,
            f"The latest figure, for {latest.period.in_sentence}, is too old to judge by.",
        )
    return None


def _none_held(evidence: Evidence) -> Judgement:
    if evidence.first_due is not None and evidence.day < evidence.first_due:
        when = parse_period(evidence.first_due.isoformat()).label
        return Judgement(Status.NOT_DUE, f"The first figure is due by {when}.")
    return Judgement(Status.AWAITED, "No figure is held for this report.")


def _range(evidence: Evidence, target: Range, allowed: Tolerance) -> Judgement:
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    judged = None if value == latest_value(evidence) else value
    if target.low <= value <= target.high:
        return Judgement(Status.GREEN, "Within the target’s range.", judged=judged)
    is_below = value < target.low
    bound, end = (Bound.AT_LEAST, target.low) if is_below else (Bound.AT_MOST, target.high)
    status = rate(value, bound, end, allowed)
    side = "Below" if is_below else "Above"
    return Judgement(status, f"{side} the target’s range{miss_words(status)}.", end, judged=judged)


BOUND_WANTED = {
    "increase": Bound.MORE_THAN,
    "no_reduction": Bound.AT_LEAST,
    "reduction": Bound.LESS_THAN,
    "no_increase": Bound.AT_MOST,
}


def _direction(evidence: Evidence, target: Direction, allowed: Tolerance) -> Judgement:
    if evidence.baseline is None or evidence.baseline.value is None:
        return Judgement(
            Status.NOT_JUDGEABLE, "The target is a direction, and the plan gives no baseline."
        )
    if target.combined_with:
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The target is a direction for several indicators together, and the plan gives no "
            "baseline for them together.",
        )
    if evidence.baseline_broken:
        reason = evidence.baseline_broken.rstrip(".")
        return Judgement(
            Status.NOT_JUDGEABLE, f"The latest figure cannot be set against the baseline. {reason}."
        )
    value, baseline = latest_value(evidence), evidence.baseline.value
    bound = BOUND_WANTED[target.want]
    status = rate(value, bound, baseline, allowed)
    reason = beside_sentence(status, value, bound, baseline, "the baseline")
    return Judgement(status, reason, baseline)
