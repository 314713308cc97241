"""Pages → HTML: Jupyter Book in a process of its own, its warnings errors, its log kept."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from spfbook.book.processes import kill_tree
from spfbook.errors import BuildError

_MESSAGE = re.compile(r"(WARNING|ERROR|CRITICAL|[A-Z]\w+Error):?")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
MOST_MESSAGES = 10


def render(pages: Path, work: Path, builders: list[str]) -> Iterator[tuple[str, Path]]:
    """Compile `pages` for each builder; yields its name and its folder as soon as it is ready.

    Raises `BuildError` with the warnings and errors met, each once. The process is ended when
    the caller stops asking, and ends by itself when this one is killed.
    """
    log = work / "sphinx.log"
    command = [
        sys.executable, "-m", "spfbook.book.sphinx_process", str(pages), str(work), *builders,
    ]  # fmt: skip
    environment = {
        **os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1", "PYTHONUTF8": "1",
    }  # fmt: skip
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            env=environment, cwd=work,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            for line in process.stdout:
                words = line.decode("utf-8", "replace").split()
                if words[:1] == ["done"]:
                    yield words[1], work / "_build" / words[1]
            process.wait()  # before its input is closed, which would end it
        finally:
            if process.poll() is None and sys.exc_info()[0] is not None:
                kill_tree(process.pid)
    if process.returncode != 0:
        raise BuildError("\n".join(["The pages could not be compiled:", *_messages(log)]))


def _messages(log: Path) -> list[str]:
    text = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = list(dict.fromkeys(line for line in lines if _MESSAGE.search(line)))
    return found[:MOST_MESSAGES] or lines[-3:]
