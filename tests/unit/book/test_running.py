"""Pages are run by any `concurrent.futures.Executor` that is handed over."""

from __future__ import annotations

import pickle
from concurrent.futures import Executor, Future
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from second_framework import save

from spfbook.book.executors import Workers
from spfbook.book.notebooks import Executed
from spfbook.book.plan import Page
from spfbook.book.running import Placed, run_pages
from spfbook.errors import BuildError
from spfbook.paths import Layout


class Elsewhere(Executor):
    """What it is given and gives back is bytes, as between two processes or machines."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        call, given, named = pickle.loads(pickle.dumps((fn, args, kwargs)))
        future: Future[Any] = Future()
        future.set_result(pickle.loads(pickle.dumps(call(*given, **named))))
        return future


class NothingKept:
    def __init__(self) -> None:
        self.kept: list[Executed] = []

    def take(self, page: Page) -> None:
        return None

    def keep(self, executed: Executed) -> None:
        self.kept.append(executed)


def test_a_page_is_run_by_the_executor_that_is_given(northmere: Layout, tmp_path: Path) -> None:
    cells = ["# Sum", ("parameters", 'edition = ""'), ("", "print(edition, 6 * 7)")]
    save(northmere.book / "sum.ipynb", cells)
    page = Page("sum", "Sum", "book/sum.ipynb", {"edition": "2021-22-q4"})
    request, kept = SimpleNamespace(workers=Workers(kernel="python3")), NothingKept()
    told: list[tuple] = []
    outcomes = run_pages(
        request, SimpleNamespace(pages=(page,)), northmere, tmp_path / "pages",
        lambda *step: told.append(step), Elsewhere(), kept,
    )  # fmt: skip
    assert [outcome.error for outcome in outcomes] == [None]
    assert "2021-22-q4 42" in (tmp_path / "pages" / "sum.ipynb").read_text(encoding="utf-8")
    assert [executed.outcome for executed in kept.kept] == outcomes
    assert told == [("Notebooks", 0, 1, None), ("Notebooks", 1, 1, outcomes[0])]


def test_a_picture_that_two_pages_show_differently_is_refused(tmp_path: Path) -> None:
    """They share its name, and the last one made would be shown on both."""
    homes, jobs = (Page(name, name, f"{name}.ipynb", {}) for name in ("homes", "jobs"))
    placed = Placed(tmp_path)
    placed.write(jobs, {"figures/a.svg": b"<svg>", "jobs.ipynb": b"{}"})
    placed.write(homes, {"figures/a.svg": b"<svg>", "homes.ipynb": b"{}"})
    with pytest.raises(BuildError, match=r"^figures/a.svg: pages homes and jobs show it diff"):
        placed.write(homes, {"figures/a.svg": b"<svg/>"})
