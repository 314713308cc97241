"""Observations: a value of an indicator for a place and a period, or the reason for none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from spfbook.framework.periods import Period
from spfbook.framework.sources import Link, Source, SourceSeries


class Flag(StrEnum):
    """What is particular about a value; the letters are the GSS ones."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"


class Missing(StrEnum):
    """Why a row has no value."""

    SUPPRESSED = "suppressed"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of an observations file.

    Exactly one of `value` and `missing` is set. `value` is in the unit of its indicator or
    component; `lower` and `upper` are the published 95% interval in the same unit;
    `numerator` and `denominator` are the two counts behind a rate or a percentage.
    """

    area: str
    """An area's id in the framework (`london`)."""
    period: Period
    value: Decimal | None
    missing: Missing | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    flag: Flag | None
    published_on: date
    """When it was published; the period's end plus the series' stated lag when
    `is_publication_stated` is False."""
    is_publication_stated: bool
    recorded_on: date
    """When it entered our files; the day of publication for series brought in afterwards."""
    note: str | None
    line: int
    """Where it stands in its file, counted from 1."""

    @property
    def has_number(self) -> bool:
        """Whether the value is there, and finite."""
        return self.value is not None and self.value.is_finite()

    def known_by(self, as_at: date) -> bool:
        """Whether an edition as at that date sees it."""
        return self.published_on <= as_at and self.recorded_on <= as_at


@dataclass(frozen=True)
class Series:
    """The observations of one indicator (or component) from one source, in order of time.

    At most one observation for an area and a period: the last one recorded by the as-at date.
    """

    indicator: str
    component: str | None
    source: Source
    definition: SourceSeries
    link: Link
    """How exactly the series measures the indicator."""
    observations: tuple[Observation, ...]
    revisions: tuple[tuple[Observation, Observation], ...] = ()
    """Earlier and later value where a later row replaced an earlier one by the as-at date."""

    @property
    def is_related_only(self) -> bool:
        """A near miss: offered beside the indicator, never as its value."""
        return self.link.match == "related"

    @property
    def is_illustrative(self) -> bool:
        return self.source.illustrative

    def of_area(self, area: str) -> tuple[Observation, ...]:
        return tuple(self._by_area.get(area, ()))

    @cached_property
    def _by_area(self) -> dict[str, list[Observation]]:
        found: dict[str, list[Observation]] = {}
        for o in self.observations:
            found.setdefault(o.area, []).append(o)
        return found

    def values(self, area: str) -> tuple[Observation, ...]:
        """Those of `area` that have a value."""
        return tuple(o for o in self.of_area(area) if o.value is not None)


@dataclass(frozen=True)
class Observations:
    """All that an edition knows by its as-at date."""

    as_at: date
    series: tuple[Series, ...]

    def of(self, indicator: str, component: str | None = None) -> Series | None:
        """The series that gives the value: the first source of the edition that has one."""
        return self._values.get((indicator, component))

    def related_to(self, indicator: str) -> tuple[Series, ...]:
        """Related official statistics, for any component of the indicator."""
        return tuple(s for s in self.series if s.indicator == indicator and s.is_related_only)

    def sources(self) -> tuple[Source, ...]:
        found = {s.source.id: s.source for s in self.series}
        return tuple(found.values())

    @cached_property
    def _values(self) -> dict[tuple[str, str | None], Series]:
        found: dict[tuple[str, str | None], Series] = {}
        for series in self.series:
            if not series.is_related_only:
                found.setdefault((series.indicator, series.component), series)
        return found


def gather(as_at: date, series: Iterable[Series]) -> Observations:
    """`series` in the edition's order of sources, those without observations left out."""
    return Observations(as_at, tuple(s for s in series if s.observations))


