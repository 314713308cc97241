"""The PDF of a whole book: tagged, titled, and with words for every picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from book_runs import Run
from bs4 import BeautifulSoup
from grey_checks import chips_in_grey
from pdf_checks import (
    cells_of,
    fonts_not_embedded,
    kind_of,
    near_empty,
    outside_margins,
    overlaps,
    tags,
)
from second_framework import EDITION

from spfbook.book.plan import ON_THE_WEB_ONLY
from spfbook.pages.words import STATUS_WORDS

HISTORY = re.compile(r"\d+ figures, [−£]?\d.* for .+ to [−£]?\d.* for .+")
"""The words of a small picture in a row of a scorecard."""


@pytest.fixture(scope="module")
def pdf(whole: Run) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(whole.folder / f"{EDITION}.pdf") as found:
        yield found


def test_it_says_that_it_is_pdf_ua_and_is_tagged(pdf: pikepdf.Pdf) -> None:
    assert pdf.open_metadata()["pdfuaid:part"] == "1"
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert sum(1 for _ in tags(pdf)) > 500


def test_its_title_is_the_plans_and_is_shown(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo.Title).startswith("Northmere Plan 2021 to 2023")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_its_outline_is_the_contents_of_the_book(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        top = [item.title for item in outline.root]
        themes = {item.title: [child.title for child in item.children] for item in outline.root}
    places = [top.index(title) for title in (
        "Summary", "How to read this report", "Thriving Places", "Healthy Lives", "Methods",
        "Data sources", "Versions",
    )]  # fmt: skip
    assert places == sorted(places)
    assert [t for t in themes["Thriving Places"] if t in ("Homes and streets", "Jobs and money")]
    assert "Health and care" in themes["Healthy Lives"]


def test_every_picture_has_the_same_words_as_in_the_html(whole: Run, pdf: pikepdf.Pdf) -> None:
    figures = list(tags(pdf, "Figure"))
    alts = [" ".join(str(tag.get("/Alt", "")).split()) for tag in figures]
    shown, small = [], []
    for path in (whole.folder / "html").rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").find("article")
        for image in page.find_all("img") if page else []:
            is_small = "history" in image.get("class", [])
            (small if is_small else shown).append(image["alt"])
    assert len(shown) > 9  # the heat map, charts, and one picture in place of four charts
    assert all(len(alt) > 60 for alt in shown)
    assert len(small) > 10
    assert all(HISTORY.fullmatch(alt) for alt in small)
    assert sorted(alts) == sorted(shown + small)


def test_headings_go_down_without_a_gap(pdf: pikepdf.Pdf) -> None:
    levels = [int(kind_of(tag)[1:]) for tag in tags(pdf) if kind_of(tag)[1:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_says_what_its_head_cells_head(whole: Run, pdf: pikepdf.Pdf) -> None:
    """The first row heads the columns; where the HTML has heads of rows, so has the PDF."""
    tables = list(tags(pdf, "Table"))
    assert len(tables) > 15
    rows = [[cells_of(row) for row in tags(table, "TR")] for table in tables]
    assert all(set(first) == {"THColumn"} for first, *_ in rows)
    kinds = {tuple(row[:2]) for _, *others in rows for row in others}
    assert kinds == {("THRow", "TD")}
    printed = [path for path in pages_of(whole) if path.stem not in ON_THE_WEB_ONLY]
    heads = [
        cell
        for path in printed
        for cell in article(path).select("table:not(.web-only) tbody tr > th")
        if cell.find_parent("div", class_="web-only") is None
    ]
    assert len(heads) > 50
    assert sum(row[0] == "THRow" for _, *others in rows for row in others) == len(heads)


def test_a_tab_follows_the_structure_and_every_font_is_in_the_file(pdf: pikepdf.Pdf) -> None:
    assert {str(page.get("/Tabs", "/S")) for page in pdf.pages} == {"/S"}
    assert fonts_not_embedded(pdf) == []


def test_nothing_is_clipped_or_covered_and_no_page_is_nearly_empty(whole: Run) -> None:
    for path in (whole.folder / f"{EDITION}.pdf", *packs(whole)):
        assert outside_margins(path) == []
        assert overlaps(path) == []
        assert near_empty(path) == []


def test_the_running_lines_say_what_and_which_page_it_is(whole: Run) -> None:
    document = pypdfium2.PdfDocument(whole.folder / f"{EDITION}.pdf")
    for number, page in enumerate(list(document)[1:], start=2):
        text = page.get_textpage().get_text_range()
        assert "Northmere Plan 2021 to 2023, " in text
        assert f"Edition {EDITION}, Test. Data as at 20 May 2022" in text
        assert f"Page {number} of {len(document)}" in text


def test_each_priority_has_a_pdf_of_its_own(whole: Run) -> None:
    found = packs(whole)
    assert [path.stem for path in found if "portfolio" not in path.stem] == [
        f"{EDITION}-healthy-lives",
        f"{EDITION}-thriving-places",
    ]
    for path in found:
        with pikepdf.open(path) as pack:
            assert pack.open_metadata()["pdfuaid:part"] == "1"
            assert pack.Root.ViewerPreferences.DisplayDocTitle
    with pikepdf.open(found[0]) as pack, pack.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == ["Healthy Lives", "How to read this report"]


def packs(whole: Run) -> list[Path]:
    return sorted((whole.folder / "pdf").glob("*.pdf"))


def pages_of(whole: Run) -> list[Path]:
    return [path for path in (whole.folder / "html").rglob("*.html") if article(path).name]


def article(path: Path) -> BeautifulSoup:
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return page.find("article") or BeautifulSoup("", "html.parser")


def test_a_status_stands_out_in_grey(whole: Run) -> None:
    """Each chip of the page that explains them, measured on its picture: WCAG's 4.5 to 1 for
    words, 3 to 1 for shapes and edges."""
    seen = chips_in_grey(whole.folder / f"{EDITION}.pdf", list(STATUS_WORDS.values()))
    assert set(seen) == set(STATUS_WORDS.values())
    assert {words for words, each in seen.items() if each.words < 4.5 or each.edge < 3} == set()
    marks = [each.mark for each in seen.values() if each.mark is not None]
    assert len(marks) == 3 and min(marks) >= 3
