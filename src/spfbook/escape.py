"""Text made safe: no character of it can begin markup in Markdown, or a formula in a CSV cell."""

from __future__ import annotations

import re

BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Unicode's Bidi_Control: marks that turn round, or set apart, the text that follows."""
_ACTS = re.compile(
    rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff{BIDI_CONTROLS}]"
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^&@])")
_BLOCK_START = re.compile(r"^([-+=:%(]|\d+(?=[.)](?:\s|$)))")
_FORMULA_START = re.compile(r"['\s]*[=+\-@|＝＋－＠\t\r\n\0]")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


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
    """`text` for a CSV cell: one that a spreadsheet could run as a formula gets an apostrophe.

    The characters are those of OWASP ASVS 5.0, 1.2.10, line ends, full-width forms and `|` (DDE),
    behind any spaces and apostrophes. A plain number, negative too, is left as it is.
    The apostrophe can be told from one that was there, so that it can be taken off again.
    """
    return f"'{text}" if _could_run(text) else text


def _could_run(text: str) -> bool:
    return bool(_FORMULA_START.match(text)) and not _PLAIN_NUMBER.fullmatch(text)
