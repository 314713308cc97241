"""A build after a build: what has not changed is not made again, and is the same to the byte."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from book_runs import Run, hashes, spfbook
from second_framework import EDITION, make_project

from spfbook.book.file_list import FILE, RUN_LOG
from spfbook.book.page_cache import CONTENT

JOBS = "notebooks/thriving-places/jobs-and-money.ipynb"
DAMAGED = "healthy-lives/health-and-care"
SAID = "A word for this quarter."


@dataclass(frozen=True)
class Runs:
    """Builds of one repository, one after the other, and what each left as HTML."""

    first: Run
    again: Run
    edited: Run
    fresh: Run
    damaged: Run
    held: dict[str, dict[str, str]]


def made(run: Run, what: str) -> set[str]:
    """The pages of which the progress says that they were `done` or `unchanged`."""
    lines = [line.split() for line in run.err.splitlines() if line.startswith("Notebooks: ")]
    return {words[4] for words in lines if len(words) > 4 and words[5].rstrip(",") == what}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    layout = make_project(tmp_path_factory.mktemp("changed") / "northmere")
    held: dict[str, dict[str, str]] = {}

    def build(name: str, *options: str) -> Run:
        run = spfbook(layout, "build", EDITION, "--html", *options)
        held[name] = {
            path: digest for path, digest in hashes(run.folder).items() if path != RUN_LOG
        }
        return run

    first, again = build("first"), build("again")
    path = layout.root / JOBS
    path.write_text(
        path.read_text(encoding="utf-8").replace("## Scorecard", f"{SAID}\\n\\n## Scorecard"),
        encoding="utf-8",
    )
    edited = build("edited")
    fresh = build("fresh", "--fresh")
    # One bit of a page that is kept, and a file that is in place.
    for page in (layout.cache / "pages").glob(f"*/{CONTENT}/{DAMAGED}.ipynb"):
        content = bytearray(page.read_bytes())
        content[len(content) // 2] ^= 1
        page.write_bytes(content)
    (fresh.folder / "html" / "index.html").write_text("gone", encoding="utf-8")
    return Runs(first, again, edited, fresh, build("damaged"), held)


def test_a_first_build_runs_every_notebook(runs: Runs) -> None:
    assert (runs.first.code, made(runs.first, "unchanged")) == (0, set()), runs.first.err
    assert len(made(runs.first, "done")) > 15


def test_a_build_of_the_same_says_that_nothing_changed(runs: Runs) -> None:
    assert runs.again.code == 0
    assert runs.again.err == ""
    assert runs.again.out.splitlines() == [
        f"Nothing has changed since {EDITION} was built.",
        f"HTML: _build/{EDITION}/html/index.html",
    ]
    assert runs.held["again"] == runs.held["first"]


def test_after_an_edit_only_that_page_is_run(runs: Runs) -> None:
    assert runs.edited.code == 0, runs.edited.err
    assert made(runs.edited, "done") == {"thriving-places/jobs-and-money"}
    assert made(runs.edited, "unchanged") == made(runs.first, "done") - made(runs.edited, "done")
    page = runs.edited.folder / "html" / "thriving-places" / "jobs-and-money.html"
    assert SAID in page.read_text(encoding="utf-8")


def test_kept_and_made_anew_pages_are_the_same_bytes(runs: Runs) -> None:
    assert made(runs.fresh, "done") == made(runs.first, "done")
    assert runs.held["fresh"] == runs.held["edited"]
    assert len(runs.held["fresh"]) > 50 and FILE in runs.held["fresh"]


def test_a_damaged_page_is_made_again(runs: Runs) -> None:
    assert runs.damaged.code == 0, runs.damaged.err
    assert made(runs.damaged, "done") == {DAMAGED}
    assert runs.held["damaged"] == runs.held["fresh"]
