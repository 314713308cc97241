"""Publishing: an edition built from frozen copies of its inputs, numbered, and put on the shelf.

What a release is made from is frozen first, and the book is built from the frozen copies in a
folder of their own: so what is published is proved to need nothing else.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from spfbook.book.inputs import PACKAGE, sha256_of
from spfbook.book.work_folder import work_folder
from spfbook.errors import Problem, ReleaseError
from spfbook.framework.edition import Edition
from spfbook.framework.releases import Register, Release
from spfbook.framework.standing import (
    Standing,
    StandingsFile,
    counts_by_status,
    differences,
    standings_text,
)
from spfbook.paths import Layout
from spfbook.release.frozen import copy_files, described, protect
from spfbook.release.manifest import (
    CODE,
    FILE,
    INPUTS,
    VERSION,
    MadeWith,
    Manifest,
    Waiver,
    as_text,
    sealed,
)
from spfbook.release.origin import Origin, check_copied, check_unchanged, origin_of
from spfbook.release.public_list import check_list_writable, write_list
from spfbook.release.reading import check_periods
from spfbook.release.shelf import Shelved
from spfbook.sources.release_files import read_json

STANDINGS = "standings.json"
"""What the release said of every indicator, for comparisons."""
OUTPUTS = ("html", "notebooks", "pdf")
"""Folders of a build that are published; files are its PDFs and documents."""
DOCUMENTS = (".pdf", ".docx")


@dataclass(frozen=True)
class Staged:
    """A release in the making."""

    release: Release
    layout: Layout
    """Of the frozen copies: the book is built in it."""
    work: Path
    folder: Path
    """Where the release will be."""
    origin: Origin
    """All that it is made from, as it was when the making began."""


def new_release(
    edition: Edition, shelf: Sequence[Shelved], standings: Sequence[Standing], **said: object
) -> Release:
    """The next release of the edition; `said`: when, by whom and why it is made."""
    earlier = [each for each in shelf if each.manifest.release.edition == edition.id]
    last = max(earlier, key=lambda each: each.manifest.release.number, default=None)
    number = last.manifest.release.number + 1 if last else 1
    corrections = differences(standings_of(last), standings) if last else ()
    return Release(
        edition=edition.id, number=number, title=edition.title, period=edition.period.label,
        as_at=edition.as_at, corrections=corrections, **said,
    )  # fmt: skip


def standings_of(shelved: Shelved) -> tuple[Standing, ...]:
    """What the release said of every indicator.

    Raises `ReleaseError` when its file is not as it was released: nothing can be compared with
    it, and what a correction froze of it would be wrong for ever.
    """
    path, where = shelved.folder / STANDINGS, f"{shelved.where}/{STANDINGS}"
    hashes = {file.path: file.sha256 for file in shelved.manifest.outputs}
    if not path.is_file() or sha256_of(path) != hashes.get(STANDINGS):
        message = "is missing or has been changed since the release; see spfbook verify"
        raise ReleaseError(Problem(where, 0, message))
    found = read_json(path, where, StandingsFile).standings
    periods = [(each.indicator, figure.period) for each in found for figure in each.figures]
    check_periods(periods, where)
    return found


@contextmanager
def staged(
    layout: Layout, release: Release, register: Register, origin: Origin | None = None
) -> Iterator[Staged]:
    """Copies of all inputs in a work folder beside the release's place; gone afterwards.

    `origin`: as it was before the edition was judged; as it is now where that was not asked.
    Raises `ReleaseError` when the number is taken, or the folder or the list of releases cannot be
    written.
    """
    folder = layout.releases / release.edition / f"r{release.number}"
    _check_free(layout, folder)
    check_list_writable(layout)
    try:
        for place in (layout.releases, folder.parent):
            _check_writable(place)
        with work_folder(folder) as work:
            root = work / "root"
            origin = origin or origin_of(layout, release.edition)
            copy_files([each.path for each in origin.inputs], layout.root, root)
            known = Register(releases=(*register.releases, release), making=release.id)
            path = Layout(root).register
            path.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(known.model_dump(mode="json"), ensure_ascii=False, indent=1)
            path.write_text(text + "\n", encoding="utf-8", newline="\n")
            copy_files([each.path for each in origin.code], PACKAGE.parent, work / CODE)
            yield Staged(release, Layout(root), work, folder, origin)
    except (OSError, shutil.Error) as problem:
        said = f"cannot be written: {getattr(problem, 'strerror', None) or problem}"
        raise ReleaseError(Problem(layout.shown(folder), 0, said)) from problem
    finally:
        for empty in (folder.parent, layout.releases):  # of an edition that was not ready
            with suppress(OSError):
                empty.rmdir()


def _check_writable(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder):
        pass


def _check_free(layout: Layout, folder: Path) -> None:
    if folder.exists():
        message = "is there already; a release is never overwritten"
        raise ReleaseError(Problem(layout.shown(folder), 0, message))


def freeze(
    layout: Layout,
    staged: Staged,
    built: Path,
    standings: Sequence[Standing],
    waivers: Mapping[str, str],
) -> Manifest:
    """Put what was built in the work folder on the shelf, with its inputs and its manifest.

    `built`: the folder that the build has landed in. Raises `ReleaseError`; then nothing is
    published, or the error says that all is and only the list lacks it.
    """
    check_unchanged(staged.origin, origin_of(layout, staged.release.edition))
    ready = staged.work / "ready"
    ready.mkdir()
    outputs = [*_take_outputs(built, ready), STANDINGS]
    text = standings_text(staged.release.edition, standings)
    (ready / STANDINGS).write_text(text, encoding="utf-8", newline="\n")
    shutil.rmtree(staged.layout.build)
    staged.layout.root.rename(ready / INPUTS)
    (staged.work / CODE).rename(ready / CODE)
    manifest = sealed(_manifest(staged, ready, outputs, standings, waivers))
    for folder, seen in ((INPUTS, staged.origin.inputs), (CODE, staged.origin.code)):
        frozen = manifest.inputs if folder == INPUTS else manifest.code
        check_copied(seen, ((f.path.removeprefix(f"{folder}/"), f.sha256) for f in frozen))
    (ready / FILE).write_text(as_text(manifest), encoding="utf-8", newline="\n")
    protect(ready)
    _check_free(layout, staged.folder)
    ready.rename(staged.folder)
    _tell(layout, manifest)
    return manifest


def _tell(layout: Layout, manifest: Manifest) -> None:
    """What cannot be undone any more must not look as if it had failed."""
    try:
        write_list(layout)
    except ReleaseError as error:
        message = f"{manifest.release.id} is published; the list of releases does not have it yet"
        right = "mend what is named here, then run spfbook releases"
        raise ReleaseError([Problem("", 0, f"{message}: {right}"), *error.problems]) from error


def _take_outputs(built: Path, ready: Path) -> list[str]:
    taken = [
        path
        for path in sorted(built.iterdir())
        if (path.is_dir() and path.name in OUTPUTS)
        or (path.is_file() and path.suffix in DOCUMENTS)
    ]
    for path in taken:
        path.rename(ready / path.name)
    return [path.name for path in taken]


def _manifest(
    staged: Staged,
    ready: Path,
    outputs: Sequence[str],
    standings: Sequence[Standing],
    waivers: Mapping[str, str],
) -> Manifest:
    made_with = staged.origin.made_with
    return Manifest(
        version=VERSION,
        release=staged.release,
        made_with=MadeWith(
            spfbook=made_with.spfbook, python=made_with.python, system=made_with.system,
            libraries=made_with.libraries, lock_sha256=made_with.lock_sha256,
            commit=made_with.commit.id if made_with.commit else None,
        ),
        counts=counts_by_status(standings),
        waivers=tuple(Waiver(indicator=k, reason=v) for k, v in sorted(waivers.items())),
        inputs=described(ready, INPUTS),
        code=described(ready, CODE),
        outputs=described(ready, *outputs),
    )  # fmt: skip
