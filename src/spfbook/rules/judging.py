"""Judging: the status of an indicator, part by part, and what each part was judged on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Component, Indicator, Polarity
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import Period
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.evidence import gather_evidence, published, up_to
from spfbook.rules.status import Evidence, Judgement, Status, judge_status, worst_first

FOR_CONTEXT = Judgement(Status.NO_TARGET, "Shown for context; not judged.")


@dataclass(frozen=True)
class Judged:
    """One part of an indicator with its status, and what that was judged on."""

    series: Series | None
    values: tuple[Observation, ...]
    """The council's own, in order of time, none after the edition's period. The last one has
    a value or is suppressed."""
    unpublished: tuple[Observation, ...]
    """Later periods for which the publisher gave no figure."""
    evidence: Evidence
    target: Target
    polarity: Polarity
    tolerance: Tolerance
    """The default for the unit; the target's own goes before it."""
    judgement: Judgement


def judge_part(
    indicator: Indicator,
    component: Component | None,
    framework: Framework,
    observations: Observations,
    period: Period,
) -> Judged:
    """The status of `component`, or of the indicator itself, in a report of `period`."""
    definition = component or indicator
    series = observations.of(indicator.id, component.id if component else None)
    known = up_to(series, framework.home.id, period)
    values = published(known)
    evidence = gather_evidence(
        indicator, component, series, values, framework, observations, period
    )
    target = (component and component.target) or indicator.target
    tolerance = framework.file.tolerance.for_unit(unit_of(definition, series))
    judgement = FOR_CONTEXT
    if component is None or component.assessed:
        judgement = judge_status(
            evidence, target, polarity=definition.polarity, tolerance=tolerance
        )
    return Judged(
        series, values, known[len(values) :], evidence, target, definition.polarity,
        tolerance, judgement,
    )  # fmt: skip


def judge_indicator(
    indicator: Indicator, framework: Framework, observations: Observations, period: Period
) -> Judgement:
    """The status of the whole indicator."""
    return joined(
        [
            (component, judge_part(indicator, component, framework, observations, period).judgement)
            for component in components_of(indicator, observations)
        ]
    )


def joined(parts: Sequence[tuple[Component | None, Judgement]]) -> Judgement:
    """The status of an indicator from those of its parts: the worst of those judged."""
    judged = {
        component.id if component else "": judgement
        for component, judgement in parts
        if component is None or component.assessed
    }
    if not judged:
        return FOR_CONTEXT
    if list(judged) == [""]:
        return judged[""]
    return worst_first(judged)


def components_of(
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


def unit_of(definition: Indicator | Component, series: Series | None) -> Unit:
    """The plan's unit, or that of the published series where the plan names none."""
    if definition.unit is Unit.NOT_STATED and series is not None:
        return series.definition.unit
    return definition.unit
