"""The shelf: the folder of all releases, each in its place and what its manifest says it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from spfbook.errors import Problem, ReleaseError, SpfbookError
from spfbook.framework.releases import Register, Release, parse_name
from spfbook.paths import Layout
from spfbook.release.manifest import FILE, Manifest, read_manifest
from spfbook.sources.release_files import read_register

PLACE = re.compile(r"r[0-9]+")
"""The name of a release's folder, in that of its edition."""
NUMBERED = re.compile(r"r[1-9][0-9]{0,8}")
"""Of those, the ones that may be a release."""


@dataclass(frozen=True)
class Shelved:
    """A release and where it is."""

    manifest: Manifest
    folder: Path
    where: str
    """The folder as a person would type it."""


def parsed(name: str) -> tuple[str, int] | None:
    """`2021-22-q4.r1` as edition and number; None for anything else, as for a number of more
    digits than Python reads."""
    try:
        return parse_name(name)
    except ValueError:
        return None


def find(layout: Layout, name: str) -> Path:
    """The folder of a release: `2021-22-q4.r1`, or a path. Raises `ReleaseError`."""
    known_by = parsed(name)
    folder = Path(name)
    if known_by is not None:
        edition, number = known_by
        folder = layout.releases / edition / f"r{number}"
    if name and os.path.isdir(folder):  # Path.is_dir raises for a name that is too long
        return folder.absolute()
    known = ", ".join(release.manifest.release.id for release in shelved(layout))
    right = f"there are: {known}" if known else "nothing has been released yet"
    raise ReleaseError(f"release {name!r} is not known; {right}")


def opened(folder: Path, layout: Layout) -> Shelved:
    """The release in the folder. Raises `ReleaseError` when its manifest is damaged, or is that
    of another release than the one whose place on the shelf this is; a copy that lies elsewhere
    may be in a folder of any name."""
    where = layout.shown(folder)
    if folder.is_symlink():
        raise ReleaseError(Problem(where, 0, "is a link; a release is a folder of its own"))
    try:
        manifest = read_manifest(folder, where)
    except OSError as problem:
        raise ReleaseError(Problem(where, 0, f"cannot be read: {problem.strerror}")) from problem
    release = manifest.release
    place = layout.releases / release.edition / f"r{release.number}"
    if _is_below(folder, layout.releases) and folder.resolve() != place.resolve():
        right = f"releases/{release.edition}/r{release.number}"
        message = f"holds {release.id}, whose place is {right}"
        raise ReleaseError(Problem(where, 0, message))
    return Shelved(manifest, folder, where)


def _is_below(folder: Path, shelf: Path) -> bool:
    return folder.resolve().is_relative_to(shelf.resolve())


def shelved(layout: Layout) -> tuple[Shelved, ...]:
    """Every release, oldest first. Raises `ReleaseError` with each that is damaged or gone: a
    list without it would tell the public that it was never released, and its number would be
    given again."""
    found: list[Shelved] = []
    problems = _gone(layout)
    for folder in _folders(layout.releases):
        try:
            found.append(opened(folder, layout))
        except SpfbookError as error:
            problems += error.problems
    if problems:
        raise ReleaseError(problems)
    return tuple(sorted(found, key=lambda each: _order(each.manifest.release)))


def _gone(layout: Layout) -> list[Problem]:
    """Releases that the list names, or that came before one that is there, and have no folder."""
    there = {
        (folder.parent.name, int(folder.name[1:]))
        for folder in _folders(layout.releases)
        if NUMBERED.fullmatch(folder.name)
    }
    gone = set()
    with suppress(ReleaseError):  # a damaged list is written again from what is there
        listed = read_register(layout).releases
        gone = {(each.edition, each.number) for each in listed} - there
    for edition in {edition for edition, _ in there}:
        numbers = {number for of, number in there if of == edition}
        first = next(number for number in count(1) if number not in numbers)
        if first < max(numbers):
            gone.add((edition, first))
    return [
        Problem(
            layout.shown(layout.releases / edition / f"r{number}"), 0,
            "was released and is gone; put it back",
        )
        for edition, number in sorted(gone)
    ]  # fmt: skip


def _folders(shelf: Path) -> list[Path]:
    """All that is in a release's place, or holds a manifest. A release that is being made, or
    whose making was killed, has a hidden name until one rename puts it there whole."""
    if not shelf.is_dir():
        return []
    try:
        editions = [path for path in shelf.iterdir() if path.is_dir()]
        return sorted(path for each in editions for path in each.iterdir() if _is_release(path))
    except OSError as problem:  # not Path.glob, which passes over what it may not read
        message = f"cannot be read: {problem.strerror}"
        raise ReleaseError(Problem(str(problem.filename or shelf), 0, message)) from problem


def _is_release(path: Path) -> bool:
    if PLACE.fullmatch(path.name):
        return path.is_dir() or path.is_symlink()
    return path.name.startswith("r") and (path / FILE).is_file()


def _order(release: Release) -> tuple[object, ...]:
    return release.released_on, release.as_at, release.edition, release.number


def register_of(releases: Iterable[Shelved]) -> Register:
    return Register(releases=tuple(each.manifest.release for each in releases))
