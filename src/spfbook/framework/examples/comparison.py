"""Worked examples of comparison: our figure beside another place's."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spfbook.framework.examples.figures import Figures, Line, SeriesGroup
from spfbook.framework.targets import Tolerance
from spfbook.framework.values import Text


class ComparisonExample(Line):
    """Our figure, the place's, and how ours must stand beside it."""

    other: Figures
    standing: Text


class ComparisonGroup(SeriesGroup):
    """Cases of one way to compare."""

    place: Text
    """What the other place is called."""
    band: Tolerance
    """How far apart two figures without an interval are still similar."""
    interval_months: int = 12
    rows: Annotated[tuple[ComparisonExample, ...], Field(min_length=1)]
