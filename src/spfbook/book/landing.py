"""Landing: a finished folder takes the place of the one that is published, in one step.

On Linux and macOS the system exchanges the two names at once. Elsewhere it takes two renames; a
process that dies between them leaves both folders in its work folder, and `finish_landing` puts
the new one in place. Why so: docs/adr/0007-safe-builds.md.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from spfbook.errors import BuildError

READY, BEFORE = "ready", "before"
"""In a work folder: what is to land, and what it takes the place of."""
AT_FDCWD, RENAME_EXCHANGE, RENAME_SWAP = -100, 2, 2
NOT_HERE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What a system or a disk answers that cannot exchange two names."""


def land(work: Path, folder: Path) -> None:
    """Put `work`'s finished folder `READY` in the place of `folder`.

    Whoever looks, or whatever is killed, meanwhile: `folder` is what it was or all that is new.
    Raises `BuildError`, and leaves `folder` as it was, when the system refuses.
    """
    ready = work / READY
    if hasattr(os, "sync"):  # a power cut must not leave the new names with empty files
        os.sync()
    try:
        if not folder.exists():
            ready.rename(folder)
        elif not exchange(ready, folder):
            _in_two_steps(ready, folder, work / BEFORE / folder.name)
    except OSError as problem:
        why = problem.strerror
        if isinstance(problem, PermissionError):
            why = f"{why}; close what has a file of it open, or make it writable"
        raise BuildError(f"{folder.name} cannot be put in place: {why}") from problem


def finish_landing(work: Path) -> None:
    """What a process that died between the two renames had not done; else nothing."""
    for old in (work / BEFORE).glob("*"):
        folder = work.parent / old.name
        if not folder.exists():
            ready = work / READY
            (ready if ready.exists() else old).rename(folder)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the disk has no such step.

    Raises `OSError` when it has, and refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        failed = libc.renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(first, second, RENAME_SWAP)
    else:
        return False
    if failed and ctypes.get_errno() in NOT_HERE:
        return False
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
    return True


def _in_two_steps(ready: Path, folder: Path, before: Path) -> None:
    before.parent.mkdir(exist_ok=True)
    folder.rename(before)
    try:
        ready.rename(folder)
    except BaseException:
        before.rename(folder)
        raise
