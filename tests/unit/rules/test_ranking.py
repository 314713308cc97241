"""Ranks: for the very same period, with ties shared, and never among too few."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.framework import Area, Peers
from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.rules.comparison import SIZE_UNITS
from spfbook.rules.ranking import (
    PeerRank,
    position_among,
    rank_among_peers,
    rank_of,
    values_in,
)

HIGHER, LOWER, NEITHER = (
    Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NEITHER,
)  # fmt: skip
values = st.lists(st.decimals(0, 9, places=0), min_size=1, max_size=40)


def observed(value: Any, period: str = "fy2020-21", area: str = "home") -> Observation:
    when = parse_period(period)
    missing = value if isinstance(value, Missing) else None
    return Observation(
        area, when, None if missing else Decimal(str(value)), missing, None, None, None, None,
        None, when.end, True, when.end, None, 1,
    )  # fmt: skip


def peers(count: int) -> Peers:
    areas = tuple(Area(id=f"place-{n}", name=f"Place {n}") for n in range(count))
    return Peers(name="invented places", areas=areas)


def ranked(own: Any, others: dict[str, Any], *, of: int = 12, **more: Any) -> PeerRank | None:
    rules = {"polarity": HIGHER, "unit": Unit.PERCENT} | more
    mine = own if isinstance(own, Observation | None) else observed(own)
    theirs = [observed(value, area=area) for area, value in others.items()]
    rows = [*theirs, *([mine] if mine else []), observed(1, area="county")]
    return rank_among_peers(mine, rows, peers(of), **rules)


def places(count: int, value: int = 0) -> dict[str, Any]:
    """`count` places with the values `value`, `value` + 1, …"""
    return {f"place-{n}": value + n for n in range(count)}


# A rank


@pytest.mark.parametrize(("own", "others", "polarity", "place", "from_lowest", "shared"), [
    (5, [1, 2, 6], HIGHER, 2, False, 1),
    (5, [1, 2, 6], LOWER, 2, False, 1),
    (1, [2, 3, 4], HIGHER, 1, True, 1),
    (1, [2, 3, 4], LOWER, 1, True, 1),
    (9, [2, 3, 4], LOWER, 1, False, 1),
    (5, [5, 7, 8, 9], HIGHER, 1, True, 2),
    (5, [1, 5, 5, 7, 8, 9], LOWER, 2, True, 3),
    (5, [5, 5], HIGHER, 1, False, 3),
    # right in the middle: from the better end, and from the highest where there is none
    (5, [1, 9], HIGHER, 2, False, 1),
    (5, [1, 9], LOWER, 2, True, 1),
    (5, [1, 9], NEITHER, 2, False, 1),
    (5, [1, 9], Polarity.IN_RANGE, 2, False, 1),
])  # fmt: skip
def test_a_place_is_counted_from_the_nearer_end(
    own: int, others: list[int], polarity: Polarity, place: int, from_lowest: bool, shared: int
) -> None:
    found = rank_of(Decimal(own), [Decimal(n) for n in others], polarity=polarity)
    assert (found.place, found.from_lowest, found.of) == (place, from_lowest, len(others) + 1)
    assert found.shared_by == shared


@given(values, st.sampled_from(list(Polarity)))
def test_sorted_from_the_end_named_the_place_holds_the_value(
    known: list[Decimal], polarity: Polarity
) -> None:
    own, others = known[0], known[1:]
    found = rank_of(own, others, polarity=polarity)
    order = sorted(known, reverse=not found.from_lowest)
    assert order[found.place - 1] == own
    assert found.place == 1 or order[found.place - 2] != own
    assert found.shared_by == order.count(own)
    assert found.place <= (len(known) + 1) / 2


@given(values)
def test_turned_upside_down_the_place_is_as_far_from_the_other_end(known: list[Decimal]) -> None:
    one = rank_of(known[0], known[1:], polarity=HIGHER)
    two = rank_of(-known[0], [-n for n in known[1:]], polarity=LOWER)
    assert (one.place, one.of, one.shared_by) == (two.place, two.of, two.shared_by)
    assert one.from_lowest is not two.from_lowest


# Among peers


def test_all_have_a_figure() -> None:
    found = ranked(2, places(12, value=1))
    assert found is not None
    assert (found.rank.place, found.rank.from_lowest, found.rank.of) == (2, True, 13)
    assert (found.rank.shared_by, found.missing, found.among) == (2, 0, "invented places")


def test_places_that_are_no_peers_do_not_count() -> None:
    """Neither the county, which has a figure of 1 in every case here, nor the council itself."""
    found = ranked(2, places(12, value=3))
    assert found is not None
    assert (found.rank.place, found.rank.of) == (1, 13)


@pytest.mark.parametrize(("held", "of", "is_ranked"), [
    (12, 12, True),
    (9, 12, True),    # a quarter is missing
    (8, 12, False),
    (7, 7, True),     # eight figures with our own
    (6, 6, False),
    (7, 8, True),
    (24, 32, True),
    (23, 32, False),
    (0, 12, False),
])  # fmt: skip
def test_how_many_figures_a_rank_needs(held: int, of: int, is_ranked: bool) -> None:
    found = ranked(3, places(held), of=of)
    assert (found is not None) is is_ranked
    if found is not None:
        assert (found.missing, found.rank.of) == (of - held, held + 1)


@pytest.mark.parametrize("missing", Missing)
def test_a_peer_whose_figure_is_hidden_or_not_there_is_counted_as_missing(
    missing: Missing
) -> None:
    known = places(12, value=4) | {"place-3": missing, "place-7": missing}
    found = ranked(20, known)
    assert found is not None
    assert (found.missing, found.rank.of, found.rank.place) == (2, 11, 1)


def test_a_figure_for_another_period_is_missing_however_near() -> None:
    mine = observed(5)
    others = [observed(n, area=f"place-{n}") for n in range(9)]
    for period in ("fy2019-20", "2020-21-q4", "ay2020-21", "2019-04..2021-03"):
        late = [observed(1, period, area=f"place-{n}") for n in range(9, 12)]
        found = rank_among_peers(
            mine, [*others, *late], peers(12), polarity=HIGHER, unit=Unit.PERCENT
        )
        assert found is not None
        assert (found.missing, found.rank.of) == (3, 10), period
        nobody = [observed(n, period, area=f"place-{n}") for n in range(12)]
        assert rank_among_peers(
            mine, nobody, peers(12), polarity=HIGHER, unit=Unit.PERCENT
        ) is None, period  # fmt: skip


def test_the_same_days_written_otherwise_are_the_same_period() -> None:
    others = [observed(n, "2020-04..2021-03", area=f"place-{n}") for n in range(12)]
    found = rank_among_peers(
        observed(0), others, peers(12), polarity=HIGHER, unit=Unit.PERCENT
    )
    assert found is not None
    assert found.missing == 0


@pytest.mark.parametrize("own", [None, Missing.SUPPRESSED, Missing.NOT_AVAILABLE])
def test_no_rank_without_a_figure_of_our_own(own: Any) -> None:
    assert ranked(own, places(12)) is None


def test_no_rank_without_peers_in_the_framework() -> None:
    rows = [observed(n, area=f"place-{n}") for n in range(12)]
    found = rank_among_peers(observed(3), rows, None, polarity=HIGHER, unit=Unit.PERCENT)
    assert found is None


@pytest.mark.parametrize("unit", Unit)
def test_what_grows_with_a_place_or_may_is_never_ranked(unit: Unit) -> None:
    is_size = unit in SIZE_UNITS or unit is Unit.NOT_STATED
    assert (ranked(3, places(12), unit=unit) is None) is is_size


@pytest.mark.parametrize(("first_period", "is_ranked"), [
    ("fy2019-20", True),   # all were counted anew before
    ("fy2020-21", True),   # and from this period on
    ("2020-21-q2", False),  # some of them within it
    ("2021-03", False),
    ("fy2021-22", True),
])  # fmt: skip
def test_no_rank_where_the_series_breaks_within_the_period(
    first_period: str, is_ranked: bool
) -> None:
    breaks = [Break(first_period=first_period, reason="It is counted anew.")]
    assert (ranked(3, places(12), breaks=breaks) is not None) is is_ranked


def test_the_others_within_our_interval_are_counted_its_ends_included() -> None:
    found = ranked(5, places(12), limits=(Decimal(3), Decimal(6)))
    assert found is not None
    assert found.within == 4
    assert ranked(5, places(12)).within is None
    assert ranked(5, places(12), limits=(Decimal("4.5"), Decimal("4.9"))).within == 0


def test_only_values_of_the_areas_asked_for_and_the_same_days() -> None:
    rows = [
        observed(1, "fy2020-21", "a"), observed(2, "2020-04..2021-03", "b"),
        observed(3, "fy2019-20", "c"), observed(Missing.NOT_AVAILABLE, "fy2020-21", "d"),
        observed(4, "fy2020-21", "e"),
    ]  # fmt: skip
    assert values_in(parse_period("fy2020-21"), rows, of="abcd") == {"a": 1, "b": 2}


def test_no_distance_where_most_are_equal() -> None:
    found = position_among([Decimal(n) for n in (5, 5, 5, 9)], Decimal(9))
    assert found is not None
    assert (found.median, found.deviation, found.distance) == (5, 0, None)
    assert position_among([], Decimal(9)) is None
