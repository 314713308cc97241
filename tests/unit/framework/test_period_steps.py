"""The period after a period, of every kind that has one."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.period_steps import following, run_of
from spfbook.framework.periods import PeriodError, parse_period


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("2020-12", "2021-01"),
        ("2020-21-q3", "2020-21-q4"),
        ("2020-21-q4", "2021-22-q1"),
        ("fy2020-21", "fy2021-22"),
        ("fy1999-00", "fy2000-01"),
        ("2020", "2021"),
        ("2016..2018", "2017..2019"),
        ("fy2016-17..fy2018-19", "fy2017-18..fy2019-20"),
        ("2019-05..2020-04", "2019-06..2020-05"),
    ],
)
def test_the_next_of_its_kind(text: str, after: str) -> None:
    assert following(parse_period(text)) == parse_period(after)


@pytest.mark.parametrize("text", ["2020-03-31", "ay2020-21-summer", "2020-21-h1"])
def test_a_kind_without_one_says_what_to_write(text: str) -> None:
    with pytest.raises(PeriodError, match="write the periods out"):
        following(parse_period(text))


@given(
    st.sampled_from(["2015-04", "2015-16-q1", "fy2015-16", "2015"]), st.integers(0, 60)
)
def test_a_run_has_neither_gaps_nor_overlaps(first: str, count: int) -> None:
    run = list(run_of(parse_period(first), count))
    assert len(run) == count
    assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(run))
    assert len({period.kind for period in run}) <= 1


def test_a_run_of_one_needs_no_next() -> None:
    day = parse_period("2020-03-31")
    assert list(run_of(day, 1)) == [day]
