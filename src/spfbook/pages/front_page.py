"""The front page: what a member of Cabinet must know first, complete on one sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.edition import Edition
from spfbook.pages import formats
from spfbook.pages.deliverables import delivery_counts, each_once
from spfbook.pages.markdown import Block, link, paragraph, table, text
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.status import Status


@dataclass(frozen=True)
class FrontPage:
    """The summary of one edition."""

    view: View
    edition: Edition

    def front(self) -> Block:
        """What the edition is: its period, its as-at date, the meeting, its status."""
        meeting = self.edition.file.meeting
        rows = [
            ["Council", text(self.view.framework.council.name)],
            ["Period", text(formats.sentence(self.view.period.label)[:-1])],
            ["Figures known by", formats.day(self.view.as_at)],
            ["Cabinet meeting", formats.day(meeting) if meeting else "Date not set"],
            ["Edition", text(f"{self.edition.id} ({self.edition.file.status.lower()})")],
        ]
        facts = table("About this edition", ("What", "This edition"), rows, widths=(25, 75))
        return facts + illustrative_warning(self.view)

    def in_brief(self) -> Block:
        """Three sentences, each a number with what it is of."""
        found = self.view.every()
        number = formats.number_of
        green, amber, red, unset = (
            sum(1 for a in found if a.status is status)
            for status in (Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET)
        )
        rated = green + amber + red
        with_figure = sum(1 for a in found if a.has_data)
        return paragraph(
            f"The plan has {formats.counted(len(found), 'indicator')}; {number(with_figure)} "
            f"have a figure in this edition.",
            f"{number(rated)} can be rated: {number(green)} on target, {number(amber)} near it "
            f"and {number(red)} off target.",
            f"Of the {number(len(found) - rated)} that cannot, {number(unset)} have no target in "
            "the plan; the table by status gives the other reasons.",
        )

    def priorities(self) -> Block:
        """Status by priority, each indicator counted once in the total."""
        rows = []
        for priority in self.view.framework.priorities:
            found = self.view.of_priority(priority)
            rows.append([link(priority.title, f"priority-{priority.id}"), *counts(found)])
        rows.append(["All priorities", *counts(self.view.every())])
        header = ("Priority", "Indicators", "On target", "Near target", "Off target", "Not rated")
        note = paragraph(
            "An indicator that several priorities share is counted once in the last row."
        )
        caption = f"Indicators by priority{made_up_mark(self.view.every())}"
        return table(caption, header, rows, widths=(38, 13, 12, 12, 12, 13)) + note

    def deliverables(self) -> Block:
        """How the plan's deliverables stand, each counted once."""
        pairs = [p for theme in self.view.framework.themes for p in self.view.tasks(theme)]
        return delivery_counts(self.view, each_once(pairs), "The whole plan")


def counts(assessments: Sequence[Assessment]) -> list[str]:
    statuses = [a.status for a in assessments]
    cells = [statuses.count(s) for s in (Status.GREEN, Status.AMBER, Status.RED)]
    numbers = (len(statuses), *cells, len(statuses) - sum(cells))
    return [formats.number_of(n) for n in numbers]
