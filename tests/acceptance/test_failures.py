"""What goes wrong is said in lines, and takes nothing away that was there before."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from book_runs import FAILING, SAID, Failed, kernels, leftovers
from bs4 import BeautifulSoup
from second_framework import EDITION, make_project

from spfbook.paths import Layout

BUILD_FAILED, USER_MISTAKE = 1, 2


# A notebook that raises


def test_a_notebook_that_raises_is_named_with_its_cell_and_error(failed: Failed) -> None:
    run = failed.run
    (line,) = [line for line in run.err.splitlines() if line.startswith("FAILED")]
    assert line == f"FAILED {FAILING}: cell 6: ValueError: {SAID}"
    assert run.code == BUILD_FAILED
    assert "Traceback" not in run.err
    last = run.err.splitlines()[-1]
    assert last == (
        f"1 of the notebooks failed; the result is kept apart in _build/failed-{EDITION} "
        "and nothing was put in place"
    )


def test_the_other_notebooks_still_run(failed: Failed) -> None:
    lines = failed.run.err.splitlines()
    assert sum(" done, " in line for line in lines) == 20
    assert sum(" failed, " in line for line in lines) == 1
    page = failed.folder / "html" / "healthy-lives" / "health-and-care.html"
    assert "Scorecard" in page.read_text(encoding="utf-8")


def test_the_page_of_the_notebook_that_raised_says_so(failed: Failed) -> None:
    page = failed.folder / "html" / "thriving-places" / "jobs-and-money.html"
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").find("article")
    assert article.h1.get_text() == "Jobs and money"
    assert f"cell 6: ValueError: {SAID}" in article.get_text()
    assert "must not be published" in article.get_text()


def test_the_last_good_output_is_untouched(failed: Failed) -> None:
    assert len(failed.before) > 50
    assert failed.after == failed.before


def test_a_failed_build_leaves_nothing_at_work_and_nothing_half_done(failed: Failed) -> None:
    assert leftovers(failed.run.layout) == []
    assert kernels(failed.run.layout) == []


# What is refused before any kernel starts


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A project of its own, with a last good output; a kernel that starts fails the test."""
    layout = make_project(tmp_path / "northmere")
    good = layout.build / EDITION / "html"
    good.mkdir(parents=True)
    (good / "index.html").write_text("the last good one", encoding="utf-8")

    def no_kernel(*_: object) -> None:
        raise AssertionError("a kernel would have been started")

    monkeypatch.setattr("spfbook.book.running.run_page", no_kernel)
    return layout


def unknown_edition(layout: Layout) -> None:
    del layout


def edition_gone(layout: Layout) -> None:
    shutil.rmtree(layout.params)


def observations_gone(layout: Layout) -> None:
    shutil.rmtree(layout.observations)
    layout.observations.mkdir()


def config_gone(layout: Layout) -> None:
    (layout.root / "_config.yml").unlink()


def config_damaged(layout: Layout) -> None:
    (layout.root / "_config.yml").write_text("title: [open\n", encoding="utf-8")


def config_empty(layout: Layout) -> None:
    (layout.root / "_config.yml").write_text("", encoding="utf-8")


def hand_written_page_gone(layout: Layout) -> None:
    (layout.book / "how-to-read.md").unlink()


def styles_gone(layout: Layout) -> None:
    shutil.rmtree(layout.book / "_static")


def templates_gone(layout: Layout) -> None:
    shutil.rmtree(layout.book / "_templates")


def notebook_gone(layout: Layout) -> None:
    (layout.root / FAILING).unlink()


def notebook_damaged(layout: Layout) -> None:
    (layout.root / FAILING).write_text('{"cells": [', encoding="utf-8")


def notebook_of_another_kind(layout: Layout) -> None:
    (layout.root / FAILING).write_text('["a list"]', encoding="utf-8")


def notebook_of_bytes(layout: Layout) -> None:
    (layout.root / FAILING).write_bytes(b"\xff\xfe\x00")


def notebook_badly_merged(layout: Layout) -> None:
    """Each cell has lost something that every cell has."""
    found = json.loads((layout.root / FAILING).read_text(encoding="utf-8"))
    found["cells"][0]["metadata"]["tags"] = None
    del found["cells"][1]["source"]
    (layout.root / FAILING).write_text(json.dumps(found), encoding="utf-8")


def notebook_nested(layout: Layout) -> None:
    (layout.root / FAILING).write_text("[" * 100_000, encoding="utf-8")


def register_nested(layout: Layout) -> None:
    layout.releases.mkdir()
    layout.register.write_text("[" * 100_000, encoding="utf-8")


def notebooks_gone(layout: Layout) -> None:
    shutil.rmtree(layout.notebooks)


def framework_gone(layout: Layout) -> None:
    shutil.rmtree(layout.framework)


def themes_file_gone(layout: Layout) -> None:
    (layout.framework / "healthy-lives" / "health-and-care.yml").unlink()


MISTAKES: list[tuple[Callable[[Layout], None], tuple[str, ...], str]] = [
    (unknown_edition, ("2021-22-q9",), "edition '2021-22-q9' is not known; the editions there are"),
    (unknown_edition, ("--only", "happiness"), "theme 'happiness' is not known; use one of homes-"),
    (unknown_edition, ("--only", "index"), "theme 'index' is not known; use one of homes-and-"),
    (unknown_edition, ("--only", ""), "theme '' is not known; use one of homes-and-streets"),
    (unknown_edition, ("--only", "../../x"), "theme '../../x' is not known; use one of homes-"),
    (edition_gone, (), "params: holds no edition; add one such as 2021-22-q4.yml"),
    (observations_gone, (), "params/2021-22-q3.yml:7: source 'returns' is not in data/obser"),
    (config_gone, (), "_config.yml: is missing; the book is made with it"),
    (config_damaged, (), "_config.yml:2: is not YAML: "),
    (config_empty, (), "_config.yml: holds no settings; it should be a mapping"),
    (hand_written_page_gone, (), "book/how-to-read.md: is missing; the book is made with it"),
    (styles_gone, (), "book/_static: is missing; the book is made with it"),
    (templates_gone, (), "book/_templates: is missing; the book is made with it"),
    (notebook_gone, (), f"{FAILING}: is missing; page thriving-places/jobs-and-money needs it"),
    (notebook_damaged, (), f"{FAILING}: is not a notebook: "),
    (notebook_of_another_kind, (), f"{FAILING}: is not a notebook: "),
    (notebook_of_bytes, (), f"{FAILING}: is not a notebook: "),
    (notebook_badly_merged, (), f"{FAILING}: is not a notebook: "),
    (notebook_nested, (), f"{FAILING}: is not a notebook: "),
    (register_nested, (), "releases/releases.json: is nested too deeply to be read"),
    (notebooks_gone, (), "notebooks/healthy-lives/health-and-care.ipynb: is missing; page "),
    (framework_gone, (), "data/framework/framework.yml: is missing"),
    (themes_file_gone, (), "data/framework/healthy-lives/health-and-care.yml: is missing"),
]


@pytest.mark.parametrize(
    ("harm", "arguments", "said"),
    MISTAKES,
    ids=[" ".join((harm.__name__, *arguments)) for harm, arguments, _ in MISTAKES],
)
def test_a_mistake_is_a_line_and_nothing_is_lost(
    small: Layout, run: Callable, harm: Callable, arguments: tuple[str, ...], said: str
) -> None:
    harm(small)
    ran = run("--root", str(small.root), "build", *arguments)
    assert ran.code == USER_MISTAKE
    assert ran.err.splitlines()[0].startswith(said)
    assert "Traceback" not in ran.err
    assert all(len(line) < 300 for line in ran.err.splitlines())
    assert (small.build / EDITION / "html" / "index.html").read_text() == "the last good one"
    results = [path.name for path in small.build.iterdir() if path != small.cache]
    assert results == [EDITION]  # what was read may be kept for the next build


def test_all_missing_notebooks_are_named_at_once(small: Layout, run: Callable) -> None:
    notebooks_gone(small)
    lines = run("--root", str(small.root), "build").err.splitlines()
    assert sum("is missing; page" in line for line in lines) == 5


def test_a_folder_that_cannot_be_written_is_a_line(small: Layout, run: Callable) -> None:
    """A file stands where the folder should be; for those who are not root, a closed folder."""
    shutil.rmtree(small.build)
    small.build.write_text("in the way", encoding="utf-8")
    ran = run("--root", str(small.root), "build")
    assert (ran.code, ran.err.splitlines()[-1].partition(":")[0]) == (
        BUILD_FAILED, "_build cannot be written",
    )  # fmt: skip
    assert small.build.read_text() == "in the way"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_a_line(small: Layout, run: Callable) -> None:
    small.build.chmod(0o555)
    try:
        ran = run("--root", str(small.root), "build")
    finally:
        small.build.chmod(0o755)
    assert ran.code == BUILD_FAILED
    assert ran.err.splitlines()[-1] == "_build cannot be written: Permission denied"


@pytest.mark.skipif(os.name == "nt", reason="Windows stops a process in another way")
def test_a_build_that_is_stopped_leaves_nothing_behind(small: Layout) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "spfbook", "--root", str(small.root), "build", "--html"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Notebooks: 0 of")
    deadline = time.monotonic() + 20
    while len(kernels(small)) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.splitlines()[-1] == "stopped"
    assert leftovers(small) == []
    deadline = time.monotonic() + 10
    while kernels(small) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert kernels(small) == []
    assert (small.build / EDITION / "html" / "index.html").read_text() == "the last good one"
