"""The folder that a build works in: its own, with all its temporary files, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from spfbook.book.landing import finish_landing
from spfbook.book.lock import lock
from spfbook.errors import BuildError, BusyError

PREFIX = ".work-"
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
RUNTIME = "JUPYTER_RUNTIME_DIR"
LITTLE = 1 << 20
"""A disk with less than this many bytes free is called full."""


@contextmanager
def work_folder(folder: Path) -> Iterator[Path]:
    """A work folder beside `folder`, for what is to land there; locked against a second one.

    The temporary files of this process, and of those it starts, lie in it too. What builds left
    that were killed is cleared away first. Raises `BusyError` when `folder` is being made
    already, `BuildError` when its parent cannot be written.
    """
    with lock(folder):
        sweep(folder.parent)
        work = _made(folder)
        try:
            with _temporary_files_in(work):
                yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Clear away the work folders whose build is no more: nobody holds the lock of its output."""
    for work in sorted(parent.glob(f"{PREFIX}*")):
        with suppress(BusyError), lock(parent / work.name.removeprefix(PREFIX)):
            _clear(work)


def is_full(folder: Path) -> bool:
    """Whether the disk that `folder` is on has no room left."""
    return shutil.disk_usage(folder).free < LITTLE


def _made(folder: Path) -> Path:
    work = folder.with_name(f"{PREFIX}{folder.name}")
    try:
        _clear(work)
        work.mkdir()
    except OSError as problem:
        where = folder.parent.name
        raise BuildError(f"{where} cannot be written: {problem.strerror}") from problem
    return work


def _clear(work: Path) -> None:
    if work.exists():
        finish_landing(work)
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _temporary_files_in(work: Path) -> Iterator[None]:
    """A process that is killed deletes nothing: what it left goes with the work folder."""
    kept = {name: os.environ.get(name) for name in (*TEMPORARY, RUNTIME)}
    kept_folder = tempfile.tempdir
    (work / "tmp").mkdir()
    os.environ.update({name: str(work / "tmp") for name in TEMPORARY})
    os.environ[RUNTIME] = str(work / "runtime")
    tempfile.tempdir = str(work / "tmp")
    try:
        yield
    finally:
        tempfile.tempdir = kept_folder
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
