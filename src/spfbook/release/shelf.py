"""The shelf: the folder of all releases, its list, and the page that leads to them.

The list is worked out again from the manifests whenever something is released, so that a release
whose making was cut short after it was put in place is not forgotten.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spfbook.errors import Problem, ReleaseError, SpfbookError
from spfbook.framework.releases import Register, Release, parse_name
from spfbook.paths import Layout
from spfbook.release.index_page import in_words, index_page
from spfbook.release.manifest import FILE, Manifest, read_manifest

SCRIPT, INDEX = "releases.js", "index.html"


@dataclass(frozen=True)
class Shelved:
    """A release and where it is."""

    manifest: Manifest
    folder: Path
    where: str
    """The folder as a person would type it."""


def find(layout: Layout, name: str) -> Path:
    """The folder of a release: `2021-22-q4.r1`, or a path. Raises `ReleaseError`."""
    parsed = parse_name(name)
    if parsed is not None:
        edition, number = parsed
        folder = layout.releases / edition / f"r{number}"
    else:
        folder = Path(name).absolute()
    if folder.is_dir():
        return folder
    known = ", ".join(release.manifest.release.id for release in shelved(layout))
    right = f"there are: {known}" if known else "nothing has been released yet"
    raise ReleaseError(f"release {name!r} is not known; {right}")


def shelved(layout: Layout) -> tuple[Shelved, ...]:
    """Every release, oldest first. Raises `ReleaseError` with every manifest that is damaged."""
    found, problems = [], []
    for path in sorted(layout.releases.glob(f"*/r*/{FILE}")):
        where = layout.shown(path.parent)
        try:
            found.append(Shelved(read_manifest(path.parent, where), path.parent, where))
        except SpfbookError as error:
            problems += error.problems
    if problems:
        raise ReleaseError(problems)
    for each in found:
        release = each.manifest.release
        right = f"{release.edition}/r{release.number}"
        if not each.folder.as_posix().endswith(f"/{right}"):
            message = f"holds {release.id}, whose place is releases/{right}"
            problems.append(Problem(each.where, 0, message))
    if problems:
        raise ReleaseError(problems)
    return tuple(sorted(found, key=lambda each: _order(each.manifest.release)))


def _order(release: Release) -> tuple[object, ...]:
    return release.released_on, release.as_at, release.edition, release.number


def register_of(releases: Iterable[Shelved]) -> Register:
    return Register(releases=tuple(each.manifest.release for each in releases))


def write_list(layout: Layout) -> tuple[Shelved, ...]:
    """The list for pages, the script for the switcher and the page of all releases."""
    releases = shelved(layout)
    register = register_of(releases)
    layout.releases.mkdir(parents=True, exist_ok=True)
    _write(layout.register, json.dumps(register.model_dump(mode="json"), ensure_ascii=False,
                                       indent=1) + "\n")  # fmt: skip
    _write(layout.releases / SCRIPT, script_text(releases))
    manifests = [each.manifest for each in releases]
    _write(layout.releases / INDEX, index_page(manifests, register))
    return releases


def script_text(releases: Iterable[Shelved]) -> str:
    """The list as a script: a page opened from a folder may load no other kind of file."""
    shelf = tuple(releases)
    register = register_of(shelf)
    lists: list[list[str]] = []
    entries = []
    for each in shelf:
        release, pages = each.manifest.release, _pages(each.manifest)
        if pages not in lists:
            lists.append(pages)
        after = register.after(release)
        entries.append({
            "id": release.id, "edition": release.edition, "number": release.number,
            "title": release.title, "on": in_words(release.released_on), "reason": release.reason,
            "after": after.id if after else "", "pages": lists.index(pages),
        })  # fmt: skip
    found = {"releases": entries[::-1], "pages": lists}
    text = json.dumps(found, ensure_ascii=True, indent=0).replace("</", "<\\/")
    return f"window.spfbookReleases = {text};\n"


def _pages(manifest: Manifest) -> list[str]:
    names = [f.path.removeprefix("html/") for f in manifest.outputs if f.path.startswith("html/")]
    return sorted(n for n in names if n.endswith(".html") and not n.startswith("_static/"))


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise ReleaseError(f"{path} cannot be written: {problem.strerror}") from problem
