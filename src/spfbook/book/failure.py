"""A build that fails: said in a person's words, with its record kept apart from what is good."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from spfbook.book.landing import READY, land
from spfbook.book.run_log import RunLog
from spfbook.book.work_folder import is_full
from spfbook.errors import BuildError
from spfbook.paths import Layout

LOGS = ("kernels.log", "sphinx.log")
"""In a work folder: what the processes of a build wrote to standard error."""


def failed_folder(folder: Path) -> Path:
    """Where what fails is kept, so that `folder` stays the last good output."""
    return folder.with_name(f"failed-{folder.name}")


def as_build_error(problem: Exception, layout: Layout) -> BuildError:
    """What the system refused, and that the disk is full when it is."""
    if isinstance(problem, BuildError):
        words = problem.lines()
    elif isinstance(problem, OSError):
        where = layout.shown(Path(problem.filename)) if problem.filename else "the build"
        words = [f"{where}: {problem.strerror or problem}"]
    else:
        words = ["a process that ran notebooks was ended from outside; is there enough memory?"]
    if is_full(layout.build):
        words.append("the disk that _build is on is full; make room and build again")
    return BuildError("\n".join(words))


def keep_failure(work: Path, folder: Path, log: RunLog, error: BuildError) -> None:
    """Put the run log and the logs of the processes into the failed folder of `folder`.

    Where the system refuses even that, the error itself is all there is to say.
    """
    log.problems += error.lines()
    ready = work / READY
    with suppress(OSError, BuildError):
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir()
        for name in LOGS:
            if (work / name).is_file():
                (work / name).rename(ready / name)
        log.write(ready, "failed")
        land(work, failed_folder(folder))
