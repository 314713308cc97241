"""Every number on the pages is in the PDF and in the data files: run after `make report`, by
`.ci/run`. That these checks can fail is shown by `tests/acceptance/test_numbers_of_book.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from csv_checks import (  # noqa: E402
    data_of,
    in_no_theme,
    unlike_the_whole,
    wrong_counts,
    wrong_in_sections,
    wrong_in_tables,
)
from html_book import HtmlBook  # noqa: E402
from paper_checks import lost_on_paper, on_paper, pages_of_pack  # noqa: E402

from spfbook.book.plan import ON_THE_WEB_ONLY  # noqa: E402

BUILT = [
    path
    for path in sorted((ROOT / "_build").glob("*"))
    if (path / "html").is_dir() and not path.name.startswith(("failed-", "preview-", "."))
]


@pytest.fixture(scope="module", params=BUILT, ids=lambda path: path.name)
def html(request: pytest.FixtureRequest) -> HtmlBook:
    return HtmlBook(request.param / "html")


def test_there_is_a_report() -> None:
    assert BUILT, "run `make report` before"


def test_every_number_on_a_page_is_in_the_pdf(html: HtmlBook) -> None:
    names = on_paper(html, ON_THE_WEB_ONLY)
    pdf = html.folder.parent / f"{html.folder.parent.name}.pdf"
    assert lost_on_paper(html, pdf, names) == []
    packs = sorted((html.folder.parent / "pdf").glob("*.pdf"))
    assert packs
    for pack in packs:
        assert lost_on_paper(html, pack, pages_of_pack(pack, names)) == [], pack.name


def test_every_figure_and_status_is_that_of_the_data_files(html: HtmlBook) -> None:
    data = data_of(html)
    assert [*unlike_the_whole(data), *in_no_theme(data)] == []
    assert list(wrong_counts(html, data)) == []
    assert list(wrong_in_tables(html, data)) == []
    assert list(wrong_in_sections(html, data)) == []
