"""Text made safe for Markdown: no character of it can begin markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^&@])")
_BLOCK_START = re.compile(r"^([-+=:%(]|\d+(?=[.)](?:\s|$)))")


def escape(found: object) -> str:
    """`found` on one line, with every character that could begin markup preceded by `\\`."""
    words = _MARKUP.sub(r"\\\1", " ".join(str(found).split()))
    return _BLOCK_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", words)


def spreadsheet_cell(text: str) -> str:
    """`text` for a CSV cell: one that a spreadsheet would run as a formula gets an apostrophe.

    A plain negative number is left as it is.
    """
    is_number = text.lstrip("+-").replace(".", "", 1).isdigit()
    starts = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{text}" if starts and not is_number else text
