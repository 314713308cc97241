"""Comparison: like beside like, and no difference named that chance or the band explains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.comparison import (
    Comparison,
    Standing,
    beside,
    beside_interval,
    compare,
    is_red_and_worsening,
    is_worse_and_worsening,
)
from spfbook.rules.direction import Direction, Travel
from spfbook.rules.funnel import beside_proportion, beside_rate, gamma_share
from spfbook.rules.ranking import position_among, rank_among, values_in
from spfbook.rules.status import Judgement, Status

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
FLIPPED = {HIGHER: LOWER, LOWER: HIGHER, Polarity.NEITHER: Polarity.NEITHER}
numbers = st.decimals(-1000, 1000, places=1)


def observed(
    value: Any, period: str = "fy2020-21", area: str = "home", limits: Any = (None, None)
) -> Observation:
    when = parse_period(period)
    missing = value if isinstance(value, Missing) else None
    low, high = (None if each is None else Decimal(str(each)) for each in limits)
    return Observation(
        area, when, None if missing else Decimal(str(value)), missing, None, None, low, high,
        None, when.end, True, when.end, None, 1,
    )  # fmt: skip


def beside_london(own: Any, others: dict[str, Any], **more: Any) -> Comparison:
    rules = {"polarity": HIGHER, "band": Tolerance(absolute=2)} | more
    mine = own if isinstance(own, Observation | None) else observed(own)
    theirs = [observed(value, period, "london") for period, value in others.items()]
    return compare(mine, theirs, area="london", name="London", **rules)


BANDS = [
    # own, theirs, polarity → standing
    ("82.1", "80", HIGHER, Standing.BETTER),
    ("82", "80", HIGHER, Standing.SIMILAR),
    ("80", "80", HIGHER, Standing.SIMILAR),
    ("78", "80", HIGHER, Standing.SIMILAR),
    ("77.9", "80", HIGHER, Standing.WORSE),
    ("82.1", "80", LOWER, Standing.WORSE),
    ("77.9", "80", LOWER, Standing.BETTER),
    ("82.1", "80", Polarity.NEITHER, Standing.HIGHER),
    ("77.9", "80", Polarity.IN_RANGE, Standing.LOWER),
]


@pytest.mark.parametrize(("own", "other", "polarity", "standing"), BANDS)
def test_without_an_interval_the_band_decides(
    own: str, other: str, polarity: Polarity, standing: Standing
) -> None:
    found = beside_london(own, {"fy2020-21": other}, polarity=polarity)
    assert found.standing is standing
    assert found.difference == Decimal(own) - Decimal(other)


INTERVALS = [
    # lower, upper, theirs, polarity → standing
    ("80.1", "84", "80", HIGHER, Standing.BETTER),
    ("80", "84", "80", HIGHER, Standing.SIMILAR),
    ("76", "80", "80", HIGHER, Standing.SIMILAR),
    ("76", "79.9", "80", HIGHER, Standing.WORSE),
    ("76", "79.9", "80", LOWER, Standing.BETTER),
    ("76", "79.9", "80", Polarity.NEITHER, Standing.LOWER),
]


@pytest.mark.parametrize(("lower", "upper", "other", "polarity", "standing"), INTERVALS)
def test_an_interval_goes_before_the_band(
    lower: str, upper: str, other: str, polarity: Polarity, standing: Standing
) -> None:
    middle = (Decimal(lower) + Decimal(upper)) / 2
    published = beside_london(
        observed(middle, limits=(lower, upper)), {"fy2020-21": other}, polarity=polarity
    )
    worked_out = beside_london(
        observed(middle), {"fy2020-21": other}, polarity=polarity,
        limits=(Decimal(lower), Decimal(upper)),
    )  # fmt: skip
    assert published.standing is worked_out.standing is standing
    assert "95% interval" in published.reason


def test_a_published_interval_goes_before_one_worked_out() -> None:
    own = observed(80, limits=(70, 90))
    found = beside_london(own, {"fy2020-21": 75}, limits=(Decimal(79), Decimal(81)))
    assert found.standing is Standing.SIMILAR


REASONS = [
    (90, {"fy2020-21": 80}, {}, "Better than London: the figures are more than 2 apart. "
     "Chance is not ruled out."),
    (81, {"fy2020-21": 80}, {}, "Similar to London: the figures are within 2 of each other."),
    (70, {"fy2020-21": 80}, {"band": Tolerance(relative_pct=5)},
     "Worse than London: the figures are more than 5% apart. Chance is not ruled out."),
    (81, {"fy2019-20": 80}, {}, "Similar to London: the figures are within 2 of each other. "
     "London’s latest figure is for financial year 2019 to 2020."),
    (81, {"fy2021-22": 80}, {}, "No figure is held for London."),
    (81, {"fy2010-11": 80}, {}, "No figure is held for London."),
    (81, {"fy2020-21": Missing.SUPPRESSED}, {}, "No figure is held for London."),
    (81, {}, {}, "No figure is held for London."),
    (None, {"fy2020-21": 80}, {}, "No figure of our own can be compared."),
    (Missing.SUPPRESSED, {"fy2020-21": 80}, {}, "No figure of our own can be compared."),
    (81, {"fy2020-21": 80}, {"unit": Unit.COUNT},
     "A number that grows with the size of a place is not compared."),
    (81, {"fy2019-20": 80}, {"cumulative": True},
     "London’s latest figure, for financial year 2019 to 2020, cannot be compared: the two "
     "counts run to different points in time."),
    (81, {"fy2019-20": 80},
     {"breaks": [Break(first_period="fy2020-21", reason="It is counted anew.")]},
     "London’s latest figure, for financial year 2019 to 2020, cannot be compared: it is "
     "counted anew."),
]  # fmt: skip


@pytest.mark.parametrize(("own", "others", "more", "reason"), REASONS)
def test_the_reason_is_plain(
    own: Any, others: dict[str, Any], more: dict[str, Any], reason: str
) -> None:
    assert beside_london(own, others, **more).reason == reason


@given(numbers, numbers, numbers, st.sampled_from(list(FLIPPED)))
def test_flipping_polarity_and_sign_changes_nothing(
    reference: Decimal, a: Decimal, b: Decimal, polarity: Polarity
) -> None:
    lower, upper = min(a, b), max(a, b)
    first = beside(reference, lower, upper, polarity=polarity)
    second = beside(-reference, -upper, -lower, polarity=FLIPPED[polarity])
    mirrored = {Standing.HIGHER: Standing.LOWER, Standing.LOWER: Standing.HIGHER}
    assert second is (mirrored.get(first, first) if polarity is Polarity.NEITHER else first)


@given(numbers, numbers, st.decimals(0, 50, places=1))
def test_a_better_value_never_stands_worse(own: Decimal, other: Decimal, gain: Decimal) -> None:
    order = [Standing.WORSE, Standing.SIMILAR, Standing.BETTER]
    before, after = (
        order.index(beside_london(value, {"fy2020-21": other}).standing)
        for value in (own, own + gain)
    )
    assert after >= before


def test_two_intervals_that_touch_are_similar() -> None:
    one, two = (Decimal(1), Decimal(2)), (Decimal(2), Decimal(3))
    assert beside_interval(one, two, polarity=HIGHER) is Standing.SIMILAR
    apart = (Decimal("2.1"), Decimal(3))
    assert beside_interval(one, apart, polarity=HIGHER) is Standing.WORSE
    assert beside_interval(one, apart, polarity=LOWER) is Standing.BETTER
    assert beside_interval(one, None, polarity=LOWER) is Standing.NOT_COMPARED


@pytest.mark.parametrize("direction", Direction)
def test_the_lists_of_concern_need_both(direction: Direction) -> None:
    travel = Travel(direction, "Why.")
    is_worse = direction is Direction.WORSENED
    for status in Status:
        found = is_red_and_worsening(Judgement(status, "Why."), travel)
        assert found is (is_worse and status is Status.RED)
    for standing in Standing:
        beside_england = Comparison("england", standing, "Why.")
        found = is_worse_and_worsening(beside_england, travel)
        assert found is (is_worse and standing is Standing.WORSE)


# Rank


RANKS = [
    ({"home": 5, "a": 3, "b": 1}, HIGHER, "1st of 3, the highest first."),
    ({"home": 5, "a": 3, "b": 1}, LOWER, "3rd of 3, the lowest first."),
    ({"home": 5, "a": 5, "b": 7}, HIGHER, "2nd of 3, the highest first, shared by 2."),
    ({"home": 5, "a": 5, "b": 7}, LOWER, "1st of 3, the lowest first, shared by 2."),
    ({"home": 5, "a": 3}, Polarity.NEITHER, "1st of 2, the highest first."),
    ({f"a{n}": n for n in range(1, 12)} | {"home": 0}, HIGHER, "12th of 12, the highest first."),
    ({f"a{n}": n for n in range(1, 21)} | {"home": 0}, HIGHER, "21st of 21, the highest first."),
]


@pytest.mark.parametrize(("values", "polarity", "reason"), RANKS)
def test_rank(values: dict[str, int], polarity: Polarity, reason: str) -> None:
    known = {area: Decimal(value) for area, value in values.items()}
    found = rank_among(known, "home", polarity=polarity)
    assert found is not None
    assert found.reason == reason


def test_no_rank_without_a_value_or_without_others() -> None:
    assert rank_among({"a": Decimal(1), "b": Decimal(2)}, "home", polarity=HIGHER) is None
    assert rank_among({"home": Decimal(1)}, "home", polarity=HIGHER) is None


def test_only_values_for_the_same_days_are_ranked() -> None:
    rows = [
        observed(1, "fy2020-21", "a"), observed(2, "2020-04..2021-03", "b"),
        observed(3, "fy2019-20", "c"), observed(Missing.NOT_AVAILABLE, "fy2020-21", "d"),
    ]  # fmt: skip
    assert values_in(parse_period("fy2020-21"), rows) == {"a": 1, "b": 2}


def test_no_distance_where_most_are_equal() -> None:
    found = position_among([Decimal(n) for n in (5, 5, 5, 9)], Decimal(9))
    assert found is not None
    assert (found.median, found.deviation, found.distance) == (5, 0, None)
    assert position_among([], Decimal(9)) is None


# Funnels


@pytest.mark.parametrize("shape", [0.3, 1, 13.14, 250.5])
@pytest.mark.parametrize("x", [0, 0.01, 1, 7, 13.14, 260, 1000])
def test_the_gamma_distribution_agrees_with_scipy(shape: float, x: float) -> None:
    assert gamma_share(shape, x) == pytest.approx(special.gammainc(shape, x), abs=1e-12)


@pytest.mark.parametrize(
    ("value", "polarity", "standing"),
    [
        (0.20, HIGHER, Standing.BETTER), (0.20, LOWER, Standing.WORSE),
        (0.02, HIGHER, Standing.WORSE), (0.10, HIGHER, Standing.SIMILAR),
        (0.20, Polarity.NEITHER, Standing.HIGHER), (0.02, Polarity.NEITHER, Standing.LOWER),
    ],
)  # fmt: skip
def test_beyond_a_funnel(value: float, polarity: Polarity, standing: Standing) -> None:
    assert beside_proportion(value, 0.1, 500, z=1.96, polarity=polarity) is standing
    assert beside_rate(value * 500, 50, tail=0.025, polarity=polarity) is standing


def test_none_where_none_is_expected_is_no_surprise() -> None:
    assert beside_rate(0, 0, tail=0.025, polarity=LOWER) is Standing.SIMILAR
