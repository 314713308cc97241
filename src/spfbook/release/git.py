"""What git knows of a release's inputs: which are not committed, and what they were."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from spfbook.errors import ReleaseError


def uncommitted(root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Of the files (below `root`), those that are not as the commit has them, or not in it; none
    outside git. Raises `ReleaseError` where there is a repository and git does not say."""
    found = _git(root, "status", "--porcelain", "-z", "--untracked-files=all", "--ignored", "--",
                 ".")  # fmt: skip
    if found is None:
        _check_outside(root)
        return ()
    top = _git(root, "rev-parse", "--show-prefix")
    prefix = (top or b"").decode("utf-8", "surrogateescape").strip()
    changed = {entry[3:].removeprefix(prefix) for entry in _entries(found)}
    folders = tuple(name for name in changed if name.endswith("/"))
    return tuple(
        path for path in paths if path in changed or (folders and path.startswith(folders))
    )


def committed(root: Path, commit: str, path: str) -> bytes | None:
    """What the commit has in the file; None where git cannot say."""
    return _git(root, "show", f"{commit}:./{path}")


def has_commit(root: Path, commit: str) -> bool:
    return _git(root, "cat-file", "-e", f"{commit}^{{commit}}") is not None


def user_name(root: Path) -> str | None:
    found = _git(root, "config", "user.name")
    return found.decode("utf-8", "replace").strip() or None if found else None


def _check_outside(root: Path) -> None:
    """A repository that git may not read (of another user), or no git on the path, is not the same
    as no repository."""
    if any((folder / ".git").exists() for folder in (root, *root.parents)):
        said = _run(root, "status")
        words = said.stderr.decode("utf-8", "replace").strip() if said else "git is not found"
        reason = (words.splitlines() or ["it says nothing"])[0]
        raise ReleaseError(f"git cannot say whether all is committed: {reason}")


def _entries(found: bytes) -> list[str]:
    """Of `git status -z`: a renamed file is followed by the name it had, which has no mark."""
    entries, pieces = [], iter(found.decode("utf-8", "surrogateescape").split("\0"))
    for piece in pieces:
        if piece:
            entries.append(piece)
            if "R" in piece[:2] or "C" in piece[:2]:
                next(pieces, None)
    return entries


def _git(root: Path, *arguments: str) -> bytes | None:
    done = _run(root, *arguments)
    return done.stdout if done is not None and done.returncode == 0 else None


def _run(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    """None where there is no git."""
    # Without its optional lock: nothing here may stand in the way of somebody's own git.
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=False, env=environment
        )
    except OSError:
        return None
