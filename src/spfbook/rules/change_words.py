"""Changes in words: what was changed, from what to what, as a sentence or a table takes it."""

from __future__ import annotations

from datetime import date, timedelta

from spfbook.framework.changes import (
    Added,
    BaselineChange,
    ComponentsChange,
    DefaultTolerance,
    DefaultToleranceChange,
    DefinitionChange,
    PolarityChange,
    Retired,
    TargetChange,
    Tolerance,
    ToleranceChange,
)
from spfbook.framework.history import Step
from spfbook.framework.indicators import Component, Indicator, Polarity
from spfbook.framework.periods import month_of, parse_period
from spfbook.framework.units import Unit
from spfbook.rules.thresholds import words

NONE, DEFAULT = "none", "the default"
BETTER = {
    Polarity.HIGHER_IS_BETTER: "higher is better",
    Polarity.LOWER_IS_BETTER: "lower is better",
    Polarity.IN_RANGE: "within the range is better",
    Polarity.NEITHER: "neither is better",
}


def old_and_new(step: Step) -> tuple[str, str]:
    """What a change replaced and what it brought: `90%` and `95%`."""
    match step.change:
        case Added():
            return NONE, _indicator(step.after).name
        case Retired():
            return _indicator(step.before).name, NONE
        case DefaultToleranceChange():
            assert isinstance(step.before, DefaultTolerance), "a step of the whole plan"
            assert isinstance(step.after, DefaultTolerance), "a step of the whole plan"
            return defaults_in_words(step.before), defaults_in_words(step.after)
        case change:
            before, after = _indicator(step.before), _indicator(step.after)
            return _value_of(change, before), _value_of(change, after)


def because(step: Step) -> str:
    """The change as a clause: `the target was changed after March 2021 from “90%”: …`."""
    old, _ = old_and_new(step)
    match step.change:
        case TargetChange() | BaselineChange() as change:
            what, was = f"the {change.kind} was changed", "" if old == NONE else f" from “{old}”"
        case ToleranceChange():
            what, was = "its tolerance was changed", f" from {old}"
        case DefaultToleranceChange():
            what = "the tolerance of targets that have none of their own was changed"
            was = f" from {old}"
        case PolarityChange():
            what, was = "which way is better was changed", ""
        case ComponentsChange():
            what, was = "the list of its parts was changed", ""
        case DefinitionChange():
            what, was = "the definition was changed", ""
        case Added() | Retired():
            raise AssertionError("what comes or goes has no status to change")
    return f"{what} after {last_month(step.change.begins)}{was}: {reason_of(step.change)}"


def reason_of(change: object) -> str:
    return getattr(change, "reason", "").rstrip(".")


def last_month(begins: date) -> str:
    """The month before a first day; the day before, where a month is not over."""
    day = begins - timedelta(days=1)
    month = month_of(day)
    return month.label if month.end == day else parse_period(day.isoformat()).label


def first_month(begins: date) -> str:
    """The month that a first day begins; the day itself, where it is in the middle of one."""
    month = month_of(begins)
    return month.label if month.start == begins else parse_period(begins.isoformat()).label


def tolerance_in_words(tolerance: Tolerance, unit: Unit) -> str:
    """`2 percentage points`, `5% of the target`, `10`."""
    if tolerance.absolute is None:
        assert tolerance.relative_pct is not None, "Tolerance holds one of the two"
        return f"{words(tolerance.relative_pct)}% of the target"
    shown = words(tolerance.absolute)
    if unit is not Unit.PERCENT:
        return shown
    return f"{shown} percentage point{'' if tolerance.absolute == 1 else 's'}"


def defaults_in_words(tolerance: DefaultTolerance) -> str:
    """`2 percentage points (other figures: 5% of the target)`."""
    percentages = tolerance_in_words(tolerance.percentages, Unit.PERCENT)
    return f"{percentages} (other figures: {tolerance_in_words(tolerance.other, Unit.COUNT)})"


def _value_of(change: object, indicator: Indicator) -> str:
    """What the indicator has in the place that `change` is about."""
    match change:
        case TargetChange():
            return indicator.target_text or NONE
        case BaselineChange():
            return indicator.baseline_text or NONE
        case ToleranceChange(component=name):
            holder = _holder(indicator, name)
            own = holder.target.tolerance if holder.target else None
            return tolerance_in_words(own, holder.unit) if own else DEFAULT
        case PolarityChange(component=name):
            return BETTER[_holder(indicator, name).polarity]
        case ComponentsChange():
            return "; ".join(each.text for each in indicator.components) or NONE
        case DefinitionChange():
            return indicator.measure
        case _:
            raise AssertionError(f"no words for a change of kind {change}")


def _holder(indicator: Indicator, component: str | None) -> Indicator | Component:
    return (indicator.component(component) if component else None) or indicator


def _indicator(found: object) -> Indicator:
    assert isinstance(found, Indicator), "a step of one indicator"
    return found
