"""Sources of observations: where the figures of a file come from, and what they measure.

One `data/observations/<source>.csv` has one sidecar `<source>.yml` of this shape.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from spfbook.framework.indicators import CountedFrom
from spfbook.framework.units import Unit
from spfbook.framework.values import Number, Slug, Text, Value

RollUp = Literal["sum", "mean", "last", "ratio"]
"""How a quarter is made of its three months: their sum; their mean; the last of them (a count on a
day); the sum of their numerators by that of their denominators."""


class FoundBaseline(Value):
    """What the series says about the plan's own baseline: the test of a match."""

    period: Text | None = None
    """The published period that gives it, or comes nearest."""
    value: Number | None = None
    """What the series holds for that period."""
    finding: Literal["found", "near", "not_found", "no_baseline"]
    """`found`: equal at the decimals the plan prints. `near`: a little off, and `note` says
    how far and why. `not_found`: no period of the series explains it. `no_baseline`: the plan
    gives none."""
    note: Text | None = None

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.finding in ("near", "not_found") and not self.note:
            raise ValueError("a baseline that is not found needs a note that says how far off")
        return self


class Link(Value):
    """What a series measures, and how exactly."""

    indicator: Slug
    component: Slug | None = None
    match: Literal["same", "differs", "related"]
    """`same`: the indicator's own definition. `differs`: the indicator, with a named
    difference. `related`: another thing, offered beside it, never as its value."""
    difference: Text | None = None
    """In one plain sentence; every page that shows the series repeats it."""
    baseline: FoundBaseline | None = None
    rolled_up: RollUp | None = None
    """Where the plan asks for quarters and the source gives months: how one is made of the other.
    Nothing is rolled up unless it is declared here."""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.match != "same" and not self.difference:
            raise ValueError(f"a match that {self.match} needs its difference named")
        if self.match != "related" and self.baseline is None:
            raise ValueError("say what the series shows about the plan's baseline")
        return self


class Break(Value):
    """Earlier values are no longer comparable with later ones."""

    first_period: Text
    """The first period after the break."""
    reason: Text


class Rebase(Value):
    """A decision that the limits of usual variation start again; never made by the computer."""

    first_period: Text
    """The first period of the new limits."""
    reason: Text


class SourceSeries(Value):
    """One series of a source."""

    id: Slug
    title: Text
    """As its publisher writes it."""
    unit: Unit
    publisher: Text | None = None
    """Where it is another than the source's."""
    counts: Text | None = None
    """What a value is of, in words, where the indicator does not say (`a week`)."""
    lag_days: int = Field(ge=0)
    """Days from a period's end to publication, for rows that do not state their own date."""
    lag_basis: Text
    """Where the lag is taken from."""
    origin: Text | None = None
    """The file it was read from, and its version."""
    counted_from: CountedFrom | None = None
    """Where each value includes earlier ones: from when it counts."""
    seasonal: bool = False
    """The values are known to rise and fall with the time of year."""
    breaks: tuple[Break, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    serves: tuple[Link, ...] = ()


class Source(Value):
    """`data/observations/<source>.yml`."""

    id: Slug
    title: Text
    publisher: Text
    licence: Text
    url: Text | None = None
    version: Text
    retrieved: date
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Of the CSV file beside it."""
    illustrative: bool = False
    """Made up for demonstration: every page, table and chart that uses it says so."""
    recorded: Literal["when_published", "dated"]
    """`when_published`: brought in afterwards, so that each row counts as recorded on its day
    of publication, in the values of the version retrieved. `dated`: rows say it themselves."""
    notes: tuple[Text, ...] = ()
    keyed_by: Literal["series", "indicator"] = "series"
    """`series`: rows name one of the series below. `indicator`: rows name the indicator and the
    component themselves (a council's own returns), and `series` holds one entry for all."""
    series: Annotated[tuple[SourceSeries, ...], Field(min_length=1)]
