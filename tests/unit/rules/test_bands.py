"""Bands: never "similar" of figures that a band is too wide for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.bands import Apart, how_far_apart

POINTS, SHARE = Tolerance(absolute=2), Tolerance(relative_pct=5)
PERCENT = Unit.PERCENT
percentages = st.decimals(0, 100, places=2)
bands = st.one_of(
    st.decimals(0, 20, places=1).map(lambda n: Tolerance(absolute=n)),
    st.decimals(0, 60, places=1).map(lambda n: Tolerance(relative_pct=n)),
)


@pytest.mark.parametrize(("own", "other", "band", "unit", "found"), [
    # the shipped band of two points, from 10% to 90%
    ("50", "52", POINTS, PERCENT, Apart.SIMILAR),
    ("50", "52.1", POINTS, PERCENT, Apart.DIFFERENT),
    ("10", "12", POINTS, PERCENT, Apart.SIMILAR),
    ("12", "10", POINTS, PERCENT, Apart.SIMILAR),
    ("90", "88", POINTS, PERCENT, Apart.SIMILAR),
    ("9.9", "11", POINTS, PERCENT, Apart.TOO_WIDE),
    ("11", "9.9", POINTS, PERCENT, Apart.TOO_WIDE),
    ("90.1", "89", POINTS, PERCENT, Apart.TOO_WIDE),
    # exclusions: half as many are not "similar"; far apart is different all the same
    ("0.03", "0.06", POINTS, PERCENT, Apart.TOO_WIDE),
    ("0.03", "0.06", SHARE, PERCENT, Apart.DIFFERENT),
    ("0.34", "2.7", POINTS, PERCENT, Apart.DIFFERENT),
    ("0", "2", POINTS, PERCENT, Apart.TOO_WIDE),
    ("0", "0", POINTS, PERCENT, Apart.SIMILAR),
    ("0.03", "0.03", POINTS, PERCENT, Apart.SIMILAR),
    # a percentage of a percentage near 100 is as wide
    ("98", "96", SHARE, PERCENT, Apart.TOO_WIDE),
    ("50", "51", SHARE, PERCENT, Apart.SIMILAR),
    # more than all of it: nothing is lacking
    ("104", "105", POINTS, PERCENT, Apart.SIMILAR),
    # other units count by themselves
    ("98", "96", POINTS, Unit.DAYS, Apart.SIMILAR),
    ("3", "4", POINTS, Unit.DAYS, Apart.TOO_WIDE),
    ("40.22", "41.33", SHARE, Unit.SCORE, Apart.SIMILAR),
    ("38.2", "41.33", SHARE, Unit.SCORE, Apart.DIFFERENT),
    ("9", "10", Tolerance(relative_pct=25), Unit.SCORE, Apart.TOO_WIDE),
    ("9", "10", Tolerance(relative_pct=15), Unit.SCORE, Apart.SIMILAR),
    ("9", "10", Tolerance(relative_pct=0), Unit.SCORE, Apart.DIFFERENT),
])  # fmt: skip
def test_what_a_band_shows(
    own: str, other: str, band: Tolerance, unit: Unit, found: Apart
) -> None:
    assert how_far_apart(Decimal(own), Decimal(other), band, unit=unit) is found


@pytest.mark.parametrize(("own", "other", "band", "found"), [
    ("0.17", "0.22", SHARE, Apart.NO_BAND),
    ("0.17", "-0.03", SHARE, Apart.NO_BAND),
    ("-5", "90", SHARE, Apart.NO_BAND),
    ("-0.03", "-0.03", SHARE, Apart.SIMILAR),
    ("-0.4", "0.9", POINTS, Apart.SIMILAR),
    ("-1.4", "0.9", POINTS, Apart.DIFFERENT),
])  # fmt: skip
def test_where_figures_fall_below_zero_only_a_band_in_their_own_unit_is_used(
    own: str, other: str, band: Tolerance, found: Apart
) -> None:
    for unit in (PERCENT, Unit.SCORE):
        shown = how_far_apart(Decimal(own), Decimal(other), band, unit=unit, is_signed=True)
        assert shown is found


@given(percentages, percentages, bands)
def test_similar_figures_differ_by_a_fifth_at_most_whichever_way_they_are_put(
    own: Decimal, other: Decimal, band: Tolerance
) -> None:
    if how_far_apart(own, other, band, unit=PERCENT) is Apart.SIMILAR:
        for a, b in ((own, other), (100 - own, 100 - other)):
            assert abs(a - b) <= min(a, b) / 5


@given(percentages, percentages, st.decimals(0, 20, places=1))
def test_those_with_and_those_without_are_judged_alike(
    own: Decimal, other: Decimal, points: Decimal
) -> None:
    band = Tolerance(absolute=points)
    found = how_far_apart(own, other, band, unit=PERCENT)
    assert how_far_apart(100 - own, 100 - other, band, unit=PERCENT) is found
    assert how_far_apart(other, own, band, unit=PERCENT) is found


@given(percentages, percentages, bands, st.booleans())
def test_figures_further_apart_than_the_band_are_always_different(
    own: Decimal, other: Decimal, band: Tolerance, is_signed: bool
) -> None:
    share = (band.relative_pct or 0) * other / 100
    reach = share if band.absolute is None else band.absolute
    found = how_far_apart(own, other, band, unit=PERCENT, is_signed=is_signed)
    if found is not Apart.NO_BAND:
        assert (found is Apart.DIFFERENT) is (abs(own - other) > reach)
