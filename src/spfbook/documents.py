"""Short documents as values: what a page says, whichever file it is written to.

Everything in them is text on one line: a writer shows each character and reads none as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spfbook.escape import one_line

GAP = "to be completed"
MOST_ROWS_WHOLE = 12


class Kind(StrEnum):
    """What a run of words is."""

    PLAIN = "plain"
    STRONG = "strong"
    GAP = "gap"
    """Stands for words that somebody has still to give."""


@dataclass(frozen=True)
class Run:
    """Words of one kind, on one line."""

    text: str
    kind: Kind = Kind.PLAIN


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    text: str
    level: int
    """1 for the title; none is skipped."""


@dataclass(frozen=True)
class Paragraph:
    line: Line


@dataclass(frozen=True)
class Field:
    """A label and what is given for it, on one line."""

    label: str
    line: Line


@dataclass(frozen=True)
class Items:
    """A list; its items are numbered where others refer to them."""

    lines: tuple[Line, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A header row, and rows that their first cell heads; no cell is empty or merged."""

    caption: str
    about: str
    """What it shows, for those who cannot see it."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """In hundredths of the line."""
    numbers_from: int = 99
    """The first column of numbers, which stand on the right."""

    @property
    def is_whole(self) -> bool:
        """Whether it is so short that no side's end may part it."""
        return len(self.rows) <= MOST_ROWS_WHOLE


Block = Heading | Paragraph | Field | Items | Table


@dataclass(frozen=True)
class Appendix:
    """A file that goes with a document."""

    name: str
    """Its file's."""
    title: str
    size: int | None
    """Bytes; None while it is not made."""


@dataclass(frozen=True)
class Document:
    title: str
    author: str
    dated: date
    """The date inside the file, so that it is the same on another day."""
    blocks: tuple[Block, ...]
    footer: str
    """At the foot of every side, before its number."""
    language: str = "en-GB"

    def gaps(self) -> list[str]:
        """What has still to be given, in order: what a gap itself names, else the label or the
        heading it stands under."""
        found: dict[str, None] = {}
        name = ""
        for block in self.blocks:
            if isinstance(block, Heading):
                name = block.text
            elif isinstance(block, Paragraph | Field):
                own = block.label if isinstance(block, Field) else name
                found.update((_named(run) or own, None) for run in block.line if _is_gap(run))
        return list(found)


def _is_gap(run: Run) -> bool:
    return run.kind is Kind.GAP


def _named(run: Run) -> str:
    """`date` of `[to be completed: date]`."""
    return run.text.strip("[]").partition(f"{GAP}: ")[2]


def plain(words: str) -> Run:
    """Words on one line; a space at either end stays."""
    return _run(words, Kind.PLAIN)


def strong(words: str) -> Run:
    return _run(words, Kind.STRONG)


def gap(what: str = "", *, by: str = "") -> Run:
    """`[to be completed]`, `[to be completed: date]`, `[to be completed by Head of Law]`."""
    who = f" by {by}" if by else ""
    return _run(f"[{GAP}{who}{f': {what}' if what else ''}]", Kind.GAP)


def said(*sentences: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph((plain(" ".join(s for s in sentences if s)),))


def cut(words: str, longest: int) -> str:
    """Words on one line, cut after a whole one where there are more letters than `longest`."""
    line = one_line(words)
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(",;:.–-") + "…"


def _run(words: str, kind: Kind) -> Run:
    before, after = (" " if edge.isspace() else "" for edge in (words[:1], words[-1:]))
    return Run(f"{before}{one_line(words)}{after}", kind)
