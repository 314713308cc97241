"""Assessments: an indicator's status and its parts, joined for the pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Component, Indicator
from spfbook.framework.observations import Observations, Series
from spfbook.framework.periods import Period
from spfbook.rules.part import FOR_CONTEXT, Part, make_part
from spfbook.rules.status import Judgement, Status, worst_first


@dataclass(frozen=True)
class Assessment:
    """An indicator's status, and its parts."""

    indicator: Indicator
    judgement: Judgement
    parts: tuple[Part, ...]
    related: tuple[Series, ...]

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
    """All the judgements on `indicator` for an edition of `period`."""
    parts = tuple(
        make_part(indicator, component, framework, observations, period)
        for component in _components(indicator, observations)
    )
    related = observations.related_to(indicator.id)
    return Assessment(indicator, _judgement(parts), parts, related)


def _judgement(parts: Sequence[Part]) -> Judgement:
    judged = {_name(part): part.judgement for part in parts if part.is_assessed}
    if not judged:
        return FOR_CONTEXT
    if list(judged) == [""]:
        return judged[""]
    return worst_first(judged)


def _components(
    indicator: Indicator, observations: Observations
) -> Sequence[Component | None]:
    """The indicator's components; and itself when it has none, when none of them is judged (the
    target is for the whole), or when it has a series of its own."""
    if not indicator.components:
        return (None,)
    is_whole = not any(component.assessed for component in indicator.components)
    if is_whole or observations.of(indicator.id) is not None:
        return (None, *indicator.components)
    return indicator.components


def _name(part: Part) -> str:
    return part.component.id if part.component else ""
