"""Indicators: what the council has chosen to watch, in the document's words and typed."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from spfbook.framework.targets import EarlierTarget, NoTarget, Target
from spfbook.framework.units import Unit
from spfbook.framework.values import Number, Slug, Text, Value


class Kind(StrEnum):
    """What part an indicator plays in the plan."""

    DEMAND = "demand"
    LONG_TERM = "long_term"
    PROXY = "proxy"
    LONG_TERM_AND_PROXY = "long_term_and_proxy"
    INDICATOR = "indicator"


class Polarity(StrEnum):
    """Which way is better. Belongs to the indicator; never changes with the data."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    IN_RANGE = "in_range"
    NEITHER = "neither"


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


class Frequency(Value):
    """How often, how late, and whether the count runs on through the year."""

    every: Every
    arrears_months: int = Field(default=0, ge=0)
    """Months after the period's end at which the value is due, where the document says so."""
    cumulative: bool = False
    """Each value includes the earlier ones of its year (year to date)."""


class Baseline(Value):
    """The value progress is counted from."""

    value: Number | None = None
    """None: the document says it is still to be established."""
    period: Text | None = None
    """The period it is about, where the document states one."""
    note: Text | None = None


class Disclosure(StrEnum):
    """How sensitive the figures are to small numbers (STATISTICS 5, presets)."""

    NONE = "none"
    """Not about people."""
    COUNCIL = "council"
    """About people: counts of 1 to 4 may identify someone."""
    STRICT = "strict"
    """Social care, safeguarding, homelessness, crime victims, deaths: counts under 10."""


class Component(Value):
    """One of several figures that one indicator holds."""

    id: Slug
    text: Text
    """The document's words for it."""
    unit: Unit
    decimals: int = Field(default=0, ge=0, le=4)
    polarity: Polarity
    assessed: bool = True
    """False: shown for context, never judged."""
    baseline: Baseline | None = None
    target: Target | None = None
    """None: the indicator's own target is judged on this component too."""


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
    polarity: Polarity
    baseline: Baseline | None = None
    """None: the document gives none."""
    target: Target = NoTarget(kind="none")
    earlier_targets: tuple[EarlierTarget, ...] = ()
    """Those that held before, oldest first; a colour that a change made says so."""
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
