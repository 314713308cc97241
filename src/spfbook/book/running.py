"""The notebooks of a plan, run or taken from what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, as_completed
from contextlib import contextmanager, nullcontext
from pathlib import Path

from spfbook.book.executors import local
from spfbook.book.notebooks import Executed, Outcome, run_page
from spfbook.book.page_cache import KeptPages
from spfbook.book.page_files import write_files
from spfbook.book.plan import Page, Plan
from spfbook.book.request import Progress, Request
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
    for page in plan.pages:
        files = kept.take(page)
        if files is None:
            waiting.append(page)
            continue
        write_files(files, folder)
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
            write_files(executed.files, folder)
            outcomes.append(executed.outcome)
            progress("Notebooks", len(outcomes), total, outcomes[-1])
    return outcomes


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
