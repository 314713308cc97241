"""Running totals: a count that never begins anew, against numbers set for years or stretches.

Only totals are compared: the total so far with all that was due since the count began. What one
year added is never taken for a total, nor a total for what one year added (STATISTICS 4,
recommended 3: against the profiled target for that point).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from spfbook.framework.periods import Period, month_of, parse_period
from spfbook.framework.targets import Bound, PerPeriod, Schedule, Step, Tolerance
from spfbook.rules.judgement import Evidence, Judgement, Status
from spfbook.rules.outturn import latest_value, outturn
from spfbook.rules.progress import as_decimal, due_value, end_in_words, months_done, year_of
from spfbook.rules.thresholds import miss_words, rate, words

MONTHS_IN_YEAR = 12


def judge_total(evidence: Evidence, target: PerPeriod | Schedule, allowed: Tolerance) -> Judgement:
    """The total so far against the share due over the whole life of the count."""
    latest = evidence.latest
    assert latest is not None, "judge_status settles the rest"
    assert evidence.counted_since is not None, "the caller settles the rest"
    if latest.period.end < evidence.counted_since:
        reason = "The latest figure is from before the count began."
        return Judgement(Status.NOT_JUDGEABLE, reason)
    value = outturn(evidence, target)
    if isinstance(value, Judgement):
        return value
    if isinstance(target, PerPeriod):
        due, rhythm = _due_each(evidence, target, latest.period), f" at {_rhythm(target)}"
    else:
        due, rhythm = _due_in_steps(target.steps, latest.period), ""
    status = rate(value, target.bound, due, allowed)
    said = _verdict(status, target.bound)
    verb = "due" if target.bound.is_floor else "allowed"
    since, until = month_of(evidence.counted_since).label, end_in_words(latest.period)
    reason = (
        f"{said} the {words(due)} {verb} from {since} to {until}{rhythm}"
        f"{'' if status is Status.GREEN else miss_words(status)}: {words(value)} in all."
    )
    judged = None if value == latest_value(evidence) else value
    return Judgement(status, reason, due, judged=judged)


def _due_each(evidence: Evidence, target: PerPeriod, latest: Period) -> Decimal:
    since = evidence.counted_since
    assert since is not None, "the caller settles the rest"
    if target.per == "month":
        return as_decimal(Fraction(target.value) * months_done(since, latest.end))
    if not target.profile:
        gone = months_done(since, latest.end) / MONTHS_IN_YEAR
        return as_decimal(Fraction(target.value) * gone)
    year = year_of(latest)
    years_before = max(0, year.start.year - year_of(month_of(since)).start.year)
    return target.value * years_before + due_value(target.value, latest.end, year, target.profile)


def _due_in_steps(steps: Sequence[Step], latest: Period) -> Decimal:
    """All of the stretches that are over, and the share of the one that is running."""
    stretches = [(parse_period(s.during), s.value) for s in steps if s.during is not None]
    return sum(
        (
            due_value(value, min(latest.end, stretch.end), stretch)
            for stretch, value in stretches
            if stretch.start <= latest.end
        ),
        start=Decimal(0),
    )


def _rhythm(target: PerPeriod) -> str:
    return f"{words(target.value)} a {target.per}"


def _verdict(status: Status, bound: Bound) -> str:
    if status is Status.GREEN:
        return "Meets" if bound.is_floor else "Keeps within"
    return "Misses" if bound.is_floor else "Goes over"
