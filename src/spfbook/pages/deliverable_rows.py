"""Deliverables in full: both dates, the stage, the state, and what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.pages import formats
from spfbook.pages.deliverables import Pair, progress_mark, state_chip
from spfbook.pages.editions import Editions
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


def full_table(
    editions: Editions, pairs: Sequence[Pair], caption: str, *, with_reason: bool = False
) -> Block:
    """A row a deliverable, each where it is defined. Where nobody reports: the plan's words."""
    view = editions.now
    has_reports = bool(view.progress.sources)
    header = ["Deliverable", "Lead", "Due by the plan"]
    widths = [46, 30, 24]
    if has_reports:
        header += ["Expected now", "Stage", "Status"]
        widths = [32, 18, 13, 12, 11, 14]
        if editions.before is not None:
            header, widths = [*header, "Since the last edition"], [28, 16, 12, 11, 10, 12, 11]
        if with_reason:
            header, widths = [*header, "Why"], [*[round(w * 0.8) for w in widths], 20]
    rows = []
    for task, judged in pairs:
        words = task.words
        milestone = f" – {text(words.milestone)}" if words.milestone else ""
        row = [
            text(words.deliverable) + milestone,
            text(_leads(view, words.lead_members, words.lead_officers)),
            text(words.deadline_text or "None given"),
        ]
        if has_reports:
            row += [_expected(judged), _stage(judged), state_chip(judged)]
            if editions.before is not None:
                row.append(_change(editions, task.deliverable.id))
            if with_reason:
                row.append(text(_why(judged)))
        rows.append(row)
    mark = progress_mark(view, pairs)
    return table(text(caption) + mark, header, rows, widths=widths, class_="deliverables")


def _leads(view: View, members: Sequence[str], officers: Sequence[str]) -> str:
    named = [view.framework.members[m].known_as for m in members]
    return "; ".join([*named, *officers]) or "Not named"


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


def _why(judged: DeliveryJudgement) -> str:
    """The reason of the status, and what was reported with it."""
    note = judged.report.note if judged.report else None
    return " ".join([judged.reason, *([formats.sentence(note)] if note else [])])
