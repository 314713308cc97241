"""Tables of data for download: named columns, no empty cell, a code where there is no value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from spfbook.framework.framework import Row, Theme
from spfbook.pages import formats
from spfbook.pages.view import View
from spfbook.rules.part import Part

CODES_ONLY = re.compile(r"(\[[a-z]+\])+")


class Code(StrEnum):
    """The Analysis Function's shorthand, in the letters that it uses."""

    SUPPRESSED = "[c]"
    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    PROVISIONAL = "[p]"
    REVISED = "[r]"
    ESTIMATED = "[e]"
    BREAK = "[b]"


CODE_MEANING = {
    Code.SUPPRESSED: "hidden because it is about few people",
    Code.NOT_AVAILABLE: "not available",
    Code.NOT_APPLICABLE: "does not apply",
    Code.PROVISIONAL: "provisional: it may still be revised",
    Code.REVISED: "revised after it was first published",
    Code.ESTIMATED: "an estimate",
    Code.BREAK: "a break: earlier figures cannot be compared with this one and later ones",
}
ABSENT = (Code.SUPPRESSED, Code.NOT_AVAILABLE, Code.NOT_APPLICABLE)
"""Those that stand in the place of a value."""


class Kind(StrEnum):
    """What the cells of a column hold, in Frictionless's words for it."""

    TEXT = "string"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "boolean"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is known, and the decimal places the report shows it with."""

    value: Decimal
    places: int


Cell = str | Number | date


@dataclass(frozen=True)
class Column:
    name: str
    """For programs: `published_on`."""
    title: str
    """For people: `Published on`."""
    about: str
    """What it holds, in a sentence."""
    kind: Kind = Kind.TEXT
    width: int = 16
    """In a spreadsheet, in letters."""


@dataclass(frozen=True)
class DataTable:
    """One tidy table: a row a thing, a column a variable."""

    name: str
    """`figures`: part of file names, and the name of the sheet."""
    about: str
    """What a row is, in a sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_illustrative: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            assert len(row) == len(self.columns), f"{self.name}: a row of {len(row)} cells"
            assert all(str(cell).strip() for cell in row), f"{self.name}: an empty cell in {row}"

    @property
    def sheet(self) -> str:
        """What its sheet in a workbook is called."""
        return self.name.capitalize()

    def codes(self) -> list[Code]:
        """The codes that stand in the table, in the order of the key."""
        texts = {cell for row in self.rows for cell in row if isinstance(cell, str)}
        shown = "".join(text for text in texts if CODES_ONLY.fullmatch(text))
        return [code for code in Code if code in shown]


@dataclass(frozen=True)
class Scope:
    """What a set of tables covers: a theme, or the whole plan."""

    name: str
    """What its files are called, without an ending: `schools`."""
    title: str
    view: View
    """Names the period and the day figures are known by."""
    pages: tuple[tuple[View, Theme], ...]
    """The themes, each as its own page sees it (an edition may set a theme its own day)."""

    def parts(self) -> Iterator[tuple[View, Row, Part]]:
        """Every part of every indicator once, in the plan's order."""
        seen: set[str] = set()
        for view, theme in self.pages:
            for row, assessment in view.rows(theme):
                if row.indicator.id not in seen:
                    seen.add(row.indicator.id)
                    yield from ((view, row, part) for part in assessment.parts)


def theme_scope(view: View, theme: Theme) -> Scope:
    return Scope(theme.id, theme.name, view, ((view, theme),))


def cells(*found: Cell) -> tuple[Cell, ...]:
    """A row: every text on one line, and a code for one that says nothing."""
    return tuple(
        " ".join(cell.split()) or Code.NOT_AVAILABLE if isinstance(cell, str) else cell
        for cell in found
    )


def number(value: Decimal | None, places: int, absent: Code = Code.NOT_AVAILABLE) -> Cell:
    """A number with its places; with all it has where those would show it as nothing."""
    if value is None or not value.is_finite():
        return absent
    hides = value != 0 and formats.rounded(value, places) == 0
    return Number(value, formats.places(value) if hides else places)


def component(part: Part) -> Cell:
    if part.component is not None:
        return part.component.text
    return "All together" if part.indicator.components else Code.NOT_APPLICABLE


def yes_no(found: bool) -> str:
    return "yes" if found else "no"


def names(view: View, members: Sequence[str]) -> Cell:
    """Members of Cabinet as the document writes them."""
    known = [view.framework.members[name].known_as for name in members]
    return formats.joined(known) or Code.NOT_AVAILABLE
