"""Text made safe: no character of it can begin markup in Markdown, or a formula in a CSV cell."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|$~^&@])")
_BLOCK_START = re.compile(r"^([-+=:%(]|\d+(?=[.)](?:\s|$)))")
_FORMULA_START = re.compile(r"['\s]*[=+\-@|＝＋－＠\t\r\n\0]")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def escape(found: object) -> str:
    """`found` on one line, with every character that could begin markup preceded by `\\`."""
    words = _MARKUP.sub(r"\\\1", " ".join(str(found).split()))
    return _BLOCK_START.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", words)


def spreadsheet_cell(text: str) -> str:
    """`text` for a CSV cell: one that a spreadsheet could run as a formula gets an apostrophe.

    The characters are those of OWASP ASVS 5.0, 1.2.10, line ends, full-width forms and `|` (DDE),
    behind any spaces and apostrophes. A plain number, negative too, is left as it is.
    The apostrophe can be told from one that was there, so that it can be taken off again.
    """
    return f"'{text}" if _could_run(text) else text


def _could_run(text: str) -> bool:
    return bool(_FORMULA_START.match(text)) and not _PLAIN_NUMBER.fullmatch(text)
