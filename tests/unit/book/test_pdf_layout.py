"""An indicator's words stand beside its charts, columns share the line, charts keep their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from spfbook.book.pdf_blocks import group_indicators, mark_headings
from spfbook.book.pdf_columns import LINE, PADDING, lines, share_line
from spfbook.book.pdf_pictures import copy_for_print, fits_beside_words, with_text
from spfbook.book.pdf_tables import heads_rows
from spfbook.book.pdf_text import mark_literal
from spfbook.pages.house_style import FONT_SIZE, house_style

CHART = (
    '<figure id="{0}"><img class="beside-words" alt="A line" src="x.svg"/>'
    "<figcaption>{0}</figcaption></figure>"
)
SECTION = f"""<h2 id="indicator-one">One</h2><p>Status.</p><ul><li>Fact</li></ul>
<p>First reading.</p><p><strong>It rose.</strong></p>{CHART.format("a")}<p>Trend of the first.</p>
<p>Second reading.</p><p><strong>It fell.</strong></p>{CHART.format("b")}<p>Trend of the second.</p>
<div class="admonition note"><p>About</p></div><table><tr><td>1</td></tr></table>
<h3>Deeper</h3><p>Still of the first.</p>
<h2 id="indicator-two">Two</h2><p>No chart.</p><h2>Another section</h2>{CHART.format("c")}"""


def grouped(html: str) -> BeautifulSoup:
    page = BeautifulSoup(html, "html.parser")
    mark_headings({str(tag["id"]): tag for tag in page.find_all(["h2"], id=True)})
    nodes = group_indicators([node.extract() for node in list(page.contents)])
    return BeautifulSoup("".join(map(str, nodes)), "html.parser")


def words(div) -> list[str]:
    return [item.get_text(" ", strip=True) for item in div.find_all(class_="item")]


def test_each_chart_has_its_own_words_beside_it():
    first, second = grouped(SECTION).select("div.beside")
    assert words(first.find(class_="before")) == ["Status.", "Fact", "First reading."]
    assert words(first.find(class_="after")) == ["Trend of the first."]
    assert words(second.find(class_="before")) == ["Second reading."]
    assert words(second.find(class_="after")) == ["Trend of the second.", "About"]
    captions = [each.find("figcaption").get_text(" ") for each in (first, second)]
    assert captions == ["It rose. a", "It fell. b"]


def test_a_chart_as_wide_as_the_page_stays_between_its_words():
    page = grouped(SECTION.replace("beside-words", "wide"))
    assert page.select("div.beside") == []
    (one, _) = page.select("div.indicator")
    assert [tag.name for tag in one.find_all(["p", "figure"])][:5] == ["p", "p", "p", "figure", "p"]


def test_a_section_holds_what_belongs_to_it_and_nothing_is_lost():
    page = grouped(SECTION)
    one, two = page.select("div.indicator")
    assert "Still of the first." in one.get_text()
    assert two.get_text(" ", strip=True) == "Two No chart."
    assert page.find("h2", string="Another section").parent is page
    assert page.find_all("figure")[-1].parent is page

    def letters(soup: BeautifulSoup) -> list[str]:
        return sorted(soup.get_text(" ").split())

    assert letters(page) == letters(BeautifulSoup(SECTION, "html.parser"))


def test_a_long_section_may_be_cut_and_a_short_one_is_not():
    one, two = grouped(SECTION).select("div.indicator")
    assert "whole" not in one["class"]
    assert "whole" in two["class"]
    (long,) = grouped(f'<h2 id="indicator-x">X</h2><p>{"word " * 800}</p>').select("div.indicator")
    assert "whole" not in long["class"]


CELL = st.tuples(st.integers(1, 400), st.integers(1, 14)).map(lambda cell: (max(cell), cell[1]))
COLUMNS = st.integers(1, 6).flatmap(
    lambda rows: st.lists(st.lists(CELL, min_size=rows, max_size=rows), min_size=1, max_size=6)
)


@given(COLUMNS)
def test_columns_fill_the_line_and_hold_their_longest_word(columns):
    widths = share_line(columns)
    if not widths:
        longest = [max(letters for letters, _ in column) for column in columns]
        assert sum(longest) + PADDING * len(columns) <= LINE
        return
    assert sum(widths) == pytest.approx(100)
    for column, width in zip(columns, widths, strict=True):
        assert LINE * width / 100 - PADDING >= max(word for _, word in column) - 1e-6


@given(COLUMNS)
def test_no_column_is_better_off_alone(columns):
    """The lines of all cells, to the power that stands for a row's height, are at least as few
    as with columns of equal width, where those hold every word."""
    widths = share_line(columns)
    equal = [100 / len(columns)] * len(columns)

    def cost(shares: list[float]) -> float:
        rooms = [int(LINE * share / 100 - PADDING + 1e-6) for share in shares]
        return sum(
            (lines([n for n, _ in column], room) ** 4).sum()
            for column, room in zip(columns, rooms, strict=True)
        )

    room = int(LINE / len(columns) - PADDING)
    if widths and all(word <= room for column in columns for _, word in column):
        assert cost(widths) <= cost(equal)


def test_words_that_look_like_markup_are_marked_and_others_are_not():
    said = "<p>In 2021. it - fell -5 to 20-21 x... a-b</p><code>- 1.</code>"
    page = BeautifulSoup(said, "html.parser")
    mark_literal(page)
    assert [s.text for s in page.select("span.literal")] == ["2021.", "-", "-5", "20-21", "x..."]
    assert page.get_text() == "In 2021. it - fell -5 to 20-21 x... a-b- 1."


@pytest.mark.parametrize(
    ("row", "expected"),
    [("<th>a</th><td>1</td>", True), ("<td>a</td><td>1</td>", False), ("<th>a</th>" * 2, False)],
)
def test_a_table_whose_first_cells_are_heads_is_known(row, expected):
    html = "<table><thead><tr><th>x</th><th>y</th></tr></thead><tbody><tr>{}</tr></tbody></table>"
    assert heads_rows(BeautifulSoup(html.format(row), "html.parser")) is expected


def drawn(path: Path, *said: str) -> bytes:
    with house_style():
        figure = Figure(figsize=(3, 2))
        for place, text in enumerate(said):
            weight = ("normal", "bold")[place]
            figure.text(0.1, 0.8 - 0.2 * place, text, rotation=12 * place, weight=weight)
        figure.savefig(path, format="svg", metadata={"Date": None})
    return path.read_bytes()


def test_a_charts_letters_become_text_of_the_same_place_and_size(tmp_path):
    made = with_text(drawn(tmp_path / "a.svg", "Barking & <b>", "Target 5%"))
    texts = BeautifulSoup(made, "html.parser").find_all("text")
    assert [text.string for text in texts] == ["Barking & <b>", "Target 5%"]
    assert f"font-weight: normal; font-size: {FONT_SIZE}px" in texts[0]["style"]
    assert "font-weight: bold" in texts[1]["style"]
    assert "rotate(-12)" in texts[1]["transform"]
    assert b"<use" not in made


def test_letters_that_cannot_be_told_stay_outlines(tmp_path):
    svg = drawn(tmp_path / "a.svg", "plain a", "$a^2$")
    soup = BeautifulSoup(with_text(svg), "html.parser")
    assert [text.string for text in soup.find_all("text")] == ["plain a"]
    named = {path["id"] for path in soup.find_all("path") if path.get("id")}
    used = {use["xlink:href"][1:] for use in soup.find_all("use")}
    assert used and used <= named
    assert with_text(b"<svg>no xml") == b"<svg>no xml"


def test_a_picture_drawn_for_a_column_is_known(tmp_path):
    for name, inches in (("narrow", 4.3), ("wide", 6.6)):
        Figure(figsize=(inches, 2)).savefig(tmp_path / f"{name}.svg", format="svg")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    assert fits_beside_words(tmp_path / "narrow.svg")
    assert not fits_beside_words(tmp_path / "wide.svg")
    assert not fits_beside_words(tmp_path / "b.png")


def test_pictures_for_print_are_copies(tmp_path):
    before = drawn(tmp_path / "a.svg", "Words")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    copy_for_print(tmp_path / "a.svg", tmp_path / "print.svg")
    copy_for_print(tmp_path / "b.png", tmp_path / "print.png")
    assert (tmp_path / "a.svg").read_bytes() == before
    assert b"<text" in (tmp_path / "print.svg").read_bytes()
    assert (tmp_path / "print.png").read_bytes() == b"\x89PNG"
