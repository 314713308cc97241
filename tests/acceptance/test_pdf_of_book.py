"""The PDF of a whole book: tagged, titled, and with words for every picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from book_runs import Run
from bs4 import BeautifulSoup
from second_framework import EDITION

HISTORY = re.compile(r"\d+ figures, [−£]?\d.* for .+ to [−£]?\d.* for .+")
"""The words of a small picture in a row of a scorecard."""


@pytest.fixture(scope="module")
def pdf(whole: Run) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(whole.folder / f"{EDITION}.pdf") as found:
        yield found


def tags(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure, in reading order."""
    waiting: list[pikepdf.Object] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            if "/K" in node:
                waiting.append(node.K)


def kind(tag: pikepdf.Dictionary) -> str:
    return str(tag.S).removeprefix("/")


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
    figures = [tag for tag in tags(pdf) if kind(tag) == "Figure"]
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
    levels = [int(kind(tag)[1:]) for tag in tags(pdf) if kind(tag)[1:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_head_cells_that_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    tables = [tag for tag in tags(pdf) if kind(tag) == "Table"]
    heads = [tag for tag in tags(pdf) if kind(tag) == "TH"]
    scopes = {str(mark.Scope) for tag in heads for mark in tag.get("/A", []) if "/Scope" in mark}
    assert len(tables) > 15
    assert "/Column" in scopes
