"""The golden thread: from an aspiration of the vision to the indicators, and back."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.pages.markdown import Block, bullets, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View


@dataclass(frozen=True)
class GoldenThreadPage:
    """Aspirations and root causes, with the themes that serve them."""

    view: View

    def aspirations(self) -> Block:
        items = [text(each.text) for each in self.view.framework.file.aspirations]
        return illustrative_warning(self.view) + bullets(items)
