"""Periods in frozen files, read by a program that did not write them and must not trust them."""

from __future__ import annotations

from collections.abc import Iterable

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.periods import PeriodError, parse_period


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
