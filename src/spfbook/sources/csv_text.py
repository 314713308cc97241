"""CSV with line numbers: columns checked, cells turned into values, every problem kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from spfbook.errors import Problem
from spfbook.framework.periods import Period, PeriodError, parse_period

SEPARATORS = (",", ";", "\t")
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass
class Row:
    """One line of a table; reading a cell that is wrong notes a problem and gives None."""

    where: str
    line: int
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)
    has_reasons: bool = True
    """The table may have a column `missing`, which says why a number is not there."""
    separator: str = ","
    """What stands between the cells."""

    def text(self, column: str) -> str | None:
        return self.cells.get(column, "").strip() or None

    def needed(self, column: str) -> str | None:
        found = self.text(column)
        if found is None:
            self.report(column, "is empty; a value is needed")
        return found

    def number(self, column: str) -> Decimal | None:
        return self.read(column, lambda text: _number(text, reason=self.has_reasons))

    def day(self, column: str) -> date | None:
        return self.read(column, _day)

    def period(self, column: str) -> Period | None:
        found = self.needed(column)
        return self._convert(column, found, parse_period) if found else None

    def choice(self, column: str, options: type[E]) -> E | None:
        def read(text: str) -> E:
            if text not in set(options):
                raise ValueError(f"{text!r} is not known; use one of {', '.join(options)}")
            return options(text)

        return self.read(column, read)

    def report(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.where, self.line, f"{column}: {message}"))

    def read(self, column: str, convert: Callable[[str], T]) -> T | None:
        """The cell as `convert` has it, whose `ValueError` is noted with its line."""
        found = self.text(column)
        return self._convert(column, found, convert) if found else None

    def _convert(self, column: str, text: str, convert: Callable[[str], T]) -> T | None:
        try:
            return convert(text)
        except (PeriodError, ValueError) as problem:
            self.report(column, str(problem))
            return None


def _number(text: str, *, reason: bool) -> Decimal:
    """`reason`: the table may say why a number is not there."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text!r} is not a number; write it like 1234.5") from None
    if not number.is_finite():
        also = " and say why in missing" if reason else ""
        raise ValueError(f"{text!r} is not a number; leave the cell empty{also}")
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a date; write it like 2021-05-31") from None


def read_rows(
    path: Path,
    where: str,
    required: tuple[str, ...],
    optional: tuple[str, ...],
    *,
    skip: Container[str] = frozenset(),
    is_by_hand: bool = False,
) -> tuple[list[Row], list[Problem]]:
    """The rows of the file, or the problems that keep it from being read as a table.

    Rows whose first required column holds a name of `skip` are passed over unread, so that a
    page does not pay for what it does not show. A file made by hand may have semicolons or tabs
    for commas, any line ends, and capitals in its header.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        return [], [Problem(where, 0, f"cannot be read: {problem.strerror}")]
    except UnicodeDecodeError as problem:
        message = f"is not UTF-8 text (byte {problem.start}); save it as CSV UTF-8"
        return [], [Problem(where, 0, message)]
    if not text.strip():
        return [], [Problem(where, 0, "is empty; the first line should name the columns")]
    if is_by_hand:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(text) if is_by_hand else ","
    reader = csv.reader(io.StringIO(text), strict=True, delimiter=separator)
    try:
        header = [name.strip() for name in next(reader)]
        header = [name.casefold() for name in header] if is_by_hand else header
        problems = list(_header_problems(header, where, required, optional))
        if problems:
            return [], problems
    except csv.Error as problem:
        return [], [Problem(where, reader.line_num, f"is not CSV: {problem}")]
    key = (header.index(required[0]), skip) if skip else None
    rows, problems = _rows(
        reader, header, where, key, has_reasons="missing" in (*required, *optional)
    )
    for row in rows if separator != "," else ():
        row.separator = separator
    return rows, problems


def _separator(text: str) -> str:
    """What stands between the names of the first line."""
    first = text.partition("\n")[0]
    return next((mark for mark in SEPARATORS if mark in first), ",")


def _header_problems(
    header: list[str], where: str, required: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Problem]:
    allowed = (*required, *optional)
    for name in dict.fromkeys(header):
        if name not in allowed:
            columns = ", ".join(allowed)
            yield Problem(where, 1, f"column {name!r} is not known; allowed: {columns}")
        if header.count(name) > 1:
            yield Problem(where, 1, f"column {name!r} stands twice")
    for name in required:
        if name not in header:
            yield Problem(where, 1, f"column {name!r} is missing")


def _rows(
    reader: Any,
    header: list[str],
    where: str,
    passed_over: tuple[int, Container[str]] | None,
    *,
    has_reasons: bool,
) -> tuple[list[Row], list[Problem]]:
    """`reader` is a csv.reader, whose type the standard library does not name."""
    rows: list[Row] = []
    problems: list[Problem] = []
    is_empty = True
    place, skip = passed_over or (0, ())
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as problem:
            problems.append(Problem(where, reader.line_num, f"is not CSV: {problem}"))
            break
        if len(cells) > place and cells[place] in skip:
            is_empty = False
            continue
        line = reader.line_num
        if not "".join(cells).strip():
            continue
        if len(cells) != len(header):
            message = f"has {len(cells)} cells; the header names {len(header)} columns"
            problems.append(Problem(where, line, message))
            continue
        found = dict(zip(header, cells, strict=True))
        rows.append(Row(where, line, found, has_reasons=has_reasons))
    if is_empty and not rows and not problems:
        problems.append(Problem(where, 0, "has a header and no rows"))
    return rows, problems
