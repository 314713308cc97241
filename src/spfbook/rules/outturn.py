"""Outturn: the number that is set against a target, when it is not just the latest figure.

Indicators may share a target, so that their figures are added; a target for a year is set
against the count so far in that year.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.targets import Target
from spfbook.rules.judgement import Evidence, Judgement, Status
from spfbook.rules.progress import year_to_date


def latest_value(evidence: Evidence) -> Decimal:
    assert evidence.latest is not None, "judge_status settles the rest"
    assert evidence.latest.value is not None, "judge_status settles the rest"
    return evidence.latest.value


def outturn(evidence: Evidence, target: Target) -> Decimal | Judgement:
    """The latest value, with those of the indicators that share the target added.

    A judgement where one of theirs, for the same period, is not there to add.
    """
    total = latest_value(evidence)
    for known in _partners(evidence, target):
        found = _same_period(known, evidence)
        if isinstance(found, Judgement):
            return found
        assert found.value is not None, "_same_period settles the rest"
        total += found.value
    return total


def count_so_far(evidence: Evidence, target: Target, year: Period) -> Decimal | Judgement:
    """What has been counted from the start of `year` to the end of the latest period."""
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    if evidence.cumulative or (latest.period.start, latest.period.end) == (year.start, year.end):
        return outturn(evidence, target)
    if latest.period.start < year.start:
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The latest figure runs over the start of a year, and the target is for one.",
        )
    total = year_to_date(evidence.values, year)
    for known in _partners(evidence, target):
        found = _same_period(known, evidence)
        if isinstance(found, Judgement):
            return found
        theirs = year_to_date([o for o in known if o.period.end <= latest.period.end], year)
        total = None if total is None or theirs is None else total + theirs
    if total is None:
        return Judgement(
            Status.NOT_JUDGEABLE, "A figure earlier in the year is missing, so the sum is too."
        )
    return total


def _partners(evidence: Evidence, target: Target) -> list[tuple[Observation, ...]]:
    """The observations of each indicator that shares the target; none for one not given."""
    given: Sequence[Observation | Sequence[Observation] | None] = evidence.combined
    found: list[tuple[Observation, ...]] = []
    for place in range(len(target.combined_with)):
        one = given[place] if place < len(given) else None
        found.append(
            () if one is None else (one,) if isinstance(one, Observation) else tuple(one)
        )
    return found


def _same_period(known: Sequence[Observation], evidence: Evidence) -> Observation | Judgement:
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    same = next((o for o in known if is_same(o.period, latest.period)), None)
    if same is not None and same.missing is Missing.SUPPRESSED:
        return Judgement(
            Status.SUPPRESSED,
            "The target is shared with a figure that is hidden because it is about very few "
            "people.",
        )
    is_due = evidence.day >= evidence.due(latest.period)
    if (same is None or not same.has_number) and evidence.arrears_months and not is_due:
        when = parse_period(evidence.due(latest.period).isoformat()).label
        return Judgement(Status.NOT_DUE, f"A figure that shares this target is due by {when}.")
    if same is None or not same.has_number:
        return Judgement(
            Status.AWAITED,
            f"A figure that shares this target is awaited for {latest.period.in_sentence}.",
        )
    return same


def is_same(one: Period, other: Period) -> bool:
    """Whether both are the same days, however they are written."""
    return (one.start, one.end) == (other.start, other.end)
