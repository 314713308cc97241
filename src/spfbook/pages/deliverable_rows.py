"""Deliverables in full: both dates, the stage, the state, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Task
from spfbook.pages import formats
from spfbook.pages.deliverables import Pair, progress_mark, state_chip
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_deliverable
from spfbook.pages.markdown import Block, table, text
from spfbook.pages.movement_words import DELIVERY_MOVE_WORDS
from spfbook.pages.view import View
from spfbook.rules.delivery import Delivery, DeliveryJudgement
from spfbook.rules.delivery_movement import LATE, delivery_movement, has_slipped

STAGE_WORDS = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "complete": "Complete",
    "stopped": "Stopped",
}


def is_late_or_slipped(judgement: DeliveryJudgement) -> bool:
    """Overdue, at risk, or expected after the plan's own day."""
    return judgement.state in LATE or has_slipped(judgement)


def worst_first(pairs: Sequence[Pair]) -> list[Pair]:
    """By state, then by the plan's day; those without one last."""
    order = list(Delivery)
    return sorted(
        pairs,
        key=lambda p: (order.index(p[1].state), p[1].original is None, str(p[1].original)),
    )


def late_rows(editions: Editions, pairs: Sequence[Pair], caption: str) -> Block:
    """A row a deliverable, with what was last reported."""
    return _table(editions, pairs, caption, with_report=True)


def rows_of(
    editions: Editions, pairs: Sequence[Pair], caption: str, *, class_: str = ""
) -> Block:
    """A row a deliverable, with its stage. Where nobody reports, just what the plan says."""
    return _table(editions, pairs, caption, with_report=False, class_=class_)


def _table(
    editions: Editions, pairs: Sequence[Pair], caption: str, *, with_report: bool, class_: str = ""
) -> Block:
    """Names are short and lead to the theme, which has all the plan's words."""
    view = editions.now
    columns = {
        "Deliverable": (34, lambda task, _: task_name(view, task)),
        "Lead": (17, lambda task, _: _leads(view, task)),
        "Due by the plan": (12, lambda task, _: text(task.words.deadline_text or "None given")),
    }  # fmt: skip
    if view.progress.sources:
        columns["Expected now"] = (12, lambda _, judged: _expected(judged))
        columns["Status"] = (13, lambda _, judged: state_chip(judged))
        said = _last_report if with_report else _stage
        columns["Last report" if with_report else "Stage"] = (
            20 if with_report else 10, lambda _, judged: text(said(judged)),
        )  # fmt: skip
        if editions.before is not None:
            columns["Since the last edition"] = (
                11, lambda task, _: _change(editions, task.deliverable.id),
            )  # fmt: skip
    rows = [[cell(*pair) for _, cell in columns.values()] for pair in pairs]
    widths = [width for width, _ in columns.values()]
    shown = f"{text(caption)}{progress_mark(view, pairs)}"
    return table(shown, list(columns), rows, widths=widths, class_=f"deliverables {class_}".strip())


def task_name(view: View, task: Task) -> str:
    """Its name, with the milestone where it is one of several."""
    milestone = task.words.milestone or ""
    is_said = any(letter.isalnum() for letter in milestone)
    return to_deliverable(view, task.deliverable) + (f" – {text(milestone)}" if is_said else "")


def _leads(view: View, task: Task) -> str:
    named = [view.framework.members[m].known_as for m in task.words.lead_members]
    return text("; ".join([*named, *task.words.lead_officers]) or "Not named")


def _expected(judged: DeliveryJudgement) -> str:
    """The day that is expected now, and whether it is later than the plan's."""
    if judged.state is Delivery.COMPLETE:
        return "Done"
    if judged.current is None:
        return "No day named"
    later = " (later)" if has_slipped(judged) else ""
    return formats.day(judged.current) + later


def _stage(judged: DeliveryJudgement) -> str:
    return STAGE_WORDS[judged.report.state] if judged.report else "Not reported"


def _change(editions: Editions, deliverable: str) -> str:
    assert editions.before is not None, "asked only where there is one"
    known = editions.now.framework.deliverables[deliverable]
    moved = delivery_movement(known, editions.before.delivery(known), editions.now.delivery(known))
    return DELIVERY_MOVE_WORDS.get(moved.move, "No change")


def _last_report(judged: DeliveryJudgement) -> str:
    """The stage, the day it was reported, and what was said with it."""
    if judged.report is None:
        return _stage(judged)
    note = judged.report.note
    said = f"{_stage(judged)}, {formats.day(judged.report.reported_on)}."
    return f"{said} {formats.sentence(note)}" if note else said
