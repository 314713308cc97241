"""The page of all deliverables: what is late or has slipped first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.pages import formats
from spfbook.pages.deliverable_rows import (
    is_late_or_slipped,
    late_rows,
    rows_of,
    worst_first,
)
from spfbook.pages.deliverables import Pair, delivery_counts, each_once
from spfbook.pages.delivery_changes import deliverable_changes
from spfbook.pages.editions import Editions
from spfbook.pages.markdown import Block, paragraph, table, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.delivery import Delivery


@dataclass(frozen=True)
class DeliverablesPage:
    """Every deliverable of the plan in one edition."""

    editions: Editions

    @property
    def view(self) -> View:
        return self.editions.now

    def counts(self) -> Block:
        """How many stand where, with the rule of each state."""
        counted = delivery_counts(self.view, self.pairs(), "The whole plan")
        return illustrative_warning(self.view) + counted

    def changes(self) -> Block:
        """What was reported since the edition before, by name."""
        if not self.view.progress.sources:
            return paragraph("Without reports no change can be shown.")
        shown = deliverable_changes(self.editions, self.view.framework.deliverables)
        return shown if shown.source else paragraph(
            "There is no earlier edition of this kind to compare with."
        )

    def late(self) -> Block:
        """Overdue, at risk, or expected after the plan's own day."""
        if not self.view.progress.sources:
            return paragraph("Without reports none can be called late.")
        late = worst_first([p for p in self.pairs() if is_late_or_slipped(p[1])])
        if not late:
            return paragraph("None is reported late.")
        caption = "Deliverables that are late or have slipped"
        return late_rows(self.editions, late, caption)

    def stopped(self) -> Block:
        """Those that will not be done, with the reason that was reported."""
        if not self.view.progress.sources:
            return paragraph("Without reports none can be called stopped.")
        stopped = [p for p in self.pairs() if p[1].state is Delivery.STOPPED]
        if not stopped:
            return paragraph("None is reported as stopped.")
        rows = [
            [
                text(task.words.deliverable),
                text(task.words.deadline_text or "None given"),
                formats.day(judged.report.reported_on) if judged.report else "",
                text((judged.report and judged.report.note) or "No reason reported"),
            ]
            for task, judged in stopped
        ]
        header = ("Deliverable", "Due by the plan", "Reported on", "Reason")
        return table("Deliverables that were stopped", header, rows, widths=(46, 16, 14, 24))

    def others(self) -> Block:
        """All the rest, a table for each priority, in the plan's order."""
        blocks = Block("")
        for priority in self.view.framework.priorities:
            own = {theme.id for theme in priority.themes}
            rest = [
                pair
                for pair in self.pairs()
                if pair[0].theme.id in own
                and not is_late_or_slipped(pair[1])
                and pair[1].state is not Delivery.STOPPED
            ]
            if rest:
                caption = f"{priority.title}: deliverables"
                blocks += rows_of(self.editions, rest, caption, class_="web-only")
        printed = "On paper each stands on the page of its theme, and here only in the web version."
        return paragraph(printed) + blocks if blocks.source else paragraph("There is none besides.")

    def pairs(self) -> list[Pair]:
        """Each deliverable once, where it is defined."""
        themes = self.view.framework.themes
        return each_once([pair for theme in themes for pair in self.view.tasks(theme)])
