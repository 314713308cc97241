"""The words and the typed values agree: which numbers stand in a text, and what follows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from spfbook.sources.suggestions import did_you_mean
from spfbook.sources.word_checks import numbers_in

NUMBERS = [
    ("", ()),
    ("Increase", ()),
    ("72.5%", ("72.5",)),
    ("£2.5m by Q1 22-23", ("2500000", "1", "22", "23", "-23")),
    ("£2.5M", ("2500000",)),
    ("Equal to or less than £0.5m", ("500000",)),
    ("£25,000 in 20-21 £30,000 in 21-22", ("25000", "30000", "20", "21", "-21", "22", "-22")),
    ("2.5 million", ("2500000",)),
    ("£1bn", ("1000000000",)),
    ("5k", ("5000",)),
    ("1,944 per year (emerging London Plan target)", ("1944",)),
    ("Zero", ("0",)),
    ("Nil", ("0",)),
    ("+/- 5%", ("5", "-5")),
    ("+/-5", ("5", "-5")),
    ("-3", ("3", "-3")),
    ("<10%", ("10",)),
    (">90%", ("90",)),
    ("10 per cent", ("10",)),
    ("2.3%", ("2.3",)),
    ("2.30", ("2.3",)),
    ("50,000 in 20-21. 60,000 in 21-22", ("50000", "20", "21", "-21", "60000", "22", "-22")),
    ("100% by end of Q5", ("100", "5")),
    ("3 months", ("3",)),
    ("3m", ("3000000",)),
    ("the 5th", ()),
    ("(104) 421 per 100,000", ("104", "421", "100000")),
    ("44.0% (bowel) 63.7% (breast)", ("44", "63.7")),
    ("zeroes and millions", ()),
]


@pytest.mark.parametrize(("text", "numbers"), NUMBERS, ids=[case[0] or "-" for case in NUMBERS])
def test_the_numbers_that_stand_in_a_text(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == set(map(Decimal, numbers))


@pytest.mark.parametrize(
    ("found", "known", "says"),
    [
        ("bins-emptid", ["bins-emptied", "homes"], "; did you mean 'bins-emptied'?"),
        ("parks", ["bins-emptied", "homes"], ""),
        ("parks", [], ""),
    ],
)
def test_a_near_name_is_offered(found: str, known: list[str], says: str) -> None:
    assert did_you_mean(found, known) == says
