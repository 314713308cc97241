"""The framework: priorities, their themes, and everything that can be looked up in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from spfbook.framework.changes import DefaultTolerance, DefaultToleranceChange
from spfbook.framework.deliverables import Deliverable, RepeatedTask
from spfbook.framework.indicators import Indicator, RepeatedRow
from spfbook.framework.members import Member
from spfbook.framework.values import Slug, Text, Value


class Council(Value):
    name: Text
    """In full, as on a cover."""
    short_name: Text
    area_code: Text
    """The ONS code of its area (`E09000002`)."""


class Plan(Value):
    """The document that the framework transcribes."""

    title: Text
    start: date
    end: date
    financial_year: Literal["april_to_march"] = "april_to_march"
    source: Text
    """Where the document was published."""


class Area(Value):
    """The council's own area or a place it is compared with."""

    id: Slug
    name: Text
    codes: tuple[Text, ...] = ()
    """ONS codes; none for a comparator that the plan names and does not define."""


class Peers(Value):
    """The places that the council is ranked among: never drawn, never named one by one."""

    name: Text
    """What all are called together, the council among them (`London boroughs`)."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    """All of them but the council, whether or not figures of them are held."""


class NamedThing(Value):
    """An aspiration of the Manifesto, or a root cause: a number, and its words."""

    id: Slug
    text: Text


class PriorityFile(Value):
    """A priority as `framework.yml` lists it."""

    id: Slug
    title: Text
    about: Text
    themes: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """In order; each is a file `<priority>/<theme>.yml`."""


class FrameworkFile(Value):
    """`data/framework/framework.yml`."""

    council: Council
    plan: Plan
    priorities: Annotated[tuple[PriorityFile, ...], Field(min_length=1)]
    members: tuple[Member, ...] = ()
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    """The council's own area first, then its comparators in the order charts show them."""
    peers: Peers | None = None
    tolerance: DefaultTolerance
    changes: tuple[DefaultToleranceChange, ...] = ()
    """Default tolerances that held before, oldest first."""
    aspirations: tuple[NamedThing, ...] = ()
    root_causes: tuple[NamedThing, ...] = ()


def _is_repeat(found: Any) -> str:
    value = found.get("same_as") if isinstance(found, dict) else getattr(found, "same_as", None)
    return "repeat" if value else "own"


class ThemeFile(Value):
    """`data/framework/<priority>/<theme>.yml`."""

    id: Slug
    title: Text
    """The document's own words."""
    name: Annotated[str, Field(min_length=3, max_length=60)]
    """Short, for contents and tables."""
    about: Text
    """One or two plain sentences: what the theme is about."""
    aspirations: tuple[Slug, ...] = ()
    root_causes: tuple[Slug, ...] = ()
    indicators: tuple[
        Annotated[
            Annotated[Indicator, Tag("own")] | Annotated[RepeatedRow, Tag("repeat")],
            Discriminator(_is_repeat),
        ],
        ...,
    ] = ()
    deliverables: tuple[
        Annotated[
            Annotated[Deliverable, Tag("own")] | Annotated[RepeatedTask, Tag("repeat")],
            Discriminator(_is_repeat),
        ],
        ...,
    ] = ()


@dataclass(frozen=True)
class Theme:
    """A theme and the priority it belongs to."""

    file: ThemeFile
    priority: str

    @property
    def id(self) -> str:
        return self.file.id

    @property
    def title(self) -> str:
        return self.file.title

    @property
    def name(self) -> str:
        return self.file.name


@dataclass(frozen=True)
class Priority:
    id: str
    title: str
    about: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class Row:
    """An indicator where it is shown: in its own row, or in one that repeats it."""

    indicator: Indicator
    theme: Theme
    words: Indicator | RepeatedRow
    """The row itself: `words.measure` is what the document says in this place."""

    @property
    def is_repeat(self) -> bool:
        return self.words.same_as is not None


@dataclass(frozen=True)
class Task:
    """A deliverable where it is shown: in its own row, or in one that repeats it."""

    deliverable: Deliverable
    theme: Theme
    words: Deliverable | RepeatedTask

    @property
    def is_repeat(self) -> bool:
        return self.words.same_as is not None


@dataclass(frozen=True)
class Framework:
    """Everything the plan says, checked; made by `sources.read_framework`."""

    file: FrameworkFile
    priorities: tuple[Priority, ...]
    retired: tuple[Row, ...] = ()
    """Of the framework as it stood for a report: the rows that this report no longer has."""

    @property
    def council(self) -> Council:
        return self.file.council

    @property
    def home(self) -> Area:
        """The council's own area."""
        return self.file.areas[0]

    @property
    def comparators(self) -> tuple[Area, ...]:
        return self.file.areas[1:]

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(theme for priority in self.priorities for theme in priority.themes)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Each indicator once, by id, in the document's order."""
        rows = (row for theme in self.themes for row in theme.file.indicators)
        return {row.id: row for row in rows if isinstance(row, Indicator)}

    @cached_property
    def deliverables(self) -> dict[str, Deliverable]:
        """Each deliverable once, by id, in the document's order."""
        rows = (row for theme in self.themes for row in theme.file.deliverables)
        return {row.id: row for row in rows if isinstance(row, Deliverable)}

    @cached_property
    def members(self) -> dict[str, Member]:
        return {member.id: member for member in self.file.members}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """The council's own and its comparators, by id."""
        return {area.id: area for area in self.file.areas}

    @cached_property
    def peer_ids(self) -> frozenset[str]:
        """Of the other places that the council is ranked among; none where it lists no peers."""
        peers = self.file.peers
        return frozenset(area.id for area in peers.areas) if peers else frozenset()

    @cached_property
    def theme_of_indicator(self) -> dict[str, Theme]:
        """The theme that defines each indicator, by the indicator's id."""
        return {row.indicator.id: row.theme for row in self.rows() if not row.is_repeat}

    @cached_property
    def _own_rows(self) -> dict[str, Row]:
        return {row.indicator.id: row for row in self.rows() if not row.is_repeat}

    def row_of(self, indicator_id: str) -> Row:
        """The row that defines the indicator."""
        return self._own_rows[indicator_id]

    @cached_property
    def theme_of_deliverable(self) -> dict[str, Theme]:
        """The theme that defines each deliverable, by the deliverable's id."""
        return {task.deliverable.id: task.theme for task in self.tasks() if not task.is_repeat}

    def theme(self, theme_id: str) -> Theme:
        return next(theme for theme in self.themes if theme.id == theme_id)

    def priority(self, priority_id: str) -> Priority:
        return next(priority for priority in self.priorities if priority.id == priority_id)

    def rows(self, theme: Theme | None = None) -> Iterator[Row]:
        """Every row of the tables of indicators, repeats included, in the document's order."""
        for each in (theme,) if theme else self.themes:
            for words in each.file.indicators:
                indicator = self.indicators[words.same_as] if words.same_as else words
                yield Row(indicator, each, words)

    def tasks(self, theme: Theme | None = None) -> Iterator[Task]:
        """Every row of the tables of deliverables, repeats included."""
        for each in (theme,) if theme else self.themes:
            for words in each.file.deliverables:
                deliverable = self.deliverables[words.same_as] if words.same_as else words
                yield Task(deliverable, each, words)
