"""No page and no PDF has a number, date, gap or mark written wrong: run after `make report`, by
`.ci/run`. That the rules can fail is shown by `tests/unit/book/test_word_checks.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from html_book import HtmlBook  # noqa: E402
from word_checks import drafts, quoted_words, wrong_in_pdf, wrong_on_pages  # noqa: E402

BUILT = [
    path
    for path in sorted((ROOT / "_build").glob("*"))
    if (path / "html").is_dir() and not path.name.startswith(("failed-", "preview-", "."))
]


@pytest.fixture(scope="module", params=BUILT, ids=lambda path: path.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def quoted() -> str:
    return quoted_words(ROOT)


def test_there_is_a_report() -> None:
    assert BUILT, "run `make report` before"


def test_nothing_is_written_wrong_on_a_page(folder: Path, quoted: str) -> None:
    assert list(wrong_on_pages(HtmlBook(folder / "html"), quoted)) == []


def test_nothing_is_written_wrong_in_the_pdf(folder: Path, quoted: str) -> None:
    assert list(wrong_in_pdf(folder / f"{folder.name}.pdf", quoted)) == []


def test_no_file_says_that_it_is_unfinished(folder: Path) -> None:
    assert drafts(folder) == []
