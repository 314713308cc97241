"""The lock of an output folder: one build at a time makes it; a second is told who does.

The system's own lock of a file (`flock`; on Windows `LockFileEx` through `msvcrt`): it ends with
the process that holds it, however that dies, so it is never stale. Why not a library:
docs/adr/0007-safe-builds.md.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from spfbook.errors import BuildError, BusyError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FAR = 1 << 30
"""The byte that Windows locks: nobody can read what is locked, and who holds it must be read."""
HELD = (BlockingIOError, PermissionError)
"""What the systems raise when another process holds the lock."""


@dataclass(frozen=True)
class Holder:
    """Who makes an output folder."""

    pid: int
    user: str
    host: str
    since: str
    """To the second, with the distance from UTC."""

    def __str__(self) -> str:
        since = self.since.replace("T", " ")
        return f"process {self.pid} of {self.user} on {self.host} since {since}"


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Keep every other build from making `folder` meanwhile.

    Raises `BusyError`, saying who, when another does; `BuildError` when the folder above it
    cannot be written.
    """
    path = folder.with_name(f".lock-{folder.name}")
    descriptor = _take(path)
    try:
        me = Holder(os.getpid(), _user(), socket.gethostname(), _now())
        # On a full disk, or with a lock file that another user left, nobody is told who it is.
        with suppress(OSError):
            os.truncate(descriptor, 0)
            os.write(descriptor, json.dumps(asdict(me)).encode("utf-8"))
        yield
    finally:
        _give_back(path, descriptor)


def _take(path: Path) -> int:
    while True:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = _opened(path)
        except OSError as problem:
            words = f"{path.parent.name} cannot be written: {problem.strerror}"
            raise BuildError(words) from problem
        try:
            _lock(descriptor)
            if _is_still(path, descriptor):
                return descriptor
        except HELD as problem:
            held_by = _holder(descriptor)
            os.close(descriptor)
            raise BusyError(_refusal(path, held_by)) from problem
        except OSError as problem:
            os.close(descriptor)
            words = f"{path.parent.name} is on a disk without locks: {problem.strerror}"
            raise BuildError(words) from problem
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if not path.exists():
            raise
        return os.open(path, os.O_RDONLY)  # another user's: what can be read can be locked


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _give_back(path: Path, descriptor: int) -> None:
    """Deleted while it is held, so that whoever has it open sees that it is gone; Windows
    deletes no open file, so there it is left when another has it open already."""
    if sys.platform == "win32":
        os.close(descriptor)
    with suppress(OSError):
        path.unlink()
    if sys.platform != "win32":
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Not when the build before deleted it between our opening and our locking it."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _refusal(path: Path, held_by: Holder | None) -> str:
    name = path.name.removeprefix(".lock-")
    who = str(held_by) if held_by else "another process"
    return f"{name} is being built already, by {who}; wait until it is done, or stop it"


def _holder(descriptor: int) -> Holder | None:
    """None in the instant between locking and writing."""
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        return Holder(**json.loads(os.read(descriptor, 4096)))
    except (ValueError, TypeError, OSError):
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
