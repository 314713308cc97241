"""The strip of statuses: its columns are the editions, and its words are its numbers."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from shown import number, table
from whole_book import Book

from spfbook.pages import words
from spfbook.pages.editions import Editions
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.status_strip import COLOURS, MOST, columns_of, status_strip, strip_table
from spfbook.rules.status import RATED, Status

NAMES = ["book", "our_book", "illustrative_book"]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def every(book: Book) -> list[str]:
    return list(book.view.framework.indicators)


def test_a_column_counts_every_indicator_of_its_edition(any_book: Book) -> None:
    columns = columns_of(any_book.editions, every(any_book))
    for column, view in zip(columns, any_book.editions.shown, strict=True):
        statuses = [view.assessment(name).status for name in every(any_book)]
        assert column.counts == {status: statuses.count(status) for status in RATED}
        assert column.rated + column.not_rated == len(statuses)
        assert column.label == view.period.short_label


def test_the_table_and_the_alt_text_say_the_numbers_of_the_picture(any_book: Book) -> None:
    columns = columns_of(any_book.editions, every(any_book))
    shown = table(strip_table(any_book.editions, every(any_book), "All").source)
    picture = status_strip(any_book.editions, every(any_book), "All", "all")
    assert isinstance(picture, Chart)
    for column, row in zip(columns, shown.rows, strict=True):
        cells = dict(zip(shown.header, row, strict=True))
        for status in RATED:
            assert number(cells[words.status_name(status)]) == column.counts[status]
        assert number(cells["Indicators"]) == column.rated + column.not_rated
    last = columns[-1]
    for status in RATED:
        assert f"{last.counts[status]:,} in {last.label}" in picture.source
    assert f"bars for {len(columns)} editions" in picture.source


def test_made_up_figures_are_said_in_caption_table_and_alt_text(illustrative_book: Book) -> None:
    names = every(illustrative_book)
    picture = status_strip(illustrative_book.editions, names, "All", "all")
    assert ':alt: "Illustrative figures, made up.' in picture.source
    assert "(illustrative figures)" in picture.source.splitlines()[-2]
    assert "(illustrative figures)" in strip_table(illustrative_book.editions, names, "A").source


def test_the_same_figures_give_the_same_picture(our_book: Book) -> None:
    one, other = (status_strip(our_book.editions, every(our_book), "All", "x") for _ in range(2))
    assert one == other
    assert "<dc:date>" not in one.svg


def test_one_edition_is_no_strip(book: Book) -> None:
    alone = Editions(book.view)
    picture = status_strip(alone, every(book), "All", "all")
    assert isinstance(picture, Block)
    assert "first edition" in picture.source
    assert strip_table(alone, every(book), "All").source == ""


def test_where_nothing_was_ever_rated_there_is_nothing_to_draw(book: Book) -> None:
    found = status_strip(book.editions, ["life-expectancy"], "All", "all")
    assert isinstance(found, Block)
    assert "could be rated" in found.source
    assert strip_table(book.editions, ["life-expectancy"], "A").source == ""


def test_of_many_editions_the_newest_are_shown(book: Book) -> None:
    many = Editions(book.view, tuple(replace(book.view) for _ in range(MOST + 3)))
    assert len(columns_of(many, ["active-adults"])) == MOST


def luminance(colour: str) -> float:
    shade = {"white": "#FFFFFF"}.get(colour, colour)
    parts = [int(shade[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("status", RATED)
def test_letters_are_readable_and_blocks_stand_out(status: Status) -> None:
    fill, border, letters = COLOURS[status]
    assert contrast(fill, letters) >= 4.5
    assert max(contrast(border, "white"), contrast(fill, "white")) >= 3


def test_in_greyscale_red_alone_is_solid() -> None:
    fills = {status: luminance(colours[0]) for status, colours in COLOURS.items()}
    assert fills[Status.RED] < 0.2 < min(fills[Status.AMBER], fills[Status.GREEN])


def test_every_block_with_room_has_its_shape_and_number(our_book: Book) -> None:
    """Letters are paths in the picture, so the count of text groups tells them."""
    picture = status_strip(our_book.editions, every(our_book), "All", "x")
    columns = columns_of(our_book.editions, every(our_book))
    blocks = sum(bool(n) for column in columns for n in column.counts.values())
    texts = len(re.findall(r'<g id="text_', picture.svg))
    assert texts == blocks + 2 * len(columns)  # the numbers, the editions, and "n rated"
