"""The page of what changed since the last report: figures, statuses, and revised history.

Both editions are worked out from what each knew by its own day. Definitions and targets are on the
page of changes for approval.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from spfbook.framework.periods import parse_period
from spfbook.framework.standing import Aspect, Difference, differences
from spfbook.pages import formats
from spfbook.pages.changes import NO_EARLIER, edition_before
from spfbook.pages.difference_words import beside
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_indicator
from spfbook.pages.markdown import Block, bullets, paragraph, table, text
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.standings import standings
from spfbook.pages.theme_page import illustrative_warning


@dataclass(frozen=True)
class ComparisonPage:
    """An edition beside the one before it."""

    editions: Editions

    def about(self) -> Block:
        """Whether there is an edition to compare with, and how much differs."""
        warning = illustrative_warning(self.editions.now)
        if self.editions.before is None:
            return warning + paragraph(NO_EARLIER)
        counts = [
            f"{self._counted(Aspect.STATUS, 'status', 'statuses')} changed.",
            f"{self._counted(Aspect.FIGURE, 'newer figure')}.",
            f"{self._counted(Aspect.REVISION, 'earlier figure')} revised.",
            f"{self._counted(Aspect.ADDED, 'indicator')} added.",
            f"{self._counted(Aspect.RETIRED, 'indicator')} taken out of the plan.",
        ]
        said = paragraph(f"Compared with {edition_before(self.editions)}:")
        return warning + said + bullets(counts)

    def statuses(self) -> Block:
        """Every indicator, or part of one, with another status than before."""
        rows = [[self._name(each), *beside(each)] for each in self._of(Aspect.STATUS)]
        if not rows:
            return self._nothing("No status has changed.")
        header = ("Indicator", "Last report", "This report")
        caption = f"Statuses that changed{self._mark(Aspect.STATUS)}"
        return table(caption, header, rows, widths=(56, 22, 22))

    def figures(self) -> Block:
        """The newest figure, where the report before had an earlier one; `spfbook compare` has
        those between them too."""
        rows = [
            [self._name(each), *beside(each), text(parse_period(each.period).table_label)]
            for each in self._of(Aspect.FIGURE)
        ]
        if not rows:
            return self._nothing("There is no newer figure.")
        header = ("Indicator", "Last report", "This report", "Period")
        caption = f"Newer figures{self._mark(Aspect.FIGURE)}"
        return table(caption, header, rows, widths=(46, 20, 18, 16))

    def revisions(self) -> Block:
        """Every figure of an earlier period that is another one now."""
        rows = [
            [self._name(each), text(parse_period(each.period).table_label), *beside(each)]
            for each in self._of(Aspect.REVISION)
        ]
        if not rows:
            return self._nothing("No figure of an earlier period has changed.")
        header = ("Indicator", "Period", "Was", "Is now")
        caption = f"Earlier figures that were revised{self._mark(Aspect.REVISION)}"
        return table(caption, header, rows, widths=(46, 18, 18, 18))

    def added_and_gone(self) -> Block:
        """Indicators that only one of the two reports has."""
        rows = [
            [self._name(each), "Added" if aspect is Aspect.ADDED else "No longer in the plan"]
            for aspect in (Aspect.ADDED, Aspect.RETIRED)
            for each in self._of(aspect)
        ]
        if not rows:
            return self._nothing("Both reports have the same indicators.")
        caption = "Indicators that are new or gone"
        return table(caption, ("Indicator", "What"), rows, widths=(70, 30))

    @cached_property
    def _found(self) -> tuple[Difference, ...]:
        before = self.editions.before
        if before is None:
            return ()
        return differences(standings(before), standings(self.editions.now))

    def _of(self, aspect: Aspect) -> list[Difference]:
        """In the plan's order; of the newer figures of one measure the last."""
        found = [each for each in self._found if each.aspect is aspect]
        if aspect is not Aspect.FIGURE:
            return found
        return list({(each.indicator, each.component): each for each in found}.values())

    def _count(self, aspect: Aspect) -> int:
        return len(self._of(aspect))

    def _counted(self, aspect: Aspect, one: str, many: str | None = None) -> str:
        count = self._count(aspect)
        return formats.counted(count, one, many) if count else f"No {one}"

    def _nothing(self, words: str) -> Block:
        return paragraph(NO_EARLIER if self.editions.before is None else words)

    def _mark(self, aspect: Aspect) -> str:
        now = self.editions.now
        return made_up_mark(now.assessment(each.indicator) for each in self._of(aspect))

    def _name(self, found: Difference) -> str:
        if not self.editions.now.has(found.indicator):
            return text(found.name)
        link = to_indicator(self.editions.now, found.indicator)
        name = self.editions.now.framework.indicators[found.indicator].name
        part = found.name.removeprefix(f"{name}: ") if found.component else ""
        return f"{link}: {text(part)}" if part else link
