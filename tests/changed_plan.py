"""A plan with changes of a test's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from spfbook.framework.changes import Change, DefaultToleranceChange
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Indicator

CHANGE = TypeAdapter(Change)


def change(kind: str, since: str = "2021-22-q2", day: str = "2021-07-01", **more: Any) -> Change:
    fields = {"kind": kind, "date": day, "since": since, "reason": "So it was decided."}
    return CHANGE.validate_python(fields | more)


def with_changes(framework: Framework, name: str, *changes: Change) -> Framework:
    """`framework` with these changes of one indicator, in place of its own."""
    priorities = []
    for priority in framework.priorities:
        themes = []
        for theme in priority.themes:
            rows = tuple(
                row.model_copy(update={"changes": changes})
                if isinstance(row, Indicator) and row.id == name
                else row
                for row in theme.file.indicators
            )
            file = theme.file.model_copy(update={"indicators": rows})
            themes.append(replace(theme, file=file))
        priorities.append(replace(priority, themes=tuple(themes)))
    return replace(framework, priorities=tuple(priorities))


def with_default_change(framework: Framework, tolerance: dict[str, Any]) -> Framework:
    """`framework` whose default tolerances were these before March 2022."""
    found = DefaultToleranceChange.model_validate(
        {"kind": "default_tolerance", "date": "2022-03-01", "since": "2021-22-q4",
         "reason": "So it was decided.", "tolerance": tolerance}
    )  # fmt: skip
    return replace(framework, file=framework.file.model_copy(update={"changes": (found,)}))
