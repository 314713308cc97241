"""Worked examples of trend: a series, the test that it allows, and what the test says."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from spfbook.framework.examples.figures import Line, SeriesGroup
from spfbook.framework.values import Number, Text


class TrendExample(Line):
    """A series and what must be said of it.

    Numbers are as they are printed where they come from: what is found is rounded like them.
    """

    verdict: Text
    method: Text | None = None
    """The name of the test; none where no test may be made."""
    why: Text | None = None
    """Why no test may be made."""
    statistic: Number | None = None
    """S of the Kendall tests, chi-squared of the five-point test."""
    p: Number | None = None
    slope: Number | None = None
    """A year, in the unit of the figures."""
    concerns: tuple[Text, ...] = ()


class TrendGroup(SeriesGroup):
    """Cases of one test, or of none."""

    rows: Annotated[tuple[TrendExample, ...], Field(min_length=1)]
