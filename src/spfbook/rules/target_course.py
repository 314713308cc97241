"""The target over time: which number held for each figure of a series.

A target did not hold before it was set: the plan's from the plan's first day, one that a change
brought from the first period of that change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from spfbook.framework.changes import Added
from spfbook.framework.framework import Framework
from spfbook.framework.history import before
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Observation, Observations
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.targets import (
    Comparator,
    Direction,
    Range,
    Schedule,
    Target,
    Threshold,
    numbers_of,
)
from spfbook.rules.judging import Judged, judge_part
from spfbook.rules.part import Part


@dataclass(frozen=True)
class Stretch:
    """A time over which one target held."""

    start: date
    end: date
    values: tuple[Decimal, ...]
    """Its number; of a range both ends, the lower one first."""
    target: Target


def target_course(
    part: Part,
    shown: Sequence[Observation],
    framework: Framework,
    observations: Observations,
    period: Period,
) -> tuple[Stretch, ...]:
    """The part's target under the figures `shown` and on to the end of `period`, in order of time.

    None for a target without a number of its own (a direction, other places), and for one that
    any figure is added to others for, since the series shows the parts of that sum.
    """
    if not part.is_assessed or not shown or isinstance(part.target, Comparator | Direction):
        return ()
    versions = list(_versions(part.indicator, framework.file.plan.start))
    found: list[Stretch] = []
    last = shown[0].period.start
    for each in shown:
        held = [version for version in versions if version[0] <= each.period.end]
        if held:
            since, indicator = held[0]
            is_next = found and found[-1].end == last
            start = last if is_next else max(last, since)
            judged = _judged(part, indicator, framework, observations, each.period)
            if judged is not None and judged.judgement.judged is not None:
                return ()
            found += _under(judged, start, each.period.end)
        last = each.period.end
    found += _afterwards(part, found, max(last, versions[0][0]), period.end)
    return tuple(_joined(found))


def _versions(indicator: Indicator, start: date) -> Iterator[tuple[date, Indicator]]:
    """The indicator as it is, and as it was before each of its changes, with the first day for
    which that held; the last one first."""
    while indicator.changes:
        last = indicator.changes[-1]
        yield max(start, last.begins), indicator
        if isinstance(last, Added):
            return
        indicator = before(indicator)
    yield start, indicator


def _judged(
    part: Part, indicator: Indicator, framework: Framework, observations: Observations,
    at: Period,
) -> Judged | None:  # fmt: skip
    """The figure of `at` as a report of its own time would have judged it."""
    component = indicator.component(part.component.id) if part.component else None
    if part.component and component is None:
        return None
    return judge_part(indicator, component, framework, observations, at)


def _under(judged: Judged | None, start: date, end: date) -> list[Stretch]:
    """What a figure was set against, as a stretch of time; or none."""
    if judged is None or isinstance(judged.target, Comparator | Direction):
        return []
    values = _values(judged.target, judged.judgement.against)
    return [Stretch(start, end, values, judged.target)] if values and start < end else []


def _afterwards(
    part: Part, found: Sequence[Stretch], start: date, end: date
) -> list[Stretch]:
    """The target that holds from the last figure to the end of the report's period."""
    if start >= end:
        return []
    values: tuple[Decimal, ...] = ()
    match part.target:
        case Threshold() | Range():
            values = _values(part.target, None)
        case Schedule(steps=steps) if all(step.by for step in steps):
            reached = [s.value for s in steps if parse_period(s.by or "").end <= end]
            values = tuple(reached[-1:])
        case target if not found and part.judgement.judged is None:
            values = _values(target, part.judgement.against)
    return [Stretch(start, end, values, part.target)] if values else []


def _values(target: Target, against: Decimal | None) -> tuple[Decimal, ...]:
    if isinstance(target, Threshold | Range):
        return numbers_of(target)
    return () if against is None else (against,)


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Those of one number that follow each other, as one."""
    for _, group in groupby(stretches, key=lambda each: each.values):
        same = list(group)
        yield replace(same[-1], start=same[0].start)
