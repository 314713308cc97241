"""The files of a folder, and when they were last touched: a few milliseconds for hundreds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

LEFT_BESIDE = frozenset({"__pycache__", ".ipynb_checkpoints"})
"""Folders that Python and JupyterLab leave beside files."""
Seen = tuple[str, int, int, int]
"""A path, its size in bytes, and when content and entry were last changed, in nanoseconds."""


def seen(folder: Path) -> Iterator[Seen]:
    """Every file and folder at any depth below `folder`, links and what they lead to, in no order;
    nothing when there is no such folder."""
    for entry in below(folder):
        found = entry.stat(follow_symlinks=False)
        yield entry.path, found.st_size, found.st_mtime_ns, found.st_ctime_ns
        if entry.is_symlink():
            with suppress(FileNotFoundError):
                there = entry.stat()
                yield entry.path, there.st_size, there.st_mtime_ns, there.st_ctime_ns


def below(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Every file and folder at any depth below `folder`, in no order. A folder that links lead to
    is looked into once, so that one that holds itself has an end."""
    waiting, linked = [str(folder)], set()
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except (FileNotFoundError, NotADirectoryError):
            continue
        for entry in entries:
            if entry.name in LEFT_BESIDE:
                continue
            yield entry
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            elif entry.is_dir() and (place := os.path.realpath(entry.path)) not in linked:
                linked.add(place)
                waiting.append(entry.path)
