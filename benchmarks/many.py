"""What notebooks cost when there are many of them: 8, 32 and 128.

    python benchmarks/many.py

The pages of the newest edition's themes, again and again until there are as many as asked for,
each in a kernel of its own as `spfbook build` runs them. Shown for each number: seconds by the
clock, and seconds on a processor, of this process and all that it started, in all and for a
notebook. That must not grow with their number; the loading of the libraries, once for each number,
is in it.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from spfbook.book.executors import Workers, local, warm_up
from spfbook.book.notebooks import run_page
from spfbook.book.plan import Page, make_plan
from spfbook.framework.history import as_it_stood
from spfbook.paths import ROOT_VARIABLE, Layout, find_root
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import newest_edition

NUMBERS = (8, 32, 128)


def main() -> None:
    layout = Layout(find_root())
    os.environ[ROOT_VARIABLE] = str(layout.root)
    pages = pages_of_themes(layout)
    for number in NUMBERS:
        before, began = on_processors(), time.perf_counter()
        run(list(islice(cycle(pages), number)), layout)
        seconds, used = time.perf_counter() - began, on_processors() - before
        print(
            f"{number:4} notebooks {seconds:8.1f} s {used:8.1f} s on a processor, "
            f"{used / number:.2f} s for each",
            flush=True,
        )


def pages_of_themes(layout: Layout) -> list[Page]:
    framework = read_framework(layout)
    edition = newest_edition(layout, framework)
    observed = read_observations(layout, framework, edition.all_sources(), edition.as_at)
    plan = make_plan(edition, as_it_stood(framework, edition.period, edition.as_at), observed)
    return [page for page in plan.pages if page.anchor.startswith("theme-")]


def run(pages: list[Page], layout: Layout) -> None:
    workers = Workers()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "kernels.log"
        warm_up(workers, layout)
        with local(workers, len(pages), log) as pool:
            waiting = [
                pool.submit(run_page, page, layout, kernel=workers.kernel_name, log=log)
                for page in pages
            ]
            for each in waiting:
                problem = each.result().outcome.error
                assert problem is None, problem


def on_processors() -> float:
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


if __name__ == "__main__":
    main()
