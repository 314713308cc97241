"""The program: `spfbook`, or `python -m spfbook`."""

from __future__ import annotations

import os
import sys


def run() -> None:
    _have_streams()
    try:
        from spfbook.cli import main
        from spfbook.leaving import leave
    except KeyboardInterrupt:  # in the tenth of a second before `main` sees to it
        print("stopped", file=sys.stderr)
        sys.exit(130)
    try:
        main()
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    leave(0)


def _have_streams() -> None:
    """Started without standard output or errors (`2>&-`), files that are opened would take their
    numbers, and what is said would be written into them."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


if __name__ == "__main__":
    run()
