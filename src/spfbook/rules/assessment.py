"""Assessments: an indicator's status and its parts, joined for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from spfbook.framework.edition import TrendAllowance
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Observations, Series
from spfbook.framework.periods import Period
from spfbook.rules.judging import components_of, joined
from spfbook.rules.part import Part
from spfbook.rules.rule_changes import (
    Effect,
    effects_on_indicator,
    effects_on_part,
    said,
)
from spfbook.rules.status import Judgement, Status


@dataclass(frozen=True, eq=False)
class Assessment:
    """An indicator's status, and its parts."""

    indicator: Indicator
    framework: Framework = field(repr=False)
    observations: Observations = field(repr=False)
    period: Period
    parts: tuple[Part, ...]

    @cached_property
    def judgement(self) -> Judgement:
        return joined([(part.component, part.judgement) for part in self.parts])

    @property
    def related(self) -> tuple[Series, ...]:
        return self.observations.related_to(self.indicator.id)

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """What changing a target, a tolerance, a definition ... did to the status, a sentence each;
        of an indicator of one part, what its part says."""
        if _is_one_figure(self):
            return self.parts[0].changes
        return said(effects_on(self, self.framework, self.observations, self.period))

    @property
    def has_data(self) -> bool:
        return any(part.values for part in self.parts)

    @property
    def is_illustrative(self) -> bool:
        return any(part.is_illustrative for part in self.parts)

    @property
    def status(self) -> Status:
        return self.judgement.status

    @property
    def worst_part(self) -> Part:
        """The part that gives the indicator its status."""
        judged = [p for p in self.parts if p.is_assessed] or list(self.parts)
        same = [p for p in judged if p.judgement.status is self.status]
        return (same or judged)[0]

    def allowing(self, allowance: TrendAllowance) -> Assessment:
        """With its trends as a report calls them whose tests come to `allowance`."""
        return replace(self, parts=tuple(replace(p, allowance=allowance) for p in self.parts))


def assess(
    indicator: Indicator, framework: Framework, observations: Observations, period: Period
) -> Assessment:
    """All the judgements on `indicator` for an edition of `period`.

    `framework` and `indicator` as they stood for it (`framework.history.as_it_stood`): every
    change that they list is one that holds.
    """
    parts = tuple(
        Part(indicator, component, framework, observations, period)
        for component in components_of(indicator, observations)
    )
    return Assessment(indicator, framework, observations, period, parts)


def effects_on(
    found: Assessment, framework: Framework, observations: Observations, period: Period
) -> tuple[Effect, ...]:
    """What each change of an indicator, and of the default tolerances, did to its status; oldest
    first. The rest as for `assess`."""
    effects = effects_on_part if _is_one_figure(found) else effects_on_indicator
    worst = found.worst_part.component
    return effects(found.indicator, worst, framework, observations, period)


def _is_one_figure(found: Assessment) -> bool:
    return len(found.parts) == 1 and found.parts[0].component is None
