"""The methods page: the worked examples that the tests run, answered as they are shown by the
rules themselves, and the numbers that the rules are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spfbook.errors import ParameterError
from spfbook.framework.framework import Framework
from spfbook.pages.markdown import Block
from spfbook.pages.methods.comparison import COMPARISON
from spfbook.pages.methods.deliverables import DELIVERABLES
from spfbook.pages.methods.direction import DIRECTION
from spfbook.pages.methods.family import FAMILY
from spfbook.pages.methods.status import STATUS
from spfbook.pages.methods.tables import Kind, number_table
from spfbook.pages.methods.trend import TREND
from spfbook.pages.methods.variation import VARIATION
from spfbook.pages.theme_page import illustrative_notice

KINDS: Mapping[str, Kind] = {
    "status": STATUS,
    "direction": DIRECTION,
    "comparison": COMPARISON,
    "trend": TREND,
    "family": FAMILY,
    "variation": VARIATION,
    "deliverables": DELIVERABLES,
}
"""By the name of the file in `book/examples`."""


@dataclass(frozen=True)
class MethodsPage:
    """The rules of an edition, with their examples."""

    framework: Framework
    groups: Mapping[str, Sequence[Any]]
    """The groups of examples of each kind."""
    is_illustrative: bool = False

    def notice(self) -> Block:
        """Said when the edition holds made-up figures."""
        return illustrative_notice() if self.is_illustrative else Block("")

    def numbers(self, kind: str) -> Block:
        """A table of the numbers that a rule (`trend`) is made of, as the code has them; empty
        for a rule without."""
        found = _kind(kind)
        if found.numbers is None:
            return Block("")
        return number_table(found.title, found.numbers(self.framework))

    def examples(self, kind: str | None = None) -> Block:
        """A table for each group of examples of a kind (`trend`), or of every kind; the answers
        are what the rules give now."""
        blocks = Block("")
        for name in KINDS if kind is None else (kind,):
            found = _kind(name)
            for group in self.groups[name]:
                blocks += found.table(group)
        return blocks


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise ParameterError(f"{name!r} is no kind of example; use one of {', '.join(KINDS)}")
    return KINDS[name]
