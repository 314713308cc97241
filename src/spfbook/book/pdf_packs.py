"""Parts of the book as PDFs of their own: one for each priority and each member of Cabinet."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.book.contents import GUIDE
from spfbook.book.plan import FRONT, Plan

PACKS = "pdf"
"""The folder, beside the whole book's PDF, of the PDFs of its parts."""
PORTFOLIOS = "portfolios/"
"""How the names of the pages of Cabinet members begin."""


@dataclass(frozen=True)
class Pack:
    """Some pages of the book as a PDF of their own."""

    name: str
    """Its file's, without an ending: `2021-22-q4-prevention`."""
    about: str
    """What it is, on the cover and in the header: `Priority: Thriving Places`."""
    pages: tuple[str, ...]
    """Names of its pages, in the order in which it has them."""


def packs_of(plan: Plan) -> list[Pack]:
    """The packs of an edition; none where just a page of it is made.

    The last pages of each say how to read it.
    """
    if FRONT not in {page.name for page in plan.pages}:
        return []
    packs = [
        _pack(plan, priority.id, f"Priority: {priority.title}", f"{priority.id}/")
        for priority in plan.framework.priorities
    ]
    for page in plan.pages:
        if page.name.startswith(PORTFOLIOS):
            member = page.name.removeprefix(PORTFOLIOS)
            packs.append(_pack(plan, f"portfolio-{member}", f"Portfolio: {page.title}", page.name))
    return packs


def _pack(plan: Plan, name: str, about: str, start: str) -> Pack:
    pages = [page.name for page in plan.pages if page.name.startswith(start)]
    return Pack(f"{plan.edition.id}-{name}", about, (*pages, GUIDE))
