"""Periods in words, in full and short."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from spfbook.framework.period_kinds import PeriodKind

if TYPE_CHECKING:
    from spfbook.framework.periods import Period


def label(period: Period) -> str:
    """As the ONS style guide writes periods: months, not quarters."""
    start, end = period.start, period.end
    match period.kind:
        case PeriodKind.SNAPSHOT:
            return f"{end.day} {_words(end)}"
        case PeriodKind.MONTH:
            return _words(end)
        case PeriodKind.CALENDAR_YEAR:
            return f"{end.year}"
        case PeriodKind.FINANCIAL_YEAR:
            return f"financial year {start.year} to {end.year}"
        case PeriodKind.ACADEMIC_YEAR:
            return f"academic year {start.year} to {end.year}"
        case PeriodKind.TERM:
            terms = period.text.split("-", 2)[2].replace("+", " and ")
            plural = "terms" if " and " in terms else "term"
            year = period.text.split("-", 2)
            return f"{terms} {plural} {year[0][2:]} to {int(year[0][2:]) + 1}"
        case PeriodKind.YEARS:
            return f"{start.year} to {end.year}"
        case PeriodKind.QUARTER | PeriodKind.HALF_YEAR | PeriodKind.MONTHS:
            if start.year == end.year:
                return f"{calendar.month_name[start.month]} to {_words(end)}"
            return f"{_words(start)} to {_words(end)}"


def short_label(period: Period) -> str:
    """The shortest form that is not ambiguous."""
    start, end = period.start, period.end
    match period.kind:
        case PeriodKind.SNAPSHOT:
            return f"{end.day} {calendar.month_abbr[end.month]} {end.year}"
        case PeriodKind.MONTH:
            return f"{calendar.month_abbr[end.month]} {end.year}"
        case PeriodKind.CALENDAR_YEAR:
            return f"{end.year}"
        case PeriodKind.FINANCIAL_YEAR | PeriodKind.ACADEMIC_YEAR:
            return f"{start.year}/{end.year % 100:02d}"
        case PeriodKind.TERM:
            return period.label
        case PeriodKind.YEARS:
            return f"{start.year} to {end.year}"
        case PeriodKind.QUARTER | PeriodKind.HALF_YEAR | PeriodKind.MONTHS:
            months = f"{calendar.month_abbr[start.month]} to {calendar.month_abbr[end.month]}"
            if start.year == end.year:
                return f"{months} {end.year}"
            return (
                f"{calendar.month_abbr[start.month]} {start.year} to "
                f"{calendar.month_abbr[end.month]} {end.year}"
            )


def in_sentence(period: Period) -> str:
    """`the financial year 2020 to 2021`; other labels stand without an article."""
    is_named = period.kind in (PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR)
    return f"the {period.label}" if is_named else period.label


def table_label(period: Period) -> str:
    """The short form, but `academic year 2020/21`: beside a financial year of the same numbers."""
    is_academic = period.kind is PeriodKind.ACADEMIC_YEAR
    return f"academic year {short_label(period)}" if is_academic else short_label(period)


def _words(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"
