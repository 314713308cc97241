"""Spacing: the periods of a series say how often it comes and what is missing."""

from __future__ import annotations

from datetime import date

import pytest

from spfbook.framework.periods import parse_period
from spfbook.rules.spacing import is_mixed, later_end, lay_out, share_data, time_of


@pytest.mark.parametrize(("texts", "step", "positions"), [
    ("2018 2019 2020", 12, (0, 1, 2)),
    ("fy2016-17 fy2018-19 fy2019-20", 12, (0, 2, 3)),
    ("fy2016-17 fy2018-19 fy2020-21", 24, (0, 1, 2)),
    ("ay2018-19", 12, (0,)),
    ("2020-01 2020-02 2020-04", 1, (0, 1, 3)),
    ("2020-01", 1, (0,)),
    ("2020-03 2020-06 2020-09", 3, (0, 1, 2)),
    ("2020-21-q1 2020-21-q2 2021-22-q1", 3, (0, 1, 4)),
    ("2020-21-q1 2021-22-q1", 12, (0, 1)),
    ("2020-21-h1 2020-21-h2 2021-22-h2", 6, (0, 1, 3)),
    ("ay2018-19-autumn ay2018-19-spring ay2018-19-summer ay2019-20-autumn", 4, (0, 1, 2, 3)),
    ("ay2018-19-autumn ay2018-19-summer", 8, None),
    ("ay2018-19-autumn+spring ay2019-20-autumn+spring", 12, (0, 1)),
    ("2020-03-31 2020-06-30 2020-12-31", 3, (0, 1, 3)),
    ("2020-01-15 2020-04-15 2020-07-15", 3, (0, 1, 2)),
    ("2018-11-30 2019-11-01 2020-12-02 2022-11-15", 12, (0, 1, 2, 4)),
    ("2018-10..2018-11 2019-10..2019-11 2021-10..2021-11", 12, (0, 1, 3)),
    ("2012..2014 2015..2017 2018..2020", 36, (0, 1, 2)),
    ("2018-01-01 2018-01-05", None, None),
    ("2018-01-31 2018-06-30", None, None),
    ("2018-01-31 2019-07-31", None, None),
])  # fmt: skip
def test_the_grid_of_periods(texts: str, step: int, positions: tuple[int, ...] | None) -> None:
    grid = lay_out([parse_period(text) for text in texts.split()])
    if positions is None:
        assert grid is None
        return
    assert grid is not None
    assert (grid.step, grid.positions) == (step, positions)
    assert grid.missing == positions[-1] + 1 - len(positions)
    assert grid.a_year == max(1, 12 // step)


def test_a_quarter_has_its_season_and_year_by_its_last_month() -> None:
    grid = lay_out([parse_period(f"2020-21-q{number}") for number in (1, 2, 3, 4)])
    assert grid is not None
    assert grid.years == (2020, 2020, 2020, 2021)
    assert grid.seasons == (5, 8, 11, 2)


@pytest.mark.parametrize(("texts", "is_so"), [
    ("2018 2019", False),
    ("2018 fy2019-20", True),
    ("2018 2019-03", True),
    ("2018-03 2018-21-q1".replace("2018-21", "2020-21"), True),
    ("2016..2018 2017..2019", False),
    ("2016..2018 2018..2019", True),
    ("2018-05..2019-04 2019-05..2019-10", True),
    ("ay2018-19-autumn ay2018-19-spring", False),
    ("ay2018-19-autumn ay2019-20-autumn+spring", True),
])  # fmt: skip
def test_kinds_and_lengths_are_not_mixed(texts: str, is_so: bool) -> None:
    assert is_mixed([parse_period(text) for text in texts.split()]) is is_so


@pytest.mark.parametrize(("texts", "is_so"), [
    ("2016..2018 2017..2019", True),
    ("2016..2018 2019..2021", False),
    ("2018-05..2019-04 2018-08..2019-07", True),
    ("2018-05..2019-04 2019-05..2020-04", False),
])  # fmt: skip
def test_neighbours_that_overlap_share_data(texts: str, is_so: bool) -> None:
    assert share_data([parse_period(text) for text in texts.split()]) is is_so


@pytest.mark.parametrize(("text", "months", "end"), [
    ("2020-02", 1, date(2020, 3, 31)),
    ("fy2019-20", 24, date(2022, 3, 31)),
    ("2020-03-31", 3, date(2020, 6, 30)),
    ("ay2018-19-autumn", 4, date(2019, 3, 31)),
    ("ay2018-19-spring", 4, date(2019, 8, 31)),
    ("ay2018-19-summer", 4, date(2019, 12, 31)),
    ("ay2018-19-spring", 12, date(2020, 3, 31)),
])  # fmt: skip
def test_later_periods_end_when_they_do(text: str, months: int, end: date) -> None:
    assert later_end(parse_period(text), months) == end


def test_years_apart_are_whole_numbers() -> None:
    leap, plain = parse_period("fy2019-20"), parse_period("fy2018-19")
    assert time_of(leap) - time_of(plain) == 1
    assert time_of(parse_period("2020-06")) == 2020.5
