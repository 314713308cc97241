"""The contents file and the configuration that the plan gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from second_framework import make_project

from spfbook.book.contents import (
    HAND_WRITTEN,
    check_files,
    config_text,
    contents,
    contents_text,
    reading_order,
)
from spfbook.book.plan import Plan, make_plan
from spfbook.errors import NotebookError
from spfbook.framework.observations import Observations
from spfbook.framework.releases import Release
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition


@pytest.fixture
def small(tmp_path: Path) -> Layout:
    return make_project(tmp_path / "northmere")


@pytest.fixture
def plan(small: Layout) -> Plan:
    framework = read_framework(small)
    edition = read_edition(small, framework, "2021-22-q4")
    return make_plan(edition, framework, Observations(edition.as_at, ()))


def test_pages_are_read_as_the_contents_have_them_themes_below_their_priority(plan: Plan) -> None:
    order = reading_order(plan)
    assert list(order)[:2] == ["index", "how-to-read"]
    assert set(order) == {page.name for page in plan.pages} | set(HAND_WRITTEN)
    named = ("index", "overview", "thriving-places/index", "thriving-places/jobs-and-money")
    assert [order[name] for name in named] == [0, 1, 1, 2]
    assert reading_order(plan.only("jobs-and-money")) == {"thriving-places/jobs-and-money": 0}


def part(caption: str, *names: str) -> dict[str, Any]:
    return {"caption": caption, "chapters": [{"file": name} for name in names]}


def test_the_contents_are_summary_priorities_with_themes_and_the_rest(plan: Plan) -> None:
    assert contents(plan) == {
        "format": "jb-book",
        "root": "index",
        "parts": [
            part("This report", "how-to-read", "overview", "changes", "comparison"),
            part("Cabinet members", "portfolios/brook", "portfolios/no-lead-member"),
            {
                "caption": "Priorities",
                "chapters": [
                    {
                        "file": "thriving-places/index",
                        "sections": [
                            {"file": "thriving-places/homes-and-streets"},
                            {"file": "thriving-places/jobs-and-money"},
                        ],
                    },
                    {
                        "file": "healthy-lives/index",
                        "sections": [{"file": "healthy-lives/health-and-care"}],
                    },
                ],
            },
            part("The plan", "deliverables", "benchmarks", "context", "golden-thread"),
            part(
                "About this report", "accessibility", "methods", "library", "quality",
                "data-sources", "downloads", "versions",
            ),
        ],
    }


def test_the_contents_of_one_page_are_that_page(plan: Plan) -> None:
    assert contents(plan.only("jobs-and-money")) == {
        "format": "jb-book", "root": "thriving-places/jobs-and-money",
    }  # fmt: skip


def test_the_text_says_where_it_comes_from_and_reads_back(plan: Plan) -> None:
    text = contents_text(plan)
    assert text.startswith("# Generated from the plan by `spfbook contents`")
    assert yaml.safe_load(text) == contents(plan)


def test_the_configuration_is_the_repositorys_with_the_editions_title(
    small: Layout, plan: Plan
) -> None:
    path = small.root / "_config.yml"
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))
    made = yaml.safe_load(config_text(path, plan))
    assert made.pop("title") == (
        "Northmere Plan 2021 to 2023: Performance report, quarter 4, 2021 to 2022"
    )
    assert made.pop("author") == "Northmere District Council"
    assert made == {name: kept[name] for name in kept if name not in ("title", "author")}


def test_only_a_page_alone_may_link_to_pages_that_are_not_made(small: Layout, plan: Plan) -> None:
    path = small.root / "_config.yml"
    alone = yaml.safe_load(config_text(path, plan.only("jobs-and-money")))
    assert alone["sphinx"]["config"]["suppress_warnings"] == ["myst.xref_missing"]
    assert "suppress_warnings" not in yaml.safe_load(config_text(path, plan))["sphinx"]["config"]


def test_all_files_that_are_missing_are_named_at_once(small: Layout) -> None:
    check_files(small)
    for path in (small.root / "_config.yml", small.book / "how-to-read.md"):
        path.unlink()
    with pytest.raises(NotebookError) as caught:
        check_files(small)
    assert caught.value.lines() == [
        "_config.yml: is missing; the book is made with it",
        "book/how-to-read.md: is missing; the book is made with it",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"title: [open\n", "_config.yml:2: is not YAML: "),
        (b"- a\n- b\n", "_config.yml: holds no settings"),
        (b"just words", "_config.yml: holds no settings"),
        (b"\xff\xfe\x00", "_config.yml"),
    ],
)
def test_a_configuration_that_cannot_be_read_is_one_line(
    small: Layout, text: bytes, said: str
) -> None:
    (small.root / "_config.yml").write_bytes(text)
    with pytest.raises(NotebookError) as caught:
        check_files(small)
    (line,) = caught.value.lines()
    assert line.startswith(said)


def test_only_a_book_made_for_a_release_says_so_on_its_pages(small: Layout, plan: Plan) -> None:
    path = small.root / "_config.yml"
    made = Release(
        edition="2021-22-q4", number=2, title="Q4", period="Q4", as_at=date(2022, 5, 20),
        released_on=date(2022, 7, 3), released_by="Ann",
    )  # fmt: skip
    plain = yaml.safe_load(config_text(path, plan))["sphinx"]["config"]
    assert "html_context" not in plain
    said = yaml.safe_load(config_text(path, plan, made))["sphinx"]["config"]["html_context"]
    assert said == {
        "spfbook_release": {
            "id": "2021-22-q4.r2", "words": "Release 2 of this edition, 3 July 2022.",
        }
    }  # fmt: skip
