"""Worked examples of status: the tests run them and the methods page shows them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.values import Number, Slug, Text, Value

PeriodText = Annotated[str, BeforeValidator(str)]
"""A period as it is written; YAML reads a plain year as a number."""
Figures = dict[PeriodText, Number | Missing]
"""A figure, or the reason for none, by period."""


class Example(Value):
    """One case: figures and the status they must give."""

    case: Text
    value: Number | Missing | None = None
    """The figure for the report's period, or for `at`."""
    at: PeriodText | None = None
    values: Figures = Field(default_factory=dict)
    """Several figures instead of one."""
    report: PeriodText | None = None
    """The report's period, where it is not the group's."""
    others: dict[Slug, Figures] = Field(default_factory=dict)
    """Other places' figures, by area."""
    partners: tuple[Figures, ...] = ()
    """Figures of the indicators that share the target."""
    status: Text
    reason: Text | None = None


class ExampleGroup(Value):
    """Cases of one target."""

    id: Slug
    title: Text
    target: Target
    polarity: Polarity
    tolerance: Tolerance
    """The framework's default; the target's own goes before it."""
    baseline: Number | None = None
    period: PeriodText
    cumulative: bool = False
    counted_since: date | None = None
    """Of a running total: the day it began."""
    arrears_months: int = 0
    interval_months: int = 12
    lag_days: int = 0
    rows: Annotated[tuple[Example, ...], Field(min_length=1)]


class ExampleFile(Value):
    """`book/examples/status.yml`."""

    groups: Annotated[tuple[ExampleGroup, ...], Field(min_length=1)]
