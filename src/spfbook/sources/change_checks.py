"""What entries of `changes` must agree on: with the plan's time, each other and their own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from spfbook.errors import Problem
from spfbook.framework.changes import (
    Added,
    BaselineChange,
    Change,
    DefaultToleranceChange,
    Retired,
    TargetChange,
)
from spfbook.framework.framework import FrameworkFile, Plan
from spfbook.framework.history import before, tolerance_before
from spfbook.framework.indicators import Indicator
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.sources.word_checks import (
    Spot,
    baseline_problems,
    polarity_problems,
    target_problems,
)
from spfbook.sources.yaml_text import Lines


def indicator_change_problems(
    indicator: Indicator, plan: Plan, spot: Spot
) -> Iterator[Problem]:
    """All that is wrong with the `changes` of `indicator`, whose record stands at `spot`."""
    spots = [
        Spot(spot.lines, (*spot.place, "changes", i), f"{spot.name}: changes.{i}")
        for i in range(len(indicator.changes))
    ]
    yield from _times(indicator.changes, plan, spots)
    last = len(indicator.changes) - 1
    for i, change in enumerate(indicator.changes):
        if isinstance(change, Added) and i > 0:
            yield spots[i].problem("kind", "an indicator is added before anything else changes")
        if isinstance(change, Retired) and i < last:
            yield spots[i].problem("kind", "nothing changes after an indicator is retired")
    now = indicator
    for i, here in reversed(list(enumerate(spots))):
        change, earlier = indicator.changes[i], before(now)
        unknown = _unknown_component(change, now)
        if unknown:
            yield here.problem("component", unknown)
        else:
            yield from _values(change, earlier, now, here)
        # What changed on one day changed together: only then must it agree.
        if i == 0 or indicator.changes[i - 1].date < change.date:
            yield from _contradictions(earlier, here)
        now = earlier


def tolerance_change_problems(file: FrameworkFile, top: Lines) -> Iterator[Problem]:
    """All that is wrong with the `changes` of the plan as a whole."""
    spots = [Spot(top, ("changes", i), f"changes.{i}") for i in range(len(file.changes))]
    yield from _times(file.changes, file.plan, spots)
    for here in reversed(spots):
        earlier = tolerance_before(file)
        if earlier.tolerance == file.tolerance:
            yield here.problem("tolerance", "tolerance is the same before and after")
        file = earlier


def _times(
    changes: Sequence[Change | DefaultToleranceChange], plan: Plan, spots: Sequence[Spot]
) -> Iterator[Problem]:
    """Dates and first periods that lie outside the plan's time, or out of order."""
    dated: date | None = None
    begun: date | None = None
    for change, here in zip(changes, spots, strict=True):
        if not plan.start <= change.date <= plan.end:
            yield here.problem("date", f"date is {change.date}, {_outside(plan)}")
        if dated is not None and change.date < dated:
            message = f"date is {change.date}, before that of the entry above it ({dated}); "
            yield here.problem("date", message + "list the oldest first")
        dated = change.date
        try:
            since = parse_period(change.since)
        except PeriodError as problem:
            yield here.problem("since", f"since: {problem}")
            continue
        if since.end < plan.start or since.start > plan.end:
            yield here.problem("since", f"since is {since}, {_outside(plan)}")
        if begun is not None and since.start < begun:
            message = f"since is {since}, before that of the entry above it; "
            yield here.problem("since", message + "list the oldest first")
        begun = since.start


def _outside(plan: Plan) -> str:
    return f"outside the plan's time ({plan.start} to {plan.end})"


def _unknown_component(change: Change, now: Indicator) -> str | None:
    name = getattr(change, "component", None)
    if name is None or now.component(name) is not None:
        return None
    known = ", ".join(each.id for each in now.components) or "none"
    return f"component is {name!r}, which {now.id} does not have; it has: {known}"


def _values(
    change: Change, earlier: Indicator, now: Indicator, here: Spot
) -> Iterator[Problem]:
    """Old values that are the new ones, or do not stand in their own words."""
    match change:
        case Added() | Retired():
            return
        case TargetChange(target=target, target_text=words):
            yield from target_problems(target, words, here, "target")
        case BaselineChange(baseline=baseline, baseline_text=words):
            yield from baseline_problems(baseline, words, here, "baseline")
    if earlier.model_copy(update={"changes": now.changes}) == now:
        key = "measure" if change.kind == "definition" else change.kind
        yield here.problem(key, f"{key} is the same before and after")


def _contradictions(earlier: Indicator, here: Spot) -> Iterator[Problem]:
    """Targets that, as all of it was then, ask for what was worse."""
    for held in (earlier, *earlier.components):
        if held.target is not None:
            yield from polarity_problems(held.target, held.polarity, here)
