"""What a build must know of an edition before its pages are planned, worked out theme by theme.

A page is told what the trend tests of the whole report come to, and has a section for each
indicator with figures. Both are kept by what each theme is made from, so that a change to one
theme costs the reading of that theme.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from spfbook.book.kept_values import KeptValues
from spfbook.book.page_keys import PageKeys
from spfbook.errors import DataError, Problem
from spfbook.framework.edition import Edition, TrendAllowance
from spfbook.framework.framework import Framework, Theme
from spfbook.paths import Layout
from spfbook.sources.commentary_files import read_commentary
from spfbook.sources.observation_files import read_observations, read_record
from spfbook.sources.progress_files import read_progress_record


def check_data(layout: Layout, framework: Framework, edition: Edition, keys: PageKeys) -> None:
    """Read all that the edition may show, whole, and so the rows that no page has asked for too.

    A source that was read before and has not changed is not read again. Raises `DataError` with
    every problem of every file.
    """
    kept = KeptValues(layout.cache / "checked")
    problems: list[Problem] = []
    for name in edition.all_sources():
        key = keys.source_key(name)
        if kept.get(key) is not None:
            continue
        found = _problems(partial(read_record, layout, framework, [name]))
        if not found and keys.hold_still():
            kept.keep(key, name)
        problems += found
    kept.prune()
    names, day = edition.all_sources(), edition.as_at
    problems += _problems(partial(read_progress_record, layout, framework, names))
    problems += _problems(partial(read_commentary, layout, framework, edition, day))
    if problems:
        raise DataError(problems)


def _problems(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except DataError as error:
        return list(error.problems)
    return []


@dataclass(frozen=True)
class EditionFacts:
    allowance: TrendAllowance
    """What the trend tests of all theme pages come to as one family."""
    figures: Mapping[str, frozenset[str]]
    """By theme, the indicators that have figures to show."""


@dataclass(frozen=True)
class _ThemeFacts:
    figures: list[str]
    tests: list[list]
    """By what tells a series from all others (see `rules.trend_family`): its p, or None for a
    trend that is no test of the family."""


def edition_facts(
    layout: Layout, framework: Framework, edition: Edition, keys: PageKeys, *, fresh: bool = False
) -> EditionFacts:
    """The facts of an edition; with `fresh`, none of those kept is used.

    Raises `DataError` when the rows of a theme cannot be read.
    """
    kept = KeptValues(layout.cache / "facts")
    found: dict[str, _ThemeFacts] = {}
    for theme in framework.themes:
        key = keys.facts_key(theme)
        known = None if fresh else _as_facts(kept.get(key))
        if known is None:
            known = _work_out(layout, framework, edition, theme)
            if keys.hold_still():
                kept.keep(key, vars(known))
        found[theme.id] = known
    kept.prune()
    figures = {name: frozenset(facts.figures) for name, facts in found.items()}
    return EditionFacts(_allowance(framework, edition, found), figures)


def _as_facts(found: Any) -> _ThemeFacts | None:
    return None if found is None else _ThemeFacts(**found)


def _work_out(
    layout: Layout, framework: Framework, edition: Edition, theme: Theme
) -> _ThemeFacts:
    # Only here: the judgements' libraries take longer to load than a build that needs none.
    from spfbook.book.plan import with_figures
    from spfbook.opening import theme_view
    from spfbook.rules.trend_family import p_values_of, trends_by_series

    view = theme_view(layout, framework, edition, theme)
    rows = [row for row in framework.rows(theme) if view.has(row.indicator.id)]
    parts = [part for row in rows for part in view.assessment(row.indicator.id).parts]
    tests = [
        [*name, *(p_values_of([trend]) or [None])]
        for name, trend in trends_by_series(parts).items()
    ]
    only = {row.indicator.id for row in framework.rows(theme)}
    sources = edition.all_sources()
    observed = read_observations(layout, framework, sources, edition.as_at, only=only)
    figures = with_figures(theme, framework, observed, edition)
    return _ThemeFacts(sorted(figures), tests)


def _allowance(
    framework: Framework, edition: Edition, found: Mapping[str, _ThemeFacts]
) -> TrendAllowance:
    from spfbook.rules.false_discovery import allowance_for

    alike: dict[Any, list[Theme]] = {}
    for theme in framework.themes:
        settings = edition.settings_for(theme.priority, theme.id)
        alike.setdefault((settings.as_at, settings.sources), []).append(theme)
    once: dict[tuple, float | None] = {}
    for theme in (theme for themes in alike.values() for theme in themes):
        for *name, p in found[theme.id].tests:  # a series of two themes counts once
            once.setdefault(tuple(name), p)
    return allowance_for([p for p in once.values() if p is not None])
