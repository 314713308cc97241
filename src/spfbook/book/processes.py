"""Processes that a build starts, and how none of them outlives it, however it ends."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import psutil

STOPPED = 1
STDIN = 0


def kill_tree(pid: int) -> None:
    """End a process and all that it started, and theirs; returns when they are gone.

    Each is halted before its children are counted, so that it cannot start another meanwhile.
    """
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        killed = _kill(process)
        deadline = time.monotonic() + 10
        while any(map(_is_alive, killed)) and time.monotonic() < deadline:
            time.sleep(0.01)


def kill_children() -> None:
    """End all that this process started."""
    for child in _children(psutil.Process()):
        kill_tree(child.pid)


def _kill(process: psutil.Process) -> list[psutil.Process]:
    killed: list[psutil.Process] = []
    with suppress(psutil.NoSuchProcess):
        process.suspend()
        for child in _children(process):
            killed += _kill(child)
        process.kill()
        killed.append(process)
    return killed


def _is_alive(process: psutil.Process) -> bool:
    """Not when it only waits for its parent to ask how it ended; that is the parent's to do."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []


def end_with_input() -> None:
    """From now on this process, whose standard input its parent holds open and never writes to,
    ends with its parent, and all that it started with it: one that is killed tells nobody."""
    # Not through sys.stdin: its lock would be held by the thread when the interpreter ends.
    _when_over(lambda: os.read(STDIN, 1))


def _when_over(waiting: Callable[[], object]) -> None:
    def watch() -> None:
        waiting()
        kill_children()
        os._exit(STOPPED)

    threading.Thread(target=watch, name="ends with its parent", daemon=True).start()
