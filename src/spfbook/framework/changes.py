"""Changes: what was different before, since when it no longer is, why, and who approved that.

An indicator's own fields say what holds now. Each entry of its `changes` keeps what one change
replaced, typed and in words, so that earlier reports can be made again as they were and a colour
that a change made can say so.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from spfbook.framework.components import Baseline, Component, Polarity
from spfbook.framework.periods import Period, parse_period
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.units import Unit
from spfbook.framework.values import Slug, Text, Value


class _Change(Value):
    date: date
    """The day it was decided or proposed: reports made before it do not know of it."""
    since: Text
    """The first period for which what is new holds (`2021-22-q1`)."""
    reason: Text
    """Why, in plain words, as the end of a sentence."""
    approved_by: Text | None = None
    """Who approved it (`Cabinet`); none while nobody has."""
    approved_on: date | None = None

    @model_validator(mode="after")
    def _by_and_on(self) -> Self:
        if (self.approved_by is None) != (self.approved_on is None):
            raise ValueError("give both approved_by and approved_on, or neither")
        return self

    @property
    def begins(self) -> date:
        """The first day for which what is new holds."""
        return parse_period(self.since).start

    def holds(self, period: Period, as_at: date) -> bool:
        """Whether a report of `period`, made by `as_at`, goes by what is new."""
        return self.date <= as_at and self.begins <= period.end


class TargetChange(_Change):
    """Another target, tolerance of its own included."""

    kind: Literal["target"]
    component: Slug | None = None
    """Whose target it is, where a component has its own."""
    target: Target
    """The one that held before."""
    target_text: Text | None = None
    """The words it had; none where the cell was empty."""


class ToleranceChange(_Change):
    """Another tolerance of the same target."""

    kind: Literal["tolerance"]
    component: Slug | None = None
    tolerance: Tolerance | None = None
    """The one that held before; none where it was the default."""


class DefinitionChange(_Change):
    """Another way of measuring: figures before and after it cannot be compared."""

    kind: Literal["definition"]
    component: Slug | None = None
    """The only component whose figures it changes, where it is not all of them."""
    measure: Text
    """The words of the measure before; or how it was measured, where the words are the same."""
    restated: bool = False
    """The earlier figures that are held were worked out again: they can be compared."""


class ComponentsChange(_Change):
    """Another list of components; what each of them measures stays the same."""

    kind: Literal["components"]
    components: tuple[Component, ...]
    """All of them as they were before; an empty list where there were none."""
    measure: Text | None = None
    """The words of the measure before, where they changed too."""


class PolarityChange(_Change):
    """The other way is better."""

    kind: Literal["polarity"]
    component: Slug | None = None
    polarity: Polarity
    """The one that held before."""


class BaselineChange(_Change):
    """Another value that progress is counted from."""

    kind: Literal["baseline"]
    component: Slug | None = None
    baseline: Baseline | None = None
    """The one that held before; none where there was none."""
    baseline_text: Text | None = None
    """The words it had."""


class Added(_Change):
    """The indicator is new: reports of earlier periods do not have it."""

    kind: Literal["added"]


class Retired(_Change):
    """The indicator is given up: reports from then on do not have it."""

    kind: Literal["retired"]


Change = Annotated[
    TargetChange
    | ToleranceChange
    | DefinitionChange
    | ComponentsChange
    | PolarityChange
    | BaselineChange
    | Added
    | Retired,
    Field(discriminator="kind"),
]


class DefaultTolerance(Value):
    """How far off target is still amber where a target has no tolerance of its own."""

    percentages: Tolerance
    other: Tolerance

    def for_unit(self, unit: Unit) -> Tolerance:
        return self.percentages if unit is Unit.PERCENT else self.other

    def of(self, target: Target, unit: Unit) -> Tolerance:
        """The target's own tolerance, else the default for its unit."""
        return target.tolerance or self.for_unit(unit)


class DefaultToleranceChange(_Change):
    """Other default tolerances, for the whole plan."""

    kind: Literal["default_tolerance"]
    tolerance: DefaultTolerance
    """Those that held before."""
