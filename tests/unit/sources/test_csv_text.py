"""CSV with line numbers: cells as values, each wrong cell a problem with its line and column."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from spfbook.framework.observations import Flag
from spfbook.framework.periods import parse_period
from spfbook.sources.csv_text import Row, read_rows


def rows_of(tmp_path: Path, text: str | bytes) -> tuple[list[Row], list[str]]:
    path = tmp_path / "it.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    rows, problems = read_rows(path, "it.csv", ("area", "value"), ("note",))
    return rows, [str(problem) for problem in problems]


def row(**cells: str) -> Row:
    return Row("it.csv", 7, cells)


def test_rows_have_their_cells_and_the_line_they_end_on(tmp_path: Path) -> None:
    rows, problems = rows_of(
        tmp_path, 'area,value,note\nhome,1,\n\nhome,2,"two\nlines"\n,,\nhome,3,x\n'
    )
    assert problems == []
    assert [(r.line, r.text("value"), r.text("note")) for r in rows] == [
        (2, "1", None), (5, "2", "two\nlines"), (7, "3", "x"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    b"\xef\xbb\xbfarea,value\r\nhome,1\r\n", b"value,area\n1,home\n", b"area , value\nhome,1",
])  # fmt: skip
def test_a_spreadsheets_habits_are_no_mistake(tmp_path: Path, text: bytes) -> None:
    rows, problems = rows_of(tmp_path, text)
    assert problems == []
    assert [(r.text("area"), r.text("value")) for r in rows] == [("home", "1")]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ["it.csv: is empty; the first line should name the columns"]),
        (" \n\n", ["it.csv: is empty; the first line should name the columns"]),
        ("area,value\n", ["it.csv: has a header and no rows"]),
        ("area\nhome\n", ["it.csv:1: column 'value' is missing"]),
        ("area,value,x,x\nhome,1,2,3\n", [
            "it.csv:1: column 'x' is not known; allowed: area, value, note",
            "it.csv:1: column 'x' stands twice",
        ]),
        ("area,value\nhome\nhome,1,2\n", [
            "it.csv:2: has 1 cells; the header names 2 columns",
            "it.csv:3: has 3 cells; the header names 2 columns",
        ]),
        ('area,value\nhome,"1"2\n', ["it.csv:2: is not CSV: ',' expected after '\"'"]),
        ('area,value\nhome\nhome,"1"2\n', [
            "it.csv:2: has 1 cells; the header names 2 columns",
            "it.csv:3: is not CSV: ',' expected after '\"'",
        ]),
        (b"area,value\ncaf\xe9,1\n", ["it.csv: is not UTF-8 text (byte 14); save it as CSV UTF-8"]),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_says_why(
    tmp_path: Path, text: str | bytes, says: list[str]
) -> None:
    assert rows_of(tmp_path, text)[1] == says


def test_rows_that_are_passed_over_are_not_read_and_the_others_keep_their_lines(
    tmp_path: Path,
) -> None:
    path = tmp_path / "it.csv"
    path.write_text('value,area\n1,away\n2,home\n3,4,away\n"5\n",away\n6,home\n')
    rows, problems = read_rows(path, "it.csv", ("area", "value"), (), skip={"away"})
    assert [(r.line, r.text("value")) for r in rows] == [(3, "2"), (7, "6")]
    assert [str(p) for p in problems] == ["it.csv:4: has 3 cells; the header names 2 columns"]
    path.write_text("area,value\naway,1\n")
    assert read_rows(path, "it.csv", ("area", "value"), (), skip={"away"}) == ([], [])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, problems = read_rows(tmp_path / "no.csv", "no.csv", (), ())
    assert [str(p) for p in problems] == ["no.csv: cannot be read: No such file or directory"]


@pytest.mark.parametrize(
    ("written", "number"),
    [("5", "5"), ("-0.4", "-0.4"), (" 72.50 ", "72.50"), ("", None), ("  ", None)],
)
def test_a_number_is_exact_and_an_empty_cell_is_none(written: str, number: str | None) -> None:
    read = row(value=written)
    assert read.number("value") == (Decimal(number) if number else None)
    assert read.problems == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("abc", "'abc' is not a number; write it like 1234.5"),
        ("1,944", "'1,944' is not a number; write it like 1234.5"),
        ("72%", "'72%' is not a number; write it like 1234.5"),
        ("nan", "'nan' is not a number; leave the cell empty and say why in missing"),
        ("inf", "'inf' is not a number; leave the cell empty and say why in missing"),
    ],
)
def test_what_is_no_number_is_told_with_its_line_and_column(written: str, says: str) -> None:
    read = row(value=written)
    assert read.number("value") is None
    assert [str(problem) for problem in read.problems] == [f"it.csv:7: value: {says}"]


def test_days_periods_and_choices_are_values() -> None:
    read = row(day="2021-05-31", period="2020-21-q1", flag="revised")
    assert read.day("day") == date(2021, 5, 31)
    assert read.period("period") == parse_period("2020-21-q1")
    assert read.choice("flag", Flag) is Flag.REVISED
    assert read.problems == []


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("31/05/2021", "day: '31/05/2021' is not a date; write it like 2021-05-31"),
        ("2021-02-30", "day: '2021-02-30' is not a date; write it like 2021-05-31"),
    ],
)
def test_what_is_no_day_is_told(written: str, says: str) -> None:
    read = row(day=written)
    assert read.day("day") is None
    assert [problem.message for problem in read.problems] == [says]


def test_what_is_no_period_no_choice_or_not_there_is_told() -> None:
    read = row(period="2020-13", flag="guess", area="")
    assert (read.period("period"), read.choice("flag", Flag), read.needed("area")) == (None,) * 3
    assert [problem.message for problem in read.problems] == [
        "period: '2020-13' is no period: month must be in 1..12",
        "flag: 'guess' is not known; use one of provisional, revised, estimated",
        "area: is empty; a value is needed",
    ]
