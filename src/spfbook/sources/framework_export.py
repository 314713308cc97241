"""The framework as flat tables: one row for each row of the document, in its order."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from spfbook.escape import spreadsheet_cell
from spfbook.framework.framework import Framework, Row, Task

INDICATOR_COLUMNS = (
    "id", "ref", "priority", "theme", "sub_theme", "kind", "issue", "measure", "components",
    "baseline_text", "target_text", "frequency_text", "lead_members", "unit", "polarity",
    "frequency", "baseline", "target", "repeats",
)  # fmt: skip
DELIVERABLE_COLUMNS = (
    "id", "ref", "priority", "theme", "sub_theme", "topic", "deliverable", "milestone",
    "deadline_text", "lead_members", "lead_officers", "programme", "deadline", "repeats",
)  # fmt: skip


def indicator_rows(framework: Framework) -> list[dict[str, Any]]:
    """One row for each row of the document's tables of indicators.

    A row that repeats an indicator has that indicator's `id`, its own `ref` and words, and
    `repeats` true, so that counting the ids counts each indicator once.
    """
    return [_indicator_row(framework, row) for row in framework.rows()]


def deliverable_rows(framework: Framework) -> list[dict[str, Any]]:
    """One row for each row of the document's tables of deliverables."""
    return [_deliverable_row(framework, task) for task in framework.tasks()]


def as_jsonl(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def as_csv(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    """Comma-separated, with a header; lists joined by ` | `, typed values as JSON.

    A cell that a spreadsheet would run as a formula is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])
    return out.getvalue()


def _indicator_row(framework: Framework, row: Row) -> dict[str, Any]:
    indicator, words = row.indicator, row.words
    texts = (
        words.component_texts if row.is_repeat else [c.text for c in indicator.components]
    )
    dumped = indicator.model_dump(mode="json", exclude_none=True)
    return {
        "id": indicator.id,
        "ref": words.ref,
        "priority": framework.priority(row.theme.priority).title,
        "theme": row.theme.title,
        "sub_theme": words.sub_theme,
        "kind": words.kind.value,
        "issue": words.group,
        "measure": words.measure,
        "components": list(texts),
        "baseline_text": words.baseline_text,
        "target_text": words.target_text,
        "frequency_text": words.frequency_text,
        "lead_members": [framework.members[m].known_as for m in words.lead_members],
        "unit": indicator.unit.value,
        "polarity": indicator.polarity.value,
        "frequency": dumped["frequency"],
        "baseline": _baseline(dumped),
        "target": _target(dumped),
        "repeats": row.is_repeat,
    }


def _baseline(dumped: dict[str, Any]) -> dict[str, Any] | None:
    """The indicator's baseline, or those of its components by their ids."""
    own = dumped.get("baseline")
    parts = {
        c["id"]: c["baseline"] for c in dumped.get("components", ()) if c.get("baseline")
    }
    return {**(own or {}), "components": parts} if parts else own


def _target(dumped: dict[str, Any]) -> dict[str, Any]:
    parts = {c["id"]: c["target"] for c in dumped.get("components", ()) if c.get("target")}
    return {**dumped["target"], "components": parts} if parts else dumped["target"]


def _deliverable_row(framework: Framework, task: Task) -> dict[str, Any]:
    words = task.words
    return {
        "id": task.deliverable.id,
        "ref": words.ref,
        "priority": framework.priority(task.theme.priority).title,
        "theme": task.theme.title,
        "sub_theme": words.sub_theme,
        "topic": words.topic,
        "deliverable": words.deliverable,
        "milestone": words.milestone,
        "deadline_text": words.deadline_text,
        "lead_members": [framework.members[m].known_as for m in words.lead_members],
        "lead_officers": list(words.lead_officers),
        "programme": words.programme,
        "deadline": task.deliverable.deadline.model_dump(mode="json", exclude_none=True),
        "repeats": task.is_repeat,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return spreadsheet_cell(" | ".join(value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return spreadsheet_cell(str(value).lower() if isinstance(value, bool) else str(value))

