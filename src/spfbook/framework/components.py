"""Components: the several figures that one indicator holds, each with its own polarity, baseline
and target; an indicator of one figure has the same things itself."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from spfbook.framework.targets import Target
from spfbook.framework.units import Unit
from spfbook.framework.values import Number, Slug, Text, Value


class Polarity(StrEnum):
    """Which way is better. Belongs to the indicator; never changes with the data."""

    HIGHER_IS_BETTER = "higher_is_better"
    LOWER_IS_BETTER = "lower_is_better"
    IN_RANGE = "in_range"
    NEITHER = "neither"


class Baseline(Value):
    """The value progress is counted from."""

    value: Number | None = None
    """None: the document says it is still to be established."""
    period: Text | None = None
    """The period it is about, where the document states one."""
    note: Text | None = None


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
