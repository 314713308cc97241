"""Run as a process of its own: Jupyter Book's Sphinx over assembled pages, for several builders.

`python -m spfbook.book.sphinx_process PAGES WORK singlehtml html` reads the pages once, writes
each builder's output below `WORK/_build/<builder>`, and prints `done <builder>` after each. The
exit code is 1 when a warning or an error was met; the messages go to standard error. It ends when
its standard input does: with the build that started it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from spfbook.book.processes import end_with_input


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


if __name__ == "__main__":
    end_with_input()
    sys.exit(main(*sys.argv[1:]))
