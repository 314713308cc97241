"""The page of one member of Cabinet: what they answer for, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.framework.portfolios import Portfolios
from spfbook.pages.markdown import Block
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View


@dataclass(frozen=True)
class PortfolioPage:
    """All and only what one member answers for, from all priorities."""

    view: View
    portfolios: Portfolios
    member: str
    """A member's id, or `NOBODY`."""

    def about(self) -> Block:
        return illustrative_warning(self.view)
