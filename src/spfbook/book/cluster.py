"""Notebooks on the workers of a Dask cluster. Imported only when one is asked for.

The scheduler gets the inputs in one piece (`book/bundle.py`) and hands them to each worker; a page
comes back as bytes. So no folder is shared, and a page whose worker is lost is run by another.
"""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress

from distributed import Client, KilledWorker
from distributed.cfexecutor import ClientExecutor
from distributed.core import rpc
from distributed.security import Security

from spfbook.book.bundle import Bundle, pack
from spfbook.book.cluster_worker import Job, run_on_worker, stop_run, tools
from spfbook.book.notebooks import Executed
from spfbook.book.plan import Page
from spfbook.book.toolchain import Toolchain, toolchain
from spfbook.errors import BuildError, ClusterError, Problem
from spfbook.paths import Layout

CONNECTING_SECONDS = 10.0
PATIENCE = 20.0
"""In seconds: so long a cluster may be without a worker."""
LOOKS_EVERY = 0.5
STOPPING_SECONDS = 5.0
LOST_SCHEDULER = "the scheduler was lost while notebooks ran; start it again, and build again"
LOST_WORKERS = "all workers were lost while notebooks ran; start some again, and build again"
NOT_IMPORTED = re.compile(r"\b(ModuleNotFound|Import|Attribute)Error\b")
"""Dask tells of an error on a worker by its name, in the words of another."""
Submit = Callable[[Page], Future[Executed]]


@contextmanager
def on_cluster(address: str, edition: str, layout: Layout, kernel: str) -> Iterator[Submit]:
    """What hands a page of `edition` over to the cluster whose scheduler has this address.

    `kernel`: as in `Workers`. Raises `ClusterError` when there is no such cluster or a worker
    differs from this machine, `BuildError` when the cluster is lost in mid-run. Whatever ends the
    block, what waits is cancelled and what runs is ended.
    """
    with _connected(address) as client:
        here = toolchain()
        _check_workers(client, address, here)
        bundle = pack(edition, layout)
        job = Job(uuid.uuid4().hex, bundle.sha256, here, kernel)
        pages = ClientExecutor(client, pure=False)
        watch = Watch(client, pages)
        try:
            sent = _sent(client, bundle)
            with watch:
                yield lambda page: pages.submit(
                    run_on_worker, page, sent, job, key=f"{page.name}-{job.run}"
                )
        except BaseException as problem:
            _stop(client, pages, job)
            if words := _in_words(problem, watch):
                raise BuildError(f"{address}: {words}") from problem
            raise


def _in_words(problem: BaseException, watch: Watch) -> str:
    """What became of the cluster; nothing when it is not about that."""
    if isinstance(problem, CancelledError):
        return watch.lost or LOST_SCHEDULER
    if isinstance(problem, KilledWorker):
        page, times = str(problem.task).rpartition("-")[0], problem.allowed_failures + 1
        return f"{page}: {times} workers were lost while they ran it; is there enough memory?"
    return ""


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    _say_nothing()
    try:
        asyncio.run(_call(address))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: they are compared here
            client = Client(address, timeout=CONNECTING_SECONDS, set_as_default=False)
    except TypeError as problem:  # Dask's word for tls:// without certificates
        raise ClusterError(
            f"{address}: {problem}; say where the certificates are (distributed.comm.tls)"
        ) from problem
    except (OSError, ValueError, RuntimeError) as problem:
        raise ClusterError(
            f"no Dask scheduler answers at {address}; start one with `dask scheduler`, or give "
            "the address that it says"
        ) from problem
    try:
        yield client
    finally:
        with suppress(Exception):  # it may be gone, and all is said
            client.close(timeout=STOPPING_SECONDS)


def _say_nothing() -> None:
    """Dask's log is for those who run a cluster; what matters here is said as an error."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":  # some have a level of their own
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _call(address: str) -> None:
    """Raises `OSError` when no scheduler is there, soon: a client would go on asking what is
    something else for minutes."""
    security = Security().get_connection_args("client")
    async with asyncio.timeout(CONNECTING_SECONDS), rpc(address, connection_args=security) as peer:
        if (await peer.identity())["type"] != "Scheduler":
            raise OSError("that is something else")


def _check_workers(client: Client, address: str, here: Toolchain) -> None:
    """All of them, as any may run any page."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        found = client.run(tools, on_error="return")
    except TimeoutError as problem:
        raise ClusterError(
            f"no worker has joined the scheduler at {address}; start some with "
            f"`dask worker {address}`"
        ) from problem
    except (OSError, CancelledError) as problem:
        raise ClusterError(f"{address}: the scheduler does not answer any more") from problem
    problems = [(worker, _difference(said, here)) for worker, said in found.items()]
    if any(words for _, words in problems):
        raise ClusterError(Problem(f"worker {worker}", 0, words)
                           for worker, words in problems if words)  # fmt: skip


def _difference(said: tuple[Toolchain, Toolchain] | Exception, here: Toolchain) -> str:
    """Why its pages may be other bytes than they would be here; nothing where they may not."""
    if isinstance(said, Exception):
        if NOT_IMPORTED.search(repr(said)):
            return f"has no spfbook, or another one ({said}); install the same as here"
        return f"cannot say what it runs with ({type(said).__name__}: {said})"
    loaded, installed = said
    if other := installed.differences(here):
        return f"has other versions than this machine: {'; '.join(other)}"
    if loaded.differences(here):
        return "was started before spfbook was changed there; start it again"
    return ""


def _sent(client: Client, bundle: Bundle) -> Future[Bundle]:
    """The bundle as the result of a task: should the worker that holds it be lost, the scheduler
    makes it again, and when this process ends, all forget it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Sending large graph")
        return client.submit(_as_it_is, bundle, key=f"spfbook-inputs-{bundle.sha256}")


def _as_it_is(bundle: Bundle) -> Bundle:
    return bundle


def _stop(client: Client, pages: ClientExecutor, job: Job) -> None:
    """Without waiting for a cluster that does not answer."""

    def ask() -> None:
        with suppress(Exception):
            pages.shutdown(wait=False)
            client.run(stop_run, job, on_error="ignore")

    asking = threading.Thread(target=ask, name="stops the cluster's pages", daemon=True)
    asking.start()
    asking.join(STOPPING_SECONDS)


class Watch:
    """Gives up when the cluster has had no worker for too long: it would wait for one for ever."""

    def __init__(self, client: Client, pages: ClientExecutor) -> None:
        self.lost = ""
        """Why it gave up."""
        self._client, self._pages = client, pages
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="watches the cluster", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _look(self) -> None:
        without = 0.0
        while not self._over.wait(LOOKS_EVERY) and without < PATIENCE:
            with suppress(Exception):  # a scheduler that is lost ends the pages by itself
                without = 0.0 if self._client.nthreads() else without + LOOKS_EVERY
        if without >= PATIENCE:
            self.lost = LOST_WORKERS
            self._pages.shutdown(wait=False)
