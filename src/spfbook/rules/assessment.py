"""Assessments: an indicator's status and its parts, joined for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Observations, Series
from spfbook.framework.periods import Period
from spfbook.rules.judging import components_of, joined
from spfbook.rules.part import Part, make_part
from spfbook.rules.rule_changes import (
    Effect,
    effects_on_indicator,
    effects_on_part,
    said,
)
from spfbook.rules.status import Judgement, Status


@dataclass(frozen=True)
class Assessment:
    """An indicator's status, and its parts."""

    indicator: Indicator
    judgement: Judgement
    parts: tuple[Part, ...]
    related: tuple[Series, ...]
    changes: tuple[str, ...] = ()
    """What changing a target, a tolerance, a definition ... did to the status, a sentence each;
    of an indicator of one part, what its part says."""

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


def assess(
    indicator: Indicator, framework: Framework, observations: Observations, period: Period
) -> Assessment:
    """All the judgements on `indicator` for an edition of `period`.

    `framework` and `indicator` as they stood for it (`framework.history.as_it_stood`): every
    change that they list is one that holds.
    """
    parts = tuple(
        make_part(indicator, component, framework, observations, period)
        for component in components_of(indicator, observations)
    )
    judgement = joined([(part.component, part.judgement) for part in parts])
    found = Assessment(indicator, judgement, parts, observations.related_to(indicator.id))
    if _is_one_figure(found):
        return replace(found, changes=parts[0].changes)
    return replace(found, changes=said(effects_on(found, framework, observations, period)))


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
