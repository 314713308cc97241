"""Frozen files: copied into a release with their hashes, and held against them later."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from spfbook.book.inputs import sha256_of
from spfbook.errors import Problem
from spfbook.release.manifest import FILE, FrozenFile, Manifest


def copy_files(paths: Iterable[str], source: Path, target: Path) -> None:
    """The files, below `source`, to the same places below `target`."""
    for path in paths:
        copy = target / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, copy)


def described(folder: Path, *parts: str) -> tuple[FrozenFile, ...]:
    """Every file below the folder's `parts`, by path."""
    paths = [path for part in parts for path in _files(folder / part)]
    return tuple(
        FrozenFile(
            path=path.relative_to(folder).as_posix(), sha256=sha256_of(path),
            size=path.stat().st_size,
        )
        for path in sorted(paths, key=lambda path: path.relative_to(folder).as_posix())
    )  # fmt: skip


def protect(folder: Path) -> None:
    """Every file read-only, for everybody."""
    for path in _files(folder):
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)


def unprotect(folder: Path) -> None:
    """Copies of frozen files, to be used and thrown away: writable again."""
    for path in _files(folder):
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def damages(folder: Path, manifest: Manifest, where: str) -> Iterator[Problem]:
    """What is not as the manifest says: a file that is missing, changed, a link, or not named."""
    named = {file.path for file in manifest.files()}
    for file in manifest.files():
        path = folder / file.path
        place = f"{where}/{file.path}"
        if _leads_out(path, folder):
            yield Problem(place, 0, "is a link; a release holds files only")
        elif not path.is_file():
            yield Problem(place, 0, "is missing")
        elif path.stat().st_size != file.size:
            size = path.stat().st_size
            said = f"has been changed: {size:,} bytes, released with {file.size:,}"
            yield Problem(place, 0, said)
        elif sha256_of(path) != file.sha256:
            yield Problem(place, 0, "has been changed since the release")
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        if name not in named and name != FILE:
            yield Problem(f"{where}/{name}", 0, "is not of the release; it was added later")
    yield from _folders_added(folder, named, where)


def _folders_added(folder: Path, named: Iterable[str], where: str) -> Iterator[Problem]:
    """Links to folders, and folders that hold nothing: no file in them says that they are there.
    A folder whose files are all gone is told by its files."""
    known = {parent.as_posix() for name in named for parent in PurePosixPath(name).parents}
    for at, folders, files in os.walk(folder):
        place = Path(at).relative_to(folder).as_posix()
        if not folders and not files and place not in known:
            yield Problem(f"{where}/{place}", 0, "is an empty folder; it was added later")
        for name in folders:
            path = Path(at) / name
            if path.is_symlink():
                said = "is a link; a release holds files only"
                yield Problem(f"{where}/{path.relative_to(folder).as_posix()}", 0, said)


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, _, names in os.walk(place):  # links to folders are not followed
        yield from (Path(folder) / name for name in names)


def _leads_out(path: Path, folder: Path) -> bool:
    # Not Path.resolve, which raises for a link that leads to itself.
    real = Path(os.path.realpath(path))
    return path.is_symlink() or not real.is_relative_to(os.path.realpath(folder))
