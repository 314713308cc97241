"""`spfbook cover`: both files in one go, what is missing, and whether there is time to publish."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest

from spfbook.paths import ROOT_VARIABLE, Layout

COVER = """cover:
  report_of: Cabinet Member for Streets
  legal: {by: D Lawyer}
"""


@pytest.fixture
def cover(run: Callable, northmere: Layout, monkeypatch: pytest.MonkeyPatch) -> Callable:
    monkeypatch.setenv(ROOT_VARIABLE, str(northmere.root))
    return lambda *arguments: run("--root", str(northmere.root), "cover", *arguments)


def today_is(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(date):
        @classmethod
        def today(cls) -> date:
            return day

    monkeypatch.setattr(sys.modules["spfbook.cli.cover"], "date", Clock)


def words_of(path: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def test_it_makes_word_and_pdf_and_names_what_is_to_be_completed(
    cover: Callable, northmere: Layout
) -> None:
    path = northmere.params / "2021-22-q4.yml"
    path.write_text(path.read_text(encoding="utf-8") + COVER, encoding="utf-8")
    ran = cover()
    assert (ran.code, ran.err) == (0, "")
    word, pdf, gaps = ran.out.splitlines()
    assert word == "Word: _build/cover-2021-22-q4/cover-report.docx"
    assert pdf == "PDF: _build/cover-2021-22-q4/cover-report.pdf"
    assert gaps.startswith("To be completed: Open Report or Exempt Report; ")
    assert "9. Legal Implications" in gaps
    folder = northmere.build / "cover-2021-22-q4"
    assert sorted(p.name for p in folder.iterdir()) == ["cover-report.docx", "cover-report.pdf"]
    said = words_of(folder / "cover-report.docx")
    assert "14 June 2022" in said
    assert "Report of the Cabinet Member for Streets" in said
    assert "Monday 6 June 2022, five clear working days before the meeting" in said
    assert "[to be completed by D Lawyer]" in said
    assert "[to be completed: its size, once the report is built]" in said


def test_it_has_the_sizes_of_the_pdfs_of_the_book_that_was_built(
    cover: Callable, northmere: Layout
) -> None:
    book = northmere.build / "2021-22-q3"
    (book / "pdf").mkdir(parents=True)
    (book / "2021-22-q3.pdf").write_bytes(b"%" * 1_234_567)
    (book / "pdf" / "2021-22-q3-healthy-lives.pdf").write_bytes(b"%" * 45_600)
    before = sorted(book.rglob("*"))
    assert cover("2021-22-q3").code == 0
    said = words_of(northmere.build / "cover-2021-22-q3" / "cover-report.docx")
    assert "The whole report (2021-22-q3.pdf, 1.3 MB)" in said
    assert "healthy-lives.pdf (46 kB)" in said
    assert sorted(book.rglob("*")) == before, "a book that was built is not touched"


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2022, 6, 6), False), (date(2022, 6, 7), True), (date(2022, 6, 14), True),
        (date(2022, 6, 15), False),
    ],
)  # fmt: skip
def test_it_says_when_there_is_no_time_left_to_publish(
    cover: Callable, today: date, late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    today_is(today, monkeypatch)
    ran = cover("2021-22-q4")
    assert ran.code == 0
    assert ran.err == late * (
        "LATE: the meeting is on 2022-06-14 and the report had to be published by 2022-06-06, "
        "5 clear working days before it\n"
    )


def test_an_edition_that_is_not_known_is_a_line_and_exit_code_2(cover: Callable) -> None:
    ran = cover("2031-32-q1")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("edition '2031-32-q1' is not known; the editions there are: ")
