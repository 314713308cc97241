"""The plan of a book: its pages, their order, their parameters and their sections."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from spfbook.book.plan import Page, Plan, make_plan
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observations
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import newest_edition, read_edition

EDITION = "2021-22-q4"


def lay_over(layout: Layout, text: str) -> None:
    """Overrides in place of those that the edition has."""
    path = layout.params / f"{EDITION}.yml"
    kept = path.read_text(encoding="utf-8").partition("overrides:")[0]
    path.write_text(f"{kept}overrides:\n{text}", encoding="utf-8")


def plan_of(layout: Layout, *, known: bool = True) -> Plan:
    framework = read_framework(layout)
    edition = read_edition(layout, framework, EDITION)
    observations = Observations(date.min, ())
    if known:
        observations = read_observations(layout, framework, edition.all_sources(), edition.as_at)
    return make_plan(edition, framework, observations)


def page(plan: Plan, name: str) -> Page:
    return next(page for page in plan.pages if page.name == name)


def test_the_pages_are_those_of_the_framework_in_its_order(northmere: Layout) -> None:
    assert [(p.name, p.title, p.notebook) for p in plan_of(northmere).pages] == [
        ("index", "Summary", "book/index.ipynb"),
        ("overview", "The whole plan at a glance", "book/overview.ipynb"),
        ("changes", "Changes for approval", "book/changes.ipynb"),
        ("comparison", "What changed since the last report", "book/comparison.ipynb"),
        ("portfolios/brook", "Councillor Ben Brook", "book/portfolio.ipynb"),
        ("portfolios/no-lead-member", "No lead member named", "book/portfolio.ipynb"),
        ("thriving-places/index", "Thriving Places", "notebooks/thriving-places/index.ipynb"),
        ("thriving-places/homes-and-streets", "Homes and streets",
         "notebooks/thriving-places/homes-and-streets.ipynb"),
        ("thriving-places/jobs-and-money", "Jobs and money",
         "notebooks/thriving-places/jobs-and-money.ipynb"),
        ("healthy-lives/index", "Healthy Lives", "notebooks/healthy-lives/index.ipynb"),
        ("healthy-lives/health-and-care", "Health and care",
         "notebooks/healthy-lives/health-and-care.ipynb"),
        ("deliverables", "Deliverables", "book/deliverables.ipynb"),
        ("benchmarks", "Beside other places", "book/benchmarks.ipynb"),
        ("context", "Demand and context", "book/context.ipynb"),
        ("golden-thread", "From vision to indicator", "book/golden-thread.ipynb"),
        ("methods", "Methods", "book/methods.ipynb"),
        ("library", "Library of indicators", "book/library.ipynb"),
        ("quality", "Data quality", "book/quality.ipynb"),
        ("data-sources", "Data sources", "book/data-sources.ipynb"),
        ("downloads", "Downloads", "book/downloads.ipynb"),
        ("versions", "Versions", "book/versions.ipynb"),
    ]  # fmt: skip


def test_our_own_book_has_a_page_for_every_theme_and_priority(
    repository: Layout, spf: Framework
) -> None:
    plan = make_plan(newest_edition(repository, spf), spf, Observations(date.min, ()))
    anchors = [page.anchor for page in plan.pages]
    assert sum(anchor.startswith("theme-") for anchor in anchors) == 28
    assert sum(anchor.startswith("priority-") for anchor in anchors) == 4
    assert sum(anchor.startswith("portfolio-") for anchor in anchors) == 11
    assert len(set(anchors)) == len(anchors) == len({page.name for page in plan.pages})


def test_a_notebook_is_given_plain_values_and_all_of_them(northmere: Layout) -> None:
    """What papermill can write: no dates, no tuples, nothing left out."""
    plan = plan_of(northmere)
    assert dict(page(plan, "thriving-places/jobs-and-money").parameters) == {
        "theme": "jobs-and-money",
        "edition": EDITION,
        "period": "2021-22-q4",
        "as_at": "2022-05-20",
        "sources": ["statistics", "returns"],
        "comparators": ["mereshire"],
        "history_years": 5,
        "trend_tests": 0,
        "trend_limit": 0.05,
    }
    assert page(plan, "healthy-lives/index").parameters["priority"] == "healthy-lives"
    assert dict(page(plan, "versions").parameters) == {"edition": EDITION}


@pytest.mark.parametrize(
    ("name", "years", "sources"),
    [
        ("thriving-places/index", 5, ["statistics", "returns"]),
        ("thriving-places/jobs-and-money", 5, ["statistics", "returns"]),
        ("healthy-lives/index", 3, ["returns"]),
        ("healthy-lives/health-and-care", 9, ["returns"]),
    ],
)
def test_a_setting_comes_from_the_edition_its_priority_its_theme(
    northmere: Layout, name: str, years: int, sources: list[str]
) -> None:
    """The nearest wins, a setting at a time."""
    lay_over(
        northmere,
        "  healthy-lives:\n    history_years: 3\n    sources: [returns]\n"
        "  healthy-lives/health-and-care:\n    history_years: 9\n",
    )
    found = page(plan_of(northmere), name).parameters
    assert (found["history_years"], found["sources"]) == (years, sources)
    assert found["comparators"] == ["mereshire"]


def test_an_empty_list_lies_over_a_full_one(northmere: Layout) -> None:
    lay_over(northmere, "  healthy-lives:\n    comparators: []\n")
    plan = plan_of(northmere)
    assert page(plan, "healthy-lives/health-and-care").parameters["comparators"] == []
    assert page(plan, "thriving-places/index").parameters["comparators"] == ["mereshire"]


def test_indicators_with_figures_get_a_section_where_they_are_defined(northmere: Layout) -> None:
    plan = plan_of(northmere)
    assert [name for name, _ in page(plan, "healthy-lives/health-and-care").sections] == [
        "active-adults", "life-expectancy", "adaptations-waiting-list",
    ]  # fmt: skip
    assert [name for name, _ in page(plan, "thriving-places/jobs-and-money").sections] == [
        "young-people-not-in-work", "spending-against-budget", "shops-in-use",
    ]  # fmt: skip
    assert page(plan, "healthy-lives/index").sections == ()


def test_a_related_series_gives_no_section(northmere: Layout) -> None:
    plan = plan_of(northmere)
    assert "apprenticeship-starts" not in {name for p in plan.pages for name, _ in p.sections}


def test_without_observations_no_indicator_has_a_section(northmere: Layout) -> None:
    assert [p.sections for p in plan_of(northmere, known=False).pages] == [()] * 21


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("health-and-care", ["healthy-lives/health-and-care"]),
        ("healthy-lives/health-and-care", ["healthy-lives/health-and-care"]),
        ("index", []),
        ("versions", []),
        ("healthy-lives", []),
        ("healthy-lives/index", []),
        ("care", []),
        ("", []),
    ],
)
def test_one_theme_is_asked_for_by_its_id_and_nothing_else_is_a_theme(
    northmere: Layout, asked: str, found: list[str]
) -> None:
    assert [p.name for p in plan_of(northmere).only(asked).pages] == found


def test_every_notebook_of_the_plan_is_below_the_root(repository: Layout, spf: Framework) -> None:
    edition: Edition = newest_edition(repository, spf)
    for each in make_plan(edition, spf, Observations(date.min, ())).pages:
        assert (repository.root / each.notebook).is_file()
        assert not Path(each.notebook).is_absolute()
