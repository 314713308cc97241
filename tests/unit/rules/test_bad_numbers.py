"""Whatever number a figure, a count or a limit is, the rules give a reason and never an error."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.comparison import Standing, compare
from spfbook.rules.direction import Direction, judge_direction, judge_short_direction
from spfbook.rules.exactness import known_limits
from spfbook.rules.season import season_of
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_series import trend_series
from spfbook.rules.trend_words import in_words
from spfbook.rules.variation import assess_variation

ODD = [
    Decimal(text)
    for text in ("NaN", "sNaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e-400", "0", "-0",
                 "5", "5.5", "100", "1e15")
]  # fmt: skip
PERIODS = [
    "0001", "2019", "2020", "2021", "9999", "fy2019-20", "fy2020-21", "2020-21-q1", "2021-22-q1",
    "2020-04", "2021-04", "2019..2021", "2020-03-31", "2021-03-31", "ay2020-21-autumn",
    "2020-01..2020-12",
]  # fmt: skip
numbers = st.one_of(st.none(), st.sampled_from(ODD))
TWO = Tolerance(absolute=Decimal(2))


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    value, period = draw(numbers), parse_period(draw(st.sampled_from(PERIODS)))
    missing = draw(st.sampled_from(Missing)) if value is None else None
    return Observation(
        "home", period, value, missing, draw(numbers), draw(numbers), draw(numbers),
        draw(numbers), None, period.end, True, period.end, None, 1,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _warnings_are_errors() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@settings(max_examples=400, deadline=None)
@given(
    st.lists(observations(), max_size=6), st.sampled_from(Polarity),
    st.sampled_from([Unit.PERCENT, Unit.PER_1000, Unit.COUNT]), numbers,
)  # fmt: skip
def test_every_judgement_on_a_series_has_a_reason(
    values: list[Observation], polarity: Polarity, unit: Unit, target: Any
) -> None:
    rule = {
        "polarity": polarity, "decimals": 1, "unit": unit, "is_percentage": unit is Unit.PERCENT,
    }  # fmt: skip
    for judge in (judge_direction, judge_short_direction):
        assert judge(values, **rule).reason.endswith(".")
    own, others = (values[-1], values[:-1]) if values else (None, [])
    limits = known_limits(own, unit, 1)
    beside = compare(own, others, area="other", name="Other", polarity=polarity, band=TWO,
                     unit=unit, limits=limits)  # fmt: skip
    assert beside.reason.endswith(".")
    series = trend_series(values, unit=unit, polarity=polarity)
    assert in_words(assess_trend(series))
    season = season_of(series)
    assert assess_variation(series, target=target, polarity=polarity, season=season).chart


@pytest.mark.parametrize("odd", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_compared_with_nothing(odd: str) -> None:
    def observed(year: str, value: str) -> Observation:
        period = parse_period(year)
        return Observation("home", period, Decimal(value), None, None, None, None, None, None,
                           period.end, True, period.end, None, 1)  # fmt: skip

    for values in ({"2020": odd, "2021": "5"}, {"2020": "5", "2021": odd}):
        found = judge_direction(
            [observed(*each) for each in values.items()], polarity=Polarity.HIGHER_IS_BETTER,
            decimals=0, is_percentage=False,
        )  # fmt: skip
        assert found.direction is Direction.NOT_COMPARABLE
        assert found.reason.endswith("is not a number.")
    pair = observed("2021", "5"), observed("2021", odd)
    for own, other in (pair, pair[::-1]):
        beside = compare(own, [other], area="o", name="O", polarity=Polarity.NEITHER, band=TWO)
        assert beside.standing is Standing.NOT_COMPARED
