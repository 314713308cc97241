"""Charts in words, and where figures come from: made again from the observations themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from shown import plain
from whole_book import Book

from spfbook.framework.observations import Observation
from spfbook.framework.periods import month_of
from spfbook.pages import indicator_chart, words
from spfbook.pages.charts import Picture
from spfbook.pages.indicator_section import section
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.view import View
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


def shown(value: Decimal, part: Part) -> str:
    return words.quantity(value, part)


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
        for line in picture.comparators:
            assert line.name in alt
        if picture.marks:
            assert f"the baseline: {words.baseline_value(part.baseline, part)}." in alt
        breaks = [point.label for point in picture.own.points if point.starts_anew]
        assert ("line is broken before" in alt) == bool(breaks)
        assert all(label in alt for label in breaks)
        opened = sum(point.is_open for point in picture.own.points)
        assert ("drawn open" in alt) == bool(opened)
        assert not opened or re.search(rf"\b{opened} points?\b.*drawn open", alt)
        assert said_target(part, picture, any_view) in alt
    assert len(pictures) > 5


def said_target(part: Part, picture: Picture, view: View) -> str:
    """The line's number with the months it holds for; without a line, what the plan asks for."""
    if picture.target is not None:
        first, last = picture.target.stretches[0], picture.target.stretches[-1]
        assert first.start >= view.framework.file.plan.start
        return f"to {month_of(last.end).label}."
    if not part.is_assessed:
        return "not judged"
    if part.target.kind == "none":
        return "The plan sets no target."
    return words.target_words(part.indicator, view.framework).rstrip(".")


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
