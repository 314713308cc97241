"""What a build is asked for, and how it tells what it is doing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spfbook.book.executors import AS_MANY_AS_CORES, Workers
from spfbook.book.notebooks import Outcome
from spfbook.book.page_keys import PageKeys
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework

Progress = Callable[[str, int, int, Outcome | None], None]
"""Called with what is being done, how many steps are done, of how many, and a finished page."""


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
    workers: Workers = AS_MANY_AS_CORES
    cover: Callable[[Path], object] | None = None
    """Writes the cover report into the folder that holds the PDFs."""

    @property
    def name(self) -> str:
        """What its folder in `_build` is called."""
        if self.only is None:
            return self.edition.id
        return f"preview-{self.only.replace('/', '-')}"

    @property
    def options(self) -> dict[str, Any]:
        return {
            "only": self.only, "html": self.html, "pdf": self.pdf, **self.workers.options,
        }  # fmt: skip
