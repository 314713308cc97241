"""The plan as it stood for a period: each indicator with the target that held then."""

from __future__ import annotations

from dataclasses import replace

from spfbook.framework.framework import Framework, Theme
from spfbook.framework.indicators import Indicator
from spfbook.framework.periods import Period, parse_period


def in_force(framework: Framework, period: Period) -> Framework:
    """`framework` as an edition of `period` is judged by it, however often it was changed since."""
    if not any(each.earlier_targets for each in framework.indicators.values()):
        return framework
    priorities = tuple(
        replace(priority, themes=tuple(_theme(theme, period) for theme in priority.themes))
        for priority in framework.priorities
    )
    return Framework(framework.file, priorities)


def _theme(theme: Theme, period: Period) -> Theme:
    rows = tuple(
        _indicator(row, period) if isinstance(row, Indicator) else row
        for row in theme.file.indicators
    )
    return replace(theme, file=theme.file.model_copy(update={"indicators": rows}))


def _indicator(indicator: Indicator, period: Period) -> Indicator:
    earlier = indicator.earlier_targets
    later = [n for n, each in enumerate(earlier) if parse_period(each.until).end >= period.end]
    if not later:
        return indicator
    held = earlier[later[0]]
    return indicator.model_copy(update={
        "target": held.target,
        "target_text": held.target_text,
        "earlier_targets": earlier[: later[0]],
    })  # fmt: skip
