"""Figures of worked examples: a line of values, and the periods that they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, Self, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.period_steps import run_of
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import RATE_BASE, Unit
from spfbook.framework.values import Number, Slug, Text, Value


def _period(found: Any) -> str:
    return parse_period(str(found)).text


def _each(found: Any) -> Any:
    return found if isinstance(found, list | tuple) else (found,)


PeriodText = Annotated[str, BeforeValidator(_period)]
"""A period as it is written; YAML reads a plain year as a number, and a day as a date."""
Figure: TypeAlias = Number | Missing
Figures: TypeAlias = dict[PeriodText, Figure]
"""A figure, or the reason for none, by period."""
Interval: TypeAlias = tuple[Number, Number]


class Setting(Value):
    """What the figures of a group are; a row may say otherwise for itself."""

    first: PeriodText | None = None
    """The period of the first figure; the others follow it."""
    periods: tuple[PeriodText, ...] = ()
    """Each period instead, where they do not follow each other."""
    unit: Unit = Unit.PERCENT
    decimals: Annotated[int, Field(ge=0, le=4)] = 0
    polarity: Polarity = Polarity.HIGHER_IS_BETTER
    cumulative: bool = False
    breaks: tuple[Break, ...] = ()

    @property
    def base(self) -> int | None:
        """What a figure is a number of parts of; None where it is no share of a whole."""
        return 100 if self.unit is Unit.PERCENT else RATE_BASE.get(self.unit)


PLACES = frozenset({"first", "periods"})


class Line(Setting):
    """A row's figures in order of time, and what is known of how exact they are."""

    case: Text
    values: tuple[Figure, ...] = ()
    """Left out where the counts give them."""
    counts: tuple[Number | None, ...] = ()
    """The numerators; null where one is not known."""
    out_of: Annotated[tuple[Number, ...], BeforeValidator(_each)] = ()
    """The denominators: one for all, or one each."""
    intervals: tuple[Interval | None, ...] = ()
    """The published 95% intervals."""
    reason: Text | None = None
    """The sentence that the rule gives; left out where another row of the group has it."""


class SeriesGroup(Setting):
    """Rows that are lines, and what they have in common."""

    id: Slug
    title: Text
    before: tuple[Figure, ...] = ()
    """Figures that every row begins with."""
    rows: Annotated[tuple[Line, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        for row in self.rows:
            try:
                observed(self, row)
            except ValueError as problem:
                raise ValueError(f"{row.case}: {problem}") from None
        return self


def setting_of(group: SeriesGroup, row: Line) -> Setting:
    """The group's setting with the row's own laid over it; its own periods replace both forms."""
    names = Setting.model_fields.keys()
    shared = group.model_fields_set & names
    if row.model_fields_set & PLACES:
        shared -= PLACES
    found = {name: getattr(group, name) for name in shared}
    found |= {name: getattr(row, name) for name in row.model_fields_set & names}
    return Setting(**found)


def observed(group: SeriesGroup, row: Line) -> tuple[Observation, ...]:
    """The row's figures as observations; raises `ValueError` where they do not fit together."""
    setting = setting_of(group, row)
    values = group.before + row.values
    count = max(len(values), len(row.counts))
    periods = _periods(setting, count)
    wholes = row.out_of * count if len(row.out_of) == 1 else row.out_of
    columns = {"values": values, "counts": row.counts, "out_of": wholes,
               "intervals": row.intervals}  # fmt: skip
    for name, column in columns.items():
        if column and len(column) != len(periods):
            raise ValueError(f"{name} has {len(column)} for {len(periods)} periods")
    if row.counts and not wholes:
        raise ValueError("counts are out of nothing; write out_of")
    if row.counts and not values and setting.base is None:
        raise ValueError(f"counts do not give a figure in {setting.unit}; write values")
    return tuple(
        _observation(row, values, wholes, setting.base, place, period)
        for place, period in enumerate(periods)
    )


def observations_of(area: str, figures: Mapping[str, Figure]) -> list[Observation]:
    """Figures by period as observations of one place."""
    return [observation(area, parse_period(period), found) for period, found in figures.items()]


def observation(area: str, period: Period, found: Figure, **known: Any) -> Observation:
    """One figure, known from the end of its period."""
    missing = found if isinstance(found, Missing) else None
    counts = {"numerator": None, "denominator": None, "lower": None, "upper": None}
    return Observation(
        area=area, period=period, value=None if isinstance(found, Missing) else found,
        missing=missing, **(counts | known), flag=None, published_on=period.end,
        is_publication_stated=True, recorded_on=period.end, note=None, line=1,
    )  # fmt: skip


def _periods(setting: Setting, count: int) -> tuple[Period, ...]:
    if setting.periods:
        return tuple(map(parse_period, setting.periods))
    if setting.first is None:
        raise ValueError("no period is given; write first or periods")
    return tuple(run_of(parse_period(setting.first), count))


def _observation(
    row: Line, values: Sequence[Figure], wholes: Sequence[Decimal], base: int | None, place: int,
    period: Period,
) -> Observation:  # fmt: skip
    part = row.counts[place] if row.counts else None
    whole = wholes[place] if part is not None else None
    if values:
        found: Figure = values[place]
    elif part is None or whole is None or base is None:
        found = Missing.NOT_AVAILABLE
    else:
        found = part * base / whole
    lower, upper = (row.intervals[place] if row.intervals else None) or (None, None)
    return observation(
        "home", period, found, numerator=part, denominator=whole, lower=lower, upper=upper
    )
