"""Working days: those of the week that are no bank holidays, as far as the holidays are known."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from spfbook.framework.values import Text, Value

SATURDAY = 5


class BankHoliday(Value):
    day: date
    name: Text


class BankHolidays(Value):
    """The bank holidays of a place in some years, whole."""

    place: Text
    title: Text
    source: Text
    """Who announced them, and where."""
    first_year: int
    last_year: int
    days: Annotated[tuple[BankHoliday, ...], Field(min_length=1)]
    """On weekdays, in order: one that falls on a weekend stands as its substitute day."""

    @model_validator(mode="after")
    def _in_order_on_weekdays(self) -> Self:
        found = [each.day for each in self.days]
        if found != sorted(set(found)):
            raise ValueError("the days are not in order, or one is there twice")
        for day in found:
            if day.weekday() >= SATURDAY:
                raise ValueError(f"{day} is on a weekend; give its substitute day")
        if {day.year for day in found} != set(range(self.first_year, self.last_year + 1)):
            raise ValueError("the years are not those from first_year to last_year")
        return self

    def knows(self, day: date) -> bool:
        """Whether its year is among those that are held."""
        return self.first_year <= day.year <= self.last_year

    def is_working(self, day: date) -> bool:
        assert self.knows(day), "asked only of years that are held"
        return day.weekday() < SATURDAY and day not in self._set

    @cached_property
    def _set(self) -> frozenset[date]:
        return frozenset(each.day for each in self.days)
