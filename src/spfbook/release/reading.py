"""Frozen JSON files, read by a program that did not write them and must not trust them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.framework.values import Value
from spfbook.sources.release_files import read_json

M = TypeVar("M", bound=Value)


def read_frozen(path: Path, where: str, model: type[M]) -> M:
    """As `read_json`, also of a file that was made to be too much for Python's own reader.

    Raises `ReleaseError`.
    """
    try:
        return read_json(path, where, model)
    except RecursionError as problem:
        message = "is nested too deeply to be read; it is damaged"
        raise ReleaseError(Problem(where, 0, message)) from problem
    except ValueError as problem:  # a whole number of more digits than Python takes
        message = "holds a number that is too long to be read; it is damaged"
        raise ReleaseError(Problem(where, 0, message)) from problem


def check_periods(periods: Iterable[tuple[str, str]], where: str) -> None:
    """Each with whose it is. Raises `ReleaseError` with all that are none."""
    problems = []
    for indicator, period in periods:
        try:
            parse_period(period)
        except PeriodError as problem:
            message = f"{indicator}: {problem}; it is damaged"
            problems.append(Problem(where, 0, message))
    if problems:
        raise ReleaseError(problems)
