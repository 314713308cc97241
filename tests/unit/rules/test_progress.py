"""Counts so far and shares due: exact, with nothing missing in between."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.rules.progress import (
    as_decimal,
    due_value,
    months_done,
    year_carried_on,
    year_of,
    year_to_date,
)

YEAR = parse_period("fy2021-22")


def observed(period: str, value: int | None) -> Observation:
    when = parse_period(period)
    missing = Missing.NOT_AVAILABLE if value is None else None
    number = None if value is None else Decimal(value)
    return Observation(
        "home", when, number, missing, None, None, None, None, None, when.end, True, when.end,
        None, 1,
    )  # fmt: skip


SUMS = [
    ({"2021-04": 1, "2021-05": 2, "2021-06": 4}, 7),
    ({"2021-06": 4, "2021-04": 1, "2021-05": 2}, 7),
    ({"2021-03": 100, "2021-04": 1}, 1),
    ({"2021-04": 1, "2022-04": 100}, 1),
    ({"2021-04": 1, "2021-06": 4}, None),
    ({"2021-05": 2}, None),
    ({"2021-04": 1, "2021-05": None, "2021-06": 4}, None),
    ({}, None),
    ({"2021-22-q1": 3, "2021-22-q2": 4}, 7),
    ({"2021-22-h1": 3}, 3),
    ({"2021-22-q1": 3, "2021-07": 4}, 7),
    ({"2021-04..2021-05": 3, "2021-06..2021-07": 4}, 7),
    ({"2021-04": 0}, 0),
]


@pytest.mark.parametrize(("values", "total"), SUMS)
def test_year_to_date(values: dict[str, int | None], total: int | None) -> None:
    assert year_to_date([observed(p, v) for p, v in values.items()], YEAR) == total


DUE = [
    # full, end, profile → due
    (120, date(2021, 4, 30), (), 10),
    (120, date(2021, 6, 30), (), 30),
    (120, date(2022, 3, 31), (), 120),
    (120, date(2022, 6, 30), (), 120),
    (120, date(2021, 4, 15), (), 5),
    (100, date(2021, 6, 30), (10, 20, 40, 100), 10),
    (100, date(2021, 4, 30), (10, 20, 40, 100), Decimal("3.333333333333333333333333333")),
    (100, date(2021, 9, 30), (10, 20, 40, 100), 20),
    (100, date(2022, 2, 28), (10, 20, 40, 100), 80),
    (100, date(2022, 3, 31), (10, 20, 40, 90), 100),
    (-120, date(2021, 6, 30), (), -30),
    (0, date(2021, 6, 30), (), 0),
]


@pytest.mark.parametrize(("full", "end", "profile", "due"), DUE)
def test_due_value(full: int, end: date, profile: tuple[int, ...], due: Decimal) -> None:
    shares = [Decimal(each) for each in profile]
    assert due_value(Decimal(full), end, YEAR, shares) == due


@given(
    st.integers(1, 10**6), st.integers(0, 364),
    st.sampled_from([(), (25, 50, 75, 100), (0, 0, 0, 100), tuple(range(8, 104, 8))[:12]]),
)  # fmt: skip
def test_what_is_due_never_shrinks_and_never_exceeds_the_whole(
    full: int, days: int, profile: tuple[int, ...]
) -> None:
    shares = [Decimal(each) for each in profile]
    today = date.fromordinal(YEAR.start.toordinal() + days)
    before = date.fromordinal(max(YEAR.start.toordinal(), today.toordinal() - 1))
    due, earlier = (due_value(Decimal(full), day, YEAR, shares) for day in (today, before))
    assert 0 <= earlier <= due <= full


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2021-03", "fy2020-21"),
        ("2021-04", "fy2021-22"),
        ("2021-22-q4", "fy2021-22"),
        ("ay2020-21-autumn", "ay2020-21"),
        ("ay2020-21-spring", "ay2020-21"),
        ("ay2020-21-summer", "ay2020-21"),
        ("ay2020-21-autumn+spring", "ay2020-21"),
        ("ay1999-00-summer", "ay1999-00"),
    ],
)
def test_the_year_a_period_is_counted_in(period: str, year: str) -> None:
    assert year_of(parse_period(period)) == parse_period(year)


def test_a_year_carried_on_holds_the_day() -> None:
    later = year_carried_on(YEAR, date(2024, 2, 29))
    assert (later.start, later.end) == (date(2023, 4, 1), date(2024, 3, 31))
    assert year_carried_on(YEAR, date(2022, 3, 31)) == YEAR


def test_months_are_exact() -> None:
    assert months_done(date(2021, 4, 1), date(2021, 6, 30)) == 3
    assert months_done(date(2021, 4, 1), date(2021, 4, 15)) == Fraction(1, 2)
    assert as_decimal(Fraction(2, 3) * 60) == 40
