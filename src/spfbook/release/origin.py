"""What a release is made from, as it was before the edition was judged: nothing of it may change
while the release is made, or what is frozen would not be what was checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spfbook.book.inputs import PACKAGE, REGISTER, Input, inputs_of, package_inputs
from spfbook.book.provenance import Provenance, provenance_of
from spfbook.errors import Problem, ReleaseError
from spfbook.paths import Layout

CHANGED = "was changed while the release was made; make it again"


@dataclass(frozen=True)
class Origin:
    """At one moment."""

    inputs: tuple[Input, ...]
    """Of the edition, without the list of releases, to which another release may be added."""
    code: tuple[Input, ...]
    """The program itself."""
    made_with: Provenance


def origin_of(layout: Layout, edition: str) -> Origin:
    """As it is now."""
    # The commit first: a later one may have what the inputs had not yet.
    made_with = provenance_of(layout)
    inputs = tuple(each for each in inputs_of(edition, layout) if each.path != REGISTER)
    return Origin(inputs, package_inputs(), made_with)


def check_unchanged(was: Origin, now: Origin) -> None:
    """Raises `ReleaseError` with all that is not as it was."""
    problems = [*_changed(was.inputs, now.inputs), *_changed(was.code, now.code)]
    before, after = (each.made_with.commit for each in (was, now))
    if (before and before.id) != (after and after.id):
        problems.append(Problem("", 0, f"the commit that the repository stands at {CHANGED}"))
    if problems:
        raise ReleaseError(problems)


def check_copied(was: Iterable[Input], copied: Iterable[tuple[str, str]]) -> None:
    """Raises `ReleaseError` where a copy (path, SHA-256) is not of what was there."""
    frozen = dict(copied)
    problems = [
        Problem(each.path, 0, CHANGED) for each in was if frozen.get(each.path) != each.sha256
    ]
    if problems:
        raise ReleaseError(problems)


def _changed(was: Iterable[Input], now: Iterable[Input]) -> Iterator[Problem]:
    above = PACKAGE.name
    for path in sorted({each.path for each in {*was} ^ {*now}}):
        message = f"is of spfbook itself and {CHANGED}" if path.startswith(f"{above}/") else CHANGED
        yield Problem(path, 0, message)
