"""Suggestions: what was probably meant by a name that nobody knows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """To be put after the sentence that refuses `found`; nothing where nothing is like it."""
    close = difflib.get_close_matches(found, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
