"""Where notebooks run: each in a kernel of its own, on this machine one more than there are
cores, or on a Dask cluster (`book/cluster.py`)."""

from __future__ import annotations

import atexit
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from spfbook.errors import ClusterError
from spfbook.kernels.spec import FRESH, WARM, environment
from spfbook.kernels.warm import KERNELS, why_not
from spfbook.paths import ROOT_VARIABLE, Layout

ADDRESS = re.compile(r"(tcp|tls)://([\w.-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})")
MOST = 65535
ONE_WAITS = 1
"""More notebooks than cores: one of them always waits for its kernel to start or to end."""
KERNEL_NAMES = {"warm": WARM, "fresh": FRESH}


def default_kernel() -> str:
    """The faster one where it is known to be safe."""
    return WARM if why_not() is None else FRESH


@dataclass(frozen=True)
class Workers:
    """How notebooks are run."""

    number: int | None = None
    """At once; one more than there are cores if None."""
    kernel: str = ""
    """The name of the kernel; `default_kernel()` of the machine that runs it if empty."""
    scheduler: str | None = None
    """The address of a Dask scheduler, whose workers run the notebooks; None on this machine."""

    @property
    def kernel_name(self) -> str:
        return self.kernel or default_kernel()

    @property
    def options(self) -> dict[str, str | int]:
        """As the run log says it."""
        if self.scheduler is not None:
            kernel = self.kernel or "as each worker's machine allows"
            return {"executor": "dask", "scheduler": self.scheduler, "kernel": kernel}
        number = self.number or "cores + 1"
        return {"executor": "local", "kernel": self.kernel_name, "workers": number}


AS_MANY_AS_USUAL = Workers()


def check_cluster(address: str) -> None:
    """Raises `ClusterError` where `address` is none, or what speaks to a cluster is not there."""
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found[3]) <= MOST:
        raise ClusterError(
            f"{address!r} is no address of a Dask scheduler; write tcp://HOST:PORT, as the "
            "scheduler says when it starts"
        )
    if find_spec("distributed") is None:
        raise ClusterError(
            "distributed, the library that speaks to a Dask cluster, is not installed; add it to "
            "this environment, as requirements.lock has it (it is the extra spfbook[dask])"
        )


def warm_up(workers: Workers, layout: Layout, *, few: bool = False) -> None:
    """Begin to import what kernels need, while this process reads what the notebooks are about;
    `few`: only what every page needs, for one page that may not need more."""
    if workers.kernel_name == WARM and workers.scheduler is None:
        atexit.register(KERNELS.end)  # a build that is refused never comes to `local`
        KERNELS.start({**os.environ, ROOT_VARIABLE: str(layout.root), **environment()}, few=few)


@contextmanager
def local(workers: Workers, tasks: int, log: Path) -> Iterator[Executor]:
    """Threads that each follow one kernel, which does the work; all ended afterwards.

    Threads and not processes: papermill is imported once, and a thread only follows what its
    kernel, a process of its own, does. `log`: the kernels' own file.
    """
    # Only here: `warm_up` is called before the build's own libraries are loaded.
    from spfbook.kernels.manager import begin, stop

    begin(log)
    number = workers.number or (os.cpu_count() or 1) + ONE_WAITS
    with ThreadPoolExecutor(max(1, min(number, tasks)), thread_name_prefix="notebook") as pool:
        try:
            yield pool
        finally:  # after Ctrl-C too: what waits must not run first, what runs must end
            pool.shutdown(wait=False, cancel_futures=True)
            stop(log)
            KERNELS.end()
