"""Status as rows: all of the plan, each part once, and the same in a table, in CSV and in JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from whole_book import Book

from spfbook.framework.framework import Framework
from spfbook.framework.members import Member, Portfolio
from spfbook.framework.portfolios import portfolios_with
from spfbook.pages import words
from spfbook.pages.status_rows import (
    COLUMNS,
    TABLE,
    as_csv,
    as_json,
    status_rows,
    table_cells,
)
from spfbook.pages.view import View
from spfbook.rules.status import Status

NAMES = ["book", "our_book", "illustrative_book"]


@pytest.fixture(params=NAMES)
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def key(row: dict[str, Any]) -> tuple[str, str]:
    return row["id"], row["component"] or ""


def test_there_is_a_row_for_every_part_of_every_indicator_once(any_view: View) -> None:
    rows = status_rows(any_view)
    keys = [key(row) for row in rows]
    assert len(keys) == len(set(keys))
    assert set(keys) == {
        (name, part.component.id if part.component else "")
        for name in any_view.framework.indicators
        for part in any_view.assessment(name).parts
    }


def test_rows_say_what_was_judged(any_view: View) -> None:
    rows = {key(row): row for row in status_rows(any_view)}
    for name in any_view.framework.indicators:
        for part in any_view.assessment(name).parts:
            row = rows[name, part.component.id if part.component else ""]
            assert (row["status"], row["reason"]) == (
                part.judgement.status.value, part.judgement.reason,
            )  # fmt: skip
            assert row["uncertain"] is part.is_uncertain
            assert row["illustrative"] is part.is_illustrative
            assert row["comparisons"] == {c.area: c.standing.value for c in part.comparisons}
            assert (row["value"] is None) is (part.latest is None or part.latest.value is None)
            assert (row["period"] is None) is (part.latest is None)


def test_what_is_shown_for_context_is_not_rated_in_any_row(any_view: View) -> None:
    context = {
        (name, part.component.id if part.component else "")
        for name in any_view.framework.indicators
        for part in any_view.assessment(name).parts
        if not part.is_assessed
    }
    assert context
    for row in status_rows(any_view):
        if key(row) in context:
            assert not Status(row["status"]).is_rated, row


def test_the_columns_are_those_of_every_row_in_order(any_view: View) -> None:
    rows = status_rows(any_view)
    assert all(set(COLUMNS) <= row.keys() for row in rows)
    header, *lines = csv.reader(io.StringIO(as_csv(rows)))
    assert tuple(header) == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert len(lines) == len(rows)
    assert {len(table_cells(row)) for row in rows} == {len(TABLE)}


def test_no_column_is_empty_all_the_way_down(illustrative_book: Book, book: Book) -> None:
    """A column that never holds anything is a promise not kept."""
    rows = read(as_csv(status_rows(illustrative_book.view)))
    empty = [column for column in COLUMNS if not any(row[column] for row in rows)]
    assert empty == ["rank", "rank_from", "rank_of"], "no figure of another borough is held"
    theirs = read(as_csv(status_rows(book.view)))
    assert [column for column in empty if not any(row[column] for row in theirs)] == []


def test_a_row_says_the_rank_and_what_decided_beside_other_places(view: View) -> None:
    rows = {row["id"]: row for row in status_rows(view)}
    columns = ("compared_by", "rank", "rank_from", "rank_of")
    shown = {name: tuple(row[column] for column in columns) for name, row in rows.items()}
    assert shown["recycling-rate"] == ("1 percentage point", 4, "lowest", 10)
    assert shown["active-adults"] == ("95% interval", 4, "lowest", 9)
    assert shown["life-expectancy"] == ("95% interval", None, None, None)
    assert shown["shops-in-use"] == (None, None, None, None)


def test_csv_holds_what_the_rows_hold(any_view: View) -> None:
    rows = status_rows(any_view)
    for row, cells in zip(rows, read(as_csv(rows)), strict=True):
        for column in ("id", "value", "period", "status"):
            assert cells[column] == (row[column] or "")
        assert cells["uncertain"] == ("true" if row["uncertain"] else "false")


def test_json_gives_the_rows_back(any_view: View) -> None:
    rows = status_rows(any_view)
    assert json.loads(as_json(rows)) == rows
    assert as_json(rows).endswith("]\n")
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(("text", "cell"), [
    ("=1+1", "'=1+1"),
    ("+44 20 8215 3000", "'+44 20 8215 3000"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
    ("\t=1+1", "'\t=1+1"),
    ("-4.5", "-4.5"),
    ("4.5", "4.5"),
    ("two\nlines", "two\nlines"),
    ('a "quoted", word', 'a "quoted", word'),
])  # fmt: skip
def test_no_cell_of_the_csv_can_run_as_a_formula(view: View, text: str, cell: str) -> None:
    row = status_rows(view)[0] | {"name": text, "value": text, "reason": text}
    (found,) = read(as_csv([row]))
    assert (found["name"], found["value"], found["reason"]) == (cell, cell, cell)


def test_figures_are_written_out_in_full(any_view: View) -> None:
    for row in status_rows(any_view):
        assert "E" not in (row["value"] or "")


def test_only_red_is_just_what_is_off_target(any_view: View) -> None:
    rows = status_rows(any_view)
    red = [row for row in rows if row["status"] == "red"]
    assert status_rows(any_view, only_red=True) == red
    assert red
    assert all(words.status_name(Status.RED) in table_cells(row)[4] for row in red)


def test_the_rows_of_a_member_are_those_of_the_plan(any_view: View) -> None:
    """What names the member, and what names nobody and is of a theme of the portfolio."""
    framework = any_view.framework
    named = {row.indicator.id for row in framework.rows() if row.words.lead_members}
    for member in framework.file.members:
        given = {portfolio.title for portfolio in member.portfolios}
        led = {
            row.indicator.id
            for row in framework.rows()
            if member.id in row.words.lead_members
            or (row.indicator.id not in named
                and given & {each.title for each in portfolios_with(framework, row)})
        }  # fmt: skip
        found = status_rows(any_view, member=member.id)
        assert {row["id"] for row in found} == led
        assert len({key(row) for row in found}) == len(found)
        both = status_rows(any_view, member=member.id, only_red=True)
        assert both == [row for row in found if row["status"] == "red"]


def test_an_indicator_that_a_member_leads_only_where_it_is_repeated_is_theirs(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first row names another lead; theirs is in the table of a second theme."""
    plain = Framework.rows

    def rows(self: Framework, theme: Any = None) -> list[Any]:
        return [
            row if not row.is_repeat else
            type(row)(**vars(row) | {"words": row.words.model_copy(
                update={"lead_members": ("nobody-else",)})})
            for row in plain(self, theme)
        ]  # fmt: skip

    other = Member(id="nobody-else", name="N", known_as="N", portfolios=(Portfolio(title="X"),))
    file = view.framework.file
    file = file.model_copy(update={"members": (*file.members, other)})
    view = replace(view, framework=replace(view.framework, file=file))
    monkeypatch.setattr(Framework, "rows", rows)
    repeated = {row.indicator.id for t in view.framework.themes for row in rows(view.framework, t)
                if row.is_repeat}  # fmt: skip
    assert repeated
    assert {row["id"] for row in status_rows(view, member="nobody-else")} == repeated


def test_a_member_without_indicators_has_no_rows(view: View) -> None:
    assert status_rows(view, member="nobody") == []


def test_a_change_on_the_period_before_is_not_called_one_on_the_year(any_view: View) -> None:
    for row in status_rows(any_view):
        assert "year" not in (row["on_the_period_before"] or "")


def test_the_table_says_uncertain_beside_the_status(book: Book) -> None:
    rows = [row for row in status_rows(book.view) if row["uncertain"]]
    assert rows
    assert all(table_cells(row)[4].endswith("(uncertain)") for row in rows)
