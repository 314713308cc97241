"""The page of all deliverables: what is late or has slipped first, then the rest."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.pages.deliverables import delivery_counts, each_once, late_table
from spfbook.pages.markdown import Block
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View


@dataclass(frozen=True)
class DeliverablesPage:
    """Every deliverable of the plan in one edition."""

    view: View

    def counts(self) -> Block:
        return illustrative_warning(self.view) + delivery_counts(
            self.view, self._own(), "The whole plan"
        )

    def late(self) -> Block:
        return late_table(self.view, self._own(), "The whole plan")

    def _own(self) -> list:
        return each_once([p for t in self.view.framework.themes for p in self.view.tasks(t)])
