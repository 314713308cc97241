"""The deliverables for download: a row for each."""

from __future__ import annotations

from datetime import date

from spfbook.framework.framework import Task
from spfbook.pages import formats
from spfbook.pages.data_table import (
    Cell,
    Code,
    Column,
    DataTable,
    Kind,
    Scope,
    cells,
    names,
    yes_no,
)
from spfbook.pages.deliverables import STATE_WORDS
from spfbook.pages.view import View
from spfbook.rules.delivery import DeliveryJudgement

COLUMNS = (
    Column("deliverable_id", "Deliverable id", "The deliverable’s lasting id.", width=34),
    Column("ref", "Reference", "The row’s number in the transcription of the plan."),
    Column("priority", "Priority", "The priority of the plan that it belongs to.", width=30),
    Column("theme", "Theme", "The theme that it belongs to.", width=30),
    Column("sub_theme", "Sub-theme", "The part of the theme, where it has parts.", width=24),
    Column("deliverable", "Deliverable", "What the council said it would do.", width=60),
    Column("milestone", "Milestone", "The step of it that the row is about.", width=40),
    Column("deadline", "Deadline", "By when, in the plan’s words.", width=24),
    Column("due_by", "Due by", "The last day on which it is in time.", Kind.DATE, 20),
    Column("now_expected", "Now expected", "When it is expected now.", Kind.DATE, 20),
    Column("lead_members", "Lead members", "Who leads in Cabinet.", width=24),
    Column("lead_officers", "Lead officers", "Who leads among officers.", width=24),
    Column("state", "State", "Where it stands.", width=18),
    Column("reason", "Reason", "Why its state is what it is.", width=50),
    Column("reported_on", "Reported on", "The day of the last report.", Kind.DATE, 20),
    Column("illustrative", "Illustrative", "Whether the report was made up.", Kind.YES_NO),
    Column("report_period", "Report period", "The period of the report.", width=28),
    Column("as_at", "Known by", "The day by which a report had to be made.", Kind.DATE, 20),
)  # fmt: skip

ABOUT = "Each row is one thing that the council said it would do, or one milestone of it."


def deliverables(scope: Scope) -> DataTable:
    """Every deliverable of the scope once, in the plan's order."""
    rows: dict[str, tuple[Cell, ...]] = {}
    is_illustrative = False
    for view, theme in scope.pages:
        for task, judgement in view.tasks(theme):
            rows.setdefault(task.deliverable.id, _row(view, task, judgement))
            is_illustrative |= view.progress.is_illustrative(task.deliverable.id)
    return DataTable("deliverables", ABOUT, COLUMNS, tuple(rows.values()), is_illustrative)


def _row(view: View, task: Task, judgement: DeliveryJudgement) -> tuple[Cell, ...]:
    said = task.words
    return cells(
        task.deliverable.id,
        said.ref,
        view.framework.priority(task.theme.priority).title,
        task.theme.name,
        said.sub_theme or Code.NOT_APPLICABLE,
        said.deliverable,
        said.milestone or Code.NOT_APPLICABLE,
        said.deadline_text or Code.NOT_AVAILABLE,
        judgement.original or Code.NOT_APPLICABLE,
        judgement.current or Code.NOT_APPLICABLE,
        names(view, said.lead_members),
        formats.joined(list(said.lead_officers)) or Code.NOT_AVAILABLE,
        *_state(view, judgement),
        yes_no(view.progress.is_illustrative(task.deliverable.id)),
        formats.sentence(view.period.label)[:-1],
        view.as_at,
    )


def _state(view: View, judgement: DeliveryJudgement) -> tuple[Cell, Cell, Cell]:
    """State, reason and day of report; an edition may hold no reports at all."""
    if not view.progress.sources:
        return Code.NOT_AVAILABLE, Code.NOT_AVAILABLE, Code.NOT_AVAILABLE
    reported: date | None = judgement.report and judgement.report.reported_on
    state = STATE_WORDS[judgement.state].lstrip("■▲● ")
    return state, judgement.reason, reported or Code.NOT_AVAILABLE
