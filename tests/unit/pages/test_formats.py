"""Numbers, units and dates as readers see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from spfbook.framework.units import Unit
from spfbook.pages import formats


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("0.25", 1, "0.3"),
        ("72.449", 1, "72.4"),
        ("72.45", 1, "72.5"),
        ("-2.5", 0, "−3"),
        ("-0.04", 1, "0.0"),
        ("-0.4", 0, "0"),
        ("-0", 0, "0"),
        ("-0.0", 1, "0.0"),
        ("-0.05", 1, "−0.1"),
        ("999.5", 0, "1,000"),
        ("1234.5", 0, "1,235"),
        ("1234567.891", 2, "1,234,567.89"),
        ("-1234", 0, "−1,234"),
        ("7", 2, "7.00"),
        ("1E+3", 0, "1,000"),
    ],
)
def test_numbers_are_rounded_half_up_with_commas_and_a_true_minus(
    value: str, decimals: int, shown: str
) -> None:
    assert formats.number(Decimal(value), decimals) == shown


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("72.4", Unit.PERCENT, 1, "72.4%"),
        ("-0.4", Unit.PERCENT, 1, "−0.4%"),
        ("25.1", Unit.PER_1000, 1, "25.1 per 1,000"),
        ("3", Unit.PER_10000, 0, "3 per 10,000"),
        ("31.6", Unit.PER_100000, 1, "31.6 per 100,000"),
        ("1234.5", Unit.GBP, 2, "£1,234.50"),
        ("-1234", Unit.GBP, 0, "−£1,234"),
        ("-0.2", Unit.GBP, 0, "£0"),
        ("80.6", Unit.YEARS, 1, "80.6 years"),
        ("12", Unit.DAYS, 0, "12 days"),
        ("0.16", Unit.SCORE, 2, "0.16"),
        ("46.4", Unit.NOT_STATED, 1, "46.4"),
        ("1200", Unit.COUNT, 0, "1,200"),
    ],
)
def test_a_value_stands_with_its_unit(
    value: str, unit: Unit, decimals: int, shown: str
) -> None:
    assert formats.quantity(Decimal(value), unit, decimals) == shown


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_can_be_written(unit: Unit) -> None:
    assert "5" in formats.quantity(Decimal(5), unit, 0)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "shown"),
    [
        ("1", Unit.PERCENT, 0, "1 percentage point"),
        ("-1", Unit.PERCENT, 0, "1 percentage point"),
        ("1.0", Unit.PERCENT, 1, "1.0 percentage points"),
        ("0.4", Unit.PERCENT, 1, "0.4 percentage points"),
        ("2", Unit.PERCENT, 0, "2 percentage points"),
        ("-2.5", Unit.PER_1000, 1, "2.5 per 1,000"),
        ("-3", Unit.GBP, 0, "£3"),
    ],
)
def test_a_change_of_percentages_is_in_points_and_has_no_sign(
    value: str, unit: Unit, decimals: int, shown: str
) -> None:
    assert formats.difference(Decimal(value), unit, decimals) == shown


@pytest.mark.parametrize(
    ("parts", "shown"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_things_are_joined_as_in_a_sentence(parts: list[str], shown: str) -> None:
    assert formats.joined(parts) == shown


@pytest.mark.parametrize(
    ("count", "words", "shown"),
    [
        (0, ("indicator",), "0 indicators"),
        (1, ("indicator",), "1 indicator"),
        (1200, ("indicator",), "1,200 indicators"),
        (1, ("indicator is", "indicators are"), "1 indicator is"),
        (2, ("indicator is", "indicators are"), "2 indicators are"),
    ],
)
def test_one_is_singular_and_all_else_plural(
    count: int, words: tuple[str, ...], shown: str
) -> None:
    assert formats.counted(count, *words) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (1, 8, "13%"),
        (1, 200, "1%"),
        (1, 201, "0%"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (0, 0, r"\[z\]"),
    ],
)
def test_a_share_is_a_whole_percentage_and_of_nothing_does_not_apply(
    part: int, whole: int, shown: str
) -> None:
    assert formats.share(part, whole) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a word", "A word."),
        ("Said.", "Said."),
        ("Why?", "Why?"),
        (" more ", "More."),
        ("éclair", "Éclair."),
    ],
)
def test_a_sentence_begins_large_and_ends_with_a_stop(said: str, shown: str) -> None:
    assert formats.sentence(said) == shown


def test_a_day_is_written_out_without_a_nought_before() -> None:
    assert formats.day(date(2022, 5, 1)) == "1 May 2022"
