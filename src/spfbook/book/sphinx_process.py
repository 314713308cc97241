"""Run as a process of its own: Jupyter Book's Sphinx over assembled pages.

`python -m spfbook.book.sphinx_process PAGES WORK` writes the HTML to `WORK/_build/html`, the middle
of each page beside it (`articles`), and prints `done <page>` when that is there. The exit code is 1
when a warning or an error was met; the messages go to standard error. It loads its libraries, which
takes longer than to compile a page, and begins when there is a file `WORK/go`. It ends when its
standard input does: with the build that started it.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module
from pathlib import Path

from spfbook.book.articles import FOLDER
from spfbook.book.processes import end_with_input

GO = "go"
HTML = Path("_build") / "html"
"""Below WORK. A folder called _build: the name is in Sphinx's exclude_patterns at any rate."""
ARTICLES = HTML.with_name(FOLDER)
LOADED = (
    "jupyter_book.sphinx", "myst_nb.sphinx_ext", "sphinx.builders.html", "sphinx_book_theme",
    "sphinx_external_toc", "sphinx_comments", "spfbook.book.sphinx_html",
)  # fmt: skip
"""What `_config.yml` and Jupyter Book load at any rate."""
LOOKS_EVERY = 0.005
"""In seconds."""


def main(pages: Path, work: Path) -> int:
    from jupyter_book.sphinx import build_sphinx

    return build_sphinx(
        pages,
        work / HTML,
        path_config=pages / "_config.yml",
        doctreedir=work / "_build" / "doctrees",
        builder="html",
        noconfig=True,
        quiet=True,
        warningiserror=True,
        keep_going=True,
        jobs=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        confoverrides={"latex_individualpages": False, "external_toc_path": "_toc.yml"},
    )


def wait_for(work: Path) -> None:
    for name in LOADED:
        import_module(name)
    while not (work / GO).exists():
        time.sleep(LOOKS_EVERY)


if __name__ == "__main__":
    end_with_input()
    given = Path(sys.argv[1]), Path(sys.argv[2])
    wait_for(given[1])
    code = main(*given)
    sys.stdout.flush()
    sys.stderr.flush()
    # All is written: to take the interpreter down would take most of a second.
    os._exit(1 if code else 0)
