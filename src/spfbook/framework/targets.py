"""Kinds of target: what was promised, in a form that can be judged.

A closed union. The document's own words stay beside it (`Indicator.target_text`) and are what
a reader sees; this is what the computer judges. Only numbers that stand in those words may
stand here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from spfbook.framework.values import Number, Slug, Text, Value


class Bound(StrEnum):
    """On which side of its number a target lies, and whether the number itself will do."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def is_floor(self) -> bool:
        return self in (Bound.AT_LEAST, Bound.MORE_THAN)


class Tolerance(Value):
    """How far off target still counts as amber; exactly one of the two is given."""

    absolute: Number | None = None
    """In the indicator's own unit (percentage points for a percentage)."""
    relative_pct: Number | None = None
    """Per cent of the target."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.absolute is None) == (self.relative_pct is None):
            raise ValueError("give one of absolute and relative_pct")
        if (self.absolute or Decimal(0)) < 0 or (self.relative_pct or Decimal(0)) < 0:
            raise ValueError("a tolerance is not negative")
        return self


class _Target(Value):
    tolerance: Tolerance | None = None
    """This target's own tolerance; without one the framework's default holds."""
    combined_with: tuple[Slug, ...] = ()
    """Other indicators whose values are added to this one's before judging (one shared target)."""


class Threshold(_Target):
    """A number that must be reached, or must not be passed, in every period."""

    kind: Literal["threshold"]
    bound: Bound
    value: Number
    by: Text | None = None
    """The period by whose end it must hold (`2021-22-q4`, `2022`); none when it holds always."""


class Range(_Target):
    """A value between two numbers, both allowed."""

    kind: Literal["range"]
    low: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class Step(Value):
    """One step of a schedule."""

    value: Number
    by: Text | None = None
    """The period by whose end the value must be reached (`2020-21-q2`, `2022`)."""
    during: Text | None = None
    """The period over which the value must be reached (`fy2020-21`)."""

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if (self.by is None) == (self.during is None):
            raise ValueError("give one of by and during")
        return self


class Schedule(_Target):
    """Several numbers, each for its own time."""

    kind: Literal["schedule"]
    bound: Bound
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    """In order of time."""


class PerPeriod(_Target):
    """A number for each year, or each month; within the year the count runs up to it."""

    kind: Literal["per_period"]
    bound: Bound
    value: Number
    per: Literal["year", "month"]
    profile: tuple[Number, ...] = ()
    """The share due by the end of each quarter (or month) in per cent, when the council has
    set one; without it the share is pro rata."""


class Direction(_Target):
    """A direction against the baseline, with no number."""

    kind: Literal["direction"]
    want: Literal["increase", "reduction", "no_reduction", "no_increase"]


class Comparator(_Target):
    """Judged against the value of other places for the same period."""

    kind: Literal["comparator"]
    areas: Annotated[tuple[Slug, ...], Field(min_length=1)]
    """Comparators of the framework (`england`, `london`, `east-london`)."""
    relation: Literal["in_line_with", "at", "above", "below", "top_rank", "top_quartile"]
    basis: Literal["value", "growth"] = "value"
    """`growth`: it is the change since the baseline that is compared."""
    rank: int | None = None
    """With `top_rank`: the last rank that meets the target."""
    value: Number | None = None
    """The comparator's value as the target's text itself gives it."""
    by: Text | None = None


class ByComponent(_Target):
    """Each component has a target of its own."""

    kind: Literal["by_component"]


class ToBeSet(_Target):
    """A target will be set, and was not when the plan was written."""

    kind: Literal["to_be_set"]
    after: Text | None = None
    """What it waits for, in plain words."""
    due: date | None = None


class NoTarget(_Target):
    """The plan sets none: the cell is empty, or says n/a or no target."""

    kind: Literal["none"]


class Descriptive(_Target):
    """A target in words that a value cannot be set against."""

    kind: Literal["descriptive"]
    reason: Text
    """Why it cannot be judged, in one plain sentence."""


Target = Annotated[
    Threshold
    | Range
    | Schedule
    | PerPeriod
    | Direction
    | Comparator
    | ByComponent
    | ToBeSet
    | NoTarget
    | Descriptive,
    Field(discriminator="kind"),
]


def numbers_of(target: Target) -> tuple[Decimal, ...]:
    """Every number that `target` asserts, to be found again in the document's words."""
    match target:
        case Threshold(value=value) | PerPeriod(value=value):
            return (value,)
        case Range(low=low, high=high):
            return (low, high)
        case Schedule(steps=steps):
            return tuple(step.value for step in steps)
        case Comparator(value=value, rank=rank):
            return tuple(Decimal(n) for n in (value, rank) if n is not None)
        case _:
            return ()


def bound_of(target: Target) -> Bound | None:
    """The side on which `target` lies, where it has one."""
    match target:
        case Threshold(bound=bound) | Schedule(bound=bound) | PerPeriod(bound=bound):
            return bound
        case Direction(want="increase" | "no_reduction"):
            return Bound.AT_LEAST
        case Direction():
            return Bound.AT_MOST
        case Comparator(relation="above" | "top_rank" | "top_quartile"):
            return Bound.MORE_THAN
        case Comparator(relation="below"):
            return Bound.LESS_THAN
        case _:
            return None
