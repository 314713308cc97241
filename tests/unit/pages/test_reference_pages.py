"""Benchmarks, context, library, data quality: their numbers are those of the assessments."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from shown import number, plain, table, tables

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Kind, Polarity
from spfbook.framework.portfolios import Portfolios
from spfbook.pages.benchmarks_page import SHOWN, BenchmarksPage
from spfbook.pages.context_page import ContextPage
from spfbook.pages.library_page import LibraryPage
from spfbook.pages.quality_page import LATE, QualityPage
from spfbook.pages.view import View

VIEWS = ["view", "our_view"]


def library(view: View, framework: Framework | None = None) -> LibraryPage:
    """With all the changes of `framework`, or those that the view has."""
    return LibraryPage(view, framework or view.framework, Portfolios(view.framework, view.as_at))


@pytest.fixture(params=VIEWS)
def any_view(request: pytest.FixtureRequest) -> View:
    return request.getfixturevalue(request.param)


def test_the_counts_beside_a_place_are_those_of_its_column(any_view: View) -> None:
    page = BenchmarksPage(any_view)
    said = plain(page.about().source)
    rows = [row for each in tables(page.priorities().source) for row in each.by_first().items()]
    for area in any_view.areas:
        line = next(
            (each for each in said.splitlines() if f"Beside {area.name}:" in each), None
        )
        compared = [
            found.standing
            for assessment in any_view.every()
            for part in assessment.parts
            for found in part.comparisons
            if found.area == area.id and found.standing.is_judged
        ]
        assert (line is None) == (not compared)
        if line is None:
            continue
        assert number(re.search(r": ([\d,]+) figure", line)[1]) == len(compared)
        for standing, count in Counter(compared).items():
            assert f"{count} {standing.value}" in line
        distinct = {(name, row[area.name]) for name, row in rows if area.name in row}
        shown = Counter(cell.split(" (")[0] for _, cell in distinct)
        for standing in set(compared):
            assert shown[SHOWN[standing]] == compared.count(standing)


def test_an_earlier_figure_of_another_place_says_its_period(our_view: View) -> None:
    text = BenchmarksPage(our_view).priorities().source
    other = [
        (found, part)
        for assessment in our_view.every()
        for part in assessment.parts
        for found in part.comparisons
        if found.other is not None and part.latest and found.other.period != part.latest.period
        and found.area in our_view.comparators
    ]  # fmt: skip
    assert other
    assert all(found.other.period.short_label in text for found, _ in other)


def test_context_holds_demand_and_what_has_no_better_side_and_nothing_else(
    any_view: View,
) -> None:
    page = ContextPage(any_view)
    wanted = {
        indicator.id: indicator.name
        for indicator in any_view.framework.indicators.values()
        if indicator.kind is Kind.DEMAND or indicator.polarity is Polarity.NEITHER
    }
    said = plain(page.about().source)
    assert f"{len(wanted)} indicator" in said
    linked = set(re.findall(r"#indicator-([\w-]+)\)", page.tables().source))
    with_figures = {name for name in wanted if any_view.assessment(name).has_data}
    assert linked == with_figures
    missing = plain(page.without_figures().source)
    assert all(wanted[name] in missing for name in set(wanted) - with_figures)
    assert "status-" not in page.tables().source.replace("status-illustrative", "")


def test_context_draws_each_history_that_its_table_names(any_view: View) -> None:
    shown = ContextPage(any_view).tables()
    assert set(re.findall(r"\((figures/[\w.-]+\.svg)\)", shown.source)) == set(shown.pictures)


def test_the_library_holds_every_indicator_once_with_its_lasting_reference(
    any_view: View,
) -> None:
    shown = tables(library(any_view).tables().source)
    first = [row[0] for each in shown for row in each.rows]
    indicators = any_view.framework.indicators
    assert len(first) == len(indicators)
    for indicator in indicators.values():
        (row,) = [each for each in first if f" {indicator.id} ({indicator.ref})" in each]
        assert row.startswith(indicator.name)
    words = plain(library(any_view).tables().source)
    assert all(" ".join(i.measure.split()).rstrip(".") in words for i in indicators.values())


def test_a_library_row_names_every_theme_that_shows_the_indicator(any_view: View) -> None:
    shown = {row[0] for each in tables(library(any_view).tables().source) for row in each.rows}
    for row in any_view.framework.rows():
        own = next(each for each in shown if f" {row.indicator.id} (" in each)
        assert row.theme.name in own


def test_what_is_awaited_is_what_is_due_and_missing(any_view: View) -> None:
    page = QualityPage(any_view, ())
    late = [a for a in any_view.every() if a.status in LATE]
    said = plain(page.about().source)
    assert number(re.search(r"([\d,]+) indicators? with a target could", said)[1]) == len(late)
    listed = [row[0] for each in tables(page.awaited().source) for row in each.rows]
    assert sorted(listed) == sorted(a.indicator.name for a in late)
    assert all(row for row in listed)


def test_each_source_that_holds_figures_has_a_row(any_view: View) -> None:
    sources = any_view.observations.sources()
    found = table(QualityPage(any_view, sources).by_source().source)
    home = any_view.framework.home.id
    for source in sources:
        count = sum(
            1
            for series in any_view.observations.series
            if series.source.id == source.id
            for o in series.values(home)
            if o.period.end <= any_view.period.end
        )
        rows = [row for row in found.rows if row[0] == source.title]
        assert len(rows) == (count > 0)
        assert [number(row[2]) for row in rows] == [count] * len(rows)
