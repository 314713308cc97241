"""CSV for download: what went in comes out, and no cell can run as a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.escape import spreadsheet_cell
from spfbook.pages.data_csv import as_csv
from spfbook.pages.data_table import Column, DataTable, Kind, Number

COLUMNS = (
    Column("text", "Text", "."),
    Column("number", "Number", ".", Kind.NUMBER),
    Column("day", "Day", ".", Kind.DATE),
)
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
BEGINS_A_FORMULA = tuple("=+-@|\t\r\n＝＋－＠\0")
DAY = date(2022, 3, 31)
texts = st.text(min_size=1).filter(str.strip)
awkward = st.builds(
    lambda start, rest: start + rest,
    st.text("=+-@|\t\r\n＝＋－＠' \",;\x00", min_size=1, max_size=5),
    st.text(max_size=8),
).filter(str.strip)


def parsed(*rows: tuple) -> list[list[str]]:
    content = as_csv(DataTable("t", "About.", COLUMNS, rows)).decode("utf-8-sig")
    header, *lines = csv.reader(io.StringIO(content, newline=""))
    assert header == ["text", "number", "day"]
    return lines


def without_apostrophe(cell: str) -> str:
    """As `spreadsheet_cell` promises: the one it put there can be told from one that was there."""
    return cell[1:] if cell.startswith("'") and spreadsheet_cell(cell[1:]) == cell else cell


@given(st.lists(texts | awkward, min_size=1, max_size=5))
def test_any_text_comes_back_and_none_begins_a_formula(found: list[str]) -> None:
    rows = parsed(*((text, Number(Decimal(1), 0), DAY) for text in found))
    assert [without_apostrophe(row[0]) for row in rows] == found
    for text, _, _ in rows:
        assert not text.lstrip().startswith(BEGINS_A_FORMULA) or NUMBER.fullmatch(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_a_number_comes_back_exactly_and_is_written_plainly(value: Decimal) -> None:
    ((_, shown, _),) = parsed(("x", Number(value, 0), DAY))
    assert NUMBER.fullmatch(shown)
    assert Decimal(shown) == value


def test_a_negative_number_stays_a_number_and_a_day_is_iso() -> None:
    assert parsed(("x", Number(Decimal("-4.50"), 0), DAY)) == [["x", "-4.50", "2022-03-31"]]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("+/- 5%", "'+/- 5%"),
        ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
        ("|cmd", "'|cmd"),
        ("  =1+1", "'  =1+1"),
        ("'=1+1", "''=1+1"),
        ("＝1+1", "'＝1+1"),
        ("+5", "'+5"),
        ("-²", "'-²"),
        ("--5", "'--5"),
        ("-5", "-5"),
        ("−5", "−5"),
        ("5 - 6", "5 - 6"),
        ("’tis", "’tis"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_a_text_that_could_run_gets_an_apostrophe(text: str, cell: str) -> None:
    assert spreadsheet_cell(text) == cell


def test_the_file_is_what_excel_on_windows_and_rfc_4180_ask_for() -> None:
    row = ('£5, "more"', Number(Decimal("1.5"), 1), DAY)
    content = as_csv(DataTable("t", "About.", COLUMNS, (row,)))
    assert content == (
        b"\xef\xbb\xbftext,number,day\r\n" + '"£5, ""more""",1.5,2022-03-31\r\n'.encode()
    )
