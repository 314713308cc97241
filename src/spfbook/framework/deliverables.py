"""Deliverables: what the council said it would do, by when, and who leads."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from spfbook.framework.values import Slug, Text, Value


class By(Value):
    """Due by the end of a day, a month, a quarter or a year."""

    kind: Literal["by"]
    date: date
    """The last day on which it is still in time."""
    precision: Literal["day", "month", "quarter", "season", "year"] = "month"
    """How exactly the document states it."""
    provisional: bool = False
    """The document marks the date as to be confirmed."""


class Window(Value):
    """Due within a stretch of time."""

    kind: Literal["window"]
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError("end is before start")
        return self


class Recurring(Value):
    """Comes round: every year, or several times a year."""

    kind: Literal["recurring"]
    times_a_year: int | None = None
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    """The months in which it falls each year, where the document names them."""


class Ongoing(Value):
    """Has no end: ongoing, or as required."""

    kind: Literal["ongoing"]


class ToBeDated(Value):
    """A date will be set."""

    kind: Literal["to_be_dated"]
    after: Text | None = None


class NoDate(Value):
    """The document gives none, or one that follows another body's calendar."""

    kind: Literal["none"]
    reason: Text | None = None


Deadline = Annotated[
    By | Window | Recurring | Ongoing | ToBeDated | NoDate, Field(discriminator="kind")
]


class _Task(Value):
    """One row of the document's tables of deliverables, in its own words."""

    ref: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-D\d{3}$")]
    sub_theme: Text | None = None
    topic: Text | None = None
    deliverable: Text
    milestone: Text | None = None
    deadline_text: Text | None = None
    lead_members: tuple[Slug, ...] = ()
    """Members of framework.yml."""
    lead_officers: tuple[Text, ...] = ()
    """As printed, misprints included."""
    programme: Text | None = None
    notes: tuple[Text, ...] = ()


class Deliverable(_Task):
    """A task, or one milestone of a task."""

    id: Slug
    deadline: Deadline
    same_as: Literal[None] = None


class RepeatedTask(_Task):
    """A row that repeats a deliverable defined elsewhere: shown here too, counted once."""

    same_as: Slug
