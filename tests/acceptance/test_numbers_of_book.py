"""Every number on the pages is in the PDF and in the data files; one altered digit is named.

CI looks at the whole shipped edition in the same way (`.ci/test_built_numbers.py`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from book_runs import Run
from csv_checks import (
    data_of,
    in_no_theme,
    unlike_the_whole,
    wrong_counts,
    wrong_in_sections,
    wrong_in_tables,
)
from html_book import HtmlBook
from paper_checks import lost_on_paper, not_in, on_paper, pages_of_pack, text_by_page, texts
from second_framework import EDITION

from spfbook.book.plan import ON_THE_WEB_ONLY

THEME = "healthy-lives/health-and-care"


@pytest.fixture(scope="module")
def html(whole: Run) -> HtmlBook:
    return HtmlBook(whole.folder / "html")


@pytest.fixture
def altered(whole: Run, tmp_path: Path):
    """A copy of the book in which one text of one file stands changed."""

    def alter(file: str, before: str, after: str) -> HtmlBook:
        folder = tmp_path / "html"
        shutil.copytree(whole.folder / "html", folder)
        path = folder / file
        held = path.read_text(encoding="utf-8-sig")
        assert before in held, f"{file} does not hold {before!r}"
        path.write_text(held.replace(before, after, 1), encoding="utf-8-sig")
        return HtmlBook(folder)

    return alter


def wrong(html: HtmlBook) -> list[str]:
    data = data_of(html)
    return [
        *unlike_the_whole(data),
        *in_no_theme(data),
        *wrong_counts(html, data),
        *wrong_in_tables(html, data),
        *wrong_in_sections(html, data),
    ]


def test_every_number_on_a_page_is_in_the_pdf(html: HtmlBook, whole: Run) -> None:
    names = on_paper(html, ON_THE_WEB_ONLY)
    assert sum(len(texts(html.pages[name])) for name in names) > 100
    assert lost_on_paper(html, whole.folder / f"{EDITION}.pdf", names) == []
    for pack in sorted((whole.folder / "pdf").glob("*.pdf")):
        assert lost_on_paper(html, pack, pages_of_pack(pack, names)) == [], pack.name


def test_every_figure_and_status_is_that_of_the_data_files(html: HtmlBook) -> None:
    assert wrong(html) == []


def test_a_digit_altered_on_a_page_is_named_with_page_and_figure(altered, whole: Run) -> None:
    html = altered(f"{THEME}.html", "<strong>58.7%</strong>", "<strong>58.9%</strong>")
    lost = lost_on_paper(html, whole.folder / f"{EDITION}.pdf", on_paper(html, ON_THE_WEB_ONLY))
    assert [each.partition(" in ")[0] for each in lost] == [f"{THEME}: 58.9%"]
    (said,) = wrong(html)
    assert said.startswith(f"{THEME}: active-adults: Figure: '58.9%")
    assert "'58.7'" in said


def test_a_digit_altered_in_the_pdfs_text_is_named(html: HtmlBook, whole: Run) -> None:
    page = html.pages[THEME]
    names = on_paper(html, ON_THE_WEB_ONLY)
    pages = [html.pages[name] for name in names]
    paper = text_by_page(pages, whole.folder / f"{EDITION}.pdf")[THEME]
    assert "58.7%" in paper
    altered = paper.replace("58.7%", "58.1%")
    missing = [each for words in texts(page) if (each := not_in(altered, words))]
    assert missing and all(each.startswith("58.7% in ") for each in missing)


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        (f"{EDITION}-status.csv", ",58.7,", ",58.2,", "active-adults"),
        (f"{EDITION}-figures.csv", ",58.7,", ",58.2,", "active-adults"),
        ("health-and-care-figures.csv", ",58.7,", ",58.2,", "active-adults"),
        (f"{EDITION}-status.csv", "Red,Off target", "Amber,Near target", "Status"),
    ],
)  # fmt: skip
def test_a_cell_altered_in_a_data_file_is_named(
    altered, file: str, before: str, after: str, said: str
) -> None:
    found = wrong(altered(f"downloads/{file}", before, after))
    assert found and any(said in each for each in found), found


def test_a_status_altered_on_a_page_is_named(altered) -> None:
    chip = '<span class="status status-red">■ Off target</span>'
    html = altered(f"{THEME}.html", chip, chip.replace("■ Off target", "▲ Near target"))
    (said,) = wrong(html)
    assert said.startswith(f"{THEME}: active-adults: Status: '▲ Near target")
    assert said.endswith("the CSV has 'Off target'")
