"""The notebooks of a plan, run or taken from what is kept."""

from __future__ import annotations

from concurrent.futures import Executor, as_completed
from contextlib import nullcontext
from pathlib import Path

from spfbook.book.executors import local
from spfbook.book.notebooks import Outcome, run_page
from spfbook.book.page_cache import KeptPages
from spfbook.book.page_files import write_files
from spfbook.book.plan import Page, Plan
from spfbook.book.request import Progress, Request
from spfbook.paths import Layout


def run_pages(
    request: Request, plan: Plan, layout: Layout, folder: Path, progress: Progress,
    executor: Executor | None, kept: KeptPages,
) -> list[Outcome]:  # fmt: skip
    """Every page's notebook that is not kept, as many at once as there are cores."""
    total, workers = len(plan.pages), request.workers
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
    how = {"kernel": workers.kernel_name, "log": folder.parent / "kernels.log"}
    with nullcontext(executor) if executor else local(workers, len(waiting)) as pool:
        futures = [pool.submit(run_page, page, layout, **how) for page in waiting]
        for future in as_completed(futures):
            executed = future.result()
            kept.keep(executed)
            write_files(executed.files, folder)
            outcomes.append(executed.outcome)
            progress("Notebooks", len(outcomes), total, outcomes[-1])
    return outcomes
