"""The worked examples of the repository's book, read once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from spfbook.pages.methods_page import KINDS
from spfbook.paths import Layout
from spfbook.sources.example_files import read_examples

LAYOUT = Layout(Path(__file__).resolve().parents[2])


@cache
def all_examples() -> dict[str, tuple[Any, ...]]:
    return read_examples(LAYOUT, {name: kind.group for name, kind in KINDS.items()})


def cases(kind: str) -> list[Any]:
    """Each group and row of a kind, for `pytest.mark.parametrize`."""
    return [
        pytest.param(group, row, id=f"{group.id}: {row.case}")
        for group in all_examples()[kind]
        for row in group.rows
    ]


def rows(kind: str) -> list[Any]:
    return [row for group in all_examples()[kind] for row in group.rows]


def as_printed(found: float, printed: Decimal) -> Decimal:
    """What was found, at the places of the number printed."""
    places = printed.as_tuple().exponent
    assert isinstance(places, int), "a number is printed"
    return Decimal(repr(found)).quantize(Decimal(1).scaleb(places), rounding=ROUND_HALF_UP)
