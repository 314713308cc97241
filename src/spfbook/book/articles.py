"""What stands in the middle of each page, kept as Sphinx wrote it: the PDF is made from that.

Beside the HTML lies a file for each page, so that the PDF can be begun while Sphinx writes others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "articles"
"""Where they lie, beside the folder of the HTML."""
DONE = "done"
"""The first word of the line that Sphinx's process prints when an article is there, before the
page's name."""


@dataclass(frozen=True)
class Article:
    """The middle of one page, without what is around it on the screen."""

    name: str
    """Where it stands in the book: `prevention/schools`."""
    depth: int
    """Below how many pages it hangs: 0 for the front page, 1 for a priority, 2 for a theme."""
    html: str
    pictures: Mapping[str, Path]
    """By its name in the folder `_images`, the file that each picture is a copy of."""


def write_article(folder: Path, name: str, html: str, pictures: Mapping[str, str]) -> None:
    """Put it where `read_article` finds it; half of it is never found."""
    path = _path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"html": html, "pictures": dict(pictures)}), encoding="utf-8")
    os.replace(part, path)


def read_article(folder: Path, name: str, depth: int) -> Article:
    kept = json.loads(_path(folder, name).read_text(encoding="utf-8"))
    pictures = {place: Path(file) for place, file in kept["pictures"].items()}
    return Article(name, depth, kept["html"], pictures)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
