"""Portfolios: which member of Cabinet answers for what on a day.

The plan names a member beside some indicators and most deliverables. Members come and go; what
they led stays with the portfolio that they held when the plan began, whoever holds it now. An
indicator that names nobody is answered for by whose portfolio a source gives its theme.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spfbook.framework.framework import Framework, Row, Task
from spfbook.framework.members import Member, Portfolio, PortfolioTheme

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
        """Who answers for each indicator: members named in any row that shows it; else those whose
        portfolio has its theme."""
        found = dict(self._named)
        for row in self.framework.rows():
            if not row.is_repeat and found[row.indicator.id] == (NOBODY,):
                holders = self._holders_of(portfolios_with(self.framework, row))
                found[row.indicator.id] = tuple(holders) or (NOBODY,)
        return found

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

    def named_rows(self, member: str) -> list[Row]:
        """Those of `rows` beside which the plan itself names the member, or a holder before."""
        return [row for row in self.rows(member) if member in self._named[row.indicator.id]]

    def tasks(self, member: str) -> list[Task]:
        """The deliverables that `member` (or `NOBODY`) answers for, as `rows`."""
        own = (task for task in self.framework.tasks() if not task.is_repeat)
        return [task for task in own if member in self.of_deliverables[task.deliverable.id]]

    def given(self, member: str) -> list[tuple[Portfolio, PortfolioTheme]]:
        """The themes that sources give what the member holds on the day."""
        titles = {each.title for each in held(self.framework.members[member], self.day)}
        return [
            (portfolio, each)
            for portfolio in _all_portfolios(self.framework)
            if portfolio.title in titles
            for each in portfolio.themes
        ]

    @cached_property
    def _named(self) -> dict[str, tuple[str, ...]]:
        rows = ((row.indicator.id, row.words.lead_members) for row in self.framework.rows())
        return self._by_thing(rows)

    def _by_thing(self, named: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for thing, members in named:
            holders = found.setdefault(thing, {})
            for member in members:
                named_one = self.framework.members[member]
                first = held(named_one, self.framework.file.plan.start) or named_one.portfolios[:1]
                holders.update(dict.fromkeys(self._holders_of(first)))
        return {thing: tuple(holders) or (NOBODY,) for thing, holders in found.items()}

    def _holders_of(self, portfolios: Iterable[Portfolio]) -> list[str]:
        """Who holds any of these on the day."""
        titles = {portfolio.title for portfolio in portfolios}
        return [
            member.id
            for member in self.members
            if titles & {portfolio.title for portfolio in held(member, self.day)}
        ]


def portfolios_with(framework: Framework, row: Row) -> list[Portfolio]:
    """The portfolios to which a source gives the theme, or the part of it, that `row` is in."""
    return [
        portfolio
        for portfolio in _all_portfolios(framework)
        if any(_has(each, row) for each in portfolio.themes)
    ]


def _all_portfolios(framework: Framework) -> list[Portfolio]:
    return [each for member in framework.file.members for each in member.portfolios]


def _has(given: PortfolioTheme, row: Row) -> bool:
    return (
        given.theme == row.theme.id
        and given.sub_theme in (None, row.words.sub_theme)
        and (not given.groups or row.words.group in given.groups)
    )


def held(member: Member, day: date) -> tuple[Portfolio, ...]:
    """What the member answers for on the day; a date that is not said sets no limit."""
    return tuple(
        each
        for each in member.portfolios
        if (each.start is None or each.start <= day) and (each.end is None or day <= each.end)
    )
