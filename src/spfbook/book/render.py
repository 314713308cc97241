"""Pages → HTML: Jupyter Book in a process of its own, its warnings errors, its log kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from spfbook.book.articles import DONE
from spfbook.book.processes import kill_tree
from spfbook.book.sphinx_process import GO
from spfbook.errors import BuildError

_MESSAGE = re.compile(r"(WARNING|ERROR|CRITICAL|[A-Z]\w+Error):?")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
MOST_MESSAGES = 10


LOG = "sphinx.log"


@contextmanager
def compiler(pages: Path, work: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that loads its libraries and then waits for `render`, so that it need not load
    them when `pages` are ready. It is ended with the block, and ends by itself when this process
    is killed."""
    command = [sys.executable, "-m", "spfbook.book.sphinx_process", str(pages), str(work)]
    environment = {
        **os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1", "PYTHONUTF8": "1",
    }  # fmt: skip
    with (
        (work / LOG).open("wb") as errors,
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=environment,
            cwd=work,
        ) as process,
    ):
        try:
            yield process
        finally:
            if process.poll() is None:
                kill_tree(process.pid)


def render(
    pages: Path, work: Path, started: subprocess.Popen[bytes] | None = None
) -> Iterator[str]:
    """Compile `pages` to `work / HTML`; yields the name of each page as soon as its article is
    there (`articles`), in no order.

    `started`: the `compiler` of these pages, where one waits; a new one is, where none does.
    Raises `BuildError` with the warnings and errors met, each once. A process of its own is ended
    when the caller stops asking.
    """
    waiting = nullcontext(started) if started else compiler(pages, work)
    with waiting as process:
        (work / GO).touch()
        assert process.stdout is not None
        for line in process.stdout:
            word, _, page = line.decode("utf-8", "replace").strip().partition(" ")
            if word == DONE:
                yield page
        process.wait()  # before its input is closed, which would end it
    if process.returncode != 0:
        raise BuildError("\n".join(["The pages could not be compiled:", *_messages(work / LOG)]))


def _messages(log: Path) -> list[str]:
    text = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = list(dict.fromkeys(line for line in lines if _MESSAGE.search(line)))
    return found[:MOST_MESSAGES] or lines[-3:]
