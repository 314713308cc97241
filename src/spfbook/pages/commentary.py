"""Commentary: a service's words under fixed labels, with who wrote them and when.

Whatever a service wrote is shown as text. A red indicator that nobody explains says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.commentary import Comment, Commentary, Expected, Remark
from spfbook.framework.framework import Task
from spfbook.framework.indicators import Indicator
from spfbook.pages import formats, words
from spfbook.pages.markdown import (
    Block,
    admonition,
    chip,
    facts,
    paragraph,
    small,
    text,
)
from spfbook.rules.assessment import Assessment
from spfbook.rules.explanations import Lacking, lacking_commentary
from spfbook.rules.part import Part
from spfbook.rules.status import Status

LABELS = {
    "what_happened": "What happened",
    "why": "Why",
    "what_next": "What next",
    "by_when": "By when",
    "who": "Who",
}
NONE_GIVEN = "No explanation was given for this edition."
EXPECTED = {
    Expected.ON_TARGET: Status.GREEN,
    Expected.NEAR_TARGET: Status.AMBER,
    Expected.OFF_TARGET: Status.RED,
}


def indicator_commentary(
    assessment: Assessment, commentary: Commentary, *, named: bool = False
) -> Block:
    """All that is said of an indicator and its components; of a red one, also what is not.

    `named`: each box says which indicator it is about, where no heading does.
    """
    lacking = {each.component: each for each in lacking_commentary([assessment], commentary)}
    indicator, block = assessment.indicator, Block("")
    for remark in commentary.on_whole_and_parts(indicator.id):
        component = remark.comment.component
        names = [indicator.name] * named + [_part_name(indicator, component)]
        about, unsaid = ", ".join(name for name in names if name), lacking.pop(component, None)
        block += _remark(remark, about, unsaid, _expected(remark, _part_of(assessment, component)))
    for component in lacking:
        name = _part_name(indicator, component)
        block += paragraph(f"**Commentary{f' on {text(name)}' if name else ''}.** {NONE_GIVEN}")
    return block


def place_commentary(commentary: Commentary, priority: str, theme: str | None) -> Block:
    """What is said of a theme as a whole, or of a priority."""
    remark = commentary.on_place(priority, theme)
    return _remark(remark, "this theme" if theme else "this priority") if remark else Block("")


def task_commentary(commentary: Commentary, tasks: Sequence[Task]) -> Block:
    """What is said of deliverables, where the plan defines them."""
    block = Block("")
    for task in tasks:
        remark = commentary.on_deliverable(task.deliverable.id)
        if remark is not None and not task.is_repeat:
            block += _remark(remark, task.deliverable.deliverable)
    return block


def forecast(part: Part, commentary: Commentary) -> str:
    """Where the service expects a part to stand at the year's end, as Markdown to go beside its
    status; nothing where it gives no forecast."""
    component = part.component.id if part.component else None
    return _forecast(commentary.on_indicator(part.indicator.id, component), part)


def forecast_of_whole(assessment: Assessment, commentary: Commentary) -> str:
    """The same of an indicator as a whole."""
    return _forecast(commentary.on_indicator(assessment.indicator.id), assessment.parts[0])


def _forecast(remark: Remark | None, part: Part) -> str:
    shown = _expected(remark, part) if remark else ""
    return f"{shown}{_made_up(remark)}" if remark and shown else ""


def _expected(remark: Remark, part: Part) -> str:
    match remark.comment.forecast:
        case None:
            return ""
        case Expected() as expected:
            return words.status_chip(EXPECTED[expected])
        case figure:
            return f"**{text(words.quantity(figure, part))}**"


def _remark(
    remark: Remark, about: str, lacking: Lacking | None = None, expected: str = ""
) -> Block:
    """One comment in its box; `about` says what it is on, where the place does not."""
    said = _said(remark.comment)
    if expected:
        said.append(("Year-end forecast", expected))
    if lacking is not None:
        unsaid = formats.joined([LABELS[name].lower() for name in lacking.fields])
        said.append(("Not said", text(formats.sentence(unsaid))))
    title = f"Commentary on {text(about)}" if about else "Commentary"
    body = facts(said) + paragraph(small(_written(remark.comment)))
    return admonition("commentary", title + _made_up(remark), body)


def _said(comment: Comment) -> list[tuple[str, str]]:
    found = []
    for name, label in LABELS.items():
        value = getattr(comment, name)
        if value is not None:
            found.append((label, text(formats.day(value) if name == "by_when" else value)))
    return found


def _written(comment: Comment) -> str:
    """Day first: a name that runs from right to left cannot pull the day along."""
    said = f"Written on {formats.day(comment.written_on)} by {comment.author}"
    return f"{said}; approved by {comment.approved_by}" if comment.approved_by else said


def _made_up(remark: Remark) -> str:
    return f" {chip('Illustrative', 'illustrative')}" if remark.is_illustrative else ""


def _part_of(assessment: Assessment, component: str | None) -> Part:
    own = [p for p in assessment.parts if (p.component.id if p.component else None) == component]
    return (own or list(assessment.parts))[0]


def _part_name(indicator: Indicator, component: str | None) -> str:
    found = indicator.component(component) if component else None
    return found.text if found else ""
