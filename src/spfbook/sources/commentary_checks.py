"""What a comment must agree with: the framework, the edition's period, and itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from spfbook.framework.commentary import FIELDS, WHOLE_PRIORITY, Comment, Expected
from spfbook.framework.deliverables import Deliverable, RepeatedTask
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework, Theme
from spfbook.framework.indicators import Indicator, RepeatedRow
from spfbook.paths import Layout
from spfbook.sources.source_files import component_problem, illustrative_sources
from spfbook.sources.suggestions import did_you_mean

Place = tuple[str, str | None]
"""Priority and theme; no theme where the priority as a whole is meant."""


@dataclass(frozen=True)
class CommentedEdition:
    """An edition as its comments know it."""

    layout: Layout
    framework: Framework
    edition: Edition

    @property
    def folder(self) -> Path:
        return self.layout.commentary / self.edition.id

    @cached_property
    def may_be_made_up(self) -> bool:
        """Whether the edition uses a source of made-up figures."""
        made_up = illustrative_sources(self.layout, self.framework)
        return bool(made_up & set(self.edition.all_sources()))

    def path(self, place: Place) -> Path:
        priority, theme = place
        return self.folder / priority / f"{theme or WHOLE_PRIORITY}.yml"

    @cached_property
    def places(self) -> dict[Path, Place]:
        """Each file that the edition may have, and what it is about."""
        priorities: list[Place] = [(each.id, None) for each in self.framework.priorities]
        themes: list[Place] = [(each.priority, each.id) for each in self.framework.themes]
        return {self.path(place): place for place in priorities + themes}

    @cached_property
    def homes(self) -> dict[str, dict[str, Theme]]:
        """The theme that defines each indicator and each deliverable."""
        themes = self.framework.themes
        return {
            "indicator": {name: t for t in themes for name in _defined(t.file.indicators)},
            "deliverable": {name: t for t in themes for name in _defined(t.file.deliverables)},
        }


def comment_problems(
    commented: CommentedEdition, comment: Comment, place: Place
) -> Iterator[str]:
    """All that is wrong with a comment of the file of `place`, a sentence each."""
    about = about_words(comment, place)
    yield from _subject_problems(commented, comment, place)
    if set(comment.lacking) == set(FIELDS) and comment.forecast is None:
        yield f"{about}: says nothing; give at least one of {', '.join(FIELDS)}"
    start = commented.edition.period.start
    if comment.written_on < start:
        yield (
            f"{about}: written_on is {comment.written_on}, before the edition’s period begins, "
            f"on {start}; is it another edition’s?"
        )
    if comment.by_when is not None and comment.by_when < comment.written_on:
        yield (
            f"{about}: by_when is {comment.by_when}, before the day it was written "
            f"({comment.written_on})"
        )
    if comment.forecast is not None and comment.indicator is None:
        yield f"{about}: has a forecast; only an indicator has one"
    yield from _figure_problems(commented.framework, comment)


def about_words(comment: Comment, place: Place) -> str:
    """What a comment is about, as a message names it."""
    whole = "the whole theme" if place[1] else "the whole priority"
    return ", ".join(name for name in comment.subject if name) or whole


def _subject_problems(
    commented: CommentedEdition, comment: Comment, place: Place
) -> Iterator[str]:
    if comment.indicator and comment.deliverable:
        about = about_words(comment, place)
        yield f"{about}: write two comments, one on the indicator and one on the deliverable"
    for kind, name in (("indicator", comment.indicator), ("deliverable", comment.deliverable)):
        if name is None:
            continue
        home = commented.homes[kind].get(name)
        if home is None:
            hint = did_you_mean(name, commented.homes[kind])
            yield f"{kind} {name!r} is not in the framework{hint}"
        elif (home.priority, home.id) != place:
            right = commented.layout.shown(commented.path((home.priority, home.id)))
            yield f"{name} belongs to another theme; write of it in {right}"
    if comment.component is None:
        return
    indicator = commented.framework.indicators.get(comment.indicator or "")
    if comment.indicator is None:
        yield f"component {comment.component!r} has no indicator; name that too"
    elif indicator is not None:
        problem = component_problem(indicator, comment.component)
        yield from [problem] if problem else []


def _figure_problems(framework: Framework, comment: Comment) -> Iterator[str]:
    indicator = framework.indicators.get(comment.indicator or "")
    is_figure = not isinstance(comment.forecast, Expected | None)
    if is_figure and indicator and indicator.components and not comment.component:
        names = ", ".join(component.id for component in indicator.components)
        yield f"{indicator.id}: forecast is a figure; name the component it is of: {names}"


def _defined(
    rows: Sequence[Indicator | RepeatedRow | Deliverable | RepeatedTask],
) -> list[str]:
    """The ids of what a theme defines; what it only repeats is at home elsewhere."""
    return [row.id for row in rows if isinstance(row, Indicator | Deliverable)]
