"""The workbook: the Analysis Function's checklist, texts as texts, and the same bytes again."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from downloaded import everything_in, rows_of, workbook_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from whole_book import Book

from spfbook.errors import DataError
from spfbook.pages.data_files import DataFile, files_of
from spfbook.pages.data_table import CODE_MEANING, Column, DataTable, Kind, Number, theme_scope
from spfbook.pages.data_workbook import Cover, as_workbook
from spfbook.pages.view import View

COVER = Cover("Homes", ("One sentence.",), "Northmere District Council", date(2022, 5, 20))
DAY = date(2022, 3, 31)
COLUMNS = (
    Column("text", "Text", "Words."),
    Column("value", "Value", "A number.", Kind.NUMBER),
    Column("day", "Day", "A day.", Kind.DATE),
)
SHEETS = ["Cover", "Contents", "Codes", "Columns"]


def made_of(*rows: tuple, about: str = "About.") -> Workbook:
    return workbook_of(as_workbook(COVER, [DataTable("figures", about, COLUMNS, rows)]))


def table_of(sheet: Worksheet) -> list[list]:
    """Header and rows of the one table of a sheet."""
    ((_, place),) = sheet.tables.items()
    return [list(row) for row in sheet[place]]


@pytest.fixture(scope="module", params=["book", "illustrative_book"])
def made(request: pytest.FixtureRequest) -> tuple[View, tuple[DataFile, ...], Workbook]:
    """The workbook of a theme that has figures, and the files beside it."""
    found: Book = request.getfixturevalue(request.param)
    view = found.view
    theme = view.framework.themes[-1]
    files = files_of(theme_scope(view, theme))
    return view, files, workbook_of(files[-1].content)


# The checklist


def test_it_has_a_title_a_language_and_an_author_and_no_macros(made) -> None:
    view, files, book = made
    assert book.properties.title.endswith(": data")
    assert book.properties.language == "en-GB"
    assert book.properties.creator == view.framework.council.name
    with zipfile.ZipFile(io.BytesIO(files[-1].content)) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower()]


def test_it_begins_with_cover_contents_and_keys_each_sheet_named_once(made) -> None:
    _, files, book = made
    names = [table.name.capitalize() for table in files[-1].tables]
    assert book.sheetnames == [*SHEETS, *names]
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert book.active.title == "Cover"


def test_each_sheet_but_the_cover_holds_one_real_table_and_nothing_after_it(made) -> None:
    _, _, book = made
    seen = []
    for sheet in book.worksheets[1:]:
        ((name, place),) = sheet.tables.items()
        seen.append(name)
        start, end = place.split(":")
        assert start.startswith("A")
        assert sheet[end].row == sheet.max_row
        assert sheet[end].column == sheet.max_column
        above = [row[0] for row in sheet.iter_rows(max_row=sheet[start].row - 1, values_only=True)]
        assert all(above)
        assert "This sheet holds one table." in above
        header, *rows = table_of(sheet)
        assert len({cell.value for cell in header}) == len(header)
        assert all(isinstance(cell.value, str) for cell in header)
        assert rows
        assert all(cell.value not in (None, "") for row in rows for cell in row)
    assert len(set(seen)) == len(seen)


def test_nothing_is_merged_frozen_filtered_hidden_filled_or_drawn(made) -> None:
    _, files, book = made
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert all(table.autoFilter is None for table in sheet.tables.values())
        assert all(not t.tableStyleInfo.name for t in sheet.tables.values())
        assert not any(row.hidden for row in sheet.row_dimensions.values())
        assert not any(column.hidden for column in sheet.column_dimensions.values())
        assert not sheet._images
        assert not sheet._charts
        assert sheet.oddHeader.center.text is None
        assert sheet.oddFooter.center.text is None
        assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}
    assert "<comments" not in everything_in(files[-1])


def test_the_cursor_is_in_the_first_cell_of_each_sheet(made) -> None:
    _, _, book = made
    for sheet in book:
        (view,) = sheet.views.sheetView
        assert {selection.activeCell for selection in view.selection} <= {"A1"}
        assert view.topLeftCell in (None, "A1")


def test_long_texts_wrap_and_columns_are_wide_enough_for_their_words(made) -> None:
    _, _, book = made
    for sheet in book.worksheets[1:]:
        header, *rows = table_of(sheet)
        for place, head in enumerate(header):
            width = sheet.column_dimensions[head.column_letter].width
            assert head.alignment.wrap_text
            assert max(map(len, head.value.split())) <= width
            for row in rows:
                if row[place].data_type == "s" and row[place].hyperlink is None:
                    assert row[place].alignment.wrap_text


def test_every_code_used_is_explained_above_the_table(made) -> None:
    _, _, book = made
    for sheet in book.worksheets[4:]:
        header, *rows = table_of(sheet)
        used = {
            code
            for row in rows for cell in row if isinstance(cell.value, str)
            for code in re.findall(r"\[[a-z]\]", cell.value)
            if re.fullmatch(r"(\[[a-z]\])+", cell.value)
        }  # fmt: skip
        above = [cell.value for (cell,) in sheet.iter_rows(max_row=header[0].row - 1, max_col=1)]
        assert {words[:3] for words in above if " means: " in words} == used
    codes = {row[0].value: row[1].value for row in table_of(book["Codes"])[1:]}
    assert set(codes) == {str(code) for code in CODE_MEANING}


def test_contents_lead_to_each_sheet_and_count_its_rows(made) -> None:
    _, _, book = made
    _, *rows = table_of(book["Contents"])
    assert [row[0].value for row in rows] == book.sheetnames[2:]
    for name, _, count in rows:
        assert name.hyperlink.location == f"'{name.value}'!A1"
        assert name.hyperlink.target is None
        assert count.value == len(table_of(book[name.value])) - 1


def test_no_cell_but_those_of_the_contents_is_a_link_and_none_is_a_formula(made) -> None:
    _, _, book = made
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
            assert sheet.title == "Contents" or all(cell.hyperlink is None for cell in row)


def test_made_up_figures_are_said_on_the_cover_and_above_the_table(made) -> None:
    _, files, book = made
    is_made_up = files[-1].is_illustrative
    cover = " ".join(row[0] for row in book["Cover"].iter_rows(values_only=True))
    assert ("made up to show how the report works" in cover) is is_made_up
    for table in files[-1].tables:
        title = book[table.sheet]["A1"].value
        assert title.endswith("(illustrative figures)") is table.is_illustrative


# The same data as in the CSV


def test_sheets_hold_the_cells_of_the_csv_files(made) -> None:
    _, files, book = made
    for file in files[:-1]:
        (table,) = file.tables
        _, *rows = table_of(book[table.sheet])
        for cells, row in zip(rows, rows_of(file.content), strict=True):
            for cell, text in zip(cells, row.values(), strict=True):
                if cell.data_type == "n":
                    assert cell.value == pytest.approx(float(text), rel=1e-12)
                elif isinstance(cell.value, datetime):
                    assert cell.value.date().isoformat() == text
                else:
                    assert cell.value == text.removeprefix("'")


def test_a_number_is_shown_with_the_places_of_the_report_and_held_in_full() -> None:
    book = made_of(("a", Number(Decimal("1234.5678"), 1), DAY), ("b", Number(Decimal(7), 0), "[z]"))
    _, (_, first, day), (_, second, code) = table_of(book["Figures"])
    assert (first.value, first.number_format) == (1234.5678, "#,##0.0")
    assert (second.value, second.number_format) == (7, "#,##0")
    assert (day.value, day.number_format) == (datetime(2022, 3, 31), "d mmmm yyyy")
    assert {c.alignment.horizontal for c in (first, second, day, code)} == {"right"}


# Texts are texts

hostile = st.sampled_from(
    ["=1+1", "+5", "-5", "@SUM(A1)", "{=1}", "http://x.y", "mailto:a@b.c", "internal:A1",
     "[a](http://x.y)", "$$note$$", "_x0041_", "1234", "TRUE", "<b>&amp;", "a\u2028b", "'=1",
     "a\r\nb\rc\n\rd", "_x000D_"]
)  # fmt: skip

some_text = st.text(min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=40, deadline=None)
@given(st.lists(hostile | some_text, min_size=1, max_size=8))
def test_any_text_is_held_as_it_is(texts: list[str]) -> None:
    """But for letters that no XML file can hold, and with one letter for every end of a line."""
    book = made_of(*((text, "[x]", "[x]") for text in texts))
    _, *rows = table_of(book["Figures"])
    for (cell, *_), text in zip(rows, texts, strict=True):
        assert (cell.data_type, cell.hyperlink) == ("s", None)
        allowed = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
        assert cell.value == allowed.replace("\r\n", "\n").replace("\r", "\n")


def test_a_text_that_no_cell_can_hold_is_refused_and_not_dropped() -> None:
    with pytest.raises(DataError, match="32,767 at most"):
        made_of(("a" * 32_768, "[x]", "[x]"))


# The same again


def test_two_makes_give_the_same_bytes_on_any_day(our_view: View) -> None:
    theme = our_view.framework.theme("schools")
    first, second = (files_of(theme_scope(our_view, theme)) for _ in range(2))
    assert [file.content for file in first] == [file.content for file in second]
    book = workbook_of(first[-1].content)
    assert book.properties.created.date() == our_view.as_at
    with zipfile.ZipFile(io.BytesIO(first[-1].content)) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_first_workbook_of_a_process_is_as_the_next() -> None:
    """A theme's page makes one workbook, the page of downloads all: each the same to the byte."""
    twice = (
        "from datetime import date; from spfbook.pages.data_workbook import Cover, as_workbook\n"
        "cover = Cover('Homes', ('One sentence.',), 'Northmere', date(2022, 5, 20))\n"
        "print(as_workbook(cover, []) == as_workbook(cover, []))"
    )
    done = subprocess.run(
        [sys.executable, "-c", twice], capture_output=True, check=True, text=True
    )
    assert done.stdout == "True\n"
