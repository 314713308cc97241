"""What the figures say in words: every sentence made again from the observations themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from shown import plain
from whole_book import Book

from spfbook.framework.observations import Observation
from spfbook.pages import formats, indicator_chart, readings, words
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.view import View
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part

BOOKS = ["book", "our_book"]


@pytest.fixture(params=BOOKS)
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def parts(view: View) -> Iterator[Part]:
    """Every part of every indicator that has a figure."""
    for name in view.framework.indicators:
        yield from (part for part in view.assessment(name).parts if part.values)


def said(view: View, part: Part) -> str:
    areas = indicator_chart.comparable_areas(view, part)
    return plain(" ".join(readings.reading(part, areas, with_status=True)))


def shown(value: Decimal, part: Part) -> str:
    return words.quantity(value, part)


def of(view: View, indicator: str, component: str | None = None) -> str:
    found = view.assessment(indicator).parts
    (part,) = [p for p in found if (p.component.id if p.component else None) == component]
    return said(view, part)


def test_a_reading_names_the_latest_figure_and_its_period(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        last = max(part.values, key=lambda o: o.period.end)
        if last.value is None:
            continue
        looked_at += 1
        first = said(any_view, part).split(" the figure was ")
        assert last.period.label in first[0]
        assert first[1].startswith(shown(last.value, part))
    assert looked_at > 8


def test_a_reading_gives_the_reason_of_the_status(any_view: View) -> None:
    for part in parts(any_view):
        if part.is_assessed and part.latest and part.latest.value is not None:
            assert " ".join(part.judgement.reason.split()) in said(any_view, part)


def test_a_change_goes_the_way_the_figures_go(any_view: View) -> None:
    """Higher or lower, better or worse, and by the difference of the two figures shown."""
    looked_at = 0
    for part in parts(any_view):
        travel, last = part.travel, part.latest
        clear = re.search(r"That is (\S+).* (higher|lower) than the (\S+)", said(any_view, part))
        if clear is None:
            continue
        looked_at += 1
        assert last is not None and last.value is not None
        assert travel.earlier is not None and travel.earlier.value is not None
        change = formats.rounded(last.value, part.decimals) - formats.rounded(
            travel.earlier.value, part.decimals
        )
        assert clear[2] == ("higher" if change > 0 else "lower")
        assert clear[1].strip("£") == formats.number(abs(change), part.decimals)
        assert shown(travel.earlier.value, part).startswith(clear[3])
        is_better = travel.direction is Direction.IMPROVED
        assert ("which is better" in said(any_view, part)) is is_better
        is_worse = travel.direction is Direction.WORSENED
        assert ("which is worse" in said(any_view, part)) is is_worse
    assert looked_at > 0


def test_other_places_are_given_for_the_same_period_or_with_their_own(any_view: View) -> None:
    """Every place with a figure, its figure, and its period wherever that is another."""
    looked_at = 0
    for part in parts(any_view):
        last = part.latest
        if last is None or last.value is None:
            continue
        words_ = said(any_view, part)
        beside = {found.area: found for found in part.comparisons}
        for area in indicator_chart.comparable_areas(any_view, part):
            found = beside.get(area.id)
            if found is None or found.other is None:
                assert not re.search(rf"(than|to|with|and|or) {area.name} \(", words_)
                continue
            looked_at += 1
            known = [
                o for o in part.of_area(area.id, any_view.period)
                if o.value is not None and o.period.end <= last.period.end
            ]  # fmt: skip
            assert found.other in known
            own = [o for o in known if o.period == last.period]
            assert found.other == (own or [known[-1]])[0]
            entry = f"{area.name} ({shown(found.other.value, part)}"
            other_period = f", {found.other.period.short_label}" if not own else ""
            assert f"{entry}{other_period})" in words_
    assert looked_at > 3


STANDS = re.compile(r"(better than|similar to|worse than|higher than|lower than) ")


def test_a_place_is_named_after_how_the_figure_stands_beside_it(any_view: View) -> None:
    """By polarity and not by chance: worse is never said of what the rules call similar."""
    looked_at = 0
    for part in parts(any_view):
        words_ = said(any_view, part)
        for area in indicator_chart.comparable_areas(any_view, part):
            for found in part.comparisons:
                before, name, _ = words_.partition(f"{area.name} (")
                if found.area != area.id or not name:
                    continue
                looked_at += 1
                sentence = before.rsplit("It ", 1)[1]
                if found.standing is Standing.NOT_COMPARED:
                    assert sentence.startswith("cannot be compared with")
                else:
                    assert STANDS.findall(sentence)[-1].split()[0] == found.standing.value
    assert looked_at > 3


def test_an_interval_is_said_with_its_figure_and_holds_it(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        if part.limits is None:
            assert "by chance" not in said(any_view, part)
            continue
        looked_at += 1
        low, high = (shown(limit, part) for limit in part.limits)
        assert f"; it could lie between {low} and {high} by chance." in said(any_view, part)
        assert part.limits[0] <= part.latest.value <= part.limits[1]
    assert looked_at > 2


def test_an_uncertain_status_is_said_to_be(any_view: View) -> None:
    for part in parts(any_view):
        assert ("The status is uncertain" in said(any_view, part)) is part.is_uncertain


def test_the_change_on_the_period_before_is_that_of_the_figures_shown(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        clear = r"It is (£?\d[\d,.]*) .*(higher|lower) than (in|on) "
        found = re.search(clear, said(any_view, part))
        if found is None:
            continue
        looked_at += 1
        change = formats.rounded(part.latest.value, part.decimals) - formats.rounded(
            part.short.earlier.value, part.decimals
        )
        assert found[1].strip("£") == formats.number(abs(change), part.decimals)
        assert found[2] == ("higher" if change > 0 else "lower")
        assert part.short.earlier.period.label in said(any_view, part)
    assert looked_at > 0


@pytest.mark.parametrize(
    ("indicator", "component", "says"),
    [
        ("recycling-rate", None, "The figure is provisional [p] and may be revised."),
        ("recycling-rate", None, "It is worse than Mereshire (45.2%)."),
        ("young-people-not-in-work", "percentage", "the figure was 3.8% (52 of 1,380);"),
        ("life-expectancy", None, "It cannot be compared with the 80.7 years of 2017 to 2019"),
        ("adaptations-waiting-list", None, "On 31 March 2022 the figure was 11."),
        ("active-adults", None, "between 55.5% and 61.9%"),
        ("spending-against-budget", None, "In March 2022 the figure was 0.6%"),
    ],
)
def test_what_is_said_of_a_figure(
    view: View, indicator: str, component: str | None, says: str
) -> None:
    assert says in of(view, indicator, component)


def test_a_plain_count_is_not_set_beside_a_larger_place(view: View) -> None:
    assert "Mereshire" not in of(view, "young-people-not-in-work", "number")


# Charts in words


def charts(view: View) -> Iterator[tuple[Part, Chart, list[Observation]]]:
    for part in parts(view):
        chart = indicator_chart.chart(view, part)
        if chart is not None:
            yield part, chart, indicator_chart.recent(view, part.values)


def test_alt_text_tells_what_the_chart_shows(
    any_view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How many points and from when to when; the ends and extremes; places and lines across."""
    pictures = []
    monkeypatch.setattr(indicator_chart, "draw", lambda found: pictures.append(found) or "")
    for part, chart, known in charts(any_view):
        picture = pictures[-1]
        alt = re.search(r'^:alt: "(.*)"$', chart.source, re.MULTILINE)[1].replace('\\"', '"')
        values = [o.value for o in known]
        assert len(picture.own.points) == len(known)
        assert part.indicator.name in alt
        assert part.component is None or part.component.text in alt
        span = f"from {known[0].period.label} to {known[-1].period.label}"
        assert f"{len(known)} figures {span}." in alt
        assert (
            f"It starts at {shown(values[0], part)} and ends at {shown(values[-1], part)}." in alt
        )
        if min(values) != max(values):
            assert f"The highest is {shown(max(values), part)} " in alt
            assert f"the lowest {shown(min(values), part)} " in alt
        for line in (*picture.comparators, *picture.marks):
            assert line.name in alt
    assert len(pictures) > 5


def test_no_two_charts_have_one_name(any_view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicator_chart, "draw", lambda _: "")
    names = [re.search(r"figures/(\S+)\.svg", c.source)[1] for _, c, _ in charts(any_view)]
    assert len(names) == len(set(names)) > 5


def test_a_chart_reaches_back_as_far_as_the_edition_says(view: View) -> None:
    """Five years here: the year to March 2017 is the first that ended within them or before."""
    recent = {
        part.indicator.id: known[0].period.text for part, _, known in charts(view)
    }
    assert recent["active-adults"] == "fy2017-18"
    assert recent["clean-streets"] == "2021-04"


def test_a_figure_that_differs_from_the_plan_says_how_in_its_section(our_view: View) -> None:
    looked_at = 0
    for name in our_view.framework.indicators:
        assessment = our_view.assessment(name)
        differing = [p.series.link.difference for p in assessment.parts
                     if p.values and p.series and p.series.link.match == "differs"]  # fmt: skip
        if not differing:
            continue
        looked_at += 1
        blocks = section(our_view, assessment).blocks
        text = plain("\n".join(b.source for b in blocks if isinstance(b, Block)))
        for difference in differing:
            assert " ".join((difference or "").split())[1:].rstrip(".") in text
    assert looked_at > 5


def test_a_section_names_publisher_and_licence_of_its_figures(our_view: View) -> None:
    for part in parts(our_view):
        assert part.series is not None
        blocks = section(our_view, our_view.assessment(part.indicator.id)).blocks
        text = plain("\n".join(b.source for b in blocks if isinstance(b, Block)))
        assert (part.series.definition.publisher or part.series.source.publisher) in text
        assert part.series.source.licence in text
        assert part.series.definition.title in text
