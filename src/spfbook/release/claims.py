"""What a manifest says besides hashes, held against the frozen files that it is about.

Whoever changes a count or the as-at day in a manifest can give it a fitting digest, too; the files
still say what was published.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from spfbook.book.inputs import LOCK_FILE, REGISTER
from spfbook.errors import Problem, SpfbookError
from spfbook.framework.edition import Edition
from spfbook.framework.releases import Register
from spfbook.framework.standing import counts_by_status
from spfbook.paths import Layout
from spfbook.release.manifest import FILE, INPUTS
from spfbook.release.publish import STANDINGS, standings_of
from spfbook.release.shelf import Shelved
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition
from spfbook.sources.release_files import read_json


def false_claims(found: Shelved, damaged: Container[str]) -> Iterator[Problem]:
    """Each with the file that says otherwise; of a release whose inputs are as they were frozen.
    `damaged`: files that say nothing any more."""
    try:
        for name, claimed, source, said in _claims(found, damaged):
            if claimed != said:
                message = f"{name} is {claimed}; {source} says {said}"
                yield Problem(f"{found.where}/{FILE}", 0, message)
    except SpfbookError as error:  # a file that is as it was frozen, and says nothing sensible
        yield from error.problems


def _claims(
    found: Shelved, damaged: Container[str]
) -> Iterator[tuple[str, object, str, object]]:
    """What is claimed, as the manifest has it, and the file that it is of, as that has it."""
    manifest = found.manifest
    if STANDINGS not in damaged:
        yield "counts", manifest.counts, STANDINGS, counts_by_status(standings_of(found))
    lock = f"{INPUTS}/{LOCK_FILE}"
    hashes = {file.path: file.sha256 for file in manifest.inputs}
    yield "lock_sha256", manifest.made_with.lock_sha256, lock, hashes.get(lock)
    if f"{INPUTS}/{REGISTER}" in hashes:
        yield from _of_register(found)
    edition = _edition(found.folder / INPUTS, manifest.release.edition)
    if edition is not None:
        release, source = manifest.release, f"{INPUTS}/params/{edition.id}.yml"
        yield "title", release.title, source, edition.title
        yield "period", release.period, source, edition.period.label
        yield "as_at", str(release.as_at), source, str(edition.as_at)


def _of_register(found: Shelved) -> Iterator[tuple[str, object, str, object]]:
    """The book was made with a list that has the release itself in it."""
    source = f"{INPUTS}/{REGISTER}"
    made = read_json(found.folder / source, f"{found.where}/{source}", Register).made
    said = made.model_dump(mode="json") if made else {}
    for name, claimed in found.manifest.release.model_dump(mode="json").items():
        yield name, claimed, source, said.get(name)


def _edition(inputs: Path, name: str) -> Edition | None:
    """As this program reads it; None where it cannot, which an older release's may be without
    any fault: building it again by its own program is what proves that."""
    layout = Layout(inputs)
    try:
        return read_edition(layout, read_framework(layout), name)
    except SpfbookError:
        return None
