"""What a worker of a Dask cluster does for a build: unpack its inputs once, and run its pages.

Everything lies below the worker's own folder, which Dask removes with the worker.
"""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from spfbook.book.bundle import Bundle, unpack
from spfbook.book.executors import default_kernel
from spfbook.book.notebooks import Executed, run_page
from spfbook.book.page_keys import seen_inputs
from spfbook.book.plan import Page
from spfbook.book.toolchain import Toolchain, toolchain
from spfbook.errors import BuildError
from spfbook.kernels.manager import stop
from spfbook.paths import Layout

if TYPE_CHECKING:
    from distributed import Worker

LOADED = toolchain()
"""What this process was started with: the files may have changed since, its own code has not."""
FOLDER = "spfbook"
KEPT = 3
"""So many editions' inputs stay unpacked; what was not used for longest goes first."""


@dataclass(frozen=True)
class Job:
    """What a build wants of every worker."""

    run: str
    """The name of the build; no other has it."""
    inputs: str
    """The SHA-256 of its bundle."""
    made_with: Toolchain
    kernel: str
    """Empty: the faster one where this machine allows it."""

    def log(self, worker: Worker) -> Path:
        return folder_of(worker) / f"{self.run}.log"


def folder_of(worker: Worker) -> Path:
    return Path(worker.local_directory) / FOLDER


def tools() -> tuple[Toolchain, Toolchain]:
    """What this worker has loaded, and what is installed there now."""
    return LOADED, toolchain()


def run_on_worker(page: Page, bundle: Bundle, job: Job) -> Executed:
    """Run a page's notebook; the task of a worker.

    Raises `BuildError` when the worker has other code or versions than the build, when its disk
    refuses, or when what was unpacked is no longer as it arrived.
    """
    from distributed import get_worker

    worker = get_worker()
    try:
        with UNPACKED.use(bundle, job, folder_of(worker)) as layout:
            log = job.log(worker)
            return run_page(page, layout, kernel=job.kernel or default_kernel(), log=log)
    except OSError as problem:
        raise BuildError(f"worker {worker.address}: {problem}") from problem
    except BuildError as problem:
        raise BuildError(f"worker {worker.address}: {problem}") from problem


def stop_run(job: Job, dask_worker: Worker) -> None:
    """End the kernels of a build that was stopped, those of others not."""
    stop(job.log(dask_worker))


@dataclass(frozen=True)
class Place:
    """Inputs as they were unpacked."""

    layout: Layout
    seen: str
    """What `seen_inputs` gave then."""


class Unpacked:
    """The inputs that this process has unpacked, of one build or several at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, Place] = {}
        """The last used is the last."""
        self._users: Counter[str] = Counter()

    @contextmanager
    def use(self, bundle: Bundle, job: Job, folder: Path) -> Iterator[Layout]:
        """The folder of the inputs, unpacked by the first who wants it."""
        key = f"{job.inputs[:16]}-{job.made_with.sha256[:16]}"
        with self._lock:
            place = self._places.pop(key, None) or _place(bundle, job, folder / key)
            self._places[key] = place
            self._users[key] += 1
        try:
            yield place.layout
            if seen_inputs(place.layout) != place.seen:
                with self._lock:
                    self._places.pop(key, None)
                raise BuildError("an input or spfbook was changed there meanwhile; build it again")
        finally:
            with self._lock:
                self._users[key] -= 1
                self._clear()

    def _clear(self) -> None:
        unused = [key for key in self._places if not self._users[key]]
        for key in unused[: max(0, len(self._places) - KEPT)]:
            shutil.rmtree(self._places.pop(key).layout.root, ignore_errors=True)


def _place(bundle: Bundle, job: Job, folder: Path) -> Place:
    for found in tools():
        if other := found.differences(job.made_with):
            raise BuildError(f"has other versions than the build: {'; '.join(other)}")
    shutil.rmtree(folder, ignore_errors=True)  # of a build during which it was changed
    layout = unpack(bundle, folder)
    return Place(layout, seen_inputs(layout))


UNPACKED = Unpacked()
"""Those of this process."""
