"""The rules that look for mistakes in a built book find them, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from html_book import HtmlBook
from word_checks import RULES, drafts, wrong_in, wrong_on_pages

QUOTED = "10% by end of Q2 20-21\nages 16-17\n1100 per year"

WRONG = [
    ("a number without commas", "8855 homes"),
    ("a number without commas", "rose to 12855.5"),
    ("a number without commas", "1855 of 2,000"),
    ("a hyphen for a minus", "a change of -3.2"),
    ("a hyphen for a minus", "-£25 a week"),
    ("a hyphen or a dash for “to”", "an interval of 3.2-5.1"),
    ("a hyphen or a dash for “to”", "40% – 52%"),
    ("per cent for percentage points", "Improved by 2.1%"),
    ("per cent for percentage points", "a rise of 3 per cent"),
    ("a program’s word for nothing", "nan%"),
    ("a program’s word for nothing", "None"),
    ("a program’s word for nothing", "Improved by None"),
    ("a date not written out", "on 18/09/2018"),
    ("a date not written out", "known by 2022-05-31"),
    ("a date not written out", "the 1st of April"),
    ("no nought before the point", "by .5 percentage points"),
    ("stops or spaces too many", "Target: Increases.. Baseline"),
    ("stops or spaces too many", "Barnet , Bexley"),
]
RIGHT = [
    "8,855 homes in 2021, financial year 2020 to 2021, 2018/19",
    "a change of −3.2; −£25 a week; 40% to 52%; Improved by 2.1 percentage points",
    "None given. None set. within 5% of it is near target",
    "on 18 September 2018; Reference: adult-residential-admissions-18-64 (row PIR-110)",
    "0.5 days; and so on … to the end.",
    "10% by end of Q2 20-21; ages 16-17; 1100 per year",  # the plan's own words
]


@pytest.mark.parametrize(("mistake", "words"), WRONG)
def test_a_mistake_is_found_and_named(mistake: str, words: str) -> None:
    found = list(wrong_in(words, QUOTED))
    assert [each.partition(":")[0] for each in found] == [mistake], found


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_is_left_alone(words: str) -> None:
    assert list(wrong_in(words, QUOTED)) == []


def test_every_rule_has_a_mistake_that_it_finds() -> None:
    assert {mistake for mistake, _ in WRONG} == set(RULES)


PAGE = "<html><body><article><h1>A</h1>{}</article></body></html>"
TABLE = "<table><tr><th>Homes</th><td>{}</td></tr></table>"


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (TABLE.format(""), "an empty cell"),
        (TABLE.format("…"), "a cell that is cut: “…”"),
        (TABLE.format('<img src="a.svg" alt="4 figures"/>'), ""),
        (TABLE.format('<a href="b.html">Deliver the homes…</a>'), ""),
        ("<p>The report for quarter 4 is here.</p>", "a quarter without its months"),
        ("<p>January to March 2022 (quarter 4 of 2021 to 2022), and quarter 4.</p>", ""),
        ("<p>Target: 10% by end of Q2 20-21</p>", ""),
        (TABLE.format("8855"), "a number without commas: '8855' in “8855”"),
    ],
)
def test_gaps_cuts_and_quarters_are_found_on_a_page(tmp_path: Path, held: str, found: str) -> None:
    (tmp_path / "schools.html").write_text(PAGE.format(held), encoding="utf-8")
    said = list(wrong_on_pages(HtmlBook(tmp_path), QUOTED))
    assert [each.startswith(f"schools: {found}") for each in said] == [True] * bool(found), said


def test_a_name_that_says_draft_is_found(tmp_path: Path) -> None:
    for name in ("report v4.pdf", "schools-figures.csv", "q3-first-draft.pdf", "homes (1).xlsx"):
        (tmp_path / name).touch()
    assert drafts(tmp_path) == ["homes (1).xlsx", "q3-first-draft.pdf", "report v4.pdf"]
