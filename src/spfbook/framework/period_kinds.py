"""Kinds of period."""

from __future__ import annotations

from enum import StrEnum


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    FINANCIAL_YEAR = "financial_year"
    ACADEMIC_YEAR = "academic_year"
    TERM = "term"
    CALENDAR_YEAR = "calendar_year"
    SNAPSHOT = "snapshot"
    YEARS = "years"
    MONTHS = "months"


YEAR_KINDS = frozenset(
    {PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR, PeriodKind.CALENDAR_YEAR}
)
