"""The five-point test: when it can be made, and what makes it find a trend."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.rules.chi_squared_trend import (
    CRITICAL,
    CannotCalculate,
    FivePointTest,
    Line,
    chi_squared_p,
    five_point_proportions,
    five_point_values,
    proportion_line,
    weighted_line,
)

YEARS = [2018, 2019, 2020, 2021, 2022]
COUNTS = [100, 120, 140, 160, 180]
WHOLES = [1000.0] * 5
VALUES = [10.0, 11, 12, 13, 14]
LIMITS = [(value - 1, value + 1) for value in VALUES]
Limit = tuple[float | None, float | None]


def found(result: FivePointTest | CannotCalculate) -> FivePointTest:
    assert isinstance(result, FivePointTest), result
    return result


@pytest.mark.parametrize(("counts", "wholes", "years", "reason"), [
    (COUNTS[:4], WHOLES[:4], YEARS[:4], CannotCalculate.FEWER_THAN_FIVE),
    ([], [], [], CannotCalculate.FEWER_THAN_FIVE),
    (COUNTS, WHOLES, [2018, 2019, 2021, 2021, 2022], CannotCalculate.DUPLICATE_YEARS),
    (COUNTS, WHOLES, [2017, 2019, 2020, 2021, 2022], CannotCalculate.GAP),
    ([None, *COUNTS[1:]], WHOLES, YEARS, CannotCalculate.MISSING),
    (COUNTS, [*WHOLES[:4], None], YEARS, CannotCalculate.MISSING),
    ([-1, *COUNTS[1:]], WHOLES, YEARS, CannotCalculate.BAD_COUNTS),
    ([1001, *COUNTS[1:]], WHOLES, YEARS, CannotCalculate.BAD_COUNTS),
    (COUNTS, [0, *WHOLES[1:]], YEARS, CannotCalculate.BAD_COUNTS),
    ([0, *COUNTS[1:]], WHOLES, YEARS, CannotCalculate.ALL_OR_NONE),
    ([1000, *COUNTS[1:]], WHOLES, YEARS, CannotCalculate.ALL_OR_NONE),
    ([0] * 5, WHOLES, YEARS, CannotCalculate.ALL_OR_NONE),
])  # fmt: skip
def test_counts_that_cannot_be_tested(
    counts: Sequence[float], wholes: Sequence[float], years: Sequence[int], reason: CannotCalculate
) -> None:
    assert five_point_proportions(counts, wholes, years) is reason


@pytest.mark.parametrize(("values", "limits", "reason"), [
    ([None, *VALUES[1:]], LIMITS, CannotCalculate.MISSING),
    (VALUES, [(None, 11), *LIMITS[1:]], CannotCalculate.MISSING_INTERVAL),
    (VALUES, [(9, None), *LIMITS[1:]], CannotCalculate.MISSING_INTERVAL),
    (VALUES, [(10, 10), *LIMITS[1:]], CannotCalculate.NO_WIDTH),
    (VALUES, [(11, 9), *LIMITS[1:]], CannotCalculate.NO_WIDTH),
    (VALUES, [(10, 10 + 1e-12), *LIMITS[1:]], CannotCalculate.NO_WIDTH),
])  # fmt: skip
def test_values_that_cannot_be_tested(
    values: Sequence[float | None], limits: Sequence[Limit], reason: CannotCalculate
) -> None:
    assert five_point_values(values, limits, YEARS) is reason


def test_only_the_last_five_are_used() -> None:
    alone = found(five_point_proportions(COUNTS, WHOLES, YEARS))
    longer = five_point_proportions([900, *COUNTS], [1000, *WHOLES], [2011, *YEARS])
    assert found(longer) == alone


@pytest.mark.parametrize(("chi_squared", "is_significant"), [
    (9.5495, False), (CRITICAL, False), (9.5496, True),
])  # fmt: skip
def test_the_threshold_is_that_of_one_in_five_hundred(
    chi_squared: float, is_significant: bool
) -> None:
    test = FivePointTest(Line(1, 1, chi_squared, 0), 1, is_same_without_any=True)
    assert test.is_significant is is_significant
    assert chi_squared_p(CRITICAL) == pytest.approx(0.002, rel=1e-9)


def test_one_year_does_not_make_a_trend() -> None:
    """The rise is all in the last year: without it the values fall."""
    values = [10.4, 10.3, 10.2, 10.1, 30.0]
    test = found(five_point_values(values, [(v - 1, v + 1) for v in values], YEARS))
    assert test.line.chi_squared > CRITICAL
    assert not test.is_same_without_any
    assert not test.has_fingertips_marker
    assert not test.is_significant


@pytest.mark.parametrize(("scatter", "dispersion", "is_told"), [
    (0, 1, False), (2.9, 1, False), (3, 1, False), (6, 2, False), (7.815, 2.605, False),
    (7.816, 7.816 / 3, True), (30, 10, True),
])  # fmt: skip
def test_scatter_beyond_the_errors_divides_chi_squared(
    scatter: float, dispersion: float, is_told: bool
) -> None:
    test = FivePointTest(Line(1, 0.1, 100, scatter), 1, is_same_without_any=True)
    assert test.dispersion == pytest.approx(dispersion)
    assert test.chi_squared == pytest.approx(100 / dispersion)
    assert test.is_overdispersed is is_told
    low, high = test.slope_interval()
    assert high - low == pytest.approx(2 * 1.959964 * 0.1 * dispersion**0.5, rel=1e-6)


def test_chi_squared_is_the_square_of_slope_over_error_for_counts_too() -> None:
    line = proportion_line(COUNTS, WHOLES, YEARS)
    assert (line.slope / line.error) ** 2 == pytest.approx(line.chi_squared)
    assert line.slope == pytest.approx(0.02)
    assert line.scatter == pytest.approx(0, abs=1e-9)


def test_a_line_through_points_on_a_line_has_no_scatter() -> None:
    line = weighted_line([1, 3, 5, 9], [1, 2, 1, 0.5], [0, 1, 2, 4])
    assert line.slope == pytest.approx(2)
    assert line.scatter == pytest.approx(0, abs=1e-20)


counts_of_five = st.lists(st.integers(1, 999), min_size=5, max_size=5)
values_of_five = st.lists(st.floats(-1000, 1000, width=32), min_size=5, max_size=5)


@given(counts_of_five)
def test_what_is_left_over_falls_as_the_rest_rises(counts: list[int]) -> None:
    up = found(five_point_proportions(counts, WHOLES, YEARS))
    left = found(five_point_proportions([1000 - c for c in counts], WHOLES, YEARS))
    assert left.line.chi_squared == pytest.approx(up.line.chi_squared, rel=1e-6, abs=1e-9)
    assert left.line.scatter == pytest.approx(up.line.scatter, rel=1e-6, abs=1e-6)
    assert left.line.slope == pytest.approx(-up.line.slope, abs=1e-12)


@given(values_of_five, st.integers(-3000, 3000))
def test_the_sign_and_the_calendar_change_nothing_else(values: list[float], shift: int) -> None:
    limits = [(value - 5, value + 5) for value in values]
    up = found(five_point_values(values, limits, YEARS))
    down = found(five_point_values(
        [-v for v in values], [(-h, -low) for low, h in limits], [y + shift for y in YEARS]
    ))  # fmt: skip
    assert down.line.slope == pytest.approx(-up.line.slope, abs=1e-9)
    assert down.chi_squared == pytest.approx(up.chi_squared, rel=1e-6, abs=1e-9)
