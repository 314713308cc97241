"""Breaks: where figures stop being comparable with earlier ones, and why.

A source says so of its series; the framework says so where a definition was changed.
"""

from __future__ import annotations

from spfbook.framework.changes import BaselineChange, DefinitionChange
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Series
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break


def breaks_of(
    indicator: Indicator, component: str | None, series: Series | None
) -> tuple[Break, ...]:
    """The breaks of a series of `indicator` (or of its `component`), in order of time.

    Of two that begin on one day the source's own stands for both.
    """
    changed = [_break(each) for each in _definitions(indicator, component)]
    return _merged(changed, series)


def breaks_of_baseline(
    indicator: Indicator, component: str | None, series: Series | None
) -> tuple[Break, ...]:
    """Those that stand between a baseline and later figures: all, but for a definition that was
    given a baseline of its own."""
    given = [
        each.begins
        for each in indicator.changes
        if isinstance(each, BaselineChange) and each.component in (None, component)
    ]
    changed = [
        _break(each)
        for each in _definitions(indicator, component)
        if all(begins < each.begins for begins in given)
    ]
    return _merged(changed, series)


def _definitions(indicator: Indicator, component: str | None) -> list[DefinitionChange]:
    return [
        each
        for each in indicator.changes
        if isinstance(each, DefinitionChange)
        and not each.restated
        and each.component in (None, component)
    ]


def _break(change: DefinitionChange) -> Break:
    reason = change.reason.rstrip(".")
    return Break(first_period=change.since, reason=f"The definition was changed ({reason}).")


def _merged(changed: list[Break], series: Series | None) -> tuple[Break, ...]:
    own = series.definition.breaks if series else ()
    begun = {parse_period(each.first_period).start for each in own}
    found = [*own, *(b for b in changed if parse_period(b.first_period).start not in begun)]
    return tuple(sorted(found, key=lambda each: parse_period(each.first_period).start))
