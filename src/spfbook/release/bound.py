"""Programs that make a release again, and end with the one that has them run, however it ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile, gettempdir
from typing import IO

import psutil

from spfbook.book.processes import kill_tree

PREFIX = "spfbook-verify-"
WATCHED = """import os, runpy, sys, threading, time

def watch():
    while os.getppid() == {parent}:
        time.sleep(0.5)
    os._exit(1)

threading.Thread(target=watch, daemon=True).start()
runpy.run_module({module!r}, run_name="__main__", alter_sys=True)
"""
"""A program of the release's own may not know of this one: so it is watched from outside. On
Windows, where nobody is told of a parent's end, it goes on to its own."""


def bound(module: str, *arguments: str) -> list[str]:
    """The command that runs a module as `python -m` does, but not longer than this process."""
    return [sys.executable, "-c", WATCHED.format(parent=os.getpid(), module=module), *arguments]


def run_together(
    commands: Sequence[Sequence[str]], *, env: Mapping[str, str], cwd: Path
) -> list[tuple[int, str]]:
    """Each one's exit code and all that it said, when all have ended; stopped, it ends them."""
    with ExitStack() as ends:
        running, said = [], []
        for command in commands:
            output = ends.enter_context(TemporaryFile())
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=env, cwd=cwd,
            )  # fmt: skip
            ends.callback(_end, process)
            running.append(process)
            said.append(output)
        return [(each.wait(), _text(output)) for each, output in zip(running, said, strict=True)]


@contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder to make a release again in; those that killed ones left are cleared."""
    for left in Path(gettempdir()).glob(f"{PREFIX}*"):
        pid = left.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdecimal() and not psutil.pid_exists(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as place:
        yield Path(place)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        kill_tree(process.pid)
        process.wait()


def _text(output: IO[bytes]) -> str:
    output.seek(0)
    return output.read().decode("utf-8", "replace")
