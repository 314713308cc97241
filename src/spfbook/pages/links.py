"""Names that lead to where a thing is told in full."""

from __future__ import annotations

from collections.abc import Iterable

from spfbook.framework.deliverables import Deliverable
from spfbook.pages import formats
from spfbook.pages.markdown import link
from spfbook.pages.view import View

LONGEST_NAME = 90
"""Letters of a deliverable's words in a list; its theme's page has them all."""


def to_indicator(view: View, indicator_id: str) -> str:
    """To its section; to its theme where it has no figure and so no section."""
    name = view.framework.indicators[indicator_id].name
    if view.assessment(indicator_id).has_data:
        return link(name, f"indicator-{indicator_id}")
    return link(name, f"theme-{view.framework.theme_of_indicator[indicator_id].id}")


def to_indicators(view: View, indicators: Iterable[str]) -> str:
    """`A, B and C`, each a link."""
    return formats.joined([to_indicator(view, name) for name in indicators])


def to_deliverable(view: View, deliverable: Deliverable) -> str:
    """A short form of its words, to the theme that tells of it."""
    theme = view.framework.theme_of_deliverable[deliverable.id]
    return link(short_name(deliverable), f"theme-{theme.id}")


def short_name(deliverable: Deliverable) -> str:
    """Its words, cut after a whole word where they are long."""
    words = " ".join(deliverable.deliverable.split())
    if len(words) <= LONGEST_NAME:
        return words.rstrip(".")
    return words[:LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:.–-") + "…"
