"""The kernel of a page: no other program can take its address, and one that ends before the
notebook began is started once more."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from second_framework import save

from spfbook.book import notebooks
from spfbook.book.notebooks import Executed, run_page
from spfbook.book.plan import Page
from spfbook.kernels import warm
from spfbook.kernels.spec import FRESH, WARM
from spfbook.paths import Layout

PAGE = Page("page", "Page", "book/page.ipynb", {"edition": "2021-22-q4"})
BEFORE = "Kernel died before replying to kernel_info"


def run(layout: Layout, folder: Path, code: str, kernel: str) -> Executed:
    save(layout.book / "page.ipynb", ["# Page", ("parameters", 'edition = ""'), ("", code)])
    return run_page(PAGE, layout, kernel=kernel, log=folder / "kernels.log")


@pytest.mark.skipif(warm.why_not() is not None, reason="sockets by name alone are Linux's")
@pytest.mark.parametrize("kernel", [WARM, FRESH])
def test_it_is_reached_by_a_name_of_its_own_and_at_no_port(
    northmere: Layout, tmp_path: Path, kernel: str
) -> None:
    """A port that was free when it was chosen may be taken when the kernel wants it."""
    code = "from ipykernel.connect import get_connection_info\nprint(get_connection_info())"
    names = []
    work = tmp_path / "work"
    work.mkdir()
    for _ in range(2):
        executed = run(northmere, work, code, kernel)
        assert executed.outcome.error is None
        page = nbformat.reads(executed.files["page.ipynb"].decode(), 4)
        said = json.loads(page.cells[-1].outputs[0].text)
        assert said["transport"] == "ipc"
        names.append(said["ip"])
    first, second = names
    assert first != second
    assert all(name.startswith("@spfbook-") for name in names)
    assert not list(northmere.root.glob("*spfbook-*"))
    assert {path.name for path in work.iterdir()} == {"kernels.log", "ipython"}


class Kernels:
    """In the place of `_execute`: ends with these words, time after time, then gives a notebook."""

    def __init__(self, *endings: str) -> None:
        self.endings, self.times = list(endings), 0

    def __call__(self, *given: Any) -> Any:
        self.times += 1
        if self.endings:
            raise RuntimeError(self.endings.pop(0))
        return nbformat.v4.new_notebook()


@pytest.mark.parametrize(
    ("endings", "times", "error"),
    [
        ([BEFORE], 2, None),
        ([BEFORE, BEFORE], 2, f"RuntimeError: {BEFORE}"),
        (["Kernel died"], 1, "RuntimeError: Kernel died"),
        (["the build was stopped"], 1, "RuntimeError: the build was stopped"),
    ],
)
def test_one_that_ended_before_the_notebook_began_is_started_once_more(
    northmere: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, endings: list[str], times: int, error: str | None,
) -> None:  # fmt: skip
    kernels = Kernels(*endings)
    monkeypatch.setattr(notebooks, "_execute", kernels)
    monkeypatch.setattr(warm, "_SAID", set())
    with caplog.at_level(logging.WARNING, logger="spfbook.kernels"):
        executed = run(northmere, tmp_path, "", WARM)
    assert (kernels.times, executed.outcome.error) == (times, error)
    said = "A kernel ended before its notebook began; page is run again"
    assert [record.getMessage() for record in caplog.records] == [said] * (times - 1)


def said(executed: Executed) -> str:
    assert executed.outcome.error is None
    page = nbformat.reads(executed.files["page.ipynb"].decode(), 4)
    return "".join(output.text for output in page.cells[-1].outputs)


@pytest.mark.parametrize("words", ["", "0", "'all good'"])
def test_a_notebook_that_leaves_before_its_end_has_failed(
    northmere: Layout, tmp_path: Path, words: str
) -> None:
    """papermill takes `sys.exit(0)` for a success; the rest of the page is missing all the same."""
    executed = run(northmere, tmp_path, f"import sys\nsys.exit({words})", FRESH)
    assert re.match(r"cell \d: SystemExit", executed.outcome.error or "")
    assert list(executed.files) == ["page.md"]


def test_start_up_files_of_whoever_builds_are_nothing_to_the_book(
    northmere: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = tmp_path / "home" / "profile_default" / "startup" / "00.py"
    start.parent.mkdir(parents=True)
    start.write_text("import builtins\nbuiltins.mine = True\n", encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "home"))
    code = "import builtins\nprint(hasattr(builtins, 'mine'))"
    assert said(run(northmere, tmp_path, code, FRESH)) == "False\n"


def test_what_a_warning_says_of_the_machine_is_no_part_of_the_page(
    northmere: Layout, tmp_path: Path
) -> None:
    code = "import warnings\nwarnings.warn('careful')\nprint('words')"
    assert said(run(northmere, tmp_path, code, FRESH)) == "words\n"


def test_a_folder_with_braces_in_its_name(northmere: Layout, tmp_path: Path) -> None:
    work = tmp_path / "a{b}{"
    work.mkdir()
    assert said(run(northmere, work, "print(edition)", FRESH)) == "2021-22-q4\n"
