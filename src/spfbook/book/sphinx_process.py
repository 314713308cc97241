"""Run as a process of its own: Jupyter Book's Sphinx over assembled pages, for several builders.

`python -m spfbook.book.sphinx_process PAGES WORK singlehtml html` reads the pages once, writes
each builder's output below `WORK/_build/<builder>`, and prints `done <builder>` after each. The
exit code is 1 when a warning or an error was met; the messages go to standard error. It loads its
libraries, which takes longer than to compile a page, and begins when there is a file `WORK/go`. It
ends when its standard input does: with the build that started it.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from pathlib import Path

from spfbook.book.processes import end_with_input

GO = "go"
LOADED = (
    "jupyter_book.sphinx", "myst_nb.sphinx_ext", "sphinx.builders.html",
    "sphinx.builders.singlehtml", "sphinx_book_theme", "sphinx_external_toc", "sphinx_comments",
    "spfbook.book.sphinx_html",
)  # fmt: skip
"""What `_config.yml` and Jupyter Book load at any rate."""
LOOKS_EVERY = 0.005
"""In seconds."""


def main(pages: str, work: str, *builders: str) -> int:
    from jupyter_book.sphinx import build_sphinx

    for builder in builders:
        # A folder called _build: the name is in Sphinx's exclude_patterns for every builder,
        # so the second one finds the pages already read.
        result = build_sphinx(
            Path(pages),
            Path(work) / "_build" / builder,
            path_config=Path(pages) / "_config.yml",
            doctreedir=Path(work) / "_build" / "doctrees",
            builder=builder,
            noconfig=True,
            quiet=True,
            warningiserror=True,
            keep_going=True,
            confoverrides={"latex_individualpages": False, "external_toc_path": "_toc.yml"},
        )
        if result != 0:
            return 1
        print(f"done {builder}", flush=True)
    return 0


def wait_for(work: Path) -> None:
    for name in LOADED:
        import_module(name)
    while not (work / GO).exists():
        time.sleep(LOOKS_EVERY)


if __name__ == "__main__":
    end_with_input()
    wait_for(Path(sys.argv[2]))
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is written: to take the interpreter down takes most of a second
