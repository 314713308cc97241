"""The notebooks of a plan, run or taken from what is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from spfbook.book.executors import local
from spfbook.book.notebooks import Executed, Outcome, run_page
from spfbook.book.page_cache import KeptPages
from spfbook.book.page_files import write_files
from spfbook.book.plan import Page, Plan
from spfbook.book.request import Progress, Request
from spfbook.errors import BuildError
from spfbook.paths import Layout


def run_pages(
    request: Request, plan: Plan, layout: Layout, folder: Path, progress: Progress,
    executor: Executor | None, kept: KeptPages,
) -> list[Outcome]:  # fmt: skip
    """Every page's notebook that is not kept, as many at once as there are cores to run them."""
    total = len(plan.pages)
    progress("Notebooks", 0, total, None)
    outcomes: list[Outcome] = []
    waiting: list[Page] = []
    placed = Placed(folder)
    for page in plan.pages:
        files = kept.take(page)
        if files is None:
            waiting.append(page)
            continue
        placed.write(page, files)
        outcomes.append(Outcome(page, 0, is_kept=True))
        progress("Notebooks", len(outcomes), total, outcomes[-1])
    if not waiting:
        return outcomes
    # The longest first, so that none is left to one core at the end: pages over the whole edition,
    # then themes with many indicators.
    waiting.sort(key=lambda page: (bool(page.sections), -len(page.sections)))
    with _place(request, layout, folder, len(waiting), executor) as submit:
        for future in as_completed([submit(page) for page in waiting]):
            executed = future.result()
            kept.keep(executed)
            placed.write(executed.outcome.page, executed.files)
            outcomes.append(executed.outcome)
            progress("Notebooks", len(outcomes), total, outcomes[-1])
    return outcomes


@dataclass(frozen=True)
class Placed:
    """The files of pages, put together in one folder."""

    folder: Path
    known: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    """By path: the page that gave it first, and the hash of what it holds."""

    def write(self, page: Page, files: Mapping[str, bytes]) -> None:
        """Raises `BuildError` when another page gave another file of the same name: a picture may
        be on several pages, and must then be the same on all."""
        for name, content in files.items():
            found = hashlib.sha256(content).digest()
            other, held = self.known.setdefault(name, (page.name, found))
            if held != found:
                one, two = sorted((other, page.name))
                raise BuildError(
                    f"{name}: pages {one} and {two} show it differently; give both the same "
                    "sources, comparators and years in params/"
                )
        write_files(files, self.folder)


@contextmanager
def _place(
    request: Request, layout: Layout, folder: Path, tasks: int, executor: Executor | None
) -> Iterator[Callable[[Page], Future[Executed]]]:
    """What hands a page over to be run; nothing of it is left at work afterwards."""
    workers, log = request.workers, folder.parent / "kernels.log"
    if executor is None and workers.scheduler is not None:
        # Only here: it needs a library that most builds do without.
        from spfbook.book.cluster import on_cluster

        with on_cluster(workers.scheduler, request.edition.id, layout, workers.kernel) as submit:
            yield submit
        return
    how = {"kernel": workers.kernel_name, "log": log}
    with nullcontext(executor) if executor else local(workers, tasks, log) as pool:
        yield lambda page: pool.submit(run_page, page, layout, **how)
