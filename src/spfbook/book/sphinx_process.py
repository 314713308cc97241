"""Run as a process of its own: Jupyter Book's Sphinx over assembled pages.

`python -m spfbook.book.sphinx_process PAGES WORK` writes the HTML to `WORK/_build/html`, the middle
of each page beside it (`articles`), and prints `done <page>` when that is there. The exit code is 1
when a warning or an error was met; the messages go to standard error. It loads its libraries and
makes all ready, which takes longer than to compile a page, and begins to read pages when there is a
file `WORK/go`; `_config.yml` and `_toc.yml` must be in PAGES before. It ends when its standard
input does: with the build that started it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from spfbook.book.articles import FOLDER
from spfbook.book.processes import end_with_input

GO = "go"
WAITS_FOR = "SPFBOOK_GO"
"""A variable that names a file: pages are read when it is there (`sphinx_html`)."""
HTML = Path("_build") / "html"
"""Below WORK. A folder called _build: the name is in Sphinx's exclude_patterns at any rate."""
ARTICLES = HTML.with_name(FOLDER)
AT_ONCE = 10
"""Of 57 pages on two cores: with fewer, to put together what was read takes longer."""


def main(pages: Path, work: Path) -> int:
    from jupyter_book.sphinx import build_sphinx
    from sphinx import builders

    builders.make_chunks = few_at_once
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


def few_at_once(pages: Sequence[str], *_: object) -> list[Sequence[str]]:
    """The pages that are read or written by one process and then the next: fewer than Sphinx gives
    it, which has no setting for this, so that no core is left over while the last are read, and
    the first are written while others wait for their links to be settled."""
    return [pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE)]


if __name__ == "__main__":
    end_with_input()
    given = Path(sys.argv[1]), Path(sys.argv[2])
    os.environ[WAITS_FOR] = str(given[1] / GO)
    code = main(*given)
    sys.stdout.flush()
    sys.stderr.flush()
    # All is written: to take the interpreter down would take most of a second.
    os._exit(1 if code else 0)
