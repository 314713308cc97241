"""Other places in words: by what a figure was judged, and where it stands among peers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from altered import part_with, worked
from shown import plain
from whole_book import Book

from spfbook.framework.framework import Area
from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observations
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.pages import formats, other_places
from spfbook.pages.indicator_chart import chart, comparable_areas
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block
from spfbook.pages.scorecard import scorecard
from spfbook.pages.view import View
from spfbook.rules.comparison import Comparison, Standing
from spfbook.rules.part import Part
from spfbook.rules.ranking import PeerRank, Rank

POINT, SHARE = Tolerance(absolute=1), Tolerance(relative_pct=Decimal("2.50"))
BETTER, SIMILAR, WORSE, NOT_JUDGED = (
    Standing.BETTER, Standing.SIMILAR, Standing.WORSE, Standing.NOT_JUDGED,
)  # fmt: skip
AREAS = [Area(id=name, name=name.title()) for name in ("mereshire", "ayshire", "beeshire")]


@pytest.fixture(params=["book", "our_book"])
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def parts(view: View) -> Iterator[Part]:
    for name in view.framework.indicators:
        yield from (part for part in view.assessment(name).parts if part.values)


def part_of(view: View, indicator: str) -> Part:
    (part,) = view.assessment(indicator).parts
    return part


# Beside other places


def beside(part: Part, *standings: Standing, band: Tolerance | None) -> str:
    """What is said of `part` beside as many areas, each with Mereshire's own figure."""
    other = part.comparisons[0].other
    found = tuple(
        Comparison(area.id, standing, "Why.", other, band=band)
        for area, standing in zip(AREAS, standings, strict=False)
    )
    sentences = other_places.beside(part_with(part, comparisons=found), AREAS)
    return plain(" ".join(sentences)).replace(" (45.2%)", "")


@pytest.mark.parametrize(("standings", "band", "said"), [
    ([SIMILAR], POINT, "It is similar to Mereshire, within 1 percentage point."),
    ([WORSE, WORSE], Tolerance(absolute=Decimal("2.0")),
     "It is worse than Mereshire and Ayshire, by more than 2 percentage points."),
    ([WORSE, SIMILAR], POINT,
     "It is worse than Mereshire, by more than 1 percentage point, and similar to Ayshire, "
     "within 1 percentage point."),
    ([WORSE, SIMILAR, BETTER], None,
     "It is worse than Mereshire, similar to Ayshire and better than Beeshire."),
    ([WORSE, SIMILAR], None, "It is worse than Mereshire and similar to Ayshire."),
    ([SIMILAR, SIMILAR], SHARE,
     "It is similar to Mereshire and Ayshire, within 2.5% of those figures."),
    ([BETTER], SHARE, "It is better than Mereshire, by more than 2.5% of that figure."),
    ([NOT_JUDGED, NOT_JUDGED], POINT,
     "It is not judged against Mereshire and Ayshire: a band of 1 percentage point is too wide "
     "for such figures."),
    ([NOT_JUDGED, BETTER], POINT,
     "It is better than Ayshire, by more than 1 percentage point. It is not judged against "
     "Mereshire: a band of 1 percentage point is too wide for such figures."),
    ([NOT_JUDGED], None, "It is not judged against Mereshire: no band is set for figures that can "
     "fall below zero."),
    ([Standing.NOT_COMPARED, SIMILAR], None,
     "It is similar to Ayshire. It cannot be compared with Mereshire."),
])  # fmt: skip
def test_what_is_said_beside_other_places(
    view: View, standings: list[Standing], band: Tolerance | None, said: str
) -> None:
    assert beside(part_of(view, "recycling-rate"), *standings, band=band) == said


def test_a_share_of_what_is_no_percentage_needs_no_more_words(view: View) -> None:
    part = part_of(view, "life-expectancy")
    assert part.unit is Unit.YEARS
    assert other_places.band_words(SHARE, part) == "2.5%"
    assert other_places.band_words(Tolerance(absolute=Decimal("0.50")), part) == "0.5 years"


def test_the_band_is_said_wherever_no_interval_decided_and_only_there(any_view: View) -> None:
    """And what it is said of is so: similar within it, the others beyond it."""
    by_band = by_interval = 0
    for part in parts(any_view):
        areas = comparable_areas(any_view, part)
        said = plain(" ".join(other_places.beside(part, areas)))
        shown = {area.id for area in areas}
        judged = [c for c in part.comparisons if c.area in shown and c.standing.is_judged]
        if part.limits is not None:
            by_interval += len(judged)
            assert not re.search(r"within|by more than|band", said)
            continue
        for found in judged:
            by_band += 1
            assert found.band is not None
            reach = found.band.absolute
            if reach is None:
                reach = abs(found.other.value) * found.band.relative_pct / 100
            is_similar = found.standing is SIMILAR
            assert (abs(found.difference) <= reach) is is_similar
            words = re.escape(other_places.band_words(found.band, part).partition(" of ")[0])
            assert re.search(("within " if is_similar else "by more than ") + words, said)
    assert by_band > 0
    assert by_interval > 1


def test_no_percentage_is_called_similar_to_one_that_is_half_as_much_again(our_view: View) -> None:
    """Permanent exclusions once were: 0.03% beside 0.06%, for being within two points."""
    looked_at = 0
    for part in parts(our_view):
        for found in part.comparisons:
            if found.standing is SIMILAR and part.limits is None and part.unit is Unit.PERCENT:
                looked_at += 1
                own, other = part.latest.value, found.other.value
                assert abs(own - other) <= min(own, other, 100 - own, 100 - other) / 2
    assert looked_at > 5
    exclusions = part_of(our_view, "permanent-exclusions")
    assert [c.standing for c in exclusions.comparisons if c.area == "england"] == [BETTER]


# Rank among peers


def ranked(
    part: Part, place: int, *, of: int = 10, low: bool = True, shared: int = 1, missing: int = 0,
    within: int | None = None, polarity: Polarity = Polarity.NEITHER,
) -> str:  # fmt: skip
    found = PeerRank(Rank(place, low, of, shared), "Mereshire districts", missing, within)
    definition = part.indicator.model_copy(update={"polarity": polarity})
    return plain(other_places.rank(part_with(part, indicator=definition, rank=found)))


@pytest.mark.parametrize(("rank", "said"), [
    ({"place": 3}, "It is the 3rd lowest of 10 Mereshire districts."),
    ({"place": 1}, "It is the lowest of 10 Mereshire districts."),
    ({"place": 1, "low": False}, "It is the highest of 10 Mereshire districts."),
    ({"place": 12, "of": 33, "low": False}, "It is the 12th highest of 33 Mereshire districts."),
    ({"place": 3, "polarity": Polarity.LOWER_IS_BETTER},
     "It is the 3rd lowest of 10 Mereshire districts, where lower is better."),
    ({"place": 3, "polarity": Polarity.HIGHER_IS_BETTER},
     "It is the 3rd lowest of 10 Mereshire districts, where higher is better."),
    ({"place": 3, "polarity": Polarity.IN_RANGE},
     "It is the 3rd lowest of 10 Mereshire districts."),
    ({"place": 1, "shared": 2}, "It is equal lowest of 10 Mereshire districts, with 1 other."),
    ({"place": 2, "shared": 3, "low": False},
     "It is equal 2nd highest of 10 Mereshire districts, with 2 others."),
    ({"place": 1, "shared": 10}, "It is the same in all 10 Mereshire districts."),
    ({"place": 1, "shared": 9, "of": 9, "missing": 1},
     "It is the same in all 9 Mereshire districts with a published figure (1 has none)."),
    ({"place": 2, "missing": 1},
     "It is the 2nd lowest of the 10 Mereshire districts with a published figure (1 has none)."),
    ({"place": 2, "missing": 2},
     "It is the 2nd lowest of the 10 Mereshire districts with a published figure (2 have none)."),
    ({"place": 2, "within": 0}, "It is the 2nd lowest of 10 Mereshire districts."),
    ({"place": 2, "within": 1}, "It is the 2nd lowest of 10 Mereshire districts. "
     "1 of the others lies within its 95% interval."),
    ({"place": 2, "within": 4}, "It is the 2nd lowest of 10 Mereshire districts. "
     "4 of the others lie within its 95% interval."),
])  # fmt: skip
def test_what_is_said_of_a_rank(view: View, rank: dict, said: str) -> None:
    assert ranked(part_of(view, "recycling-rate"), **rank) == said


def section_text(view: View, indicator: str) -> str:
    blocks = section(view, view.assessment(indicator)).blocks
    return plain("\n".join(block.source for block in blocks if isinstance(block, Block)))


def test_a_rank_is_said_once_in_the_section_and_is_that_of_the_figures(view: View) -> None:
    recycling = section_text(view, "recycling-rate")
    sentence = (
        "It is equal 4th lowest of 10 Mereshire districts, with 1 other, where higher is better."
    )
    assert recycling.count(sentence) == 1
    active = section_text(view, "active-adults")
    assert (
        "It is the 4th lowest of the 9 Mereshire districts with a published figure (1 has none), "
        "where higher is better. 4 of the others lie within its 95% interval."
    ) in active


def test_peers_are_not_named_and_too_few_are_not_ranked(view: View) -> None:
    """Life expectancy is held for three of nine; counts and other periods for none."""
    peers = view.framework.file.peers
    assert peers is not None
    for name in view.framework.indicators:
        if not view.assessment(name).has_data:
            continue
        said = section_text(view, name)
        assert not any(area.name in said for area in peers.areas), name
        is_ranked = name in ("recycling-rate", "active-adults")
        assert (peers.name in said) is is_ranked, name


def without_peers(view: View) -> View:
    series = tuple(
        replace(s, observations=tuple(
            o for o in s.observations if o.area not in view.framework.peer_ids
        ))
        for s in view.observations.series
    )  # fmt: skip
    return replace(view, observations=Observations(view.observations.as_at, series))


def test_peers_change_nothing_but_the_rank(view: View) -> None:
    """Not a chart, nor a comparison, a status, a trend or the scorecard."""
    alone = without_peers(view)
    held = sum(len(s.observations) for s in view.observations.series)
    assert held - sum(len(s.observations) for s in alone.observations.series) == 30
    drawn = 0
    for one, two in zip(parts(view), parts(alone), strict=True):
        with_peers, without = (
            worked(each) | {"rank": None, "judged": replace(each.judged, series=None)}
            for each in (one, two)
        )
        assert with_peers == without
        assert chart(view, one) == chart(alone, two)
        drawn += chart(view, one) is not None
    assert drawn > 3
    for theme in view.framework.themes:
        assert scorecard(view, theme) == scorecard(alone, theme)


def test_no_borough_is_ranked_where_no_figures_of_others_are_held(our_view: View) -> None:
    """The shipped sources hold none; the framework lists the other boroughs all the same."""
    assert len(our_view.framework.peer_ids) == 31
    assert all(part.rank is None for part in parts(our_view))


@pytest.mark.parametrize(("number", "shown"), [
    (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"),
    (13, "13th"), (20, "20th"), (21, "21st"), (32, "32nd"), (103, "103rd"), (111, "111th"),
])  # fmt: skip
def test_an_ordinal(number: int, shown: str) -> None:
    assert formats.ordinal(number) == shown


def test_the_size_of_a_band_has_its_unit_and_never_per_cent_for_points(any_view: View) -> None:
    for part in parts(any_view):
        shown = other_places.band_words(Tolerance(absolute=Decimal(20)), part)
        assert shown.startswith("£20" if part.unit is Unit.GBP else "20")
        assert "%" not in shown
        if part.unit is Unit.PERCENT:
            assert shown == "20 percentage points"
