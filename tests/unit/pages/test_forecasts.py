"""Forecasts beside the status in summary tables: where a service gave one, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from shown import Table, plain, tables
from whole_book import Book

from spfbook.framework.commentary import Comment, Commentary, Remark
from spfbook.pages.columns import FORECAST, NONE_GIVEN, Columns
from spfbook.pages.forecasts import forecast_counts
from spfbook.pages.front_page import FrontPage
from spfbook.pages.portfolio_page import PortfolioPage
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.view import View


def remark(indicator: str, forecast: object, *, is_illustrative: bool = False) -> Remark:
    said = Comment.model_validate(
        {"indicator": indicator, "author": "A. Author", "written_on": "2022-05-10",
         "forecast": forecast}
    )  # fmt: skip
    return Remark(said, "thriving-places", "homes-and-streets", is_illustrative, "a.yml:1")


SAID = (remark("clean-streets", "on_target"), remark("recycling-rate", "off_target"),
        remark("homes-made-warmer", Decimal(90)))  # fmt: skip


@pytest.fixture(params=["front", "priority", "portfolio"])
def summary(request: pytest.FixtureRequest, book: Book) -> Callable[[tuple[Remark, ...]], list]:
    """The summary tables of a page when services have said this."""

    def made(said: tuple[Remark, ...]) -> list[Table]:
        now = replace(book.editions.now, commentary=Commentary(said))
        editions = replace(book.editions, now=now)
        known = book.overview.portfolios
        if request.param == "front":
            return tables(FrontPage(editions, book.edition).priorities().source)
        if request.param == "priority":
            page = PriorityPage(editions, now.framework.priority("thriving-places"))
            return tables((page.off_track() + page.themes()).source)
        pages = [PortfolioPage(editions, known, m.id) for m in known.members]
        return [t for p in pages for t in tables((p.indicators() + p.themes()).source)]

    return made


def test_where_no_service_forecast_anything_no_table_has_a_column_for_it(
    summary: Callable,
) -> None:
    assert summary(())
    assert not [each for each in summary(()) if FORECAST in each.header]


def test_the_forecast_stands_beside_the_status(summary: Callable) -> None:
    found = [each for each in summary(SAID) if FORECAST in each.header]
    assert found
    for each in found:
        assert all(each.column(FORECAST))


def test_a_summary_counts_the_forecasts_and_says_who_gave_none(book: Book) -> None:
    view: View = replace(book.view, commentary=Commentary(SAID))
    known = [view.assessment(r.comment.indicator) for r in SAID]
    assert plain(forecast_counts(known, view.commentary)) == (
        "1 ● on target, 1 ■ off target, 1 as a figure"
    )
    others = [view.assessment("shops-in-use")]
    assert forecast_counts(others, view.commentary) == ""
    rows = Columns(("A", "B"), [["a", "b"], ["c", "d"]], (1, 1))
    assert rows.with_forecasts(["", ""], at=1, width=1) is rows
    assert rows.with_forecasts(["yes", ""], at=1, width=1).rows == [
        ["a", "yes", "b"], ["c", NONE_GIVEN, "d"],
    ]  # fmt: skip


def test_a_made_up_forecast_says_so_in_a_summary(book: Book) -> None:
    made_up = Commentary((remark("clean-streets", "on_target", is_illustrative=True),))
    known = [book.view.assessment("clean-streets")]
    assert "Illustrative" in forecast_counts(known, made_up)


def test_a_column_that_says_the_same_nothing_in_every_row_is_left_out() -> None:
    rows = Columns(("A", "B", "C"), [["no", "no", "1"], ["no", "no", "no"]], (1, 2, 3))
    assert rows.without("no") == Columns(("A", "C"), [["no", "1"], ["no", "no"]], (1, 3))
    assert rows.without("yes") == rows
