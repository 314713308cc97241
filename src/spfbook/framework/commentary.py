"""Commentary: what services say of their indicators and deliverables, in their own words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    WithJsonSchema,
)

from spfbook.framework.values import Slug, Value

WHOLE_PRIORITY = "index"
"""The file of a priority's folder that is about the priority itself, as its notebook is called."""
FIELDS = ("what_happened", "why", "what_next", "by_when", "who")
"""What an explanation holds, in the order in which it is read."""
LONGEST = 1000
"""Characters in one answer, about a dozen lines: a report to members, not a file of the case."""
LONGEST_NAME = 120


def _readable(found: str) -> str:
    """Refuses text of which nothing would be seen (joiners, direction marks, controls)."""
    if not any(unicodedata.category(char)[0] in "LNPS" for char in found):
        raise ValueError("it holds nothing that can be read")
    return found


def _day(found: Any) -> Any:
    """A date as YAML reads it, or written in quotes; never a number of seconds."""
    if isinstance(found, date) and not isinstance(found, datetime):
        return found
    try:
        return date.fromisoformat(found)
    except (TypeError, ValueError):
        raise ValueError("write a date like 2022-05-31") from None


Words = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST),
    AfterValidator(_readable),
]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME),
    AfterValidator(_readable),
]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})
]


class Expected(StrEnum):
    """Where a service expects an indicator to stand at the year's end."""

    ON_TARGET = "on_target"
    NEAR_TARGET = "near_target"
    OFF_TARGET = "off_target"


def _forecast(found: Any) -> Any:
    if isinstance(found, str) and found in list(Expected):
        return Expected(found)
    if isinstance(found, int | float | Decimal) and not isinstance(found, bool):
        number = Decimal(str(found))
        if number.is_finite():
            return number
    raise ValueError(f"write a number, or one of {', '.join(Expected)}")


Forecast = Annotated[
    Expected | Decimal,
    BeforeValidator(_forecast),
    WithJsonSchema({"anyOf": [{"enum": [each.value for each in Expected]}, {"type": "number"}]}),
]


Subject = tuple[str | None, str | None, str | None]
"""Indicator, component, deliverable; all None for a theme or priority as a whole."""


class Comment(Value):
    """One service's words on one thing: an indicator, a component of it, a deliverable, or,
    where none of these is named, the theme or priority whose file it stands in."""

    indicator: Slug | None = None
    component: Slug | None = None
    """With `indicator`: the one of its components that this is about."""
    deliverable: Slug | None = None
    what_happened: Words | None = None
    why: Words | None = None
    what_next: Words | None = None
    by_when: Day | None = None
    """The day by which what comes next is done."""
    who: Name | None = None
    """Who sees to it, best as a role (`Head of Housing`)."""
    author: Name
    written_on: Day
    approved_by: Name | None = None
    forecast: Forecast | None = None
    """Of an indicator at the year's end: where it will stand, or its figure in its own unit."""

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return self.indicator, self.component, self.deliverable

    @property
    def lacking(self) -> tuple[str, ...]:
        """The names of the fields that an explanation should hold and this one does not."""
        return tuple(name for name in FIELDS if getattr(self, name) is None)


class CommentaryFile(Value):
    """`data/commentary/<edition>/<priority>/<theme>.yml`, or `…/<priority>/index.yml`."""

    illustrative: bool = False
    """Made up for demonstration: every comment of the file says so wherever it is shown."""
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Remark:
    """A comment with the place it was made in."""

    comment: Comment
    priority: str
    theme: str | None
    """None: about the priority as a whole."""
    is_illustrative: bool
    where: str
    """Its file and line."""


@dataclass(frozen=True)
class Commentary:
    """All that services had said about an edition by its as-at date."""

    remarks: Sequence[Remark] = ()

    def on_indicator(self, indicator: str, component: str | None = None) -> Remark | None:
        """What is said of the indicator as a whole, or of one of its components."""
        return self._by_subject.get((indicator, component, None))

    def on_whole_and_parts(self, indicator: str) -> list[Remark]:
        """All that is said of the indicator: as a whole first, then of its components."""
        found = [r for r in self.remarks if r.comment.indicator == indicator]
        return sorted(found, key=lambda remark: remark.comment.component is not None)

    def on_deliverable(self, deliverable: str) -> Remark | None:
        return self._by_subject.get((None, None, deliverable))

    def on_place(self, priority: str, theme: str | None) -> Remark | None:
        """What is said of a theme as a whole, or of the priority where `theme` is None."""
        return self._by_place.get((priority, theme))

    @cached_property
    def _by_subject(self) -> Mapping[Subject, Remark]:
        return {r.comment.subject: r for r in self.remarks}

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str | None], Remark]:
        return {(r.priority, r.theme): r for r in self.remarks if not any(r.comment.subject)}
