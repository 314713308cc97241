"""What the process that kernels are forked from reads before the first of them is asked for."""

from __future__ import annotations

from spfbook.errors import SpfbookError
from spfbook.paths import MARKER, Layout, find_root
from spfbook.sources.framework_files import read_framework


def prepare() -> None:
    """Read the framework at hand, half a second for each page otherwise.

    Kernels have their own copy of it, and read it again when a file has changed since. What is
    wrong with the files is for the notebook to say.
    """
    layout = Layout(find_root())
    if (layout.root / MARKER).is_file():
        try:
            read_framework(layout)
        except (SpfbookError, OSError):
            return
