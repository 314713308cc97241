"""History: the framework as it stood for an earlier report, and what has changed between two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from spfbook.framework.changes import (
    Added,
    BaselineChange,
    Change,
    ComponentsChange,
    DefaultTolerance,
    DefaultToleranceChange,
    DefinitionChange,
    PolarityChange,
    Retired,
    TargetChange,
    ToleranceChange,
)
from spfbook.framework.components import Component
from spfbook.framework.framework import Framework, FrameworkFile, Row, Theme
from spfbook.framework.indicators import Indicator, RepeatedRow
from spfbook.framework.periods import Period


@dataclass(frozen=True)
class Step:
    """One change with what it replaced and what it brought, whole."""

    change: Change | DefaultToleranceChange
    indicator: Indicator | None
    """The indicator as it is now; None for a change to the whole plan."""
    theme: Theme | None
    before: Indicator | DefaultTolerance | None
    """As it was; None for an indicator that is new."""
    after: Indicator | DefaultTolerance | None
    """As it then became; None for an indicator that was given up."""


def changes_between(framework: Framework, after: date, until: date) -> tuple[Step, ...]:
    """The changes dated later than `after` and not later than `until`, oldest first; those of one
    day in the plan's order, what concerns the whole plan before them."""
    found = [step for step in _all_steps(framework) if after < step.change.date <= until]
    return tuple(sorted(found, key=lambda step: step.change.date))


def as_it_stood(framework: Framework, period: Period, as_at: date) -> Framework:
    """`framework` as a report of `period` made by `as_at` has it.

    A change counts once it is dated by `as_at` and its first period has begun by the end of
    `period`. The `changes` left are those that count. An indicator that is not yet there, or no
    longer, is left out with the rows that repeat it; `retired` has those no longer there.
    """
    file = _file_at(framework.file, period, as_at)
    if file is framework.file and not any(i.changes for i in framework.indicators.values()):
        return framework
    stood = {name: _stood(i, period, as_at) for name, i in framework.indicators.items()}
    gone = {name for name, found in stood.items() if found is None}
    rows = [row for row in framework.rows() if row.indicator.id in gone and not row.is_repeat]
    priorities = tuple(
        replace(priority, themes=tuple(_theme(theme, stood) for theme in priority.themes))
        for priority in framework.priorities
    )
    retired = tuple(row for row in rows if _is_over(row.indicator, period, as_at))
    return replace(framework, file=file, priorities=priorities, retired=retired)


def before(indicator: Indicator) -> Indicator:
    """`indicator` as it was before the last of its changes."""
    *earlier, last = indicator.changes
    return _undone(indicator, last).model_copy(update={"changes": tuple(earlier)})


def tolerance_before(file: FrameworkFile) -> FrameworkFile:
    """`file` as it was before the last change of its default tolerances."""
    *earlier, last = file.changes
    return file.model_copy(update={"tolerance": last.tolerance, "changes": tuple(earlier)})


def all_components(indicator: Indicator) -> dict[str, Component]:
    """Its components by id, those of earlier lists too."""
    earlier = [c.components for c in indicator.changes if isinstance(c, ComponentsChange)]
    return {each.id: each for found in (*earlier, indicator.components) for each in found}


def _all_steps(framework: Framework) -> Iterator[Step]:
    yield from reversed(list(_steps_of_plan(framework.file)))
    for row in framework.rows():
        if not row.is_repeat:
            yield from reversed(list(_steps_back(row)))


def _steps_of_plan(file: FrameworkFile) -> Iterator[Step]:
    while file.changes:
        earlier = tolerance_before(file)
        yield Step(file.changes[-1], None, None, earlier.tolerance, file.tolerance)
        file = earlier


def _steps_back(row: Row) -> Iterator[Step]:
    now = row.indicator
    while now.changes:
        last, earlier = now.changes[-1], before(now)
        is_new, is_over = isinstance(last, Added), isinstance(last, Retired)
        yield Step(
            last, row.indicator, row.theme, None if is_new else earlier, None if is_over else now
        )
        now = earlier


def _file_at(file: FrameworkFile, period: Period, as_at: date) -> FrameworkFile:
    while file.changes and not file.changes[-1].holds(period, as_at):
        file = tolerance_before(file)
    return file


def _stood(indicator: Indicator, period: Period, as_at: date) -> Indicator | None:
    """None while it is not yet there, and when it no longer is."""
    while indicator.changes and not indicator.changes[-1].holds(period, as_at):
        if isinstance(indicator.changes[-1], Added):
            return None
        indicator = before(indicator)
    is_over = indicator.changes and isinstance(indicator.changes[-1], Retired)
    return None if is_over else indicator


def _is_over(indicator: Indicator, period: Period, as_at: date) -> bool:
    last = indicator.changes[-1]
    return isinstance(last, Retired) and last.holds(period, as_at)


def _theme(theme: Theme, stood: dict[str, Indicator | None]) -> Theme:
    rows: list[Indicator | RepeatedRow] = []
    for row in theme.file.indicators:
        found = stood[row.same_as or row.id]
        if found is not None:
            rows.append(row if isinstance(row, RepeatedRow) else found)
    return replace(theme, file=theme.file.model_copy(update={"indicators": tuple(rows)}))


def _undone(indicator: Indicator, change: Change) -> Indicator:
    match change:
        case TargetChange(target=target, target_text=words):
            return _with(indicator, change.component, {"target": target}, {"target_text": words})
        case ToleranceChange(component=name, tolerance=tolerance):
            holder = (indicator.component(name) if name else None) or indicator
            target = holder.target and holder.target.model_copy(update={"tolerance": tolerance})
            return _with(indicator, name, {"target": target})
        case PolarityChange(component=name, polarity=polarity):
            return _with(indicator, name, {"polarity": polarity})
        case BaselineChange(baseline=baseline, baseline_text=words):
            own, row = {"baseline": baseline}, {"baseline_text": words}
            return _with(indicator, change.component, own, row)
        case DefinitionChange(measure=measure):
            return indicator.model_copy(update={"measure": measure})
        case ComponentsChange(components=components, measure=measure):
            update = {"components": components, "measure": measure or indicator.measure}
            return indicator.model_copy(update=update)
        case Added() | Retired():
            return indicator


def _with(
    indicator: Indicator,
    component: str | None,
    own: dict[str, object],
    row: dict[str, object] | None = None,
) -> Indicator:
    """With `own` set on the indicator, or on its component of that name; `row` on the row."""
    if component is None:
        return indicator.model_copy(update={**own, **(row or {})})
    parts = tuple(
        each.model_copy(update=own) if each.id == component else each
        for each in indicator.components
    )
    return indicator.model_copy(update={"components": parts, **(row or {})})
