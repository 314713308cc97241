"""Comparators: targets that are other places' figures for the same period."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, add_months, parse_period
from spfbook.framework.targets import Bound, Comparator, Tolerance
from spfbook.rules.judgement import WORST_FIRST, Evidence, Judgement, Status
from spfbook.rules.outturn import is_same, latest_value
from spfbook.rules.schedules import with_deadline
from spfbook.rules.thresholds import beside_sentence, miss_words, rate, room

TOO_FAR_BACK_INTERVALS = 2
"""Another place's figure that lies further back than twice the interval between figures is not
set beside ours (as for our own figures: STATISTICS 4, recommended 3)."""


def judge_comparator(
    evidence: Evidence, target: Comparator, polarity: Polarity, allowed: Tolerance
) -> Judgement:
    """The worst over the areas that have a figure; those without one are named."""
    judged = _judge_areas(evidence, target, polarity, allowed)
    if not judged.status.is_rated and target.by is not None:
        deadline = parse_period(target.by)
        if evidence.period.end < deadline.end:
            return Judgement(Status.NOT_DUE, f"The target is for {deadline.label}.")
    if not judged.status.is_rated:
        return judged
    return with_deadline(judged, target.by, evidence)


def _judge_areas(
    evidence: Evidence, target: Comparator, polarity: Polarity, allowed: Tolerance
) -> Judgement:
    if target.basis == "growth":
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The target compares growth since the baseline, which is not held for other places.",
        )
    if target.relation in ("top_rank", "top_quartile"):
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The target is a place among other councils, whose figures are not held.",
        )
    if target.combined_with:
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The target is shared by several indicators, and other places’ figures are not "
            "added up.",
        )
    parts = {
        area: _judge_area(evidence, target, area, polarity, allowed)
        for area in sorted(set(target.areas))
    }
    without = [part.reason for part in parts.values() if not part.status.is_rated]
    rated = {area: part for area, part in parts.items() if part.status.is_rated}
    if not rated:
        return Judgement(Status.NOT_JUDGEABLE, " ".join(without))
    found = min(rated.values(), key=lambda part: _badness(part, latest_value(evidence)))
    return Judgement(found.status, " ".join([found.reason, *without]), found.against)


def _badness(judged: Judgement, value: Decimal) -> tuple[int, Decimal]:
    """Worst first: among misses the widest, among those met the closest."""
    assert judged.against is not None, "a rated comparison has a figure"
    gap = abs(value - judged.against)
    is_met = judged.status is Status.GREEN
    return WORST_FIRST.index(judged.status), gap if is_met else -gap


def _judge_area(
    evidence: Evidence, target: Comparator, area: str, polarity: Polarity, allowed: Tolerance
) -> Judgement:
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    place = evidence.area_names.get(area, area.replace("-", " ").title())
    found = same_or_earlier(
        latest.period, evidence.comparators.get(area, ()), evidence.interval_months
    )
    name, note = f"{place}’s figure", ""
    if found is not None and found.value is not None:
        other = found.value
        if not is_same(found.period, latest.period):
            note = f" {place}’s latest figure is for {found.period.in_sentence}."
    elif target.value is not None and len(target.areas) == 1:
        other, name = target.value, f"the figure for {place} that the plan names"
    else:
        return Judgement(Status.NOT_JUDGEABLE, f"No figure is held for {place}.")
    judged = _beside(latest_value(evidence), target, other, polarity, allowed, name)
    return Judgement(judged.status, judged.reason + note, other)


def _beside(
    value: Decimal, target: Comparator, other: Decimal, polarity: Polarity, allowed: Tolerance,
    name: str,
) -> Judgement:  # fmt: skip
    bound = bound_beside(target, polarity)
    if bound is None:
        return _alike(value, other, allowed, name)
    status = rate(value, bound, other, allowed)
    return Judgement(status, beside_sentence(status, value, bound, other, name), other)


def bound_beside(target: Comparator, polarity: Polarity) -> Bound | None:
    """In line with a place is at least as good as it; None where neither way is better."""
    match target.relation:
        case "below":
            return Bound.LESS_THAN
        case "above":
            return Bound.MORE_THAN
        case _ if polarity is Polarity.LOWER_IS_BETTER:
            return Bound.AT_MOST
        case _ if polarity is Polarity.HIGHER_IS_BETTER:
            return Bound.AT_LEAST
        case _:
            return None


def _alike(value: Decimal, other: Decimal, allowed: Tolerance, name: str) -> Judgement:
    if value == other:
        return Judgement(Status.GREEN, f"The same as {name}.", other)
    is_near = abs(value - other) <= room(other, allowed)
    status = Status.AMBER if is_near else Status.RED
    side = "Lower" if value < other else "Higher"
    return Judgement(status, f"{side} than {name}{miss_words(status, 'the target’s')}.", other)


def same_or_earlier(
    period: Period, others: Sequence[Observation], interval_months: int
) -> Observation | None:
    """A place's value for the same period, or the nearest earlier one that is not too old."""
    known = [o for o in others if o.has_number]
    same = next((o for o in known if is_same(o.period, period)), None)
    if same is not None:
        return same
    past = [o for o in known if o.period.end <= period.end]
    found = max(past, key=lambda o: (o.period.end, o.period.start), default=None)
    if found is None:
        return None
    months = TOO_FAR_BACK_INTERVALS * interval_months
    return found if add_months(found.period.end, months) >= period.end else None
