"""Settled: since when the target and the tolerance that hold now have held, and what changed then.

Two figures that were promised different things have no direction of travel between them
(STATISTICS 4, recommended 6). A changed definition is a break, which see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spfbook.framework.changes import (
    DefaultTolerance,
    DefaultToleranceChange,
    TargetChange,
    ToleranceChange,
)
from spfbook.framework.framework import FrameworkFile
from spfbook.framework.history import Step
from spfbook.framework.indicators import Component, Indicator
from spfbook.framework.periods import Period
from spfbook.framework.units import Unit
from spfbook.rules.change_words import because
from spfbook.rules.rule_changes import changes_back


@dataclass(frozen=True)
class Settled:
    """The last change of a target or of its tolerance."""

    since: date
    """The first day of what holds now."""
    reason: str
    """What was changed, after which month, from what and why: one sentence."""

    def is_between(self, earlier: Period, later: Period) -> bool:
        """Whether the change came after `earlier` began and before `later` was over."""
        return earlier.start < self.since <= later.end


def settled_since(
    indicator: Indicator, component: Component | None, file: FrameworkFile
) -> Settled | None:
    """The last change of what one part is judged by; None where that never changed, and for a
    part that is shown for context."""
    if component is not None and not component.assessed:
        return None
    holder = component if component and component.target else indicator
    name = component.id if component and component.target else None
    goes_by_default = holder.target is None or holder.target.tolerance is None
    unit = (component or indicator).unit
    for step, _, _ in changes_back(indicator, file):
        if _is_own(step, name) or (goes_by_default and _is_default(step, unit)):
            sentence = because(step)
            return Settled(step.change.begins, f"{sentence[:1].upper()}{sentence[1:]}.")
    return None


def _is_own(step: Step, component: str | None) -> bool:
    change = step.change
    return isinstance(change, TargetChange | ToleranceChange) and change.component == component


def _is_default(step: Step, unit: Unit) -> bool:
    """Whether the default tolerance of that unit was another."""
    if not isinstance(step.change, DefaultToleranceChange):
        return False
    assert isinstance(step.before, DefaultTolerance), "a step of the whole plan"
    assert isinstance(step.after, DefaultTolerance), "a step of the whole plan"
    return step.before.for_unit(unit) != step.after.for_unit(unit)
