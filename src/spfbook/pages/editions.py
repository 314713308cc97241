"""An edition with the earlier ones of its kind, for pages that say what has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from spfbook.framework.periods import Period
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.delivery_movement import DeliveryMovement, delivery_movement
from spfbook.rules.movement import Movement, movement
from spfbook.rules.status import Status


@dataclass(frozen=True)
class Editions:
    """What an edition shows, and what those before it showed, worked out again by the same rules
    from what each knew by its own day."""

    now: View
    earlier: tuple[View, ...] = ()
    """Oldest first; none of them for the first edition of its kind."""

    @property
    def before(self) -> View | None:
        """The edition before."""
        return self.earlier[-1] if self.earlier else None

    @property
    def shown(self) -> tuple[View, ...]:
        """All of them, oldest first, this one last."""
        return (*self.earlier, self.now)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return tuple(view.period for view in self.shown)

    def movements(self, indicators: Iterable[str]) -> list[Movement]:
        """What became of each indicator since the edition before; empty where there is none. One
        that is new, or was given up, has not moved."""
        if self.before is None:
            return []
        return [
            movement(self.before.assessment(name), self.now.assessment(name))
            for name in indicators
            if self.before.has(name) and self.now.has(name)
        ]

    def delivery_movements(self, deliverables: Iterable[str]) -> list[DeliveryMovement]:
        """What became of each deliverable since the edition before; empty where there is none."""
        if self.before is None:
            return []
        known = self.now.framework.deliverables
        return [
            delivery_movement(
                known[name], self.before.delivery(known[name]), self.now.delivery(known[name])
            )
            for name in deliverables
        ]

    def running(self, indicator: str, has: Callable[[Assessment], bool]) -> int:
        """In how many editions, this one and those before it without a gap, `has` holds."""
        count = 0
        for view in reversed(self.shown):
            if not view.has(indicator) or not has(view.assessment(indicator)):
                break
            count += 1
        return count

    def statuses(self, indicators: Iterable[str]) -> list[list[Status]]:
        """The statuses of the indicators, a list for each edition, oldest first."""
        names = list(indicators)
        return [
            [view.assessment(name).status for name in names if view.has(name)]
            for view in self.shown
        ]
