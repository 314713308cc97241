"""The whole plan at a glance: themes by status, all that is off target, trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.portfolios import Portfolios
from spfbook.pages import formats
from spfbook.pages.changes import moved_table
from spfbook.pages.editions import Editions
from spfbook.pages.markdown import Block, Chart, link, paragraph, table, text
from spfbook.pages.members import members_table
from spfbook.pages.priority_page import counts_table, off_track_table
from spfbook.pages.scorecard import made_up_chip, made_up_mark
from spfbook.pages.status_strip import status_strip, strip_table
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.part import Part
from spfbook.rules.trend_family import each_series_once
from spfbook.rules.trend_finding import Method
from spfbook.rules.trend_words import in_words
from spfbook.rules.variation_words import of_report


@dataclass(frozen=True)
class OverviewPage:
    """The whole plan in one edition."""

    editions: Editions
    portfolios: Portfolios

    @property
    def view(self) -> View:
        return self.editions.now

    def notice(self) -> Block:
        return illustrative_warning(self.view)

    def over_time(self) -> Chart | Block:
        """A picture of the statuses edition by edition."""
        every = list(self.view.framework.indicators)
        return status_strip(self.editions, every, "The whole plan", "editions")

    def over_time_table(self) -> Block:
        return strip_table(self.editions, list(self.view.framework.indicators), "The whole plan")

    def changes(self) -> Block:
        """What moved since the edition before, and what lies behind it."""
        return moved_table(self.editions, self.view.framework.indicators, "The whole plan")

    def members(self) -> Block:
        """Each member of Cabinet: what they answer for, and how much of it is off target."""
        return members_table(self.view, self.portfolios)

    def themes(self) -> Chart:
        """A picture of every theme by status."""
        from spfbook.pages.heat_map import heat_map

        return heat_map(self.view, self.view.framework.themes)

    def statuses(self) -> Block:
        return counts_table(self.view.every(), "The whole plan")

    def off_track(self) -> Block:
        return off_track_table(self.view, self.view.every(), "The whole plan")

    def trends(self) -> Block:
        """What the trend tests of the whole report found, allowing for their number."""
        parts = [part for a in self.view.every() for part in a.parts]
        found = [part for part in parts if part.trend.is_found]
        said = paragraph(*_trend_tests(self.view.trend_allowance.tests, parts))
        said += paragraph(text(of_report([part.variation for part in parts])))
        if not found:
            return said + paragraph("No trend stands out.")
        rows = [
            [
                link(part.indicator.name, f"indicator-{part.indicator.id}")
                + (f" – {text(part.component.text)}" if part.component else "")
                + made_up_chip(part),
                text(in_words(part.trend)[0]),
                text(part.trend.method.value),
            ]
            for part in found
        ]
        header = ("Indicator", "What the test says", "Test")
        mark = made_up_mark(self.view.assessment(part.indicator.id) for part in found)
        caption = f"Trends found{mark}"
        return said + table(caption, header, rows, widths=(38, 40, 22))


def _trend_tests(together: int, parts: Sequence[Part]) -> list[str]:
    """How many series were tested: those judged together, and those by the five-point test."""
    alone = [t for t in each_series_once(parts) if t.method is Method.FIVE_POINT]
    if not together and not alone:
        return ["No series was long enough for a trend test."]
    said = []
    if together:
        said.append(
            f"{formats.counted(together, 'series was', 'series were')} long enough for a trend "
            "test and judged together, so that no more than about one finding in ten should be "
            "chance."
        )
    if alone:
        by = "its" if len(alone) == 1 else "their"
        said.append(
            f"{formats.counted(len(alone), 'series was', 'series were')} tested by {by} last "
            "five figures, at a limit that chance passes twice in 1,000 times."
        )
    return said
