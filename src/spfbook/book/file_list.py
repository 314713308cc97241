"""The list of an output folder's files, each with its hash: what it holds can be checked.

In the form of `sha256sum`, so that `sha256sum --check files.sha256` says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from spfbook.book.inputs import sha256_of

FILE = "files.sha256"


def write_list(folder: Path, *, leave_out: frozenset[str] = frozenset()) -> None:
    """List all files below `folder` by path, but for those to `leave_out`, in a file in it."""
    lines = [
        f"{sha256_of(folder / path)}  {path}\n"
        for path in _paths(folder)
        if path not in leave_out
    ]
    (folder / FILE).write_text("".join(lines), encoding="utf-8", newline="\n")


def check_list(folder: Path, *, leave_out: frozenset[str] = frozenset()) -> list[str]:
    """What is not as the list says, a line each; empty when all is."""
    listed = dict(_read(folder))
    there = set(_paths(folder)) - leave_out
    missing = [f"{path} is missing" for path in sorted(listed.keys() - there)]
    strange = [f"{path} is not in the list" for path in sorted(there - listed.keys())]
    altered = [
        f"{path} was altered"
        for path in sorted(listed.keys() & there)
        if sha256_of(folder / path) != listed[path]
    ]
    return [*missing, *altered, *strange]


def _read(folder: Path) -> Iterator[tuple[str, str]]:
    """Raises `FileNotFoundError` when the folder has no list."""
    for line in (folder / FILE).read_text(encoding="utf-8").splitlines():
        found, _, path = line.partition("  ")
        yield path, found


def _paths(folder: Path) -> list[str]:
    """By path, with forward slashes; not the list itself."""
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return sorted(name for name in names if name != FILE)
