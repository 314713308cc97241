"""Where things are in the repository. Standard library only, nothing happens at import."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT_VARIABLE = "SPFBOOK_ROOT"
FONTS = Path(__file__).parent / "fonts"
"""The fonts shipped with the package (Source Sans 3, SIL Open Font License)."""
MARKER = Path("data/framework/framework.yml")


@dataclass(frozen=True)
class Layout:
    """The folders of one council's book, all below `root`."""

    root: Path

    @property
    def framework(self) -> Path:
        return self.root / "data" / "framework"

    @property
    def observations(self) -> Path:
        return self.root / "data" / "observations"

    @property
    def progress(self) -> Path:
        """Reports on deliverables."""
        return self.root / "data" / "progress"

    @property
    def commentary(self) -> Path:
        """What services say, a folder for each edition."""
        return self.root / "data" / "commentary"

    @property
    def params(self) -> Path:
        return self.root / "params"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def book(self) -> Path:
        return self.root / "book"

    @property
    def build(self) -> Path:
        """What a build makes; never in git."""
        return self.root / "_build"

    @property
    def releases(self) -> Path:
        """What was published: a folder for each edition, and in it one for each release."""
        return self.root / "releases"

    @property
    def register(self) -> Path:
        """The list of all releases, which pages read."""
        return self.releases / "releases.json"

    def shown(self, path: Path) -> str:
        """`path` as a person would type it from the root, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def find_root(start: Path | None = None) -> Path:
    """The nearest folder at or above `start` that holds a framework.

    `SPFBOOK_ROOT` wins over the search. Without either, `start` itself is returned, and the
    reader of the framework says what is missing there.
    """
    named = os.environ.get(ROOT_VARIABLE)
    if named:
        return Path(named).resolve()
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    return here
