"""Rule changes: what changing a target, a tolerance, a definition ... did to a status.

Each change is taken back in turn, the last one first, and the same figures are judged again: a
status that then differs was changed by it. A changed definition changes the figures themselves,
so that it made the difference only where one period has a figure by each definition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spfbook.framework.changes import Added, Change, DefaultToleranceChange, DefinitionChange
from spfbook.framework.framework import Framework, FrameworkFile
from spfbook.framework.history import Step, before, tolerance_before
from spfbook.framework.indicators import Component, Indicator
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import Period
from spfbook.rules.change_words import because, first_month, last_month, reason_of
from spfbook.rules.colour_change import colour_change
from spfbook.rules.judging import Judged, judge_indicator, judge_part
from spfbook.rules.status import Judgement, Status, judge_status

Revision = tuple[Observation, Observation]
"""An earlier and a later figure for one period."""
Judge = Callable[[Indicator, FrameworkFile], Judged | None]
"""Judges an indicator as it was at one time; None where it had no such part."""


@dataclass(frozen=True)
class Effect:
    """What one change did to a status."""

    change: Change | DefaultToleranceChange
    before: Status
    """What the same figures had without it."""
    now: Status
    """What they had with it, and without the changes after it."""
    sentence: str | None
    """Why the status is another one; None where it is not."""


def effects_on_part(
    indicator: Indicator,
    component: Component | None,
    framework: Framework,
    observations: Observations,
    period: Period,
) -> tuple[Effect, ...]:
    """What its changes did to the status of one part, oldest first."""
    name = component.id if component else None

    def judge(stood: Indicator, file: FrameworkFile) -> Judged | None:
        part = stood.component(name) if name else None
        if name and part is None:
            return None
        return judge_part(stood, part, replace(framework, file=file), observations, period)

    return _effects(indicator, name, framework.file, judge)


def effects_on_indicator(
    indicator: Indicator,
    worst: Component | None,
    framework: Framework,
    observations: Observations,
    period: Period,
) -> tuple[Effect, ...]:
    """The same for an indicator of several parts; `worst` is the one that gives the status."""
    name = worst.id if worst else None

    def judge(stood: Indicator, file: FrameworkFile) -> Judged:
        known = replace(framework, file=file)
        part = stood.component(name) if name else None
        whole = judge_indicator(stood, known, observations, period)
        return replace(judge_part(stood, part, known, observations, period), judgement=whole)

    return _effects(indicator, name, framework.file, judge)


def said(effects: Sequence[Effect]) -> tuple[str, ...]:
    """A sentence for each that made the status another one."""
    return tuple(each.sentence for each in effects if each.sentence)


def revised(
    pairs: Sequence[Revision], indicator: Indicator, component: str | None
) -> list[Revision]:
    """Those of `pairs` that are revisions: both figures by the definition that holds now."""
    definitions = [
        each
        for each in indicator.changes
        if isinstance(each, DefinitionChange) and each.component in (None, component)
    ]
    return [
        (earlier, later)
        for earlier, later in pairs
        if not any(
            _is_about(each, later) and earlier.recorded_on < each.date for each in definitions
        )
    ]


def _effects(
    indicator: Indicator, name: str | None, file: FrameworkFile, judge: Judge
) -> tuple[Effect, ...]:
    if not indicator.changes and not file.changes:
        return ()
    found: list[Effect] = []
    now = judge(indicator, file)
    for step, earlier, earlier_file in changes_back(indicator, file):
        was = judge(earlier, earlier_file)
        if now is None or was is None or isinstance(step.change, Added):
            break
        statuses = was.judgement.status, now.judgement.status
        found.append(Effect(step.change, *statuses, _sentence(step, name, now, was)))
        now = was
    return tuple(reversed(found))


def changes_back(
    indicator: Indicator, file: FrameworkFile
) -> Iterator[tuple[Step, Indicator, FrameworkFile]]:
    """Each change, the last one first, with what there was before it."""
    while indicator.changes or file.changes:
        own, shared = indicator.changes[-1:], file.changes[-1:]
        if own and (not shared or own[0].begins >= shared[0].begins):
            earlier = before(indicator)
            yield Step(own[0], indicator, None, earlier, indicator), earlier, file
            indicator = earlier
        else:
            earlier_file = tolerance_before(file)
            step = Step(shared[0], indicator, None, earlier_file.tolerance, file.tolerance)
            yield step, indicator, earlier_file
            file = earlier_file


def _sentence(step: Step, name: str | None, now: Judged, was: Judged) -> str | None:
    if isinstance(step.change, DefinitionChange):
        is_own = step.change.component in (None, name)
        return _of_definition(step.change, now, was, because(step)) if is_own else None
    if not (now.judgement.status.is_rated or was.judgement.status.is_rated):
        return None
    return colour_change(was.judgement, now.judgement, because=because(step))


def _of_definition(
    change: DefinitionChange, now: Judged, was: Judged, why: str
) -> str | None:
    """Said for as long as the figure of a year before is one by the old definition."""
    latest = now.evidence.latest
    if latest is None or not now.judgement.status.is_rated:
        return None
    if not latest.period.year_earlier().start < change.begins <= latest.period.end:
        return None
    same = _by_both(now.series, latest, change)
    if same is not None:
        values = [same if o is latest else o for o in now.values]
        return colour_change(_judge(was, values), now.judgement, why)
    older = [o for o in now.values if o.period.end < change.begins]
    then = _judge_at_the_time(was, older) if older and not change.restated else None
    if then is None or not then.status.is_rated or then.status is now.judgement.status:
        return (
            f"The status cannot be compared with the one before {first_month(change.begins)}, "
            f"because the definition was changed then: {reason_of(change)}."
        )
    return (
        f"The status changed from {then.status} to {now.judgement.status} when the definition "
        f"was changed after {last_month(change.begins)}: {reason_of(change)}. "
        "The two cannot be compared."
    )


def _by_both(
    series: Series | None, latest: Observation, change: DefinitionChange
) -> Observation | None:
    """The figure for the latest period as it was by the old definition, where there is one."""
    pairs = series.revisions if series else ()
    found = [
        earlier
        for earlier, later in pairs
        if (later.area, later.period) == (latest.area, latest.period)
        and _is_about(change, later)
        and earlier.recorded_on < change.date <= later.recorded_on
    ]
    return found[-1] if found else None


def _is_about(change: DefinitionChange, observation: Observation) -> bool:
    """Whether the figure for that period is one by the new definition."""
    return change.restated or change.begins <= observation.period.end


def _judge_at_the_time(was: Judged, values: Sequence[Observation]) -> Judgement:
    """The status that the last of `values` had in a report of its own period."""
    evidence = replace(was.evidence, period=values[-1].period, as_at=None)
    return _judge(replace(was, evidence=evidence), values)


def _judge(was: Judged, values: Sequence[Observation]) -> Judgement:
    evidence = replace(was.evidence, values=values)
    return judge_status(
        evidence, was.target, polarity=was.polarity, tolerance=was.tolerance
    )
