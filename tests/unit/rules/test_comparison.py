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


def test_a_comparison_names_the_band_that_decided_and_none_beside_an_interval() -> None:
    band = Tolerance(absolute=2)
    assert beside_london(81, {"fy2020-21": 80}).band == band
    assert beside_london(90, {"fy2020-21": 80}).band == band
    assert beside_london(3, {"fy2020-21": 2}, unit=Unit.PERCENT).band == band
    assert beside_london(observed(81, limits=(80, 82)), {"fy2020-21": 80}).band is None
    share = Tolerance(relative_pct=5)
    assert beside_london(3, {"fy2020-21": 2}, band=share, is_signed=True).band is None


def test_an_interval_judges_what_a_band_is_too_wide_for() -> None:
    found = beside_london(
        observed(3, limits=("2.5", "3.5")), {"fy2020-21": 2}, unit=Unit.PERCENT
    )
    assert found.standing is Standing.BETTER


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
    (3, {"fy2020-21": 2}, {"unit": Unit.PERCENT},
     "Not judged against London: a band of 2 is too wide for such figures."),
    (3, {"fy2020-21": 2}, {"band": Tolerance(relative_pct=5), "is_signed": True},
     "Not judged against London: no band is set for figures that can fall below zero."),
    (81, {"fy2019-20": 80}, {}, "Similar to London: the figures are within 2 of each other. "
     "London’s latest figure is for the financial year 2019 to 2020."),
    (81, {"fy2021-22": 80}, {}, "No figure is held for London."),
    (81, {"fy2010-11": 80}, {}, "No figure is held for London."),
    (81, {"fy2020-21": Missing.SUPPRESSED}, {}, "No figure is held for London."),
    (81, {}, {}, "No figure is held for London."),
    (None, {"fy2020-21": 80}, {}, "No figure of our own can be compared."),
    (Missing.SUPPRESSED, {"fy2020-21": 80}, {}, "No figure of our own can be compared."),
    (81, {"fy2020-21": 80}, {"unit": Unit.COUNT},
     "A number that grows with the size of a place is not compared."),
    (81, {"fy2019-20": 80}, {"cumulative": True},
     "London’s latest figure, for the financial year 2019 to 2020, cannot be compared: the two "
     "counts run to different points in time."),
    (81, {"fy2019-20": 80},
     {"breaks": [Break(first_period="fy2020-21", reason="It is counted anew.")]},
     "London’s latest figure, for the financial year 2019 to 2020, cannot be compared: it is "
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


ORDER = {Standing.WORSE: 0, Standing.SIMILAR: 1, Standing.NOT_JUDGED: 1, Standing.BETTER: 2}


@given(
    numbers, numbers, st.decimals(0, 50, places=1), st.sampled_from([Unit.PERCENT, Unit.SCORE]),
    st.booleans(),
)  # fmt: skip
def test_a_better_value_never_stands_worse(
    own: Decimal, other: Decimal, gain: Decimal, unit: Unit, is_signed: bool
) -> None:
    before, after = (
        beside_london(value, {"fy2020-21": other}, unit=unit, is_signed=is_signed).standing
        for value in (own, own + gain)
    )
    assert ORDER[after] >= ORDER[before]


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
