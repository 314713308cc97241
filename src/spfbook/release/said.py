"""What somebody says in a command: fit to be frozen for ever, or refused before any building."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from spfbook.errors import ParameterError, Problem, ReleaseError
from spfbook.paths import Layout
from spfbook.sources.params_files import edition_names

MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Turn the direction of writing, so that a page or a terminal shows something else than is said."""
KINDS = {
    "Cc": "a control character, or an end of line",
    "Cs": "a byte that is no UTF-8",
    "Zl": "an end of line",
    "Zp": "an end of paragraph",
}
"""By Unicode's category, what cannot be shown in a line of a page."""
VISIBLE = "LNPS"
"""The first letters of the categories that can be seen."""


def check_said(texts: Mapping[str, str], *, by: str, on: date, today: date) -> None:
    """The texts by where each was given, and who releases, when. Raises `ReleaseError` with all
    that is wrong with them."""
    problems = [problem for place, text in texts.items() for problem in _of_text(place, text)]
    if not any(unicodedata.category(character)[0] in VISIBLE for character in texts[by]):
        problems.append(Problem(by, 0, "is blank; say who releases it"))
    if on > today:
        message = f"{on} is in the future (today is {today}); give the day of release, or leave it"
        problems.append(Problem("--on", 0, f"{message} out"))
    if problems:
        raise ReleaseError(problems)


def check_edition(layout: Layout, name: str) -> None:
    """Raises `ParameterError` for an edition that is not there; without looking for a file of that
    name, which the system may find too long."""
    known = edition_names(layout)
    if name not in known:
        there = ", ".join(known) or "none"
        raise ParameterError(f"edition {name!r} is not known; the editions there are: {there}")


def _of_text(place: str, text: str) -> Iterator[Problem]:
    for character in dict.fromkeys(text):
        kind = KINDS.get(unicodedata.category(character))
        if character in MARKS:
            kind = "a mark that turns the direction of writing"
        if kind:
            message = f"holds {kind}, {character!a}; write it in one line of plain text"
            yield Problem(place, 0, message)
