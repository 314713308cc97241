"""Limits of an XmR chart, and the four rules, around their edges."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from spfbook.rules.special_causes import (
    Signal,
    part_of_run,
    shift_ends,
    signals,
    trend_ends,
    two_of_three,
)
from spfbook.rules.xmr import (
    FEWEST_TO_FIX,
    Limits,
    groups,
    has_too_few_values,
    limits_of,
    moving_ranges,
    place,
)

whole = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40)
UNIT = Limits(mean=0, average_range=1 / 2.66)
"""Limits at -1 and 1, near limits at -2/3 and 2/3."""


def test_limits_stand_at_two_point_six_six_average_moving_ranges() -> None:
    found = limits_of([1, 3, 2, 4])
    assert (found.mean, found.average_range) == (2.5, 5 / 3)
    assert found.upper - found.mean == pytest.approx(2.66 * 5 / 3)
    assert found.near_upper - found.mean == pytest.approx(2.66 * 5 / 3 * 2 / 3)
    assert found.mean - found.near_lower == pytest.approx(1.77333333333 * 5 / 3)


def test_a_large_moving_range_is_left_out_once_and_the_mean_is_not() -> None:
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    with_it, without = limits_of(values, screen=False), limits_of(values)
    assert (without.screened, without.average_range) == (2, 1)
    assert with_it.screened == 0
    assert with_it.mean == without.mean
    assert with_it.upper > without.upper


def test_screening_is_strict_and_not_repeated() -> None:
    """What is exactly 3.267 averages is left out; what the new average would leave out stays."""
    ranges = [0.0] * 40 + [1.0] * 10 + [100.0]
    values = [0.0]
    for each in ranges:
        values.append(values[-1] + each)
    found = limits_of(values)
    assert found.screened == 1
    assert found.average_range == pytest.approx(10 / 50)


def test_limits_may_be_fixed_by_the_first_points() -> None:
    values = [1, 2] * 6 + [50, 60, 70]
    assert limits_of(values, fix_after=12) == limits_of(values[:12])
    assert limits_of(values[:12], fix_after=13) == limits_of(values[:12])


@pytest.mark.parametrize("n", [0, 3, FEWEST_TO_FIX - 1])
def test_fixed_limits_need_twelve_points(n: int) -> None:
    with pytest.raises(AssertionError):
        limits_of([1, 2] * 10, fix_after=n)


def test_drawn_limits_of_a_percentage_stay_within_it() -> None:
    wide = Limits(mean=96, average_range=3)
    assert wide.drawn(is_percentage=True) == (pytest.approx(96 - 7.98), 100)
    assert wide.drawn(is_percentage=False) == (wide.lower, wide.upper)
    assert Limits(2, 3).drawn(is_percentage=True) == (0, pytest.approx(9.98))
    assert place([100], wide).outside == (0,), "tested against the limit that is not drawn"


@pytest.mark.parametrize(("values", "too_few"), [
    ([100] * 13, True),
    ([100] * 11 + [99, 100], True),
    ([1, 1, 2, 2, 3], False),  # exactly half of the moving ranges are zero
    ([1, 1, 1, 2, 2, 3], True),  # three of five
    ([1, 2], False),
    ([1], True),
    ([], True),
])  # fmt: skip
def test_too_few_distinct_values(values: list[float], too_few: bool) -> None:
    assert has_too_few_values(values) is too_few


def test_screening_may_leave_no_width() -> None:
    values = [0, 0, 0, 0, 1, 2, 3, 200]
    assert not has_too_few_values(values, screen=False)
    assert has_too_few_values([0, 0, 5, 5], screen=True)


@pytest.mark.parametrize(("n", "starts", "found"), [
    (5, [], [(0, 5)]),
    (5, [2], [(0, 2), (2, 5)]),
    (5, [4, 2, 2], [(0, 2), (2, 4), (4, 5)]),
    (5, [0, 5, 9, -1], [(0, 5)]),
    (0, [], []),
])  # fmt: skip
def test_groups_begin_at_their_starts(n: int, starts: list[int], found: list[object]) -> None:
    assert [(each.start, each.stop) for each in groups(n, starts)] == found


@pytest.mark.parametrize(("value", "side", "outside", "near"), [
    (0, 0, 0, 0),
    (0.5, 1, 0, 0),
    (2 / 3, 1, 0, 0),
    (0.67, 1, 0, 1),
    (1, 1, 0, 1),  # on the limit: not outside
    (1.0001, 1, 1, 0),  # outside, and so not near
    (-0.67, -1, 0, -1),
    (-1.0001, -1, -1, 0),
])  # fmt: skip
def test_a_point_against_the_limits(value: float, side: int, outside: int, near: int) -> None:
    found = place([value], UNIT)
    assert (found.sides, found.outside, found.near) == ((side,), (outside,), (near,))


def test_a_mean_that_floating_point_misses_is_still_the_mean() -> None:
    """The mean of 0.1, 0.2 and 0.3 is below 0.2 in floating point."""
    values = [0.1, 0.2, 0.3]
    assert limits_of(values).mean < 0.2
    assert place(values, limits_of(values)).sides == (-1, 0, 1)


@pytest.mark.parametrize(("sides", "ends"), [
    ([1] * 6, [0] * 6),
    ([1] * 7, [0] * 6 + [1]),
    ([-1] * 8, [0] * 6 + [-1, -1]),
    ([1, 1, 1, 0, 1, 1, 1, 1], [0] * 8),  # a point on the mean breaks it
    ([0] * 9, [0] * 9),
    ([], []),
])  # fmt: skip
def test_a_shift_is_seven_on_one_side(sides: list[int], ends: list[int]) -> None:
    assert shift_ends(sides) == ends


@pytest.mark.parametrize(("values", "ends"), [
    ([1, 2, 3, 4, 5, 6], [0] * 6),
    ([1, 2, 3, 4, 5, 6, 7], [0] * 6 + [1]),
    ([7, 6, 5, 4, 3, 2, 1], [0] * 6 + [-1]),
    ([1, 2, 3, 3, 4, 5, 6, 7], [0] * 8),  # a tie breaks it
    ([1], [0]),
    ([], []),
])  # fmt: skip
def test_a_trend_is_six_differences_one_way(values: list[float], ends: list[int]) -> None:
    assert trend_ends(values) == ends


def test_the_turning_point_of_two_trends_belongs_to_the_later() -> None:
    values = [7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7]
    assert part_of_run(trend_ends(values)) == [-1] * 6 + [1] * 7


@pytest.mark.parametrize(("near", "sides", "marks"), [
    ([1, 0, 1], [1, 1, 1], [1, 0, 1]),  # only the near points are marked
    ([1, 0, 1], [1, -1, 1], [0, 0, 0]),  # the third is on the other side
    ([1, 0, 1], [1, 0, 1], [0, 0, 0]),  # or on the mean
    ([1, 0, 0, 1], [1] * 4, [0] * 4),
    ([-1, -1], [-1, -1], [0, 0]),  # no window of three
    ([1, 1, -1], [1, 1, -1], [0, 0, 0]),
    ([-1, -1, 0], [-1, -1, -1], [-1, -1, 0]),
])  # fmt: skip
def test_two_of_three_near_a_limit(near: list[int], sides: list[int], marks: list[int]) -> None:
    assert two_of_three(near, sides) == marks


def test_a_point_beyond_the_limit_does_not_count_as_near() -> None:
    assert signals([0.9, 2, 0.1], UNIT) == [(), (Signal.ABOVE_LIMIT,), ()]
    assert signals([0.9, 2, 0.9], UNIT)[0] == (Signal.NEAR_UPPER,)


def test_every_rule_that_applies_is_named_in_order_of_precedence() -> None:
    values = [0.8, 0.75, 0.7, 0.69, 0.68, 0.675, 0.67]
    assert signals(values, UNIT)[-1] == (
        Signal.FALLING, Signal.NEAR_UPPER, Signal.RUN_ABOVE)  # fmt: skip
    assert signals([*values[:-1], -3], UNIT)[-1] == (Signal.BELOW_LIMIT, Signal.FALLING)


@given(whole)
def test_reversing_time_moves_no_limit(values: list[int]) -> None:
    """Up to rounding, and to a moving range at the edge of screening that rounding decides."""
    forward, back = limits_of(values), limits_of(values[::-1])
    assume(forward.screened == back.screened)
    assert forward.mean == pytest.approx(back.mean)
    assert forward.average_range == pytest.approx(back.average_range)


@given(whole, st.sampled_from([2, 4, 8, -1, -2]), st.integers(-1000, 1000))
def test_the_unit_and_the_origin_change_no_signal(
    values: list[int], scale: int, origin: int
) -> None:
    """Turned upside down, high signals become low ones."""
    moved = [scale * value + origin for value in values]
    before, after = signals(values, limits_of(values)), signals(moved, limits_of(moved))
    for then, now in zip(before, after, strict=True):
        assert len(then) == len(now)
        for old, new in zip(then, now, strict=True):
            assert old.is_high is (new.is_high if scale > 0 else not new.is_high)


@settings(max_examples=50)
@given(whole)
def test_screening_never_widens_the_limits(values: list[int]) -> None:
    assert limits_of(values).average_range <= limits_of(values, screen=False).average_range


@given(whole)
def test_moving_ranges_are_never_negative_and_one_fewer(values: list[int]) -> None:
    ranges = moving_ranges(values)
    assert len(ranges) == len(values) - 1
    assert all(each >= 0 and math.isfinite(each) for each in ranges)
