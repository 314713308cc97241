"""Worked examples of direction of travel: the latest figure against an earlier one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spfbook.framework.changes import Change
from spfbook.framework.examples.figures import Line, SeriesGroup
from spfbook.framework.values import Number, Text


class DirectionExample(Line):
    """Figures, and the direction that the latest of them must have."""

    changes: tuple[Change, ...] = ()
    """Of the target, its tolerance or the definition, oldest first."""
    direction: Text


class DirectionGroup(SeriesGroup):
    """Cases of one question."""

    short: bool = False
    """Against the period before; else against the same period a year before."""
    band: Number | None = None
    """The least difference that counts."""
    rows: Annotated[tuple[DirectionExample, ...], Field(min_length=1)]
