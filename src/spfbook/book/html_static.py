"""The files beside the pages: what no page uses is left out of the book.

The theme brings 7 MB of styles, scripts, fonts and logos. Our templates, our style sheet and a
script of 2 kB do their work (docs/adr/0005-html-mended.md), so that of the theme's files only those
of Sphinx's search stay. What an extension or a council adds stays too, unless it is named here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

OF_SEARCH = (
    "documentation_options.js", "doctools.js", "language_data.js", "searchtools.js",
    "sphinx_highlight.js",
)  # fmt: skip
"""What search.html loads, and no other page."""
LEFT_OUT = {
    "pygments.css": "colours of code: no page shows code",
    "mystnb.*.css": "styles of a notebook's code cells: no page shows code",
}
"""What others than the theme bring, as patterns of names, with the reason to leave it out."""
TEMPLATE_ENDINGS = ("_t", ".jinja")


@cache
def theme_files(folders: tuple[str, ...]) -> frozenset[str]:
    """What the theme brings (its own folder and those of the themes it builds on): paths below
    `_static`, as they are named there."""
    return frozenset(
        _rendered(path.relative_to(static).as_posix())
        for static in (Path(folder) / "static" for folder in folders)
        for path in static.rglob("*")
        if path.is_file()
    )


def is_left_out(name: str, of_theme: frozenset[str]) -> bool:
    """Whether no page but the search loads `_static/<name>`, or none at all."""
    path = PurePosixPath(name)
    return name in of_theme or any(path.match(pattern) for pattern in LEFT_OUT)


def listed(files: Iterable[object], of_theme: frozenset[str]) -> Iterator[object]:
    """Of the style sheets or scripts that Sphinx would put into a page, those that stay.

    One without a file of its own (the theme's lines of script) does not: it is for files left out.
    """
    for file in files:
        name = str(getattr(file, "filename", None) or "").removeprefix("_static/")
        if name and not is_left_out(name, of_theme):
            yield file


def leave_out(static: Path, of_theme: frozenset[str]) -> None:
    """Remove what is left out from the folder that Sphinx has filled."""
    for path in sorted(static.rglob("*")):
        name = path.relative_to(static).as_posix()
        if path.is_file() and name not in OF_SEARCH and is_left_out(name, of_theme):
            path.unlink()
    for path in sorted(static.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            shutil.rmtree(path)


def _rendered(name: str) -> str:
    for ending in TEMPLATE_ENDINGS:
        name = name.removesuffix(ending)
    return name
