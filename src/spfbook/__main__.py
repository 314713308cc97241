"""The program: `spfbook`, or `python -m spfbook`."""

from __future__ import annotations

from spfbook.cli import main
from spfbook.leaving import leave


def run() -> None:
    try:
        main()
    except SystemExit as end:
        leave(end.code if isinstance(end.code, int) else int(end.code is not None))
    leave(0)


if __name__ == "__main__":
    run()
