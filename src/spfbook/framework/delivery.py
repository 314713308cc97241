"""Delivery: what has been reported about the deliverables, and by which source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from spfbook.framework.values import Slug, Text, Value


class Stage(StrEnum):
    """How far a deliverable has come, as the one who leads it reports."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    STOPPED = "stopped"

    @property
    def is_open(self) -> bool:
        """Whether there is still something to be done."""
        return self in (Stage.NOT_STARTED, Stage.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """One row of a progress file: one deliverable as it stood on one day."""

    deliverable: str
    reported_on: date
    state: Stage
    expected_on: date | None
    """When it is now expected to be complete; None when the report does not say. The deadline
    it was promised for stays in the framework."""
    note: str | None
    source: str
    line: int
    """Where it stands in its file, counted from 1."""


class ProgressSource(Value):
    """`data/progress/<source>.yml`."""

    id: Slug
    title: Text
    publisher: Text
    illustrative: bool = False
    """Made up for demonstration: every page and table that uses it says so."""
    recorded: Literal["dated"] = "dated"
    """`dated`: each row counts as known from the day it was reported on."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the CSV file beside it."""
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Progress:
    """All that an edition knows about deliverables by its as-at date."""

    as_at: date
    reports: Mapping[str, ProgressReport]
    """The last report by the as-at date, by deliverable id."""
    sources: Mapping[str, ProgressSource]
    """The sources that have a progress file, by id, in the edition's order."""

    def of(self, deliverable: str) -> ProgressReport | None:
        return self.reports.get(deliverable)

    def is_illustrative(self, deliverable: str) -> bool:
        """Whether what is known about the deliverable was made up."""
        report = self.of(deliverable)
        return report is not None and self.sources[report.source].illustrative
