"""Portfolios: which member of Cabinet answers for what on a day.

The plan names a member beside each indicator and deliverable. Members come and go; what they led
stays with the portfolio that they held when the plan began, whoever holds it now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spfbook.framework.framework import Framework, Member, Portfolio, Row, Task

NOBODY = "no-lead-member"
"""Stands for a member where nobody answers for a thing."""


@dataclass(frozen=True)
class Portfolios:
    """Who answers for what on one day."""

    framework: Framework
    day: date

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Those who hold a portfolio on the day, in the framework's order."""
        return tuple(m for m in self.framework.file.members if held(m, self.day))

    @cached_property
    def of_indicators(self) -> dict[str, tuple[str, ...]]:
        """Who answers for each indicator: members named in any row that shows it."""
        rows = ((row.indicator.id, row.words.lead_members) for row in self.framework.rows())
        return self._by_thing(rows)

    @cached_property
    def of_deliverables(self) -> dict[str, tuple[str, ...]]:
        """Who answers for each deliverable: members named in any row that shows it."""
        tasks = ((t.deliverable.id, t.words.lead_members) for t in self.framework.tasks())
        return self._by_thing(tasks)

    @property
    def without_member(self) -> bool:
        """Whether there is an indicator or a deliverable that nobody answers for."""
        everything = (*self.of_indicators.values(), *self.of_deliverables.values())
        return (NOBODY,) in everything

    def rows(self, member: str) -> list[Row]:
        """The indicators that `member` (or `NOBODY`) answers for, each once where it is defined,
        in the plan's order."""
        own = (row for row in self.framework.rows() if not row.is_repeat)
        return [row for row in own if member in self.of_indicators[row.indicator.id]]

    def tasks(self, member: str) -> list[Task]:
        """The deliverables that `member` (or `NOBODY`) answers for, as `rows`."""
        own = (task for task in self.framework.tasks() if not task.is_repeat)
        return [task for task in own if member in self.of_deliverables[task.deliverable.id]]

    def _by_thing(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for thing, members in named:
            holders = found.setdefault(thing, {})
            for member in members:
                holders.update(dict.fromkeys(self._holders(member)))
        return {thing: tuple(holders) or (NOBODY,) for thing, holders in found.items()}

    def _holders(self, name: str) -> list[str]:
        """Who holds on the day what `name` held when the plan began."""
        named = self.framework.members[name]
        first = held(named, self.framework.file.plan.start) or named.portfolios[:1]
        titles = {portfolio.title for portfolio in first}
        return [
            member.id
            for member in self.members
            if titles & {portfolio.title for portfolio in held(member, self.day)}
        ]


def held(member: Member, day: date) -> tuple[Portfolio, ...]:
    """What the member answers for on the day; a date that is not said sets no limit."""
    return tuple(
        each
        for each in member.portfolios
        if (each.start is None or each.start <= day) and (each.end is None or day <= each.end)
    )
