"""The figures for download: a row for each indicator, part, place and period."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.observations import Flag, Missing, Observation, Series
from spfbook.framework.periods import parse_period
from spfbook.framework.units import IN_WORDS, RATE_BASE, Unit
from spfbook.pages import formats
from spfbook.pages.data_table import (
    Cell,
    Code,
    Column,
    DataTable,
    Kind,
    Scope,
    cells,
    component,
    number,
    yes_no,
)
from spfbook.pages.view import View
from spfbook.rules.part import Part

COLUMNS = (
    Column("indicator_id", "Indicator id", "The indicator’s lasting id.", width=30),
    Column("indicator", "Indicator", "Its short name.", width=40),
    Column("component", "Part", "Which of the figures of an indicator that has several.", width=30),
    Column("area", "Area", "The place that the figure is about.", width=24),
    Column("period", "Period", "The time that the figure is about.", width=28),
    Column("start", "Start", "The first day of the period.", Kind.DATE, 20),
    Column("end", "End", "The last day of the period.", Kind.DATE, 20),
    Column("value", "Value", "The figure, as published.", Kind.NUMBER),
    Column("unit", "Unit", "What the value is a number of."),
    Column("numerator", "Numerator", "The count above the line of a rate.", Kind.NUMBER),
    Column("denominator", "Denominator", "The count below the line of a rate.", Kind.NUMBER),
    Column("lower", "Lower limit", "Lower end of the published 95% interval.", Kind.NUMBER),
    Column("upper", "Upper limit", "Upper end of the published 95% interval.", Kind.NUMBER),
    Column("flag", "Marks", "What is particular about the figure, in codes."),
    Column(
        "published_on", "Published on",
        "The day of publication; the period’s end and the usual delay, where none is stated.",
        Kind.DATE, 20,
    ),
    Column("source", "Source", "Who published the figure, and what they call it.", width=50),
    Column("licence", "Licence", "On what terms the figure may be used.", width=34),
    Column("illustrative", "Illustrative", "Whether it was made up.", Kind.YES_NO),
)  # fmt: skip

ABOUT = (
    "Each row is one figure of one indicator, for one place and one period up to the report’s. "
    "They are the figures behind the charts, back to the first that is held."
)
UNIT_WORDS = {**IN_WORDS, Unit.PERCENT: "per cent", Unit.GBP: "pounds"}
RATES = frozenset({Unit.PERCENT, Unit.RATIO, *RATE_BASE})
MISSING_CODES = {
    Missing.SUPPRESSED: Code.SUPPRESSED,
    Missing.NOT_AVAILABLE: Code.NOT_AVAILABLE,
    Missing.NOT_APPLICABLE: Code.NOT_APPLICABLE,
}
FLAG_CODES = {
    Flag.PROVISIONAL: Code.PROVISIONAL,
    Flag.REVISED: Code.REVISED,
    Flag.ESTIMATED: Code.ESTIMATED,
}
MADE_UP = "Made up for demonstration; these are not statistics"


def figures(scope: Scope) -> DataTable:
    """Every observation of the series that the scope's pages show, of the council and its
    comparators, none after the period; peers are ranked among and never named one by one."""
    rows = []
    is_illustrative = False
    for view, _, part in scope.parts():
        for area, observation in _observations(view, part):
            rows.append(_row(part, area, observation))
            is_illustrative |= part.is_illustrative
    return DataTable("figures", ABOUT, COLUMNS, tuple(rows), is_illustrative)


def _observations(view: View, part: Part) -> list[tuple[str, Observation]]:
    """With the name of its place: the council's own first, then those beside it."""
    return [
        (area.name, observation)
        for area in view.framework.areas.values()
        for observation in part.of_area(area.id, view.period)
    ]


def _row(part: Part, area: str, found: Observation) -> tuple[Cell, ...]:
    series = part.series
    assert series is not None, "an observation stands in a series"
    return cells(
        part.indicator.id,
        part.indicator.name,
        component(part),
        area,
        formats.sentence(found.period.label)[:-1],
        found.period.start,
        found.period.end,
        value_of(found, part.decimals),
        unit_words(part),
        *(_count(count, part, found) for count in (found.numerator, found.denominator)),
        *(_behind(limit, part.decimals, found) for limit in (found.lower, found.upper)),
        _marks(found, series),
        found.published_on,
        source_words(series),
        series.source.licence,
        yes_no(part.is_illustrative),
    )


def value_of(found: Observation | None, places: int) -> Cell:
    if found is None:
        return Code.NOT_AVAILABLE
    return number(found.value, places, MISSING_CODES.get(found.missing, Code.NOT_AVAILABLE))


def unit_words(part: Part) -> str:
    counts = part.series.definition.counts if part.series else None
    named = UNIT_WORDS[part.unit]
    return f"{named} {counts}" if part.unit is Unit.GBP and counts else named


def source_words(series: Series) -> str:
    if series.is_illustrative:
        return MADE_UP
    publisher = series.definition.publisher or series.source.publisher
    return f"{publisher}: {series.definition.title}"


def _count(count: Decimal | None, part: Part, found: Observation) -> Cell:
    if count is None and part.unit not in RATES:
        return Code.NOT_APPLICABLE
    return _behind(count, formats.places(count) if count is not None else 0, found)


def _behind(figure: Decimal | None, places: int, found: Observation) -> Cell:
    """A figure behind another one: hidden together with it, whatever is held."""
    if found.missing is Missing.SUPPRESSED:
        return Code.SUPPRESSED
    return number(figure, places)


def _marks(found: Observation, series: Series) -> Cell:
    starts = {parse_period(each.first_period).start for each in series.definition.breaks}
    marks = [FLAG_CODES[found.flag]] if found.flag else []
    marks += [Code.BREAK] if found.period.start in starts else []
    return "".join(marks) or Code.NOT_APPLICABLE
