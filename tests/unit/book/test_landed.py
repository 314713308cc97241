"""A build that would make what is there already says so, and never when it would not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from second_framework import EDITION, make_project

from spfbook.book import landed
from spfbook.book.file_list import FILE, RUN_LOG, write_list
from spfbook.book.landed import Asked, made_from, remember, unchanged
from spfbook.paths import Layout

ASKED = Asked(None, None, html=True, pdf=True)
RESULTS = {"HTML": f"_build/{EDITION}/html/index.html"}


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A repository whose edition was built."""
    layout = make_project(tmp_path / "northmere")
    folder = layout.build / EDITION
    (folder / "html").mkdir(parents=True)
    (folder / "html" / "index.html").write_text("<p>", encoding="utf-8")
    write_list(folder)
    (folder / RUN_LOG).write_text("{}", encoding="utf-8")
    remember(layout, ASKED, EDITION, made_from(layout, EDITION), RESULTS, folder)
    return layout


def test_what_was_built_of_the_same_is_there(layout: Layout) -> None:
    found = unchanged(layout, ASKED)
    assert found is not None
    assert (found.edition, found.results) == (EDITION, RESULTS)


@pytest.mark.parametrize("other", [
    {"edition": EDITION}, {"only": "jobs-and-money"}, {"only": ""}, {"only": "x" * 400},
    {"only": "\udcff"}, {"html": False}, {"pdf": False},
])  # fmt: skip
def test_another_request_is_another_build(layout: Layout, other: dict) -> None:
    assert unchanged(layout, replace(ASKED, **other)) is None


def altered(layout: Layout) -> None:
    (layout.build / EDITION / "html" / "index.html").write_text("<b>", encoding="utf-8")


def gone(layout: Layout) -> None:
    (layout.build / EDITION / "html" / "index.html").unlink()


def replaced(layout: Layout) -> None:
    """By a build of something else, whole in itself."""
    altered(layout)
    write_list(layout.build / EDITION)


def without_list(layout: Layout) -> None:
    (layout.build / EDITION / FILE).unlink()


def a_new_edition(layout: Layout) -> None:
    (layout.params / "2022-23-q1.yml").write_text("edition: 2022-23-q1\n", encoding="utf-8")


def a_style(layout: Layout) -> None:
    (layout.book / "_static" / "spfbook.css").write_text("p {}", encoding="utf-8")


def a_release(layout: Layout) -> None:
    layout.releases.mkdir()
    layout.register.write_text("{}", encoding="utf-8")


def record_damaged(layout: Layout) -> None:
    (path,) = (layout.cache / "landed").iterdir()
    path.write_bytes(path.read_bytes()[:-9])


def record_of_another_kind(layout: Layout) -> None:
    landed._values(layout).keep(landed._key(ASKED), ["a list"])


@pytest.mark.parametrize("change", [
    altered, gone, replaced, without_list, a_new_edition, a_style, a_release,
    record_damaged, record_of_another_kind,
])  # fmt: skip
def test_what_is_not_as_it_was_is_built_again(
    change: Callable[[Layout], None], layout: Layout
) -> None:
    change(layout)
    assert unchanged(layout, ASKED) is None


@pytest.mark.parametrize("name", ["libraries", "package_inputs"])
def test_other_code_or_libraries_build_again(
    name: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landed, name, dict if name == "libraries" else tuple)
    assert unchanged(layout, ASKED) is None


def test_nothing_is_remembered_of_inputs_that_changed_meanwhile(layout: Layout) -> None:
    before = made_from(layout, EDITION)
    a_style(layout)
    remember(layout, ASKED, EDITION, before, RESULTS, layout.build / EDITION)
    assert unchanged(layout, ASKED) is None


def test_to_see_that_nothing_changed_loads_no_library(layout: Layout) -> None:
    """A build of what has not changed is to take no longer than Python takes to begin."""
    heavy = {"pydantic", "yaml", "numpy", "pandas", "scipy", "nbformat", "papermill"}
    asked = (
        "import sys; from spfbook.cli import main\n"
        "sys.argv[1:] = ['--root', sys.argv[1], 'build']; main()\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked, str(layout.root)],
        capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        f"Nothing has changed since {EDITION} was built.", f"HTML: {RESULTS['HTML']}", "[]",
    ]  # fmt: skip


def test_names_that_differ_in_a_mark_are_other_requests(layout: Layout) -> None:
    one, other = replace(ASKED, only="a/b"), replace(ASKED, only="a-b")
    remember(layout, one, EDITION, made_from(layout, EDITION), RESULTS, layout.build / EDITION)
    assert unchanged(layout, one) is not None
    assert unchanged(layout, other) is None
