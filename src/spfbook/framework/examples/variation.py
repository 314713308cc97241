"""Worked examples of variation: a series, its chart, and what its latest figure says."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spfbook.framework.examples.figures import Interval, Line, SeriesGroup
from spfbook.framework.sources import Rebase
from spfbook.framework.targets import Target
from spfbook.framework.values import Text


class VariationExample(Line):
    """A series and what must be said of its latest figure."""

    target: Target | None = None
    """Where it is not the group's."""
    rebases: tuple[Rebase, ...] = ()
    chart: Text
    why: Text | None = None
    """Why there are no limits."""
    signals: tuple[Text, ...] = ()
    """Of the latest figure, by name, in order of precedence."""
    icon: Text | None = None
    limits: Interval | None = None
    """As printed where they come from: those found are rounded like them."""
    assurance: Text | None = None


class VariationGroup(SeriesGroup):
    """Cases of one rule."""

    target: Target | None = None
    rows: Annotated[tuple[VariationExample, ...], Field(min_length=1)]
