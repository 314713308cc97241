"""What the last build put in place: enough to say, without reading a figure, that nothing changed.

Standard library only, so that a build of what is already there takes no time to begin.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from spfbook.book.inputs import digest, inputs_of, package_inputs, sha256_of
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
    files: dict[str, str]
    """Every file put in place, as shown, with its SHA-256."""


def unchanged(layout: Layout, asked: Asked) -> Landed | None:
    """The last build of the same, if its inputs are what they were and all its files are there,
    whole; None otherwise."""
    found = _values(layout).get(_key(asked))
    try:
        landed = Landed(**found)
        if made_from(layout, landed.edition) != landed.made_from:
            return None
        is_whole = all(
            sha256_of(layout.root / name) == sha256 for name, sha256 in landed.files.items()
        )
    except (OSError, TypeError):
        return None
    return landed if is_whole and landed.files else None


def remember(
    layout: Layout, asked: Asked, edition: str, before: str, results: dict[str, str], folder: Path
) -> None:
    """Keep what a build put in place in `folder`, unless its inputs are no longer what they were
    `before` it."""
    if made_from(layout, edition) != before:
        return
    files = {layout.shown(path): sha256_of(path) for path in _files(folder)}
    _values(layout).keep(_key(asked), asdict(Landed(edition, before, results, files)))


def made_from(layout: Layout, edition: str) -> str:
    """A digest of every file that the book of `edition` may be made from, the package's code, and
    the libraries."""
    with_what = f"{sys.version} {sorted(libraries().items())}"
    parts = (digest(inputs_of(edition, layout)), digest(package_inputs()), with_what)
    return "\n".join(parts)


def _key(asked: Asked) -> str:
    wanted = [name for name in ("html", "pdf") if getattr(asked, name)]
    parts = [asked.edition or "newest", *([asked.only] if asked.only else []), *wanted]
    return "--".join(parts).replace("/", "-")


def _values(layout: Layout) -> KeptValues:
    return KeptValues(layout.cache / "landed")


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())
