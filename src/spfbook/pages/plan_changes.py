"""Changes of the plan in words: what was changed, from what to what, since when, who approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spfbook.framework.changes import (
    Added,
    BaselineChange,
    Change,
    ComponentsChange,
    DefaultToleranceChange,
    DefinitionChange,
    PolarityChange,
    Retired,
    TargetChange,
    ToleranceChange,
)
from spfbook.framework.framework import Framework
from spfbook.framework.history import Step, all_components, changes_between
from spfbook.framework.indicators import Indicator
from spfbook.pages import formats
from spfbook.pages.editions import Editions
from spfbook.rules.change_words import NONE, first_month, old_and_new

NOT_IN_PLAN = "Not in the plan"
NAMES = {
    Added: "new indicator",
    Retired: "given up",
    TargetChange: "target",
    ToleranceChange: "tolerance",
    DefinitionChange: "definition",
    ComponentsChange: "parts",
    PolarityChange: "which way is better",
    BaselineChange: "baseline",
    DefaultToleranceChange: "tolerance of targets that have none of their own",
}
"""What is changed, for every kind of change."""
ORDER = (Added, Retired)
"""New first, then given up, then what was amended."""


@dataclass(frozen=True)
class PlanChanges:
    """What was changed since the edition before, and what still waits for approval."""

    framework: Framework
    """With all its changes, those that hold only later too."""
    editions: Editions

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Dated since the day of the edition before, or not approved by that day; of all time
        where there is none before. New, given up, amended; the oldest first."""
        now, before = self.editions.now, self.editions.before
        since = before.as_at if before else date.min
        known = changes_between(self.framework, date.min, now.as_at)
        found = [s for s in known if s.change.date > since or not is_approved(s.change, since)]
        return tuple(sorted(found, key=_place))

    @property
    def to_approve(self) -> tuple[Step, ...]:
        """Those that nobody had approved by the edition's day."""
        return tuple(s for s in self.steps if not is_approved(s.change, self.editions.now.as_at))

    @property
    def approved(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if is_approved(s.change, self.editions.now.as_at))


def is_approved(change: Change | DefaultToleranceChange, by: date) -> bool:
    """Whether it was approved by that day."""
    return change.approved_on is not None and change.approved_on <= by


def counts_by_kind(steps: Sequence[Step]) -> str:
    """`1 new indicator, 2 given up and 3 amended`."""
    new = sum(isinstance(s.change, Added) for s in steps)
    over = sum(isinstance(s.change, Retired) for s in steps)
    amended = len(steps) - new - over
    said = [formats.counted(new, "new indicator")] if new else []
    said += [f"{over:,} given up"] if over else []
    said += [f"{amended:,} amended"] if amended else []
    return formats.joined(said)


def name_of(step: Step) -> str:
    """The indicator's name; `The whole plan`."""
    return step.indicator.name if step.indicator else "The whole plan"


def what_changes(step: Step) -> str:
    """`target`, `target of “flats”`."""
    name = NAMES[type(step.change)]
    component = getattr(step.change, "component", None)
    if component is None or step.indicator is None:
        return name
    found = all_components(step.indicator).get(component)
    return f"{name} of “{found.text if found else component}”"


def before_and_after(step: Step) -> tuple[str, str]:
    """What it replaces and what it brings, each as a cell of a table takes it."""
    match step.change:
        case Added():
            return NOT_IN_PLAN, _whole(step.after)
        case Retired():
            return _whole(step.before), NOT_IN_PLAN
        case TargetChange() | BaselineChange() | DefinitionChange():
            old, new = (_quoted(words) for words in old_and_new(step))
            return old, new
        case _:
            old, new = old_and_new(step)
            return old[:1].upper() + old[1:], new[:1].upper() + new[1:]


def since_words(change: Change | DefaultToleranceChange) -> str:
    """`from October 2021`."""
    return f"from {first_month(change.begins)}"


def approval_words(change: Change | DefaultToleranceChange, by: date) -> str:
    """Who approved it and when, as was known by a day."""
    if not is_approved(change, by) or change.approved_on is None:
        return "Not approved yet."
    return f"Approved by {change.approved_by} on {formats.day(change.approved_on)}."


def history_words(step: Step, by: date) -> str:
    """A change as a line of an indicator's history: its day, old and new, since when, and why."""
    change = step.change
    head = f"{formats.day(change.date)}: {what_changes(step)}"
    if not isinstance(change, Added | Retired):
        old, new = old_and_new(step)
        head += f" changed from “{old}” to “{new}”"
    why = formats.clause(change.reason)
    return f"{head}, {since_words(change)}: {why} {approval_words(change, by)}"


def _quoted(words: str) -> str:
    """The plan's own words as such."""
    return NONE.capitalize() if words == NONE else f"“{words}”"


def _whole(indicator: object) -> str:
    """What an indicator measures, and its target."""
    assert isinstance(indicator, Indicator), "a step of one indicator"
    return f"{formats.sentence(indicator.measure)} Target: {indicator.target_text or 'none set'}"


def _place(step: Step) -> tuple[int, date]:
    kind = type(step.change)
    return (ORDER.index(kind) if kind in ORDER else len(ORDER)), step.change.date
