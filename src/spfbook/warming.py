"""What the process that kernels are forked from reads before the first of them is asked for."""

from __future__ import annotations

from contextlib import suppress

from spfbook.errors import SpfbookError
from spfbook.paths import MARKER, Layout, find_root
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import is_small, read_record
from spfbook.sources.source_files import illustrative_sources, source_names


def prepare(*, figures: bool = True) -> None:
    """Read the framework at hand and the figures that are not made up, most of a second for each
    page otherwise; one page alone, without `figures`, is sooner done with its own rows.

    Kernels have their own copy of them, and read again what has changed since. What is wrong with
    the files is for the notebook to say.
    """
    layout = Layout(find_root())
    if (layout.root / MARKER).is_file():
        with suppress(SpfbookError, OSError):
            framework = read_framework(layout)
            if not figures:
                return
            made_up = illustrative_sources(layout, framework)
            for name in source_names(layout):
                if name not in made_up and is_small(layout, name):
                    read_record(layout, framework, [name])
