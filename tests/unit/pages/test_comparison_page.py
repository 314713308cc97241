"""What changed since the last report, worked out from what each edition knew by its own day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from second_framework import REPOSITORY
from whole_book import Book

from spfbook.notebook import comparison_page
from spfbook.pages.changes import NO_EARLIER
from spfbook.pages.comparison_page import ComparisonPage
from spfbook.paths import ROOT_VARIABLE


@pytest.fixture(scope="module")
def page() -> ComparisonPage:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(REPOSITORY / "tests" / "files" / "good"))
        return comparison_page("2021-22-q4")


def rows(source: str) -> list[list[str]]:
    """The cells of a list-table, its header first."""
    body = source.split("\n\n", 1)[1].removesuffix("\n::::")
    return [row.strip().split("\n  - ") for row in body.split("* - ")[1:]]


def test_it_begins_with_how_much_changed_since_when(page: ComparisonPage) -> None:
    said = page.about().source
    assert "Compared with the last edition, for October to December 2021:" in said
    assert "- 3 statuses changed." in said
    assert "- 1 earlier figure revised." in said
    assert "- No indicator added." in said
    assert "- No indicator taken out of the plan." in said


def test_a_status_that_changed_is_named_with_both(page: ComparisonPage) -> None:
    assert [
        "[Adults who are physically active](#indicator-active-adults)", "Near target", "Off target",
    ] in rows(page.statuses().source)  # fmt: skip
    assert [
        "[Homes built for older and disabled people](#indicator-specialist-homes-built): "
        "older people", "Off target", "On target",
    ] in rows(page.statuses().source)  # fmt: skip


def test_a_newer_figure_stands_beside_the_last_one(page: ComparisonPage) -> None:
    assert [
        "[Homes made warmer](#indicator-homes-made-warmer)", "27 (Oct to Dec 2021)", "43",
        "Jan to Mar 2022",
    ] in rows(page.figures().source)  # fmt: skip


def test_a_revised_figure_is_told_with_its_period(page: ComparisonPage) -> None:
    assert rows(page.revisions().source)[1:] == [
        ["[Affordable homes built](#indicator-affordable-homes-built)", "Oct to Dec 2021", "28",
         "30 \\[r\\]"]
    ]  # fmt: skip


def test_made_up_figures_are_called_so(page: ComparisonPage) -> None:
    for block in (page.statuses(), page.figures(), page.revisions()):
        assert "(illustrative figures)" in block.source.split("\n")[0]


def test_the_same_indicators_are_said_to_be_the_same(page: ComparisonPage) -> None:
    assert page.added_and_gone().source == "Both reports have the same indicators."


def test_where_there_is_no_earlier_edition_every_part_says_so(
    page: ComparisonPage, book: Book
) -> None:
    alone = ComparisonPage(replace(page.editions, earlier=()))
    assert NO_EARLIER in alone.about().source
    for block in (alone.statuses(), alone.figures(), alone.revisions(), alone.added_and_gone()):
        assert block.source == NO_EARLIER
