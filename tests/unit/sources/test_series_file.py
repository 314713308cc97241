"""A series that a person brings: read as it stands, or refused with the line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from spfbook.errors import DataError
from spfbook.sources.series_file import read_series_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mine.csv"


def problems(file: Path, text: str | bytes) -> list[str]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DataError) as raised:
        read_series_file(file)
    assert all(line.startswith(file.as_posix()) for line in raised.value.lines())
    return [line.removeprefix(file.as_posix()) for line in raised.value.lines()]


def test_periods_and_values_are_enough(file: Path) -> None:
    file.write_text("period,value\n2020,4.50\n2021,5\n", encoding="utf-8")
    found = read_series_file(file)
    assert [(o.period.text, o.value, o.line) for o in found] == [
        ("2020", Decimal("4.50"), 2), ("2021", Decimal(5), 3),
    ]  # fmt: skip
    assert {(o.numerator, o.denominator, o.lower, o.upper) for o in found} == {(None,) * 4}


def test_counts_and_intervals_are_read_where_they_are_given(file: Path) -> None:
    file.write_text(
        "upper,lower,denominator,numerator,value,period\n6,4,200,10,5,fy2020-21\n,,,,5,fy2021-22\n",
        encoding="utf-8",
    )
    first, second = read_series_file(file)
    assert (first.numerator, first.denominator, first.lower, first.upper) == (10, 200, 4, 6)
    assert second.numerator is None


def test_an_empty_value_is_a_gap(file: Path) -> None:
    file.write_text("period,value\n2020,\n2021,5\n", encoding="utf-8")
    assert [o.value for o in read_series_file(file)] == [None, 5]


def test_rows_keep_the_order_of_the_file(file: Path) -> None:
    file.write_text("period,value\n2021,5\n2019,3\n2020,6\n", encoding="utf-8")
    assert [o.period.text for o in read_series_file(file)] == ["2021", "2019", "2020"]


def test_a_period_may_stand_once(file: Path) -> None:
    said = problems(file, "period,value\n2021,5\n2019,3\n2021,6\n")
    assert said == [":4: period: 2021 stands in line 2 already; keep one"]


@pytest.mark.parametrize("number", ["1,234", "£1,234", "1234.0", "1234"])
def test_thousands_may_have_commas(file: Path, number: str) -> None:
    file.write_text(f'period,value\n2020,"{number}"\n', encoding="utf-8")
    assert [o.value for o in read_series_file(file)] == [1234]


@pytest.mark.parametrize("text", [
    "\ufeffperiod,value\n2020,1\n", "period,value\r\n2020,1\r\n", "period , value\n2020, 1\n\n",
    'period,value\n"2020","1"',
])  # fmt: skip
def test_files_as_spreadsheets_save_them_are_read(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    assert [o.value for o in read_series_file(file)] == [1]


@pytest.mark.parametrize(("text", "expected"), [
    ("", [": is empty; the first line should name the columns"]),
    ("period,value\n", [": has a header and no rows"]),
    ("period\n2020\n", [":1: column 'value' is missing"]),
    ("value,period,value\n1,2020,2\n", [":1: column 'value' stands twice"]),
    ("2020,4\n2021,5\n", [
        ":1: column '2020' is not known; allowed: period, value, numerator, denominator, lower, "
        "upper",
        ":1: column '4' is not known; allowed: period, value, numerator, denominator, lower, "
        "upper",
        ":1: column 'period' is missing",
        ":1: column 'value' is missing",
    ]),
    ("period,value\n2020,4,5\n", [":2: has 3 cells; the header names 2 columns"]),
    ("period,value\n2020,many\n", [
        ":2: value: 'many' is not a number; write it like 1234.5, or leave the cell empty",
    ]),
    ("period,value\n2020,\"1,23\"\n", [
        ":2: value: '1,23' is not a number; write it like 1234.5, or leave the cell empty",
    ]),
    ("period,value\n,4\n", [":2: period: is empty; a value is needed"]),
    (b"period,value\n2020,\xa34\n", [": is not UTF-8 text (byte 18); save it as CSV UTF-8"]),
    ('period,value\n2020,"4\n', [":2: is not CSV: unexpected end of data"]),
])  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_line(
    file: Path, text: str | bytes, expected: list[str]
) -> None:
    assert problems(file, text) == expected


@pytest.mark.parametrize("number", ["NaN", "nan", "inf", "-Infinity", "sNaN"])
def test_what_is_no_number_is_refused_and_the_advice_fits_the_file(
    file: Path, number: str
) -> None:
    """There is no column `missing` here."""
    (said,) = problems(file, f"period,value\n2020,1\n2021,{number}\n")
    assert said.startswith(f":3: value: {number!r} is not a number; leave the cell empty")
    assert "missing" not in said


def test_all_problems_are_given_at_once(file: Path) -> None:
    found = problems(file, "period,value,lower\nsoon,many,x\n2020,1,\n2020-13,2,y\n")
    assert [line.split(":")[1:3] for line in found] == [
        ["2", " lower"], ["2", " period"], ["2", " value"], ["4", " lower"], ["4", " period"],
    ]  # fmt: skip


def test_a_file_that_is_not_there_says_what_is_wanted(file: Path, tmp_path: Path) -> None:
    for path in (file, tmp_path):
        with pytest.raises(DataError, match="is missing; name a CSV file with columns period, v"):
            read_series_file(path)
