"""Worked examples of status: a figure against its target."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from spfbook.framework.examples.figures import Figure, Figures, PeriodText
from spfbook.framework.indicators import Polarity
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.values import Number, Slug, Text, Value


class StatusExample(Value):
    """One case: figures and the status they must give."""

    case: Text
    value: Figure | None = None
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


class StatusGroup(Value):
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
    rows: Annotated[tuple[StatusExample, ...], Field(min_length=1)]
