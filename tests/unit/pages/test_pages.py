"""The pages of themes, of priorities and of the book: nothing lost, nothing counted twice."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from shown import number, plain, table, tables
from whole_book import Book

from spfbook.framework.framework import Priority, Theme
from spfbook.pages import words
from spfbook.pages.editions import Editions
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.priority_page import PriorityPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.rules.status import Status

NAMES = ["book", "our_book", "illustrative_book"]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def indicators_of(view: View, theme: Theme) -> dict[str, Status]:
    return {row.indicator.id: found.status for row, found in view.rows(theme)}


def priority_page(view: View, priority: Priority) -> PriorityPage:
    return PriorityPage(Editions(view), priority)


def pieces(page: ThemePage, monkeypatch: pytest.MonkeyPatch) -> list[Block | Chart]:
    """All that the page shows, in order."""
    seen: list[Block | Chart] = []
    monkeypatch.setattr("spfbook.pages.theme_page._display", seen.append)
    page.indicators()
    return [page.about(), page.scorecard(), *seen, page.without_figures(), page.deliverables()]


# Themes


def test_every_indicator_of_a_theme_is_in_its_scorecard_in_the_plans_order(
    any_book: Book,
) -> None:
    view = any_book.view
    for theme in view.framework.themes:
        found = tables(ThemePage(view, theme).scorecard().source)
        first = [row[0] for each in found for row in each.rows if not row[0].startswith("– ")]
        names = [name.removesuffix(" (also shown elsewhere)") for name in first]
        rows = list(view.framework.rows(theme))
        assert names == [" ".join(row.indicator.name.split()) for row in rows]
        repeated = [name.endswith(" (also shown elsewhere)") for name in first]
        assert repeated == [row.is_repeat for row in rows]


def test_a_scorecard_shows_the_status_and_the_latest_figure_of_each(view: View) -> None:
    for theme in view.framework.themes:
        (found,) = tables(ThemePage(view, theme).scorecard().source)
        shown = found.by_first()
        for row, assessment in view.rows(theme):
            name = row.indicator.name + (" (also shown elsewhere)" if row.is_repeat else "")
            unsure = len(assessment.parts) == 1 and assessment.parts[0].is_uncertain
            status = words.status_name(assessment.status) + (" (uncertain)" if unsure else "")
            status += " (see note)" if assessment.changes else ""
            assert shown[name]["Status"] == status
            if len(assessment.parts) == 1:
                (part,) = assessment.parts
                value = words.value_of(part.latest, part)
                assert shown[name]["Latest figure"].startswith(value)
                if part.latest:
                    assert part.latest.period.short_label in shown[name]["Latest figure"]


def test_a_components_row_stands_below_its_indicator(view: View) -> None:
    theme = view.framework.theme("homes-and-streets")
    rows = [row[:3] for row in table(ThemePage(view, theme).scorecard().source).rows]
    place = next(n for n, row in enumerate(rows) if row[0].startswith("Homes built for older"))
    assert [row[:2] for row in rows[place : place + 3]] == [
        ("Homes built for older and disabled people", "■ Off target"),
        ("– older people", "● On target"),
        ("– disabled people", "■ Off target"),
    ]


def test_a_theme_says_how_many_indicators_it_has_each_once(any_book: Book) -> None:
    view = any_book.view
    for theme in view.framework.themes:
        said = plain(ThemePage(view, theme).about().source).splitlines()[-1]
        total, counts = re.fullmatch(r"([\d,]+) indicators?: (.*)\.", said).groups()
        statuses = indicators_of(view, theme)
        assert number(total) == len(statuses)
        assert sum(int(part.split()[0]) for part in counts.split(", ")) == len(statuses)


def test_an_indicator_has_a_section_or_is_listed_as_without_a_figure(
    any_book: Book,
) -> None:
    view = any_book.view
    for theme in view.framework.themes:
        page = ThemePage(view, theme)
        own = [row.indicator for row in view.framework.rows(theme) if not row.is_repeat]
        shown = [a.indicator.id for a in page.with_figures()]
        listed = [
            name
            for each in tables(page.without_figures().source)
            for name in each.column("Indicator")
        ]
        missing = [" ".join(i.name.split()) for i in own if i.id not in shown]
        assert listed == missing
        assert set(shown) <= {i.id for i in own}


def test_a_theme_whose_indicators_all_have_figures_says_so(view: View) -> None:
    page = ThemePage(view, view.framework.theme("health-and-care"))
    assert "Every indicator of this theme has a figure" in page.without_figures().source


def test_why_there_is_no_figure_is_true_of_any_council(view: View) -> None:
    said = ThemePage(view, view.framework.theme("jobs-and-money")).without_figures().source
    assert "by 20 May 2022" in said
    assert "Apprenticeships started" in said
    assert "Counts one college’s" in said or "Counts one college's" in said


def test_every_deliverable_of_a_theme_is_in_its_table(any_book: Book) -> None:
    view = any_book.view
    for theme in view.framework.themes:
        tasks = list(view.framework.tasks(theme))
        found = tables(ThemePage(view, theme).deliverables().source)
        shown = [row[0].removesuffix(" (also shown elsewhere)") for t in found for row in t.rows]
        assert shown == [" ".join(task.words.deliverable.split()) for task in tasks]


def test_the_data_of_a_theme_are_its_observations_with_numbers_and_days(view: View) -> None:
    frame = ThemePage(view, view.framework.theme("homes-and-streets")).data()
    assert set(frame["indicator"]) == {
        "affordable-homes-built", "homes-made-warmer", "specialist-homes-built", "clean-streets",
        "recycling-rate",
    }  # fmt: skip
    assert frame["value"].dtype == "float64"
    assert str(frame["published_on"].dtype).startswith("datetime64")
    assert (frame["published_on"].dt.date <= view.as_at).all()


# Priorities


def test_a_prioritys_counts_add_up_to_its_indicators_each_once(any_book: Book) -> None:
    view = any_book.view
    for priority in view.framework.priorities:
        statuses: dict[str, Status] = {}
        for theme in priority.themes:
            statuses |= indicators_of(view, theme)
        counts = Counter(words.status_name(status) for status in statuses.values())
        shown = table(priority_page(view, priority).counts().source)
        assert {name: number(row["Indicators"]) for name, row in shown.by_first().items()} == counts
        said = priority_page(view, priority).counts().source
        assert said.startswith(f"{len(statuses):,} indicator")


def test_the_row_of_a_theme_adds_up(any_book: Book) -> None:
    view = any_book.view
    for priority in view.framework.priorities:
        shown = table(priority_page(view, priority).themes().source)
        assert shown.column("Theme") == [theme.name for theme in priority.themes]
        names = ("Indicators", "On target", "Near target", "Off target", "Not rated")
        columns = [shown.column(name) for name in names]
        for theme, *row in zip(priority.themes, *columns, strict=True):
            total, *parts = map(number, row)
            assert total == sum(parts) == len(indicators_of(view, theme))


def test_what_is_off_target_is_all_of_it_worst_first(any_book: Book) -> None:
    view = any_book.view
    for priority in view.framework.priorities:
        page = priority_page(view, priority)
        off = [a for a in view.of_priority(priority) if a.status in (Status.RED, Status.AMBER)]
        found = tables(page.off_track().source)
        if not off:
            assert found == []
            continue
        statuses = [each.removesuffix(" (uncertain)") for each in found[0].column("Status")]
        assert statuses == sorted(statuses, key=["■ Off target", "▲ Near target"].index)
        shown = Counter(name.split(" – ")[0] for name in found[0].column("Indicator"))
        assert sum(shown.values()) == len(off)


# The book


def test_the_table_by_status_counts_an_indicator_once(any_book: Book) -> None:
    total = len(any_book.view.framework.indicators)
    shown = table(any_book.overview.statuses().source)
    assert sum(map(number, shown.column("Indicators"))) == total


def test_every_source_of_the_edition_is_named_with_its_licence(any_book: Book) -> None:
    shown = table(any_book.sources.data_sources().source).by_first()
    assert len(shown) == len(any_book.front.edition.all_sources())
    for source in any_book.sources.sources:
        assert shown[source.title]["Licence"] == source.licence
        assert shown[source.title]["Publisher"] == source.publisher


def test_every_series_says_how_exactly_it_measures(book: Book) -> None:
    (shown,) = tables(book.sources.series().source)
    rows = shown.by_first()
    assert rows["Household waste recycled"]["How exactly"] == "Same definition"
    assert "16 to 18" in rows["Young people not in work or learning – number"]["How exactly"]
    related = table(book.sources.related_series().source)
    assert related.column("Indicator") == ["Apprenticeships started"]


def test_the_versions_name_this_edition_and_all_others(our_book: Book) -> None:
    shown = table(our_book.versions.versions().source)
    assert len(shown.rows) == len(our_book.versions.editions)
    assert sum(name.endswith("(this edition)") for name in shown.column("Edition")) == 1


# Made-up figures


def test_made_up_figures_are_said_wherever_they_stand(
    illustrative_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Warning on the page; chip at the value; caption; alt text; mark across the picture."""
    view = illustrative_book.view
    drawn = 0
    for theme in view.framework.themes:
        page = ThemePage(view, theme)
        made_up = {a.indicator.name for a in view.assessments(theme) if a.is_illustrative}
        assert "{admonition} Illustrative figures" in page.about().source
        for shown in tables(page.scorecard().source):
            for name, row in shown.by_first().items():
                if name.removesuffix(" (also shown elsewhere)") in made_up:
                    assert "(illustrative figures)" in shown.caption
                    is_value = row["Latest figure"][:1].isdigit()
                    assert not is_value or "Illustrative" in row["Latest figure"], name
        for chart in pieces(page, monkeypatch) if theme.id in ("jobs", "homes") else ():
            if isinstance(chart, Chart) and "made up" in chart.source:
                drawn += 1
                assert ':alt: "Illustrative figures, made up. ' in chart.source
                assert "\nIllustrative, made-up figures. " in chart.source
    assert drawn > 3


def test_made_up_figures_are_said_in_every_table_of_priorities_and_the_summary(
    illustrative_book: Book,
) -> None:
    book, view = illustrative_book, illustrative_book.view
    pages = [priority_page(view, priority) for priority in view.framework.priorities]
    for page in pages:
        assert "{admonition} Illustrative figures" in page.about().source
    blocks = [b for page in pages for b in (page.counts(), page.off_track(), page.themes())]
    blocks += [book.front.priorities(), book.overview.statuses(), book.overview.off_track()]
    for shown in [found for block in blocks for found in tables(block.source)]:
        assert "(illustrative figures)" in shown.caption, shown.caption
    for block in (book.front.deliverables(), *(page.deliverables() for page in pages)):
        for shown in tables(block.source):
            assert "(illustrative progress)" in shown.caption, shown.caption
    assert "{admonition} Illustrative figures" in book.front.front().source
    assert ':alt: "Illustrative figures, made up. ' in book.overview.themes().source


def test_a_row_off_target_on_a_made_up_figure_says_so(illustrative_book: Book) -> None:
    view = illustrative_book.view
    shown = table(illustrative_book.overview.off_track().source)
    made_up = {a.indicator.name for a in map(view.assessment, view.framework.indicators)
               if all(part.is_illustrative for part in a.parts)}  # fmt: skip
    looked_at = 0
    for name, figure in zip(
        shown.column("Indicator"), shown.column("Latest figure"), strict=True
    ):
        if name.split(" – ")[0] in made_up:
            looked_at += 1
            assert figure.endswith("Illustrative"), name
    assert looked_at > 5


def test_nothing_is_called_made_up_in_an_edition_of_published_figures(
    our_book: Book,
) -> None:
    view = our_book.view
    front, overview = our_book.front, our_book.overview
    blocks = [front.front(), overview.statuses(), overview.off_track(), front.deliverables()]
    for theme in view.framework.themes:
        page = ThemePage(view, theme)
        blocks += [page.about(), page.scorecard(), page.deliverables()]
    assert [b.source for b in blocks if "llustrative" in b.source] == []


def test_an_edition_with_one_made_up_source_says_so_on_every_page(view: View) -> None:
    """Be there a made-up figure on the page or not."""
    for theme in view.framework.themes:
        assert "{admonition} Illustrative" in ThemePage(view, theme).about().source
    for priority in view.framework.priorities:
        assert "{admonition} Illustrative" in priority_page(view, priority).about().source
