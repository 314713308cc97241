"""Pages printed by the reader's own browser: A4, light, without what only a screen needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from html_book import HtmlBook, HtmlPage

A4 = (595, 842)
NEARLY_EMPTY = 150
"""Letters on a sheet, its foot not counted."""
SCREEN_ONLY = ("Search this report", "Dark colours", "Skip to main", "Next page", "On this page")


@pytest.fixture
def printed(visit: Callable) -> Callable:
    def print_page(name: str, **how: object) -> pypdfium2.PdfDocument:
        return pypdfium2.PdfDocument(BytesIO(visit(name, **how).pdf(prefer_css_page_size=True)))

    return print_page


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    return [sheet.get_textpage().get_text_range() for sheet in document]


def test_every_page_prints_on_a4_without_an_empty_sheet_or_a_head_alone(
    printed: Callable, html: HtmlBook, name: str
) -> None:
    document = printed(name)
    assert {tuple(round(side) for side in sheet.get_size()) for sheet in document} == {A4}
    texts = sheets(document)
    assert not [part for part in SCREEN_ONLY if part in "".join(texts) and name != "search"]
    poor = [
        number
        for number, (sheet, text) in enumerate(zip(document, texts, strict=True), 1)
        if len(text) < NEARLY_EMPTY and number < len(texts) and not _pictures(sheet)
    ]
    assert poor == []
    assert all(f"Page {n} of {len(texts)}" in text for n, text in enumerate(texts, 1))
    assert heads_alone(texts, html.pages[name]) == []


def heads_alone(texts: list[str], page: HtmlPage) -> list[tuple[int, str]]:
    """Sheets at whose foot the head of a table stands alone.

    Chromium repeats a head on the next sheet: alone, it would be the last line of one and the first
    of the next.
    """
    heads = {
        " ".join(table.find("tr").get_text(" ").split())
        for table in page.soup.select("article table")
    }
    said = [" ".join(re.sub(r"Page \d+ of \d+", "", text).split()) for text in texts]
    return [
        (number, head)
        for number, (sheet, after) in enumerate(pairwise(said), 1)
        for head in heads
        if sheet.endswith(head) and after.startswith(head)
    ]


def test_a_long_table_repeats_its_head(printed: Callable, html: HtmlBook) -> None:
    longest = max(
        html.written, key=lambda page: max(map(_rows, page.soup.find_all("table")), default=0)
    )
    table = max(longest.soup.find_all("table"), key=_rows)
    head = " ".join(table.find("th").get_text().split())
    texts = sheets(printed(longest.name))
    row = " ".join(table.select_one("tbody tr:last-child th").get_text().split())
    last = next(n for n, text in enumerate(texts) if row[:30] in " ".join(text.split()))
    assert head in texts[last]


def test_paper_is_white_whatever_the_screen_is(printed: Callable, with_chart: str) -> None:
    for scheme in ("light", "dark"):
        picture = printed(with_chart, color_scheme=scheme)[0].render(scale=0.5, grayscale=True)
        bitmap = picture.to_numpy()
        assert bitmap.mean() > 200, scheme
        assert bitmap.min() < 90, f"{scheme}: no letters"


def test_the_statuses_are_printed_as_words(printed: Callable, with_chart: str) -> None:
    words = "".join(sheets(printed(with_chart)))
    assert "target" in words


def _rows(table) -> int:
    return len(table.find_all("tr"))


def _pictures(sheet: pypdfium2.PdfPage) -> bool:
    """Whether anything is drawn beside letters: charts are shapes, forms or images."""
    kinds = {found.type for found in sheet.get_objects(max_depth=1)}
    return bool(kinds & {pypdfium2.raw.FPDF_PAGEOBJ_FORM, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE})
