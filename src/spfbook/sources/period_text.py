"""Periods as people write them in a file of their own.

Besides the forms of `parse_period`: days with the day first (`30/04/2020`), months by name
(`April 2020`, `Apr-20`), financial years with a slash (`2020/21`) and their quarters
(`2020/21 Q1`, `Q1 2020/21`). What could mean two things is refused: `Q1 2020` may be of the
calendar year or of the financial year.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable

from spfbook.framework.periods import Period, PeriodError, parse_period

YEAR = r"(\d{4})[/-](?:\d{2})?(\d{2})"
LAST_OF_THIS_CENTURY = "49"
"""Two digits of a year beyond this are of the century before."""


def read_period(text: str) -> Period:
    """The period that `text` means; raises `PeriodError` with what would be right."""
    found = " ".join(text.split()).casefold()
    for pattern, rewrite in _FORMS:
        match = pattern.fullmatch(found)
        if match:
            return _parse(text, rewrite(*match.groups()))
    return _parse(text, found)


def _parse(text: str, form: str) -> Period:
    try:
        return parse_period(form)
    except PeriodError as problem:
        if form == text:
            raise
        raise PeriodError(f"{text!r} is read as {form}. {problem}") from None


def _day(day: str, month: str, year: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _month(name: str, between: str, year: str) -> str:
    """As it was where `name` begins no month's."""
    months = [i for i in range(1, 13) if calendar.month_name[i].casefold().startswith(name)]
    if len(months) != 1:
        return f"{name}{between}{year}"
    century = "19" if year > LAST_OF_THIS_CENTURY else "20"
    return f"{year if len(year) == 4 else century + year}-{months[0]:02d}"


def _quarter(year: str, tail: str, number: str) -> str:
    return f"{year}-{tail}-q{number}"


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"), _day),
    (re.compile(r"([a-z]{3,9})(\.?[ -]*)(\d{4}|\d{2})"), _month),
    (re.compile(r"(\d{4}-\d{2}-\d{2})[ t]00:00(?::00)?"), lambda day: day),
    (re.compile(r"(\d{4})/(?:\d{2})?(\d{2})"), lambda year, tail: f"fy{year}-{tail}"),
    (re.compile(r"fy ?(\d{4})[/-](?:\d{2})?(\d{2})"), lambda year, tail: f"fy{year}-{tail}"),
    (re.compile(rf"{YEAR}[ -]*q([1-4])"), _quarter),
    (re.compile(rf"q([1-4]) {YEAR}"), lambda number, year, tail: _quarter(year, tail, number)),
)
