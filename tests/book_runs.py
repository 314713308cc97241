"""Runs of the whole command on the invented council's repository, and what they leave."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from second_framework import EDITION

from spfbook.paths import Layout

FAILING = "notebooks/thriving-places/jobs-and-money.ipynb"
SAID = "no figures <today>"
PATIENCE = 600
"""Seconds. The slowest command takes a tenth of it on two cores."""


@dataclass(frozen=True)
class Run:
    """A command that has ended."""

    layout: Layout
    code: int
    out: str
    err: str

    @property
    def folder(self) -> Path:
        return self.layout.build / EDITION


def spfbook(layout: Layout, *arguments: str) -> Run:
    """`python -m spfbook --root …` in a process of its own, with nothing of ours around it."""
    process = start(layout, *arguments)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        said = "\n".join(process.communicate())
        raise AssertionError(f"{arguments} had not ended after {PATIENCE} s:\n{said}") from None
    return Run(layout, process.returncode, out, err)


def start(layout: Layout, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """The same, while it runs; `options` are those of `subprocess.Popen`."""
    _listen()
    environment = {k: v for k, v in os.environ.items() if k not in ("SPFBOOK_ROOT", "PYTHONPATH")}
    command = [sys.executable, "-m", "spfbook", "--root", str(layout.root), *arguments]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(
        command, text=True, encoding="utf-8", env=environment, cwd=layout.root.parent, **options
    )


def _listen() -> None:
    """A shell that runs tests in the background has them, and all they start, ignore Ctrl-C."""
    for name in ("SIGINT", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def hashes(folder: Path) -> dict[str, str]:
    """Every file below `folder` with what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(layout: Layout) -> list[str]:
    """What a build that has ended left besides its results and what it keeps for the next."""
    return [path.name for path in layout.build.glob(".*") if path != layout.cache]


def kernels(layout: Layout) -> list[str]:
    """Processes still at work for this book (where the system can say)."""
    mark = str(layout.root).encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, around = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if mark in around or mark in command:
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


@dataclass(frozen=True)
class Failed:
    """A build in which one notebook raised, and the good output before and after it."""

    run: Run
    before: dict[str, str]
    after: dict[str, str]

    @property
    def folder(self) -> Path:
        return self.run.layout.build / f"failed-{EDITION}"
