"""The heat map: its numbers are the indicators', and its words are its numbers."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from whole_book import Book

from spfbook.pages.heat_map import COLUMNS, heat_map, theme_counts
from spfbook.rules.status import Status

PHONE = 288
"""Pixels of a page's words on a screen of 320."""
PIXELS = 96 / 72
"""Of a point."""


def test_every_status_has_its_column() -> None:
    assert Counter(s for group in COLUMNS.values() for s in group) == Counter(list(Status))


@pytest.mark.parametrize("name", ["book", "our_book"])
def test_a_row_counts_each_indicator_of_its_theme_once(
    request: pytest.FixtureRequest, name: str
) -> None:
    view = request.getfixturevalue(name).view
    counts = theme_counts(view, view.framework.themes)
    for theme in view.framework.themes:
        distinct = {row.indicator.id for row in view.framework.rows(theme)}
        assert counts.loc[theme.name].sum() == len(distinct)


@pytest.mark.parametrize("name", ["book", "our_book"])
def test_the_alt_text_says_the_totals_and_where_most_are(
    request: pytest.FixtureRequest, name: str
) -> None:
    book: Book = request.getfixturevalue(name)
    view, source = book.view, book.overview.themes().source
    alt = re.search(r'^:alt: "(.*)"$', source, re.MULTILINE)[1]
    by_theme = {
        theme.name: Counter(a.status for a in view.assessments(theme))
        for theme in view.framework.themes
    }
    count = len(by_theme)
    assert f"Heat map of {count} themes by status." in alt
    for words, status in (
        ("On target", Status.GREEN), ("Near target", Status.AMBER), ("Off target", Status.RED),
    ):  # fmt: skip
        each = {theme: counts[status] for theme, counts in by_theme.items()}
        total, most = sum(each.values()), max(each.values())
        first = [theme for theme, number in each.items() if number == most]
        said = f"{words}: {total} indicator{'' if total == 1 else 's'}"
        if total and len(first) == 1:
            said += f", most in {first[0]} ({most})"
        assert f"{said}." in alt


def test_the_same_figures_give_the_same_picture(book: Book) -> None:
    themes = book.view.framework.themes
    assert heat_map(book.view, themes).svg == heat_map(book.view, themes).svg


@pytest.mark.parametrize("kind", ["themes", "over_time"])
def test_a_phone_of_320_shows_letters_of_nine_pixels(our_book: Book, kind: str) -> None:
    """A picture's letters shrink with it: its natural width decides what a phone shows."""
    svg = getattr(our_book.overview, kind)().svg
    width = float(re.search(r'<svg[^>]*\swidth="([\d.]+)pt"', svg)[1])
    smallest = min(float(each) for each in re.findall(r" scale\(([\d.]+) -\1\)", svg)) * 100
    assert smallest * min(1, PHONE / (width * PIXELS)) * PIXELS >= 9
