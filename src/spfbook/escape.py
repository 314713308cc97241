"""Text made safe for Markdown: no character of it can begin markup."""

from __future__ import annotations

import re

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Unicode's Bidi_Control: marks that turn round, or set apart, the text that follows."""
_ACTS = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff{BIDI_CONTROLS}]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^&@])")
_BLOCK_START = re.compile(r"^([-+=:%(]|\d+(?=[.)](?:\s|$)))")


def escape(found: object) -> str:
    """`found` on one line, with every character that could begin markup preceded by `\\`."""
    words = _MARKUP.sub(r"\\\1", one_line(found))
    return _BLOCK_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", words)


def one_line(found: object) -> str:
    """`found` with its line breaks made spaces, and without what is no text and acts on text.

    Letters that run from right to left still do; what is dropped are marks that could turn round
    the words after them (a page would read other than its source), and control characters and
    halves of a character, which no page can hold.
    """
    return " ".join(_ACTS.sub("", str(found)).split())


def spreadsheet_cell(text: str) -> str:
    """`text` for a CSV cell: one that a spreadsheet would run as a formula gets an apostrophe.

    A plain negative number is left as it is.
    """
    is_number = text.lstrip("+-").replace(".", "", 1).isdigit()
    starts = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{text}" if starts and not is_number else text
