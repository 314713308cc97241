"""Worked examples of deliverables: the last report against the deadline."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from spfbook.framework.deliverables import Deadline
from spfbook.framework.delivery import Stage
from spfbook.framework.values import Slug, Text, Value


class LastReport(Value):
    """The last word on a deliverable."""

    reported: date
    state: Stage
    expected: date | None = None
    """When it is now expected to be complete."""


class DeliverableExample(Value):
    """A report, a day, and where the deliverable must stand on that day."""

    case: Text
    report: LastReport | None = None
    as_at: date | None = None
    """Where it is not the group's."""
    state: Text
    reason: Text


class DeliverableGroup(Value):
    """Cases of one deadline."""

    id: Slug
    title: Text
    deadline: Deadline
    as_at: date
    rows: Annotated[tuple[DeliverableExample, ...], Field(min_length=1)]
