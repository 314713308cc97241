"""Which periods a made-up series is about: those its indicator's frequency asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Every, Indicator
from spfbook.framework.periods import (
    FINANCIAL_YEAR_STARTS,
    Period,
    PeriodKind,
    add_months,
    financial_year_start,
    parse_period,
)

SCHOOL_WORDS = re.compile(
    r"\b(pupils?|schools?|early education|key stage|ks\d|gcses?|a levels?|progress 8|attainment 8"
    r"|level [23]|academic years?|age of 5)\b",
    re.IGNORECASE,
)
SURVEY_WORDS = re.compile(r"\b(survey|residents (who|feeling|posi|respond))", re.IGNORECASE)
FIELDWORK = "{0}-10..{0}-11"
"""Surveys are made up as asked in October and November."""
STRETCHES = {Every.TWO_MONTHS: 2, Every.FOUR_MONTHS: 4}
"""Months taken together from April on, for the frequencies that have no name for a period."""
TERMS = ("autumn", "spring", "summer")


def span(framework: Framework) -> tuple[date, date]:
    """From the start of the financial year before the plan's own to the plan's end."""
    plan = framework.file.plan
    start = date(financial_year_start(plan.start) - 1, FINANCIAL_YEAR_STARTS, 1)
    return start, plan.end


def periods_of(indicator: Indicator, framework: Framework) -> tuple[Period, ...]:
    """The periods that end in the span, in order of time; quarters where no frequency is set."""
    first, last = span(framework)
    return tuple(
        period
        for period in map(parse_period, _texts(indicator, first.year - 1, last.year))
        if first <= period.end <= last
    )


def _texts(indicator: Indicator, first: int, last: int) -> Iterator[str]:
    years = range(first, last + 1)
    match indicator.frequency.every:
        case Every.MONTH:
            yield from (f"{year}-{month:02d}" for year in years for month in range(1, 13))
        case Every.TWO_MONTHS | Every.FOUR_MONTHS as every:
            yield from _stretches(years, STRETCHES[every])
        case Every.QUARTER | Every.NOT_SET:
            yield from (f"{_year(year)}-q{part}" for year in years for part in range(1, 5))
        case Every.HALF_YEAR:
            yield from (f"{_year(year)}-h{part}" for year in years for part in (1, 2))
        case Every.TERM:
            yield from (f"ay{_year(year)}-{term}" for year in years for term in TERMS)
        case Every.ONCE:
            yield f"fy{_year(last - 2)}"
        case Every.YEAR:
            yield from (_yearly(indicator, year) for year in years)


def _stretches(years: range, months: int) -> Iterator[str]:
    for year in years:
        for month in range(0, 12, months):
            start = add_months(date(year, FINANCIAL_YEAR_STARTS, 1), month)
            end = add_months(start, months - 1)
            yield f"{start.year}-{start.month:02d}..{end.year}-{end.month:02d}"


def _yearly(indicator: Indicator, year: int) -> str:
    """The kind of year the plan's baseline is about, else the one its words speak of."""
    match _baseline_kind(indicator):
        case PeriodKind.YEARS:
            return f"{year - 2}..{year}"
        case PeriodKind.CALENDAR_YEAR:
            return f"{year}"
        case PeriodKind.ACADEMIC_YEAR | PeriodKind.TERM:
            return f"ay{_year(year)}"
        case None if is_about_school(indicator):
            return f"ay{_year(year)}"
        case None if SURVEY_WORDS.search(f"{indicator.measure} {indicator.frequency_text}"):
            return FIELDWORK.format(year)
        case _:
            return f"fy{_year(year)}"


def is_about_school(indicator: Indicator) -> bool:
    """Whether its year is the school year."""
    is_termly = indicator.frequency.every is Every.TERM
    return is_termly or SCHOOL_WORDS.search(f"{indicator.measure} {indicator.name}") is not None


def _baseline_kind(indicator: Indicator) -> PeriodKind | None:
    text = indicator.baseline.period if indicator.baseline else None
    return parse_period(text).kind if text else None


def _year(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"
