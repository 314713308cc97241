"""Questions worth asking: each made from a fact of the figures, and none from anything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spfbook.framework.framework import Task
from spfbook.pages import formats, words
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_deliverable, to_indicator
from spfbook.pages.markdown import text
from spfbook.pages.readings import in_sentence
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import is_red_and_worsening, is_worse_and_worsening
from spfbook.rules.delivery import Delivery
from spfbook.rules.delivery_movement import has_slipped
from spfbook.rules.judgement import Status
from spfbook.rules.movement import Move, movement

MOST = 12
"""Of each kind of thing: a longer list is not asked in a meeting."""
FEWEST_RUNNING = 2
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def questions(editions: Editions, indicators: Sequence[str], tasks: Sequence[Task]) -> list[str]:
    """As Markdown, the gravest first: one for an indicator or a deliverable, then those about
    several at once."""
    found = [editions.now.assessment(name) for name in indicators]
    found.sort(key=lambda a: list(Status).index(a.status))
    asked = [said for a in found if (said := _about(editions, a))]
    asked = asked[:MOST] + _about_deliverables(editions, tasks)[:MOST]
    return asked + list(_about_several(editions, found, tasks))


def _about(editions: Editions, assessment: Assessment) -> str:
    """The gravest fact about one indicator as a question; empty where there is none."""
    name = to_indicator(editions.now, assessment.indicator.id)
    if assessment.status is Status.RED:
        return _off_target(editions, assessment, name)
    before = editions.before
    if before is not None and before.has(assessment.indicator.id):
        moved = movement(before.assessment(assessment.indicator.id), assessment)
        was, now = (words.STATUS_WORDS[s].lower() for s in (moved.before, moved.now))
        if moved.move is Move.DOWN:
            return f"{name}: {was} in the last edition, {now} now. What happened?"
        if moved.move is Move.NO_LONGER_RATED:
            return (
                f"{name}: {was} in the last edition, {now} now. When will there be a figure to "
                "judge?"
            )
    for area in editions.now.areas:
        if any(
            found.area == area.id and is_worse_and_worsening(found, part.travel)
            for part in assessment.parts
            for found in part.comparisons
        ):
            return (
                f"{name}: worse than {text(area.name)}, and worse than a year before. What is "
                "done differently there?"
            )
    return ""


def _off_target(editions: Editions, assessment: Assessment, name: str) -> str:
    """Of a red one: for how long, on how old a figure, and whether it gets worse."""
    indicator, latest = assessment.indicator.id, assessment.worst_part.latest
    running = editions.running(indicator, lambda a: a.status is Status.RED)
    worse = any(is_red_and_worsening(p.judgement, p.travel) for p in assessment.parts)
    also = ", and worse than a year before" if worse else ""
    if running < FEWEST_RUNNING:
        return f"{name}: off target{also}. What is being done, and by when?"
    said = f"{name}: off target for {_number(running)} editions running"
    if latest is not None and _is_same_throughout(editions, indicator, running):
        period = text(in_sentence(latest.period))
        return f"{said}, on the figure for {period} each time{also}. When is the next one due?"
    return f"{said}{also}. What would change that?"


def _is_same_throughout(editions: Editions, indicator: str, running: int) -> bool:
    """Whether each of the last `running` editions judged the same figure."""
    views = editions.shown[-running:]
    latest = [view.assessment(indicator).worst_part.latest for view in views]
    return len({(o.period.text, o.value) for o in latest if o is not None}) == 1


def _about_deliverables(editions: Editions, tasks: Sequence[Task]) -> list[str]:
    found = [(task.deliverable, editions.now.delivery(task.deliverable)) for task in tasks]
    found.sort(key=lambda pair: list(Delivery).index(pair[1].state))
    asked = []
    for deliverable, judged in found:
        name = to_deliverable(editions.now, deliverable)
        if judged.state is Delivery.OVERDUE and judged.original:
            said = f"{name}: due by {formats.day(judged.original)}, and not reported complete"
            if has_slipped(judged) and judged.current:
                said += f"; now expected by {formats.day(judged.current)}"
            asked.append(f"{said}. What stands in the way?")
        elif judged.state is Delivery.AT_RISK and judged.original and judged.current:
            asked.append(
                f"{name}: due by {formats.day(judged.original)}, and expected by "
                f"{formats.day(judged.current)}. Can it be brought forward?"
            )
        elif judged.state is Delivery.STOPPED:
            asked.append(f"{name}: reported as stopped. What takes its place?")
    return asked


def _about_several(
    editions: Editions, found: Sequence[Assessment], tasks: Sequence[Task]
) -> Iterator[str]:
    statuses = [a.status for a in found]
    awaited, unset = statuses.count(Status.AWAITED), statuses.count(Status.TO_BE_SET)
    if awaited:
        verb, it = ("has", "it") if awaited == 1 else ("have", "each")
        yield (
            f"{formats.counted(awaited, 'indicator')} {verb} a target and no figure in this "
            f"edition: when will there be one for {it}?"
        )
    if unset:
        verb = "waits" if unset == 1 else "wait"
        yield (
            f"{formats.counted(unset, 'indicator')} still {verb} for a target: who sets it, and "
            "by when?"
        )
    judged = [editions.now.delivery(task.deliverable) for task in tasks]
    silent = [each for each in judged if each.state is Delivery.NOT_REPORTED]
    past = sum(each.original is not None and each.original < editions.now.as_at for each in silent)
    if silent:
        verb = "has" if len(silent) == 1 else "have"
        said = f"{formats.counted(len(silent), 'deliverable')} {verb} a deadline"
        if past == len(silent):
            yield f"{said} that has passed, and no report: who will report?"
        elif past:
            yield f"{said} and no report, and for {past:,} of them it has passed: who will report?"
        else:
            yield f"{said} still to come, and no report: who will report?"


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"
