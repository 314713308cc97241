"""`spfbook status` and `trend`: what the figures say, as a person or a program meets them."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spfbook.pages.status_rows import COLUMNS
from spfbook.paths import Layout

KEYS = [
    *(column for column in COLUMNS), "shown", "period_words",
]  # fmt: skip
UNITS = {"percent": "1 percentage point", "per_1000": "1 per 1,000", "gbp": "£1", "count": "1"}
"""How a change of one is written in each unit."""


@pytest.fixture
def status(run: Callable, northmere: Layout) -> Callable:
    """Run `spfbook status …` on the invented council's files."""
    return lambda *arguments: run("--root", str(northmere.root), "status", *arguments)


@pytest.fixture
def our_status(run: Callable, repository: Layout) -> Callable:
    """Run `spfbook status …` on our own."""
    return lambda *arguments: run("--root", str(repository.root), "status", *arguments)


@pytest.fixture
def trend(run: Callable, northmere: Layout, tmp_path: Path) -> Iterator[Callable]:
    """Write a CSV file and run `spfbook trend` on it; a warning of a library fails the test."""

    def run_on(text: str, *options: str) -> Any:
        file = tmp_path / "mine.csv"
        file.write_text(text, encoding="utf-8")
        ran = run("--root", str(northmere.root), "trend", str(file), *options)
        assert "Traceback" not in ran.out + ran.err
        assert "Warning" not in ran.out + ran.err
        return ran

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield run_on


def rows(ran: Any) -> list[dict[str, Any]]:
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


# Status


def test_a_table_has_a_line_for_each_indicator(status: Callable) -> None:
    ran = status("2021-22-q4")
    assert (ran.code, ran.err) == (0, "")
    found = rows(status("2021-22-q4", "--format", "json"))
    assert f"{len(found)} rows" in ran.out
    for word in ("Indicator", "Figure", "Target", "Status", "On a year before", "Trend"):
        assert word in ran.out
    assert "● On target" in ran.out
    assert "■ Off target" in ran.out


def test_the_reds_that_nobody_explains_are_those_with_something_unsaid(status: Callable) -> None:
    """One says only what happened; of one nothing is said; the third is explained in full."""
    red = rows(status("2021-22-q4", "--format", "json", "--only-red"))
    found = rows(status("2021-22-q4", "--format", "json", "--lacking-commentary"))
    assert [row["id"] for row in found] == ["recycling-rate", "active-adults"]
    explained = [row for row in red if row not in found]
    assert [(row["id"], row["component"]) for row in explained] == [
        ("specialist-homes-built", "disabled-people")
    ]


def test_every_red_of_our_own_published_figures_awaits_its_explanation(
    our_status: Callable,
) -> None:
    red = rows(our_status("2021-22-q4", "--format", "json", "--only-red"))
    assert rows(our_status("2021-22-q4", "--format", "json", "--lacking-commentary")) == red
    assert red


def test_csv_and_json_hold_the_same(status: Callable) -> None:
    found = rows(status("2021-22-q4", "--format", "json"))
    ran = status("2021-22-q4", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    header, *lines = csv.reader(io.StringIO(ran.out))
    assert tuple(header) == COLUMNS
    assert [line[0] for line in lines] == [row["id"] for row in found]
    assert list(found[0]) == KEYS
    recycling = next(row for row in found if row["id"] == "recycling-rate")
    assert {k: recycling[k] for k in ("value", "unit", "period", "status", "comparisons")} == {
        "value": "42.8", "unit": "percent", "period": "fy2020-21", "status": "red",
        "comparisons": {"mereshire": "worse"},
    }  # fmt: skip
    assert recycling["on_a_year_before"] == "Got worse by 0.4 percentage points"


def test_the_newest_edition_is_the_one_meant(status: Callable) -> None:
    assert status("--format", "csv").out == status("2021-22-q4", "--format", "csv").out


def test_only_red_leaves_the_rest_out(status: Callable) -> None:
    found = rows(status("--format", "json"))
    red = rows(status("--format", "json", "--only-red"))
    assert red == [row for row in found if row["status"] == "red"]
    assert {row["id"] for row in red} == {
        "recycling-rate", "active-adults", "specialist-homes-built",
    }  # fmt: skip
    assert next(r for r in red if r["id"] == "specialist-homes-built")["component"] == (
        "disabled-people"
    )


@pytest.mark.parametrize("name", [
    "abara", "ABARA", "Councillor Ada Abara", "cllr abara", "Cabinet Member for Homes", "homes",
])  # fmt: skip
def test_a_portfolio_is_named_by_id_name_or_title(status: Callable, name: str) -> None:
    found = rows(status("--format", "json", "--portfolio", name))
    assert found == rows(status("--format", "json", "--portfolio", "abara"))
    everything = rows(status("--format", "json"))
    assert 0 < len(found) < len(everything)
    assert all(row in everything for row in found)


@pytest.mark.parametrize(("name", "message"), [
    ("parks", "portfolio 'parks' is no member's name or portfolio"),
    ("cabinet", "portfolio 'cabinet' fits several members"),
    ("Councillor", "portfolio 'Councillor' fits several members"),
    ("", "portfolio '' is no member's name or portfolio"),
    ("  ", "portfolio '  ' is no member's name or portfolio"),
])  # fmt: skip
def test_a_portfolio_that_is_not_clear_is_refused(
    status: Callable, name: str, message: str
) -> None:
    ran = status("--portfolio", name)
    known = (
        "abara (Cabinet Member for Homes), brook (Cabinet Member for Health; Deputy Leader)"
    )
    assert (ran.code, ran.out, ran.err) == (2, "", f"{message}; use one of {known}\n")


@pytest.mark.parametrize("command", ["status", "build"])
def test_an_empty_edition_is_not_the_newest_one(
    run: Callable, northmere: Layout, command: str
) -> None:
    ran = run("--root", str(northmere.root), command, "")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "edition '' is not known; the editions there are: 2021-22-q3, 2021-22-q4\n"


@pytest.mark.parametrize("arguments", [
    ("--root", "", "status"), ("status", "--format", ""), ("trend", ""),
    ("trend", "x.csv", "--unit", ""), ("framework", "schema", ""), ("illustrative", "--seed", ""),
])  # fmt: skip
def test_nothing_given_is_no_choice(
    run: Callable, northmere: Layout, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(northmere.root)
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [
    ("2031-32-q1",), ("../2021-22-q4",), ("--format", "xml"), ("2021-22-q4", "more"), ("--red",),
])  # fmt: skip
def test_what_is_not_understood_is_refused(status: Callable, arguments: tuple[str, ...]) -> None:
    ran = status(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err


def test_our_own_plan_can_be_asked_for_what_is_red(our_status: Callable) -> None:
    red = rows(our_status("2021-22-q4", "--only-red", "--format", "json"))
    assert len({row["id"] for row in red}) == 6
    table = our_status("2021-22-q4", "--only-red")
    assert table.code == 0
    assert f"{len(red)} rows" in table.out
    header, *lines = csv.reader(
        io.StringIO(our_status("2021-22-q4", "--only-red", "--format", "csv").out)
    )
    assert len(lines) == len(red)
    assert {line[header.index("status")] for line in lines} == {"red"}


def test_our_own_portfolios_are_found(our_status: Callable) -> None:
    education = rows(our_status("2021-22-q4", "--format", "json", "--portfolio", "School"))
    assert education == rows(
        our_status("2021-22-q4", "--format", "json", "--portfolio", "carpenter")
    )
    ran = our_status("2021-22-q4", "--portfolio", "deputy leader")
    assert ran.code == 2
    assert "fits several members" in ran.err


# Trend

HEADER = "period,value\n"


def years(values: list[Any], start: int = 2010) -> str:
    return HEADER + "".join(f"{start + i},{value}\n" for i, value in enumerate(values))


def test_a_series_that_rises_is_said_to(trend: Callable) -> None:
    ran = trend(years([3, 4, 6, 7, 8, 9, 11, 12, 14]), "--polarity", "lower_is_better")
    assert (ran.code, ran.err) == (0, "")
    first, *rest = ran.out.splitlines()
    assert first == "Evidence of an increase over 9 figures, 2010 to 2018: getting worse."
    assert any("exact Mann-Kendall test" in line for line in rest)
    assert rest[-1].startswith("Why this test: ")


def test_a_series_that_goes_nowhere_is_not_called_stable(trend: Callable) -> None:
    ran = trend(years([5, 3, 6, 4, 5, 3, 6, 4, 5]))
    assert ran.out.startswith("No clear trend over 9 figures")
    assert "stable" not in ran.out


def test_rows_in_any_order_say_the_same(trend: Callable) -> None:
    values = years([3, 4, 6, 7, 8, 9, 11, 12, 14])
    header, *lines = values.splitlines(keepends=True)
    assert trend(header + "".join(reversed(lines))).out == trend(values).out


def test_five_years_with_counts_have_a_test_of_their_own(trend: Callable) -> None:
    lines = [f"{2016 + i},{p},{10 * p},1000\n" for i, p in enumerate([20, 24, 29, 33, 38])]
    text = "period,value,numerator,denominator\n" + "".join(lines)
    ran = trend(text, "--unit", "percent")
    assert ran.out.startswith("Evidence of an increase over 5 figures")
    assert "five-point chi-squared test" in ran.out


def test_quarters_are_tested_within_their_seasons(trend: Callable) -> None:
    lines = [
        f"{2015 + i // 4}-{16 + i // 4}-q{i % 4 + 1},{[10, 90, 40, 70][i % 4] + 2 * (i // 4)}\n"
        for i in range(20)
    ]
    ran = trend(HEADER + "".join(lines))
    assert "seasonal Kendall test" in ran.out


BEYOND = "9" * 400
NOT_TESTED = [
    # what is wrong, the file, options, what is said
    ("one point", years([4]), (), "Too short to test for a trend.\n1 figure is held"),
    ("no values", HEADER + "2010,\n2011,\n", (), "Not tested for a trend.\nThere are no figures."),
    ("all equal", years([4] * 12), (), "Not tested for a trend.\nEvery figure is the same."),
    ("mixed frequencies", HEADER + "2010,1\n2011-12-q1,2\n2012-05,3\n", (),
     "The periods are of different kinds or lengths."),
    ("rolling", HEADER + "2010..2012,1\n2011..2013,2\n2012..2014,3\n", (),
     "Each period overlaps the next"),
    ("cumulative", years(list(range(9))), ("--cumulative",), "includes the earlier ones"),
    ("gaps", HEADER + "".join(f"{y},{y % 7}\n" for y in (1980, 1990, 1991, 1993, 1999, 2001, 2008,
                                                       2019)), (), "Not tested"),
]  # fmt: skip
NOT_TESTED += [
    ("too long", HEADER + "".join(f"{1000 + i},{i}\n" for i in range(1001)), (),
     "There are 1,001 figures, and at most 1,000 are tested."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "said"), [row[1:] for row in NOT_TESTED], ids=[row[0] for row in NOT_TESTED]
)
def test_a_series_that_cannot_be_tested_is_refused_with_the_reason(
    trend: Callable, text: str, options: tuple[str, ...], said: str
) -> None:
    ran = trend(text, *options)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(("Not tested for a trend.", "Too short to test for a trend."))
    assert said in ran.out
    assert not re.search(r"p =|p less|Why this test", ran.out)


@pytest.mark.parametrize(("text", "line", "said"), [
    ("", 0, "is empty; the first line should name the columns"),
    (HEADER, 0, "has a header and no rows"),
    (years([1, 2, "many"]), 4, "value: 'many' is not a number; write it like 1234.5"),
    (years([1, "NaN", 3]), 3, "value: 'NaN' is not a number; leave the cell empty"),
    (years([1, 2, "inf"]), 4, "value: 'inf' is not a number; leave the cell empty"),
    (years([1, 2, "-Infinity"]), 4, "value: '-Infinity' is not a number; leave the cell empty"),
    (HEADER + "soon,1\n", 2, "period: "),
    (HEADER + "2020-13,1\n", 2, "period: "),
    ("year,value\n2020,1\n", 1, "column 'year' is not known"),
    (HEADER + "2020,1,2\n", 2, "has 3 cells; the header names 2 columns"),
    (HEADER + "2010,1\n2011,2\n2010,3\n", 4, "period: 2010 stands in line 2 already; keep one"),
    (HEADER + "2010,1\n2010-01..2010-12,2\n", 3, "period: January to December 2010 stands in line"),
    (HEADER + f"2010,{BEYOND}\n", 2, "value: '99999999999999999999' is too large to work with"),
    (HEADER + "2010,1_000\n", 2, "value: '1_000' is not a number"),
    (HEADER + '2010,"12,34"\n', 2, "value: '12,34' is not a number"),
    ("period;value\n2010;1,234\n", 2, "value: '1,234' can be read in two ways; write it like"),
    (HEADER + '2010,"5\n', 2, "is not CSV: unexpected end of data"),
    (HEADER + "Q1 2020,5\n", 2, "period: 'Q1 2020' is read as q1 2020."),
    (HEADER + "04/30/2020,5\n", 2, "period: '04/30/2020' is read as 2020-30-04."),
    ("period\n2010\n", 1, "column 'value' is missing"),
    ("Period,PERIOD,value\n2010,2010,1\n", 1, "column 'period' stands twice"),
    (HEADER + "2010,1\n" * 10_001, 0, "has 10,001 rows; a series has at most 10,000"),
    (HEADER + "2010,1\n" * 800_000, 0, "is 6 MB; a series has at most 10,000 rows"),
    ("period,value,lower,upper\n2019,5,6,4\n", 2, "lower: 6 is above the upper limit, 4"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_the_line(
    trend: Callable, tmp_path: Path, text: str, line: int, said: str
) -> None:
    ran = trend(text)
    place = f"{(tmp_path / 'mine.csv').as_posix()}" + (f":{line}" if line else "")
    assert (ran.code, ran.out) == (2, "")
    assert any(each.startswith(f"{place}: {said}") for each in ran.err.splitlines())


COUNTS = "period,value,numerator,denominator\n2019,5,5,100\n2020,{}\n"


@pytest.mark.parametrize(("row", "said"), [
    ("5,5,0", "denominator: 0 is not above zero"),
    ("5,5,-10", "denominator: -10 is not above zero"),
    ("-5,-5,100", "numerator: -5 is below zero"),
    ("120,120,100", "numerator: 120 is more than the 100 that it is out of"),
    ("6,5,100", "value: 6 is not what its counts give, 5"),
])  # fmt: skip
def test_counts_that_cannot_be_true_are_refused_with_the_line(
    trend: Callable, tmp_path: Path, row: str, said: str
) -> None:
    ran = trend(COUNTS.format(row), "--unit", "percent")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{(tmp_path / 'mine.csv').as_posix()}:3: {said}")


PLAIN = years([3, 4, 6, 7, 8, 9, 11, 12, 1400])


@pytest.mark.parametrize("text", [
    "\ufeff" + PLAIN,
    PLAIN.replace("\n", "\r\n"),
    PLAIN.replace("\n", "\r"),
    PLAIN.replace(",", ";"),
    PLAIN.replace(",", "\t"),
    PLAIN.replace("period,value", " PERIOD , Value "),
    PLAIN.replace("1400", '"1,400"'),
    PLAIN.replace("1400", "£1400"),
    PLAIN.replace("1400", "1400%"),
    PLAIN + "2019,[x]\n2020,[c]\n2021,\n",
    "\n".join(PLAIN.splitlines()),
])  # fmt: skip
def test_a_file_is_read_as_people_make_them(trend: Callable, text: str) -> None:
    assert trend(text) == trend(PLAIN)
    assert trend(PLAIN).code == 0


@pytest.mark.parametrize("write", [
    "{0}-04-30", "30/04/{0}", "April {0}", "Apr-{0}", "apr {0}", "{0}-04-30 00:00:00",
    "{0}/{1}", "FY{0}/{1}", "fy{0}-{1}", "{0}/20{1}", "{0}/{1} Q1", "Q1 {0}/{1}",
])  # fmt: skip
def test_periods_are_read_as_people_write_them(trend: Callable, write: str) -> None:
    rows = [f"{write.format(2010 + i, 11 + i)},{value}\n" for i, value in enumerate(range(9))]
    ran = trend(HEADER + "".join(rows))
    assert ran.out.startswith("Evidence of an increase over 9 figures"), ran.err


def test_counts_alone_give_the_percentages(trend: Callable) -> None:
    counts = [(20, 100), (24, 100), (29, 100), (33, 100), (38, 100)]
    rows = [f"{2016 + i},{10 * n},{10 * d}\n" for i, (n, d) in enumerate(counts)]
    text = "period,numerator,denominator\n" + "".join(rows)
    ran = trend(text, "--unit", "percent")
    assert ran.out.startswith("Evidence of an increase over 5 figures")
    assert trend(text).err.endswith(":1: column 'value' is missing\n")


def test_the_first_and_the_last_years_of_the_calendar_are_years(trend: Callable) -> None:
    for year in (1, 9990):
        rows = [f"{year + i:04d},{i}\n" for i in range(7)]
        ran = trend(HEADER + "".join(rows))
        assert ran.out.startswith("Too short to test for a trend.")


def test_a_file_that_is_not_there_is_refused(run: Callable, northmere: Layout) -> None:
    ran = run("--root", str(northmere.root), "trend", "nowhere.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "nowhere.csv: is missing; name a CSV file with columns period, value\n"


@pytest.mark.parametrize("options", [("--unit", "furlongs"), ("--polarity", "up"), ("--test",)])
def test_an_option_that_is_not_known_is_refused(
    trend: Callable, options: tuple[str, ...]
) -> None:
    ran = trend(years([1, 2, 3]), *options)
    assert (ran.code, ran.out) == (2, "")


def test_a_change_of_percentages_is_in_points_and_of_rates_in_their_unit(trend: Callable) -> None:
    rows = "".join(f"{2010 + n},{5 + n}\n" for n in range(9))
    said = {unit: trend(f"period,value\n{rows}", "--unit", unit).out for unit in UNITS}
    for unit, words in UNITS.items():
        assert f"The typical change is a rise of {words} a year" in said[unit]
