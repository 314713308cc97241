"""Verifying a release: its files against its manifest, and the whole against itself made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spfbook.book.inputs import REGISTER
from spfbook.book.provenance import libraries, other_libraries
from spfbook.errors import Problem, SpfbookError
from spfbook.paths import Layout
from spfbook.release.bound import scratch
from spfbook.release.claims import false_claims
from spfbook.release.difference import first_difference
from spfbook.release.frozen import damages, described
from spfbook.release.git import committed, has_commit
from spfbook.release.manifest import CODE, INPUTS, Manifest
from spfbook.release.notebook_check import check_notebooks
from spfbook.release.public_list import list_problems
from spfbook.release.rebuild import NOTEBOOKS, Rebuilt, rebuild, unpack, unpack_notebooks
from spfbook.release.shelf import opened, shelved

LIBRARIES_NAMED = 5

Say = Callable[[str], None]


@dataclass(frozen=True)
class Verified:
    """What was found."""

    release: str
    damaged: tuple[Problem, ...] = ()
    """Files that are not as they were frozen."""
    differing: tuple[Problem, ...] = ()
    """What comes out otherwise when the release is made again."""
    notes: tuple[str, ...] = field(default=())


def verify(folder: Path, layout: Layout, *, hashes_only: bool, say: Say) -> Verified:
    """All of it. Raises `ReleaseError` for a manifest that is missing or damaged, or is another
    release's.

    A release with a damaged output is made again all the same, to say which line was changed;
    one with damaged inputs or code cannot be.
    """
    release = opened(folder, layout)
    manifest, where = release.manifest, release.where
    name = manifest.release.id
    say(f"{name}: hashes of {len(manifest.files()):,} files")
    damaged = tuple(damages(folder, manifest, where))
    of_git = _against_git(folder, manifest, layout, where)
    notes = _of_the_list(folder, layout)
    made_from = (f"{where}/{INPUTS}/", f"{where}/{CODE}/")
    if hashes_only or any(problem.where.startswith(made_from) for problem in damaged):
        return Verified(name, _located(damaged, of_git), () if damaged else tuple(of_git), notes)
    altered = {problem.where.removeprefix(f"{where}/") for problem in damaged}
    damaged += tuple(false_claims(release, altered))
    notes += _other_libraries(manifest)
    with scratch() as place:
        try:
            again = unpack(folder, manifest, place)
            say(f"{name}: built again from its frozen inputs")
            rebuild(again, manifest.release.edition)
            found = list(_against_rebuilt(folder, manifest, again, where))
            say(f"{name}: notebooks run again by nbval")
            notebooks = unpack_notebooks(folder, manifest, again, altered)
            found += check_notebooks(notebooks, again, f"{where}/{NOTEBOOKS}")
        except SpfbookError as error:
            found = list(error.problems)
    if damaged:
        return Verified(name, _located(damaged, found), (), notes)
    return Verified(name, (), (*of_git, *found), notes)


def _of_the_list(folder: Path, layout: Layout) -> tuple[str, ...]:
    """What is wrong beside a release on the shelf: nothing that makes it another release."""
    if not folder.resolve().is_relative_to(layout.releases.resolve()):
        return ()
    try:
        return tuple(str(problem) for problem in list_problems(layout, shelved(layout)))
    except SpfbookError:  # of another release, which verifying that one names
        return ()


def _located(damaged: Iterable[Problem], found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each damage, with the line where that is known."""
    lines = {problem.where: problem.message for problem in found}
    return tuple(
        Problem(each.where, 0, f"{each.message}: {lines[each.where]}")
        if each.where in lines
        else each
        for each in damaged
    )


def _against_git(
    folder: Path, manifest: Manifest, layout: Layout, where: str
) -> list[Problem]:
    """Frozen inputs that are not what the recorded commit has, where this repository has it."""
    commit = manifest.made_with.commit
    if commit is None or not has_commit(layout.root, commit):
        return []
    found = []
    for file in manifest.inputs:
        path = file.path.removeprefix(f"{INPUTS}/")
        content = committed(layout.root, commit, path) if path != REGISTER else None
        frozen = folder / file.path
        if content is not None and frozen.is_file():
            line = first_difference(content, frozen.read_bytes())
            if line:
                message = f"is not what commit {commit[:12]} has: {line}"
                found.append(Problem(f"{where}/{file.path}", 0, message))
    return found


def _against_rebuilt(
    folder: Path, manifest: Manifest, again: Rebuilt, where: str
) -> Iterator[Problem]:
    kept = {file.path for file in manifest.outputs}
    made = {file.path for file in described(again.outputs, *_tops(kept))}
    for path in sorted(made - kept):
        yield Problem(f"{where}/{path}", 0, "is made now and was not released")
    for path in sorted(kept):
        if path not in made:
            yield Problem(f"{where}/{path}", 0, "was released and is not made now")
        elif (folder / path).is_file():
            released, now = (place / path for place in (folder, again.outputs))
            line = first_difference(released.read_bytes(), now.read_bytes())
            if line:
                yield Problem(f"{where}/{path}", 0, f"is not the same when made again: {line}")


def _tops(paths: Iterable[str]) -> list[str]:
    """The folders and files at the top of the release."""
    return sorted({path.split("/")[0] for path in paths})


def _other_libraries(manifest: Manifest) -> tuple[str, ...]:
    other = other_libraries(manifest.made_with.libraries, libraries())
    if not other:
        return ()
    named = "; ".join(other[:LIBRARIES_NAMED])
    more = f"; and {len(other) - LIBRARIES_NAMED} more" if len(other) > LIBRARIES_NAMED else ""
    return (f"Libraries that are not those of the release: {named}{more}.",)
