"""What the last build put in place: enough to say, without reading a figure, that nothing changed.

Standard library only, so that a build of what is already there takes no time to begin.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from spfbook.book.file_list import FILE, RUN_LOG, check_list
from spfbook.book.inputs import digest, inputs_of, package_inputs, register_of, sha256_of
from spfbook.book.kept_values import KeptValues
from spfbook.book.provenance import libraries
from spfbook.paths import Layout


@dataclass(frozen=True)
class Asked:
    """What a build was asked for."""

    edition: str | None
    """None for the newest."""
    only: str | None
    html: bool
    pdf: bool


@dataclass(frozen=True)
class Landed:
    """A build that ran through."""

    edition: str
    made_from: str
    """What `made_from` gave for its inputs."""
    results: dict[str, str]
    """What it said of its results, by name: the path of each as shown."""
    folder: str
    """Where it put them, as shown."""
    listed: str
    """The SHA-256 of the list of its files."""


def unchanged(layout: Layout, asked: Asked) -> Landed | None:
    """The last build of the same, if its inputs are what they were and all its files are there,
    whole; None otherwise."""
    found = _values(layout).get(_key(asked))
    try:
        landed = Landed(**found)
        if made_from(layout, landed.edition) != landed.made_from:
            return None
        folder = layout.root / landed.folder
        if sha256_of(folder / FILE) != landed.listed:
            return None
        is_whole = not check_list(folder, leave_out=frozenset({RUN_LOG}))
    except (OSError, TypeError):
        return None
    return landed if is_whole else None


def remember(
    layout: Layout, asked: Asked, edition: str, before: str, results: dict[str, str], folder: Path
) -> None:
    """Keep what a build put in place in `folder`, unless its inputs are no longer what they were
    `before` it."""
    if made_from(layout, edition) != before:
        return
    listed = sha256_of(folder / FILE)
    landed = Landed(edition, before, results, layout.shown(folder), listed)
    _values(layout).keep(_key(asked), asdict(landed))


def made_from(layout: Layout, edition: str) -> str:
    """A digest of every file that the book of `edition` may be made from, the list of releases, the
    package's code, and the libraries."""
    with_what = f"{sys.version} {sorted(libraries().items())}"
    files = digest(inputs_of(edition, layout)), digest(package_inputs()), register_of(layout)
    parts = (*files, with_what)
    return "\n".join(parts)


def _key(asked: Asked) -> str:
    return hashlib.sha256(repr(asked).encode("utf-8", "backslashreplace")).hexdigest()


def _values(layout: Layout) -> KeptValues:
    return KeptValues(layout.cache / "landed")
