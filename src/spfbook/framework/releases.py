"""Releases: the numbered publications of an edition, and what each corrected."""

from __future__ import annotations

import re
from datetime import date

from pydantic import Field

from spfbook.framework.standing import Difference
from spfbook.framework.values import Slug, Text, Value

NAME = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)\.r([1-9][0-9]*)")
"""`2021-22-q4.r1`."""


class Release(Value):
    """One release, as the list of all releases has it."""

    edition: Slug
    number: int = Field(ge=1)
    title: Text
    """The edition's."""
    period: Text
    """The edition's, in words."""
    as_at: date
    released_on: date
    released_by: Text
    reason: str = ""
    """Why it replaces the release before it; a first release needs none."""
    corrections: tuple[Difference, ...] = ()
    """All that differs from the release before it."""

    @property
    def id(self) -> str:
        return f"{self.edition}.r{self.number}"


class Register(Value):
    """`releases/releases.json`: every release there is, oldest first."""

    releases: tuple[Release, ...] = ()
    making: str = ""
    """The release that a book is being made for; empty in the repository itself."""

    def of(self, edition: str) -> tuple[Release, ...]:
        """The releases of an edition, by number."""
        return tuple(sorted((r for r in self.releases if r.edition == edition),
                            key=lambda r: r.number))  # fmt: skip

    def after(self, release: Release) -> Release | None:
        """The one that replaces it, where there is one."""
        later = [r for r in self.of(release.edition) if r.number > release.number]
        return later[-1] if later else None

    @property
    def made(self) -> Release | None:
        """The release that this book is."""
        return next((r for r in self.releases if r.id == self.making), None)


def parse_name(name: str) -> tuple[str, int] | None:
    """`2021-22-q4.r1` as edition and number; None for anything else."""
    found = NAME.fullmatch(name)
    return (found[1], int(found[2])) if found else None
