"""What a build is asked for, and how it tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from spfbook.book.executors import AS_MANY_AS_USUAL, Workers
from spfbook.book.notebooks import Outcome
from spfbook.book.page_keys import PageKeys
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework

Progress = Callable[[str, int, int, Outcome | None], None]
"""Called with what is being done, how many steps are done, of how many, and a finished page."""


class CoverMaker(Protocol):
    """What makes the report that goes before the committee with the book."""

    def gather(self) -> object:
        """Work out what it says, but for the files that go with it, which may not be there yet."""

    def write(self, book: Path, out: Path) -> object:
        """Write it into the folder `out`; `book` holds the PDFs that go with it."""


@dataclass(frozen=True)
class Request:
    """What a build is asked for."""

    edition: Edition
    framework: Framework
    only: str | None = None
    """A theme: just its page is made."""
    html: bool = True
    pdf: bool = True
    figures: Mapping[str, Collection[str]] | None = None
    """By theme, the indicators that have figures to show; read, where it is not given."""
    keys: PageKeys | None = None
    """Worked out, where they are not given."""
    fresh: bool = False
    """Every page is run, whatever is kept from earlier builds."""
    workers: Workers = AS_MANY_AS_USUAL
    cover: CoverMaker | None = None

    @property
    def name(self) -> str:
        """What its folder in `_build` is called."""
        if self.only is None:
            return self.edition.id
        return f"preview-{self.only.replace('/', '-')}"

    @property
    def with_cover(self) -> bool:
        """Whether there is a cover report; it goes with the PDF of a whole book."""
        return self.cover is not None and self.only is None and self.pdf

    @property
    def options(self) -> dict[str, Any]:
        return {
            "only": self.only, "html": self.html, "pdf": self.pdf, **self.workers.options,
        }  # fmt: skip
