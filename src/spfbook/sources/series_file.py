"""A series that a person brings: a CSV file of periods and values, with counts or intervals."""

from __future__ import annotations

from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.observations import Observation
from spfbook.sources.csv_text import Row, read_rows

COLUMNS = ("period", "value")
MORE_COLUMNS = ("numerator", "denominator", "lower", "upper")


def read_series_file(path: Path) -> list[Observation]:
    """The file's rows in its own order; columns period, value, and optionally numerator,
    denominator, lower and upper.

    Raises `DataError` with every problem, each with its line.
    """
    where = path.as_posix()
    if not path.is_file():
        raise DataError(Problem(where, 0, "is missing; name a CSV file with columns period, value"))
    rows, problems = read_rows(path, where, COLUMNS, MORE_COLUMNS)
    found = [_observation(row) for row in rows]
    problems += [problem for row in rows for problem in row.problems]
    if problems:
        raise DataError(problems)
    return [each for each in found if each is not None]


def _observation(row: Row) -> Observation | None:
    period = row.period("period")
    numbers = {name: row.number(name) for name in ("value", *MORE_COLUMNS)}
    if row.problems or period is None:
        return None
    return Observation(
        area="", period=period, missing=None, flag=None, **numbers, published_on=period.end,
        is_publication_stated=False, recorded_on=period.end, note=None, line=row.line,
    )  # fmt: skip
