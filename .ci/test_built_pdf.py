"""The report that `make report` has built can go to Cabinet: run after it, by `.ci/run`."""

from __future__ import annotations

import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from grey_checks import chips_in_grey  # noqa: E402
from pdf_checks import (  # noqa: E402
    fonts_not_embedded,
    kind_of,
    near_empty,
    outside_margins,
    overlaps,
    scopes,
    tags,
)

from spfbook.pages.words import STATUS_WORDS  # noqa: E402

BUILT = [
    path
    for path in sorted((ROOT / "_build").glob("*/*.pdf"))
    if not path.parent.name.startswith(("failed-", "preview-", "."))
]
BOOKS = [path for path in BUILT if path.stem == path.parent.name]
"""Without the cover report, which explains no status."""
MOST_PAGES, MOST_BYTES = 150, 6_000_000


def test_there_is_a_report() -> None:
    assert BUILT, "run `make report` before"


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_it_is_short_and_small(path: Path) -> None:
    if "illustrative" in path.stem:
        pytest.skip("a demonstration, longer than any report")
    assert len(pypdfium2.PdfDocument(path)) < MOST_PAGES
    assert path.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_nothing_is_clipped_or_covered_and_no_page_is_nearly_empty(path: Path) -> None:
    for each in (path, *sorted((path.parent / "pdf").glob("*.pdf"))):
        assert outside_margins(each) == []
        assert overlaps(each) == []
        assert near_empty(each) == []


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.stem)
def test_all_of_it_can_be_read_aloud(path: Path) -> None:
    for each in (path, *sorted((path.parent / "pdf").glob("*.pdf"))):
        with pikepdf.open(each) as pdf:
            assert pdf.open_metadata()["pdfuaid:part"] == "1"
            assert fonts_not_embedded(pdf) == []
            assert all(scopes(tag) in (["Row"], ["Column"]) for tag in tags(pdf, "TH"))
            assert all(len(str(tag.get("/Alt", ""))) >= 20 for tag in tags(pdf, "Figure"))
            assert {kind_of(tag) for tag in tags(pdf)} >= {"H1", "H2", "P", "Table", "TH", "TD"}


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_status_stands_out_in_grey(path: Path) -> None:
    """WCAG: 4.5 to 1 for words, 3 to 1 for marks and edges."""
    seen = chips_in_grey(path, list(STATUS_WORDS.values()))
    assert set(seen) == set(STATUS_WORDS.values())
    assert {words for words, each in seen.items() if each.words < 4.5 or each.edge < 3} == set()
    marks = [each.mark for each in seen.values() if each.mark is not None]
    assert len(marks) == 3 and min(marks) >= 3
