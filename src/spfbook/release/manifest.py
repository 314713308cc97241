"""The manifest of a release: every input and output with its hash, and what it was made with.

It says when, by whom and why a release was made, and holds a hash of itself, so that a digit
changed in it is noticed too. Format and meaning: docs/releases.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from spfbook.errors import Problem, ReleaseError
from spfbook.framework.releases import Release
from spfbook.framework.values import Value
from spfbook.release.reading import check_periods
from spfbook.sources.release_files import read_json

FILE = "manifest.json"
VERSION = 1
"""Of the manifest's own form; another one is refused."""
INPUTS, CODE = "inputs", "code"
"""Folders of a release that hold what it was made from, and the package that made it."""


class FrozenFile(Value):
    """One file of a release."""

    path: str
    """Below the release's folder, with forward slashes."""
    sha256: str
    size: int
    """In bytes."""


class MadeWith(Value):
    """What the release was made with."""

    spfbook: str
    python: str
    system: str
    libraries: dict[str, str]
    lock_sha256: str | None
    commit: str | None
    """Of the repository; None outside git."""


class Waiver(Value):
    """A figure that was awaited, and that the release went without."""

    indicator: str
    reason: str


class Manifest(Value):
    """All that proves a release."""

    version: int
    release: Release
    made_with: MadeWith
    counts: dict[str, int]
    """How many indicators had each status."""
    waivers: tuple[Waiver, ...]
    inputs: tuple[FrozenFile, ...]
    code: tuple[FrozenFile, ...]
    outputs: tuple[FrozenFile, ...]
    digest: str = ""
    """SHA-256 of the manifest without this line."""

    def files(self) -> tuple[FrozenFile, ...]:
        return (*self.inputs, *self.code, *self.outputs)

    def size_of(self, folder: str) -> int:
        """Of all outputs in a folder (`html`), or of one file."""
        return sum(f.size for f in self.outputs if f.path == folder or
                   f.path.startswith(f"{folder}/"))  # fmt: skip


def sealed(manifest: Manifest) -> Manifest:
    """With its digest."""
    return manifest.model_copy(update={"digest": digest_of(manifest)})


def as_text(manifest: Manifest) -> str:
    return _dumped(manifest.model_dump(mode="json"))


def digest_of(manifest: Manifest) -> str:
    found = manifest.model_dump(mode="json")
    del found["digest"]
    return hashlib.sha256(_dumped(found).encode("utf-8")).hexdigest()


def read_manifest(folder: Path, where: str) -> Manifest:
    """The manifest in the release's folder, `where` as a person would type it.

    Raises `ReleaseError` for one that is missing or a link, no JSON, of another version, without
    a key, changed since it was written, or that names a place outside the release.
    """
    path = folder / FILE
    where = f"{where}/{FILE}"
    if path.is_symlink():
        raise ReleaseError(Problem(where, 0, "is a link; a release holds files only"))
    if not path.is_file():
        raise ReleaseError(Problem(where, 0, "is missing; without it nothing can be proved"))
    _check_version(path, where)
    manifest = read_json(path, where, Manifest)
    problems = list(_problems(manifest, where)) or list(_of_text(path, manifest, where))
    if problems:
        raise ReleaseError(problems)
    corrections = manifest.release.corrections
    check_periods([(each.indicator, each.period) for each in corrections if each.period], where)
    return manifest


def _check_version(path: Path, where: str) -> None:
    """First of all: a later version may have other keys."""
    try:
        found: Any = json.loads(path.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError):
        return  # what is wrong is said, with its line, when it is read as a manifest
    version = found.get("version") if isinstance(found, dict) else None
    if isinstance(version, int) and version != VERSION:
        message = f"is of version {version}; this spfbook reads version {VERSION}"
        raise ReleaseError(Problem(where, 0, message))


def _problems(manifest: Manifest, where: str) -> Iterator[Problem]:
    named: set[str] = set()
    for file in manifest.files():
        if not is_inside(file.path):
            message = f"names {file.path!r}, which is no path inside the release; it is damaged"
            yield Problem(where, 0, message)
        if file.path in named:
            yield Problem(where, 0, f"names {file.path!r} twice; it is damaged")
        named.add(file.path)
        if len(file.sha256) != 64 or set(file.sha256) - set("0123456789abcdef"):
            message = f"{file.path}: {file.sha256!r} is no SHA-256; it is damaged"
            yield Problem(where, 0, message)
    if manifest.digest != digest_of(manifest):
        message = "is not as it was written: its own digest does not fit what it says"
        yield Problem(where, 0, message)


def _of_text(path: Path, manifest: Manifest, where: str) -> Iterator[Problem]:
    """The digest is of what is said; a key given twice, or 3.0 for 3, says the same to a reader
    and something else to another program, so every byte is held against what we write."""
    if path.read_bytes() != as_text(manifest).encode("utf-8"):
        message = "is not as it was written: spfbook writes the same values in other characters"
        yield Problem(where, 0, message)


def is_inside(path: str) -> bool:
    """Whether `path` can only mean a file below the folder it is joined to, on every system."""
    pure = PurePosixPath(path)
    plain = "\\" not in path and ":" not in path and "\0" not in path
    inside = bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts
    return plain and inside and pure.as_posix() == path


def _dumped(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
