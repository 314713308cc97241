"""How a build is followed: a bar with names and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from spfbook.book.notebooks import Outcome
from spfbook.book.request import Progress

EVERY = 10
"""Of steps without a name, as many get one line."""


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A reporter for a build, on standard error."""
    if sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield _lines


def _lines(stage: str, done: int, total: int, outcome: Outcome | None) -> None:
    if outcome is None:
        if done % EVERY == 0 or done == total:
            print(f"{stage}: {done} of {total}", file=sys.stderr, flush=True)
        return
    state = f"{'failed' if outcome.error else 'done'}, {outcome.seconds:.1f} s"
    if outcome.is_kept:
        state = "unchanged"
    line = f"{stage}: {done} of {total}  {outcome.page.name}  {state}"
    print(line, file=sys.stderr, flush=True)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description:10}"), BarColumn(), MofNCompleteColumn(),
        TimeRemainingColumn(), TextColumn("{task.fields[name]}", markup=False),
    )  # fmt: skip
    with Bar(*columns, console=Console(stderr=True)) as bar:
        tasks = {}

        def report(stage: str, done: int, total: int, outcome: Outcome | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total, name="")
            name = outcome.page.title if outcome else ""
            bar.update(tasks[stage], completed=done, name=name)

        yield report
