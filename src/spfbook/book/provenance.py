"""What a book was made with: the commit, the lock file, Python and its libraries."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from spfbook.book.inputs import LOCK_FILE, sha256_of
from spfbook.paths import Layout


@dataclass(frozen=True)
class Commit:
    """Where the repository stood."""

    id: str
    is_dirty: bool
    """Whether a file, known to git or new, differs from the commit."""


@dataclass(frozen=True)
class Provenance:
    """With what a book was made; nothing of when, where and by whom."""

    spfbook: str
    python: str
    system: str
    """`Linux x86_64`."""
    libraries: dict[str, str]
    """Every library installed, by name, with its version."""
    lock_sha256: str | None
    """Of the lock file; None where there is none."""
    commit: Commit | None
    """None outside a git repository, or without git."""


def provenance_of(layout: Layout) -> Provenance:
    lock = layout.root / LOCK_FILE
    return Provenance(
        spfbook=version("spfbook"),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
        libraries=libraries(),
        lock_sha256=sha256_of(lock) if lock.is_file() else None,
        commit=commit_of(layout),
    )


def libraries() -> dict[str, str]:
    """From the names of the installed metadata alone: to read it all takes longer than a build
    that finds nothing changed."""
    found: dict[str, str] = {}
    for folder in reversed(sys.path):  # the first on the path is the one that is imported
        for path in Path(folder or ".").glob("*.dist-info"):
            name, _, number = path.name.removesuffix(".dist-info").partition("-")
            found[name.lower().replace("_", "-")] = number
    return dict(sorted(found.items()))


def other_libraries(made: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Those that are of another version here: `pandas 2.2.3, here 2.3.0`."""
    return [
        f"{name} {number}, here {here.get(name, 'none')}"
        for name, number in made.items()
        if here.get(name) != number
    ]


def commit_of(layout: Layout) -> Commit | None:
    """The commit that the repository stands at; None where git cannot say."""
    found = _git(layout, "rev-parse", "--verify", "HEAD")
    if found is None:
        return None
    changed = _git(layout, "status", "--porcelain", "--untracked-files=normal", "--", ".")
    return Commit(found.strip(), is_dirty=changed is None or bool(changed.strip()))


def _git(layout: Layout, *arguments: str) -> str | None:
    # Without its optional lock: a build must not stand in the way of an analyst's own git.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-C", str(layout.root), *arguments],
            capture_output=True, check=False, text=True, encoding="utf-8", errors="replace",
            env=environment,
        )  # fmt: skip
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
