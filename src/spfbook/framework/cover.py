"""What only the council can say on the cover report of an edition; every field may be left out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from spfbook.framework.values import Value

LONGEST_LINE, LONGEST_WORDS = 120, 500
"""Letters; all fields at their longest go on four sides, with their lists at the shortest."""
Line = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_LINE, strip_whitespace=True)
]
Words = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_WORDS, strip_whitespace=True)
]


class Implications(Value):
    """What one kind of implications is, and who says so."""

    words: Words | None = None
    by: Line | None = None
    """The officer who completed them, or is to: name and title."""


class Cover(Value):
    """`cover:` of `params/<edition>.yml`; what is not given is printed as to be completed."""

    title: Line | None = None
    """Made from the plan's and the edition's where it is left out."""
    report_of: Line | None = None
    """`Cabinet Member for Finance, Performance and Core Services`."""
    open_report: bool | None = None
    """False: it holds exempt information."""
    for_decision: bool | None = None
    """False: for information."""
    wards_affected: Line | None = None
    key_decision: bool | None = None
    author: Line | None = None
    """Name and title."""
    contact: Line | None = None
    """Telephone, e-mail."""
    director: Line | None = None
    """The accountable strategic leadership director."""
    summary: Words | None = None
    """Printed before the sentences made from the figures."""
    reasons: Words | None = None
    options: Words | None = None
    consultation: Words | None = None
    financial: Implications = Implications()
    legal: Implications = Implications()
    risk: Implications = Implications()
    equality: Implications = Implications()
    background_papers: Annotated[tuple[Line, ...], Field(max_length=6)] | None = None
    """An empty list: there are none."""
