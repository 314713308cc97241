"""The inputs of an edition: every file that its book is made from, with what it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.file_dates import below
from spfbook.paths import Layout

PACKAGE = Path(__file__).resolve().parents[1]
LOCK_FILE = "requirements.lock"
"""Which libraries, by version and hash; beside `pyproject.toml` where there is one."""
REGISTER = "releases/releases.json"
"""The list of releases: the page of versions shows it."""
SINGLE_FILES = ("_config.yml", LOCK_FILE, REGISTER)


@dataclass(frozen=True, order=True)
class Input:
    """A file that a book is made from."""

    path: str
    """From the repository's root, with forward slashes on every system; `spfbook/…` for the
    package's own code."""
    sha256: str
    size: int
    """In bytes."""


def inputs_of(edition: str, layout: Layout) -> tuple[Input, ...]:
    """Every file of the repository that the book of `edition` (its name) is made from, by path.

    All editions' parameters and all observations count: a page lists the editions, and those
    before this one are worked out again. Of the commentary only the edition's own is read.
    Raises `OSError` when a file cannot be read, `DataError` when its name is no text.
    """
    folders = (
        layout.framework, layout.observations, layout.progress, layout.commentary / edition,
        layout.params, layout.notebooks, layout.book,
    )  # fmt: skip
    paths = [path for folder in folders for path in _files(folder)]
    paths += [path for name in SINGLE_FILES if (path := layout.root / name).is_file()]
    return _described(paths, layout.root)


def package_inputs() -> tuple[Input, ...]:
    """The package's own code, fonts and templates, by path."""
    return _described(_files(PACKAGE), PACKAGE.parent)


def register_of(layout: Layout) -> str:
    """The SHA-256 of the list of releases, which the pages of an edition name; empty while there
    is none. It is no input of an edition: a release adds to it what was made from the inputs."""
    return sha256_of(layout.register) if layout.register.is_file() else ""


def digest(inputs: Iterable[Input]) -> str:
    """One SHA-256 for all of them: alike when, and only when, every path and content is."""
    lines = "".join(f"{each.sha256} {each.path}\n" for each in sorted(inputs))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _described(paths: Iterable[Path], root: Path) -> tuple[Input, ...]:
    return tuple(
        sorted(Input(_shown(path, root), sha256_of(path), path.stat().st_size) for path in paths)
    )


def _shown(path: Path, root: Path) -> str:
    name = path.relative_to(root).as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        words = name.encode("ascii", "backslashreplace").decode("ascii")
        raise DataError(Problem(words, 0, "has a name that is not UTF-8; rename it")) from None
    return name


def _files(folder: Path) -> Iterator[Path]:
    """The files at any depth; not what editors, Python and JupyterLab leave beside them."""
    for entry in below(folder):
        path = Path(entry.path)
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and entry.is_file():
            yield path
