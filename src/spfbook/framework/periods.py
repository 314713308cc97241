"""Periods: the stretch or the date a value is about. All calendar arithmetic lives here.

How a period is written in YAML, CSV and file names, and what it means:

========================  =====================================================================
`2020-04`                 a month
`2020-21-q1`              a quarter of the financial year (April to June 2020)
`2020-21-h1`              half a financial year
`fy2020-21`               a financial year (April 2020 to March 2021)
`ay2018-19`               an academic year (September 2018 to August 2019)
`ay2018-19-autumn`        a term; `ay2018-19-autumn+spring` two terms
`2019`                    a calendar year
`2020-03-31`              a snapshot: one date
`2016..2018`              several years taken together (also `fy2016-17..fy2018-19`)
`2019-05..2020-04`        several months taken together (a rolling year, a survey's fieldwork)
========================  =====================================================================
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from spfbook.framework import period_words
from spfbook.framework.period_kinds import YEAR_KINDS, PeriodKind

FINANCIAL_YEAR_STARTS = 4
"""April: the financial year of English local government (Local Government Finance Act 1992)."""
ACADEMIC_YEAR_STARTS = 9
TERM_MONTHS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 8)}
"""Terms as whole months, so that they follow each other; a school's own dates differ by days."""


class PeriodError(ValueError):
    """The text is not a period; the message says what would be."""


@dataclass(frozen=True)
class Period:
    """A stretch of whole days, from `start` to `end`, both included."""

    start: date
    end: date
    kind: PeriodKind
    text: str
    """As it is written in files; `parse_period(p.text) == p`."""

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: Period) -> bool:
        return (self.end, self.start, self.text) < (other.end, other.start, other.text)

    @property
    def label(self) -> str:
        """The period in words, as the ONS style guide writes periods (months, not quarters)."""
        return period_words.label(self)

    @property
    def in_sentence(self) -> str:
        """The label as a sentence takes it: `the financial year 2020 to 2021`."""
        return period_words.in_sentence(self)

    @property
    def table_label(self) -> str:
        """The short label for a row beside others: an academic year says that it is one."""
        return period_words.table_label(self)

    @property
    def short_label(self) -> str:
        """The shortest unambiguous form, for a chart's axis or a narrow column."""
        return period_words.short_label(self)

    @property
    def is_pooled(self) -> bool:
        """Several years or months taken together, so that neighbours may share data."""
        return self.kind in (PeriodKind.YEARS, PeriodKind.MONTHS)

    def overlaps(self, other: Period) -> bool:
        return self.start <= other.end and other.start <= self.end

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def year_earlier(self) -> Period:
        """The same period one year before."""
        return parse_period(re.sub(r"\d+", "{}", self.text).format(*_a_year_less(self)))


@lru_cache(maxsize=4096)  # figures of many places name the same few periods again and again
def parse_period(text: str) -> Period:
    """The period written as `text`; raises `PeriodError` with the forms allowed."""
    found = str(text).strip()
    if ".." in found:
        return _pooled(found)
    for pattern, make in _FORMS:
        match = pattern.fullmatch(found)
        if match:
            try:
                return make(found, *match.groups())
            except ValueError as problem:
                raise PeriodError(f"{found!r} is no period: {problem}") from None
    raise PeriodError(
        f"{found!r} is no period; write 2020-04, 2020-21-q1, fy2020-21, ay2018-19, "
        "ay2018-19-autumn, 2019, 2020-03-31, 2016..2018 or 2019-05..2020-04"
    )


def month_of(day: date) -> Period:
    return parse_period(f"{day.year:04d}-{day.month:02d}")


def quarter_of(day: date) -> Period:
    """The quarter of the financial year that `day` falls in."""
    year = financial_year_start(day)
    number = ((day.month - FINANCIAL_YEAR_STARTS) % 12) // 3 + 1
    return parse_period(f"{year:04d}-{_tail(year)}-q{number}")


def financial_year_of(day: date) -> Period:
    year = financial_year_start(day)
    return parse_period(f"fy{year:04d}-{_tail(year)}")


def financial_year_start(day: date) -> int:
    """The calendar year in which the financial year holding `day` began."""
    return day.year if day.month >= FINANCIAL_YEAR_STARTS else day.year - 1


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months; the last day of a month stays the last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _tail(year: int) -> str:
    return f"{(year + 1) % 100:02d}"


def _check_tail(year: str, tail: str) -> int:
    if tail != _tail(int(year)):
        raise ValueError(f"{year} is followed by {_tail(int(year))}, not {tail}")
    return int(year)


def _span(start: date, months: int) -> date:
    return add_months(start, months) - timedelta(days=1)


def _day(text: str, year: str, month: str, day: str) -> Period:
    found = date(int(year), int(month), int(day))
    return Period(found, found, PeriodKind.SNAPSHOT, text)


def _month(text: str, year: str, month: str) -> Period:
    start = date(int(year), int(month), 1)
    return Period(start, _span(start, 1), PeriodKind.MONTH, text)


def _quarter(text: str, year: str, tail: str, number: str) -> Period:
    first = date(_check_tail(year, tail), FINANCIAL_YEAR_STARTS, 1)
    start = add_months(first, 3 * (int(number) - 1))
    return Period(start, _span(start, 3), PeriodKind.QUARTER, text)


def _half(text: str, year: str, tail: str, number: str) -> Period:
    first = date(_check_tail(year, tail), FINANCIAL_YEAR_STARTS, 1)
    start = add_months(first, 6 * (int(number) - 1))
    return Period(start, _span(start, 6), PeriodKind.HALF_YEAR, text)


def _financial(text: str, year: str, tail: str) -> Period:
    start = date(_check_tail(year, tail), FINANCIAL_YEAR_STARTS, 1)
    return Period(start, _span(start, 12), PeriodKind.FINANCIAL_YEAR, text)


def _academic(text: str, year: str, tail: str) -> Period:
    start = date(_check_tail(year, tail), ACADEMIC_YEAR_STARTS, 1)
    return Period(start, _span(start, 12), PeriodKind.ACADEMIC_YEAR, text)


def _term(text: str, year: str, tail: str, first: str, last: str | None) -> Period:
    began = _check_tail(year, tail)
    opening, closing = TERM_MONTHS[first][0], TERM_MONTHS[last or first][1]
    start = date(began if opening >= ACADEMIC_YEAR_STARTS else began + 1, opening, 1)
    end = month_end(began if closing >= ACADEMIC_YEAR_STARTS else began + 1, closing)
    if end < start:
        raise ValueError(f"{last} comes before {first}")
    return Period(start, end, PeriodKind.TERM, text)


def _calendar(text: str, year: str) -> Period:
    return Period(date(int(year), 1, 1), date(int(year), 12, 31), PeriodKind.CALENDAR_YEAR, text)


_TERM_NAMES = "autumn|spring|summer"
_FORMS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), _day),
    (re.compile(r"(\d{4})-(\d{2})-q([1-4])"), _quarter),
    (re.compile(r"(\d{4})-(\d{2})-h([12])"), _half),
    (re.compile(r"(\d{4})-(\d{2})"), _month),
    (re.compile(r"fy(\d{4})-(\d{2})"), _financial),
    (re.compile(r"ay(\d{4})-(\d{2})"), _academic),
    (re.compile(rf"ay(\d{{4}})-(\d{{2}})-({_TERM_NAMES})(?:\+({_TERM_NAMES}))?"), _term),
    (re.compile(r"(\d{4})"), _calendar),
)


def _pooled(text: str) -> Period:
    parts = [parse_period(part) for part in text.split("..")]
    if len(parts) != 2 or parts[0].kind != parts[1].kind or parts[1].end <= parts[0].end:
        raise PeriodError(f"{text!r} is no period: write an earlier and a later one of one kind")
    first, last = parts
    if first.kind in YEAR_KINDS:
        return Period(first.start, last.end, PeriodKind.YEARS, text)
    if first.kind is PeriodKind.MONTH:
        return Period(first.start, last.end, PeriodKind.MONTHS, text)
    raise PeriodError(f"{text!r} is no period: only years or months can be taken together")


def _a_year_less(period: Period) -> list[str]:
    """The numbers of `period.text`, in order, a year earlier."""
    numbers = re.findall(r"\d+", period.text)
    has_tails = period.kind not in (PeriodKind.SNAPSHOT, PeriodKind.MONTH, PeriodKind.MONTHS)
    if period.kind is PeriodKind.SNAPSHOT and numbers[1:] == ["02", "29"]:
        numbers[2] = "28"
    return [_number_less(number, has_tails) for number in numbers]


def _number_less(number: str, has_tails: bool) -> str:
    if len(number) == 4:
        return f"{int(number) - 1:04d}"
    if len(number) == 2 and has_tails:
        return f"{(int(number) - 1) % 100:02d}"
    return number
