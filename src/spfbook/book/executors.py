"""Where notebooks run: on this machine, each in a kernel of its own, as many as there are cores."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from spfbook.kernels.manager import begin, end_all
from spfbook.kernels.spec import FRESH, WARM, environment
from spfbook.kernels.warm import KERNELS, why_not
from spfbook.paths import ROOT_VARIABLE, Layout

KERNEL_NAMES = {"warm": WARM, "fresh": FRESH}


def default_kernel() -> str:
    """The faster one where it is known to be safe."""
    return WARM if why_not() is None else FRESH


@dataclass(frozen=True)
class Workers:
    """How notebooks are run."""

    number: int | None = None
    """At once; as many as there are cores if None."""
    kernel: str = ""
    """The name of the kernel; `default_kernel()` if empty."""

    @property
    def kernel_name(self) -> str:
        return self.kernel or default_kernel()


AS_MANY_AS_CORES = Workers()


def warm_up(workers: Workers, layout: Layout) -> None:
    """Begin to import what kernels need, while this process reads what the notebooks are about."""
    if workers.kernel_name == WARM:
        atexit.register(KERNELS.end)  # a build that is refused never comes to `local`
        KERNELS.start({**os.environ, ROOT_VARIABLE: str(layout.root), **environment()})


@contextmanager
def local(workers: Workers, tasks: int) -> Iterator[Executor]:
    """Threads that each follow one kernel, which does the work; all ended afterwards.

    Threads and not processes: papermill is imported once, and a thread only follows what its
    kernel, a process of its own, does.
    """
    begin()
    number = workers.number or os.cpu_count() or 1
    with ThreadPoolExecutor(max(1, min(number, tasks)), thread_name_prefix="notebook") as pool:
        try:
            yield pool
        finally:  # after Ctrl-C too: what waits must not run first, what runs must end
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()
