"""Pages → HTML: Jupyter Book as a subprocess, its log kept, its warnings errors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from spfbook.errors import BuildError

BUILDERS = ("html", "singlehtml")
_WARNING = re.compile(r"(WARNING|ERROR|CRITICAL):?")


@dataclass(frozen=True)
class Rendering:
    """A Jupyter Book process under way."""

    builder: str
    output: Path
    log: Path
    process: subprocess.Popen[bytes]


def start_rendering(source: Path, work: Path, builder: str) -> Rendering:
    """Begin to compile the pages below `source`; the result is below `work/<builder>`."""
    assert builder in BUILDERS, f"no builder {builder}"
    output = work / builder
    log = work / f"{builder}.log"
    command = [
        sys.executable, "-c", "from jupyter_book.cli.main import main; main()",
        "build", str(source), "--path-output", str(output),
        "--builder", "html" if builder == "html" else "custom", "--keep-going", "-W",
    ]  # fmt: skip
    if builder != "html":
        command += ["--custom-builder", builder]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, env=environment, cwd=work
        )
    return Rendering(builder, output / "_build" / builder, log, process)


def finish_rendering(rendering: Rendering) -> Path:
    """Wait for it; the folder that holds its `index.html`.

    Raises `BuildError` with the warnings and errors of the log, each once.
    """
    code = rendering.process.wait()
    text = rendering.log.read_text(encoding="utf-8", errors="replace")
    if code != 0 or not (rendering.output / "index.html").is_file():
        lines = [line.strip() for line in text.splitlines() if _WARNING.search(line)]
        shown = list(dict.fromkeys(lines))[:10] or text.strip().splitlines()[-3:]
        raise BuildError("\n".join([f"Jupyter Book ({rendering.builder}) failed:", *shown]))
    return rendering.output
