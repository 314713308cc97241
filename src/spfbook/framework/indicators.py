"""Indicators: what the council has chosen to watch, in the document's words and typed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from spfbook.framework.changes import Change
from spfbook.framework.components import Baseline, Component, Polarity
from spfbook.framework.targets import NoTarget, Target
from spfbook.framework.units import Unit
from spfbook.framework.values import Number, Slug, Text, Value


class Kind(StrEnum):
    """What part an indicator plays in the plan."""

    DEMAND = "demand"
    LONG_TERM = "long_term"
    PROXY = "proxy"
    LONG_TERM_AND_PROXY = "long_term_and_proxy"
    INDICATOR = "indicator"


class Every(StrEnum):
    """How often a new value is due."""

    MONTH = "month"
    TWO_MONTHS = "two_months"
    QUARTER = "quarter"
    TERM = "term"
    FOUR_MONTHS = "four_months"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"
    NOT_SET = "not_set"


MONTHS_BETWEEN = {
    Every.MONTH: 1,
    Every.TWO_MONTHS: 2,
    Every.QUARTER: 3,
    Every.TERM: 4,
    Every.FOUR_MONTHS: 4,
    Every.HALF_YEAR: 6,
    Every.YEAR: 12,
}


class CountedFrom(StrEnum):
    """From when a value counts that includes the earlier ones."""

    YEAR_START = "year_start"
    """Year to date: it begins anew each year."""
    SCHEME_START = "scheme_start"
    """A running total since a scheme (or the plan) began: it never begins anew."""


class Frequency(Value):
    """How often, how late, and whether the count runs on."""

    every: Every
    arrears_months: int = Field(default=0, ge=0)
    """Months after the period's end at which the value is due, where the document says so."""
    counted_from: CountedFrom | None = None
    """Where each value includes earlier ones: from when it counts."""
    counted_since: Text | None = None
    """With `scheme_start`: the period in which the count began (`2018`), where the document says
    so; without it the plan's own start is taken."""
    seasonal: bool = False
    """The values are known to rise and fall with the time of year. Terms always do."""

    @model_validator(mode="after")
    def _since_a_start(self) -> Self:
        if self.counted_since and self.counted_from is not CountedFrom.SCHEME_START:
            raise ValueError("counted_since goes with counted_from: scheme_start")
        return self


class Disclosure(StrEnum):
    """How sensitive the figures are to small numbers (STATISTICS 5, presets)."""

    NONE = "none"
    """Not about people."""
    COUNCIL = "council"
    """About people: counts of 1 to 4 may identify someone."""
    STRICT = "strict"
    """Social care, safeguarding, homelessness, crime victims, deaths: counts under 10."""


class _Row(Value):
    """One row of the document's tables, in its own words."""

    ref: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-\d{3}$")]
    """The number of the record in the transcription."""
    sub_theme: Text | None = None
    group: Text | None = None
    """The issue the document's table lists it under."""
    measure: Text
    baseline_text: Text | None = None
    target_text: Text | None = None
    frequency_text: Text | None = None
    lead_members: tuple[Slug, ...] = ()
    """Members of framework.yml."""
    notes: tuple[Text, ...] = ()
    """Where the document is odd, said to the reader in a plain sentence each."""


class Indicator(_Row):
    """A thing the council has chosen to watch, with an owner and a lasting id."""

    id: Slug
    name: Annotated[str, Field(min_length=3, max_length=90)]
    """Short, for headings and tables; the document's words are `measure`."""
    kind: Kind = Kind.INDICATOR
    purpose: Text
    """One plain sentence: what a reader learns from it."""
    unit: Unit
    counts: Text | None = None
    """What is counted, in words (`children`, `homes`)."""
    decimals: int = Field(default=0, ge=0, le=4)
    dead_band: Annotated[Number, Field(gt=0)] | None = None
    """A change smaller than this, in the indicator's unit, is never called clear."""
    polarity: Polarity
    baseline: Baseline | None = None
    """None: the document gives none."""
    target: Target = NoTarget(kind="none")
    changes: tuple[Change, ...] = ()
    """What was different before, oldest first; a colour that a change made says so."""
    refers_to: Slug | None = None
    """The indicator whose text an 'As above' in this row repeats."""
    frequency: Frequency
    disclosure: Disclosure = Disclosure.NONE
    components: tuple[Component, ...] = ()
    same_as: Literal[None] = None

    def component(self, component_id: str) -> Component | None:
        return next((c for c in self.components if c.id == component_id), None)


class RepeatedRow(_Row):
    """A row that repeats an indicator defined elsewhere: shown here too, counted once."""

    same_as: Slug
    """The indicator's id."""
    kind: Kind = Kind.INDICATOR
    component_texts: tuple[Text, ...] = ()
