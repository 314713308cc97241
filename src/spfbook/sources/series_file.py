"""A series that a person brings: a CSV file of periods and values, with counts or intervals.

Read as people make such files: with semicolons or tabs, capitals in the header, thousands commas,
a pound or a per cent sign, the codes of our own downloads for a figure that is not there. What
could mean two things is refused, and so is a row that cannot be true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.observations import Observation
from spfbook.sources.csv_text import Row, read_rows
from spfbook.sources.period_text import read_period

COUNTS = ("numerator", "denominator")
MORE_COLUMNS = (*COUNTS, "lower", "upper")
NOT_THERE = frozenset({"[x]", "[c]", "[z]"})
"""In our own downloads: not available, hidden, does not apply."""
MOST_ROWS = 10_000
"""More are no series of periods: 800 years of months."""
MOST_BYTES = 5_000_000
"""Many times what so many rows take."""
LARGEST = Decimal(10) ** 15
"""Whole numbers beyond this are no longer all different where they are tested."""
NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?(e[-+]?\d{1,2})?", re.ASCII | re.I)
NO_NUMBER = re.compile(r"[-+]?(s?nan|inf|infinity)", re.I)
HALF = Decimal("0.5")


def read_series_file(path: Path, *, base: int | None = None) -> list[Observation]:
    """The file's rows in its own order; columns period, value, and optionally numerator,
    denominator, lower and upper.

    `base`: 100 for percentages, 1,000 for rates per 1,000; None where a value is no share of
    anything. Raises `DataError` with every problem, each with its line.
    """
    where = path.as_posix()
    if not path.is_file():
        raise DataError(Problem(where, 0, "is missing; name a CSV file with columns period, value"))
    size = path.stat().st_size
    if size > MOST_BYTES:
        message = f"is {size / 1e6:,.0f} MB; a series has at most {MOST_ROWS:,} rows"
        raise DataError(Problem(where, 0, message))
    needed, others = ("period", "value"), MORE_COLUMNS
    if base:  # counts give the value
        needed, others = ("period",), ("value", *MORE_COLUMNS)
    rows, problems = read_rows(path, where, needed, others, is_by_hand=True)
    columns = rows[0].cells.keys() if rows else set()
    if base and rows and "value" not in columns and not set(COUNTS) <= columns:
        problems.append(Problem(where, 1, "column 'value' is missing"))
        raise DataError(problems)
    if len(rows) > MOST_ROWS:
        message = f"has {len(rows):,} rows; a series has at most {MOST_ROWS:,}"
        raise DataError(Problem(where, 0, message))
    found = [_observation(row, base) for row in rows]
    problems += [problem for row in rows for problem in row.problems]
    problems += _repeated(where, [each for each in found if each is not None])
    if problems:
        raise DataError(problems)
    return [each for each in found if each is not None]


def _observation(row: Row, base: int | None) -> Observation | None:
    period = row.read("period", read_period) if row.needed("period") else None
    numbers = {
        name: row.read(name, lambda text: _number(text, row.separator))
        for name in ("value", *MORE_COLUMNS)
    }
    for column, message in () if row.problems else _untrue(numbers, base):
        row.report(column, message)
    if row.problems or period is None:
        return None
    if row.text("value") is None:
        numbers["value"] = _from_counts(numbers, base)
    return Observation(
        area="", period=period, missing=None, flag=None, **numbers,
        published_on=period.end, is_publication_stated=False, recorded_on=period.end, note=None,
        line=row.line,
    )  # fmt: skip


def _from_counts(numbers: dict[str, Decimal | None], base: int | None) -> Decimal | None:
    part, whole = (numbers[name] for name in COUNTS)
    return None if None in (base, part, whole) else part * base / whole


def _number(text: str, separator: str) -> Decimal | None:
    """None for a code that says why there is none."""
    if text.casefold() in NOT_THERE:
        return None
    bare = text.replace("−", "-").replace("£", "", 1).removesuffix("%").strip()
    if NO_NUMBER.fullmatch(bare):
        raise ValueError(f"{text!r} is not a number; leave the cell empty")
    is_number = NUMBER.fullmatch(bare) is not None and any(each.isdigit() for each in bare)
    if not is_number:
        raise ValueError(f"{text!r} is not a number; write it like 1234.5, or leave the cell empty")
    if separator == ";" and "," in bare:
        raise ValueError(f"{text!r} can be read in two ways; write it like 1234.5")
    number = Decimal(bare.replace(",", ""))
    if abs(number) > LARGEST:
        raise ValueError(f"{text[:20]!r} is too large to work with; at most {LARGEST:,f}")
    return number


def _untrue(
    numbers: dict[str, Decimal | None], base: int | None
) -> Iterator[tuple[str, str]]:
    """Each column of a row that cannot be true, and what is wrong with it."""
    value, part, whole = numbers["value"], numbers["numerator"], numbers["denominator"]
    lower, upper = numbers["lower"], numbers["upper"]
    if part is not None and part < 0:
        yield "numerator", f"{part} is below zero; a count is not"
    if whole is not None and whole <= 0:
        yield "denominator", f"{whole} is not above zero; give the number that is counted out of"
    elif base == 100 and part is not None and whole is not None and part > whole:
        yield "numerator", f"{part} is more than the {whole} that it is out of"
    elif None not in (base, value, part, whole) and not _gives(value, part, whole, base):
        given = f"{part * base / whole:.6g}"
        yield "value", f"{value} is not what its counts give, {given}; check all three"
    if lower is not None and upper is not None and lower > upper:
        yield "lower", f"{lower} is above the upper limit, {upper}"


def _gives(value: Decimal, part: Decimal, whole: Decimal, base: int) -> bool:
    """Whether the counts give the value, within half a unit of its last decimal place."""
    places = value.as_tuple().exponent
    assert isinstance(places, int), "the number is finite"
    return abs(part * base / whole - value) <= HALF.scaleb(min(0, places))


def _repeated(where: str, found: Sequence[Observation]) -> Iterator[Problem]:
    """The second row of a period, and any after it."""
    first: dict[tuple[date, date], int] = {}
    for each in found:
        line = first.setdefault((each.period.start, each.period.end), each.line)
        if line != each.line:
            message = f"period: {each.period.label} stands in line {line} already; keep one"
            yield Problem(where, each.line, message)
