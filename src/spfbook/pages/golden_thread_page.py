"""The golden thread: from an aspiration of the vision to the indicators, and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spfbook.framework.framework import NamedThing, Theme
from spfbook.pages import formats, words
from spfbook.pages.links import to_indicator
from spfbook.pages.markdown import Block, link, paragraph, table, target, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.threads import anchor_of, named
from spfbook.pages.view import View
from spfbook.rules.status import RATED


@dataclass(frozen=True)
class GoldenThreadPage:
    """Aspirations and root causes, with the themes that serve them and their indicators."""

    view: View

    def notice(self) -> Block:
        return illustrative_warning(self.view)

    def aspirations(self) -> Block:
        """Each aspiration, and the themes that serve it, by priority."""
        file = self.view.framework.file
        return self._table(
            file.aspirations, "Aspiration", "Themes that serve it", lambda t: t.file.aspirations
        )

    def root_causes(self) -> Block:
        """Each root cause, and the themes that work on it, by priority."""
        file = self.view.framework.file
        return self._table(
            file.root_causes, "Root cause", "Themes that work on it", lambda t: t.file.root_causes
        )

    def themes(self) -> Block:
        """Each theme with what it serves and its indicators: the same thread from below."""
        blocks = Block("")
        for priority in self.view.framework.priorities:
            rows = [self._theme_row(theme) for theme in priority.themes]
            header = ("Theme", "Serves", "Indicators")
            caption = f"{text(priority.title)}: themes with their indicators"
            blocks += table(caption, header, rows, widths=(22, 28, 50))
        return blocks

    def _table(
        self,
        things: Sequence[NamedThing],
        name: str,
        column: str,
        of: Callable[[Theme], Sequence[str]],
    ) -> Block:
        if not things:
            return paragraph("The plan names none.")
        rows = []
        for thing in things:
            themes = [t for t in self.view.framework.themes if thing.id in of(t)]
            rows.append([text(thing.text), self._by_priority(themes), self._standing(themes)])
        caption = f"{name}s of the plan, with the themes below them"
        shown = table(caption, (name, column, "Their indicators"), rows, widths=(34, 44, 22))
        return Block(f"{target(anchor_of(name))}\n{shown.source}")

    def _by_priority(self, themes: Sequence[Theme]) -> str:
        said = []
        for priority in self.view.framework.priorities:
            names = [
                link(theme.name, f"theme-{theme.id}")
                for theme in themes
                if theme.priority == priority.id
            ]
            if names:
                said.append(f"{text(priority.title)}: {', '.join(names)}")
        return "; ".join(said) or "No theme names it"

    def _standing(self, themes: Sequence[Theme]) -> str:
        found = {a.indicator.id: a for theme in themes for a in self.view.assessments(theme)}
        if not found:
            return "None"
        statuses = [a.status for a in found.values()]
        rated = [
            f"{statuses.count(status):,} {words.STATUS_WORDS[status].lower()}"
            for status in reversed(RATED)
            if status in statuses
        ]
        said = formats.counted(len(found), "indicator")
        return f"{said}: {', '.join(rated)}" if rated else f"{said}, none rated"

    def _theme_row(self, theme: Theme) -> list[str]:
        serves = [*named(self.view.framework, theme.file.aspirations, theme.file.root_causes)]
        names = [to_indicator(self.view, a.indicator.id) for a in self.view.assessments(theme)]
        return [
            link(theme.name, f"theme-{theme.id}"),
            text("; ".join(serves)) or "Nothing named",
            ", ".join(names) or "None",
        ]
