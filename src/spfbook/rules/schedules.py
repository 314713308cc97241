"""Schedules: targets in which time plays a part: by a date, in steps, for each year or month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from spfbook.framework.periods import Period, parse_period
from spfbook.framework.targets import Bound, PerPeriod, Schedule, Step, Threshold, Tolerance
from spfbook.rules.judgement import Evidence, Judgement, Status
from spfbook.rules.outturn import count_so_far, latest_value, outturn
from spfbook.rules.progress import (
    as_decimal,
    due_value,
    end_in_words,
    months_done,
    months_in,
    year_carried_on,
    year_of,
)
from spfbook.rules.running_totals import judge_total
from spfbook.rules.thresholds import miss_words, rate, target_sentence, words

MONTHS_IN_YEAR = 12


def judge_value(
    evidence: Evidence, value: Decimal, bound: Bound, target: Decimal, allowed: Tolerance,
    name: str = "the target",
) -> Judgement:  # fmt: skip
    """One value against one number."""
    status = rate(value, bound, target, allowed)
    reason = target_sentence(status, value, bound, target, name)
    judged = None if value == latest_value(evidence) else value
    if judged is not None:
        reason = f"{reason} The figures that share it come to {words(value)}."
    return Judgement(status, reason, target, judged=judged)


def with_deadline(
    judged: Judgement, by: str | None, evidence: Evidence, *, is_running_limit: bool = False
) -> Judgement:
    """`judged`, unless its day has not come: then green if it is met already, else not due.

    `is_running_limit`: a limit on a count that only grows; it is never met ahead of its day,
    and once passed it stays passed.
    """
    if by is None:
        return judged
    latest, deadline = evidence.latest, parse_period(by)
    assert latest is not None, "judge_status settles the rest"
    if latest.period.end >= deadline.end:
        return judged
    if is_running_limit and judged.status is not Status.GREEN:
        return judged
    if judged.status is Status.GREEN and not is_running_limit:
        reason = f"Meets the target ahead of its date, {deadline.label}."
        return Judgement(judged.status, reason, judged.against, judged=judged.judged)
    if evidence.period.end < deadline.end:
        reason = f"The target is for {deadline.label}."
        return Judgement(Status.NOT_DUE, reason, judged.against, judged=judged.judged)
    due = evidence.due(deadline)
    if evidence.arrears_months and evidence.day < due:
        when = parse_period(due.isoformat()).label
        reason = f"The target is for {deadline.label}, and its figure is due by {when}."
        return Judgement(Status.NOT_DUE, reason, judged.against, judged=judged.judged)
    return Judgement(
        Status.AWAITED,
        f"The target fell due in {deadline.label}, and the latest figure is for "
        f"{latest.period.in_sentence}.",
        judged.against,
        judged=judged.judged,
    )


def judge_threshold(evidence: Evidence, target: Threshold, allowed: Tolerance) -> Judgement:
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    judged = judge_value(evidence, value, target.bound, target.value, allowed)
    is_running_limit = evidence.cumulative and not target.bound.is_floor
    return with_deadline(judged, target.by, evidence, is_running_limit=is_running_limit)


def judge_schedule(evidence: Evidence, target: Schedule, allowed: Tolerance) -> Judgement:
    """Against the step that applies at the latest figure's period.

    The step whose stretch is running; else the last one reached. Before the first: green if
    met already, else not due. After the last: the last one still.
    """
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    step = _step_at(target.steps, latest.period.end)
    if step is None:
        return _before_the_first(evidence, target, allowed)
    period = parse_period(step.during or step.by or "")
    if step.during is not None and evidence.counted_since is not None:
        return judge_total(evidence, target, allowed)
    if step.during is not None:
        return _during(evidence, target, step.value, period, allowed)
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    name = "the target"
    if len(target.steps) > 1:
        name = f"the {words(step.value)} set for {period.in_sentence}"
    return judge_value(evidence, value, target.bound, step.value, allowed, name)


def _step_at(steps: Sequence[Step], day: date) -> Step | None:
    timed = [(parse_period(step.during or step.by or ""), step) for step in steps]
    running = [(p, step) for p, step in timed if step.during and p.contains(day)]
    reached = [(p, step) for p, step in timed if p.end <= day]
    found = max(running or reached, key=lambda each: each[0], default=None)
    return found[1] if found else None


def _before_the_first(
    evidence: Evidence, target: Schedule, allowed: Tolerance
) -> Judgement:
    first = min(target.steps, key=lambda step: parse_period(step.by or step.during or ""))
    if first.during is not None:
        # Nothing counted before a stretch begins counts towards it.
        label = parse_period(first.during).label
        return Judgement(Status.NOT_DUE, f"The target is for {label}.", first.value)
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    judged = judge_value(evidence, value, target.bound, first.value, allowed)
    is_running_limit = evidence.cumulative and not target.bound.is_floor
    return with_deadline(judged, first.by, evidence, is_running_limit=is_running_limit)


def _during(
    evidence: Evidence, target: Schedule, full: Decimal, stretch: Period, allowed: Tolerance
) -> Judgement:
    """A number for a stretch of time: that stretch, or a later year it is carried on to."""
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    year, carried = stretch, ""
    if latest.period.end > stretch.end:
        if months_in(stretch) != MONTHS_IN_YEAR:
            reason = f"The plan sets no number for a time after {stretch.in_sentence}."
            return Judgement(Status.NOT_JUDGEABLE, reason)
        year = year_carried_on(stretch, latest.period.end)
        carried = f" The plan sets none after {stretch.in_sentence}, so that one is carried on."
    judged = _within(evidence, target, full, year, allowed)
    return Judgement(
        judged.status, judged.reason + carried, judged.against, judged=judged.judged
    )


def judge_per_period(evidence: Evidence, target: PerPeriod, allowed: Tolerance) -> Judgement:
    if evidence.counted_since is not None:
        return judge_total(evidence, target, allowed)
    if target.per == "month":
        return _per_month(evidence, target, allowed)
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    length = months_in(latest.period)
    if length > MONTHS_IN_YEAR:
        return Judgement(
            Status.NOT_JUDGEABLE,
            "The latest figure covers more than a year, and the target is for one year.",
        )
    if length == MONTHS_IN_YEAR:
        value = outturn(evidence, target)
        if isinstance(value, Judgement):
            return value
        return judge_value(evidence, value, target.bound, target.value, allowed)
    year = year_of(latest.period)
    return _within(evidence, target, target.value, year, allowed, target.profile)


def _per_month(evidence: Evidence, target: PerPeriod, allowed: Tolerance) -> Judgement:
    """A figure for several months against as many times the month's number."""
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    months = Fraction(1)
    if evidence.cumulative:
        months = months_done(year_of(latest.period).start, latest.period.end)
    elif evidence.additive and latest.period.start != latest.period.end:
        months = months_in(latest.period)
    full = as_decimal(Fraction(target.value) * months)
    name = "the target"
    if months != 1:
        name = f"the {words(full)} for {words(as_decimal(months))} months"
    return judge_value(evidence, value, target.bound, full, allowed, name)


def _within(
    evidence: Evidence, target: Schedule | PerPeriod, full: Decimal, year: Period,
    allowed: Tolerance, profile: Sequence[Decimal] = (),
) -> Judgement:  # fmt: skip
    """A count that runs up to `full` over `year`, against the share of it due by now."""
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    is_level = latest.period.start == latest.period.end or not evidence.additive
    if is_level and not evidence.cumulative:
        # A level on a day, or a rate, does not build up: the whole number holds at any time.
        value = outturn(evidence, target)
        due = full
    else:
        value = count_so_far(evidence, target, year)
        due = due_value(full, latest.period.end, year, profile)
    if isinstance(value, Judgement):
        return value
    if due == full and (value == latest_value(evidence) or is_level):
        return judge_value(evidence, value, target.bound, full, allowed)
    status = rate(value, target.bound, due, allowed)
    whole = f"the year’s {words(full)}"
    if months_in(year) != MONTHS_IN_YEAR:
        whole = f"the {words(full)} for {year.in_sentence}"
    reason = _share_sentence(status, value, target.bound, due, due == full, whole, latest.period)
    judged = None if value == latest_value(evidence) else value
    return Judgement(status, reason, due, judged=judged)


def _share_sentence(
    status: Status, value: Decimal, bound: Bound, due: Decimal, is_whole: bool, whole: str,
    period: Period,
) -> str:  # fmt: skip
    """`Misses the share of the year’s 30,000 due by June 2021 …: 6,404 against 7,500.`"""
    part = whole
    if not is_whole:
        verb = "due" if bound.is_floor else "allowed"
        part = f"the share of {whole} {verb} by {end_in_words(period)}"
    if status is Status.GREEN:
        said = f"{'Meets' if bound.is_floor else 'Keeps within'} {part}"
    else:
        said = f"{'Misses' if bound.is_floor else 'Goes over'} {part}{miss_words(status)}"
    against = "" if is_whole else f" against {words(due)}"
    return f"{said}: {words(value)}{against}."
