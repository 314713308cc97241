"""The cover report as files: every field, at most four sides, words as text, the same bytes."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pikepdf
import pypdfium2
import pytest
from changed_plan import change, with_changes
from docx.oxml.ns import qn
from whole_book import Book

from spfbook.book.cover import MOST_SIDES, fitted
from spfbook.book.cover_docx import docx_bytes
from spfbook.book.cover_pdf import most_sides, pdf_bytes
from spfbook.documents import Appendix, Document, Heading, Table
from spfbook.errors import BuildError
from spfbook.framework.cover import LONGEST_LINE, LONGEST_WORDS, Cover
from spfbook.framework.history import as_it_stood
from spfbook.pages.cover_report import CoverReport
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import FrontPage
from spfbook.pages.plan_changes import PlanChanges

FILLED = {
    "report_of": "Cabinet Member for Streets", "open_report": True, "for_decision": True,
    "wards_affected": "All", "key_decision": False, "author": "A N Author, Head of Performance",
    "contact": "020 0000 0000", "director": "B Director", "summary": "The year in short.",
    "reasons": "Members asked for it.", "options": "None.", "consultation": "All directors.",
    "financial": {"words": "No cost.", "by": "C Accountant"},
    "legal": {"words": "No duty changes.", "by": "D Lawyer"},
    "risk": {"by": "E Risk"}, "equality": {"words": "None foreseen."},
    "background_papers": ["The plan of the council"],
}  # fmt: skip
HEADER = [
    "CABINET", "14 June 2022", "Report of the Cabinet Member for Streets", "Open Report",
    "For Decision", "Wards Affected:", "Key Decision:", "Report Author:", "Contact Details:",
    "Accountable Strategic Leadership Director:", "Summary", "Recommendation(s)", "Reason(s)",
]  # fmt: skip
SECTIONS = [
    "1. Introduction and Background", "2. How the indicators stand",
    "3. Off target and getting worse", "4. Moved since the last edition",
    "5. Changes for approval", "6. Options Appraisal", "7. Consultation",
    "8. Financial Implications", "9. Legal Implications", "10. Risk Management Implications",
    "11. Equality Implications",
    "Public Background Papers Used in the Preparation of the Report", "List of Appendices",
]  # fmt: skip
FILES = [
    Appendix("2021-22-q4.pdf", "The whole report", 3_214_000),
    Appendix("2021-22-q4-thriving-places.pdf", "Priority: Thriving Places", 301_000),
]
HOSTILE = "<script>&amp; #let x = 1 $y$ *bold* _it_ `raw` \\ @ref <lab> [l](http://x) ‮abc 😀 ﷽"


def report(book: Book, cover: dict | Cover | None = None, **file: object) -> CoverReport:
    found = cover if isinstance(cover, Cover) else Cover.model_validate(cover or {})
    changed = book.edition.file.model_copy(update={"cover": found, **file})
    edition = book.edition.model_copy(update={"file": changed})
    return CoverReport(FrontPage(book.editions, edition), date(2022, 6, 6))


def made(book: Book, cover: dict | None = None, **file: object) -> Document:
    return report(book, cover, **file).document(FILES, 10)


def words_of_pdf(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return re.sub(r"\s+", " ", text)


def words_of_docx(held: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(held)).paragraphs]


def test_every_field_of_a_cabinet_report_is_there_in_order(book: Book) -> None:
    document = made(book, FILLED)
    read = " ".join(words_of_docx(docx_bytes(document)))
    printed = words_of_pdf(pdf_bytes(document))
    for whole in (read, printed):
        places = [whole.find(name) for name in (*HEADER, *SECTIONS)]
        assert -1 not in places, dict(zip((*HEADER, *SECTIONS), places, strict=True))
        assert places == sorted(places)
        for said in ("020 0000 0000", "B Director", "Monday 6 June 2022, five clear working days",
                     "Implications completed by: C Accountant", "The plan of the council",
                     "(2021-22-q4.pdf, 3.3 MB)", "thriving-places.pdf (301 kB)"):  # fmt: skip
            assert said in whole, said


def test_what_is_not_given_is_to_be_completed_and_never_invented(book: Book) -> None:
    document = made(book, meeting=None)
    assert document.gaps() == [
        "date of the meeting", "Cabinet Member for …", "Open Report or Exempt Report",
        "For Decision or For Information", "Wards Affected", "Key Decision", "Report Author",
        "Contact Details", "Accountable Strategic Leadership Director", "Reason(s)",
        "6. Options Appraisal", "7. Consultation", "8. Financial Implications",
        "9. Legal Implications", "10. Risk Management Implications", "11. Equality Implications",
        "Public Background Papers Used in the Preparation of the Report",
    ]  # fmt: skip
    for whole in (" ".join(words_of_docx(docx_bytes(document))), words_of_pdf(pdf_bytes(document))):
        assert whole.count("[to be completed") == len(document.gaps())
        assert "Wards Affected: [to be completed]" in whole.replace("\t", " ")


def test_a_gap_is_seen_in_word_by_more_than_its_words(book: Book) -> None:
    word = docx.Document(BytesIO(docx_bytes(made(book))))
    gaps = [r for p in word.paragraphs for r in p.runs if r.text.startswith("[to be completed")]
    assert gaps
    assert all(run.bold and run.font.highlight_color is not None for run in gaps)


def test_with_all_given_only_what_an_officer_still_owes_is_a_gap(book: Book) -> None:
    document = made(book, FILLED)
    assert document.gaps() == ["10. Risk Management Implications", "11. Equality Implications"]
    assert "[to be completed by E Risk]" in words_of_docx(docx_bytes(document))
    assert made(book, FILLED | {"background_papers": []}).gaps() == document.gaps()


@pytest.mark.parametrize(
    ("decisions", "waits", "asked"),
    [
        ((), 0, ["Note this report and Appendix 1."]),
        ((), 1, ["Note this report and Appendix 1.",
                 "Consider the 1 change of the plan that waits for approval (part 5)."]),
        (("agree the targets", "note the rest."), 1, ["Agree the targets.", "Note the rest."]),
    ],
)  # fmt: skip
def test_the_recommendations_are_the_editions_own_and_numbered(
    book: Book, decisions: tuple[str, ...], waits: int, asked: list[str]
) -> None:
    found = report(book, decisions=decisions)
    found = replace(found, front=replace(found.front, to_approve=steps(book)[:waits]))
    word = docx.Document(BytesIO(docx_bytes(found.document(FILES, 10))))
    assert [p.text for p in word.paragraphs if p.style.name == "List Number"] == asked


def steps(book: Book) -> tuple:
    """Changes of every indicator, none of them approved."""
    plan = book.view.framework
    for name in plan.indicators:
        plan = with_changes(plan, name, change("definition", "2021-22-q4", "2022-03-01",
                                               measure="What was measured " * 20))  # fmt: skip
    now = replace(book.view, framework=as_it_stood(plan, book.view.period, book.view.as_at))
    return PlanChanges(plan, replace(book.editions, now=now)).to_approve


def test_the_table_by_priority_is_that_of_the_summary(any_book: Book) -> None:
    document = made(any_book)
    table = next(b for b in document.blocks if isinstance(b, Table))
    for row in table.rows:
        on, near, off, rated, not_rated, every = (int(c.replace(",", "")) for c in row[1:])
        assert rated == on + near + off
        assert every == rated + not_rated
    assert int(table.rows[-2][-1]) == len(any_book.view.framework.indicators)
    assert [row[0] for row in table.rows[:-2]] == [
        p.title for p in any_book.view.framework.priorities
    ]


@pytest.fixture(params=["book", "our_book", "illustrative_book"])
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def test_it_has_at_most_four_sides_and_opens_in_both_forms(any_book: Book) -> None:
    document = fitted(lambda most: report(any_book, FILLED).document(FILES, most))
    assert most_sides(document) <= MOST_SIDES
    assert len(pypdfium2.PdfDocument(pdf_bytes(document))) <= MOST_SIDES
    assert words_of_docx(docx_bytes(document))[0] == "CABINET"


def test_with_many_reds_and_changes_it_shortens_its_lists_and_says_where_the_rest_is(
    illustrative_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every indicator that has a figure red and worsening, every one with a change to approve."""
    monkeypatch.setattr("spfbook.pages.cover_findings.is_red_and_worsening",
                        lambda judgement, travel: judgement.against is not None)  # fmt: skip
    waiting = steps(illustrative_book)
    found = report(illustrative_book, longest(), decisions=("Note the report.",) * 3)
    found = replace(found, front=replace(found.front, to_approve=waiting))
    document = fitted(lambda most: found.document(FILES, most))
    assert most_sides(document) <= MOST_SIDES
    printed = words_of_pdf(pdf_bytes(document))
    (table,) = [b for b in document.blocks if isinstance(b, Table) and b.header[0] == "Indicator"]
    red = sum(any(p.judgement.against is not None for p in a.parts)
              for a in illustrative_book.view.every())  # fmt: skip
    assert red > 100
    left = red - len(table.rows)
    assert f"Listed in the plan’s order; {left:,} more are in Appendix 1, “Summary”." in printed
    assert "more are in Appendix 1, “Changes for approval”." in printed
    assert "more are in Appendix 1, “The whole plan at a glance”." in printed


def longest() -> Cover:
    """Every field as long as it may be."""
    def letters(count: int) -> str:
        return ("The council says so. " * count)[:count].strip()

    line, words = letters(LONGEST_LINE), letters(LONGEST_WORDS)
    fields = {
        name: words if name in ("summary", "reasons", "options", "consultation") else line
        for name in Cover.model_fields
    }
    by = {"words": words, "by": line}
    officers = dict.fromkeys(("financial", "legal", "risk", "equality"), by)
    given = {"open_report": True, "for_decision": True, "key_decision": True}
    return Cover.model_validate(fields | officers | given | {"background_papers": [line] * 6})


def test_what_cannot_be_shortened_to_four_sides_is_refused(book: Book) -> None:
    found = report(book, longest(), decisions=("Agree what is set out here at length. " * 20,) * 8)
    with pytest.raises(BuildError, match="at most 4 are allowed; shorten `cover` or `decisions`"):
        fitted(lambda most: found.document(FILES, most))


def hostile(book: Book) -> Document:
    fields = {name: HOSTILE for name in FILLED if isinstance(FILLED[name], str)}
    officers = {name: {"words": HOSTILE, "by": HOSTILE} for name in ("financial", "legal")}
    cover = {**FILLED, **fields, **officers, "title": HOSTILE, "background_papers": [HOSTILE]}
    return made(book, cover, decisions=(HOSTILE,), title=HOSTILE, status=HOSTILE)


def test_words_from_data_are_text_in_word_and_in_the_pdf(book: Book) -> None:
    document = hostile(book)
    shown = HOSTILE.replace("‮", "")
    held = docx_bytes(document)
    assert sum(shown in each for each in words_of_docx(held)) >= len(FILLED) - 4
    printed = words_of_pdf(pdf_bytes(document))
    plain = "<script>&amp; #let x = 1 $y$ *bold* _it_ `raw` \\ @ref <lab> [l](http://x) abc"
    assert printed.count(plain) >= 10
    assert "[arabic ligature bismillah" in printed
    assert "‮" not in printed + " ".join(words_of_docx(held))
    with ZipFile(BytesIO(held)) as found:
        parts = b"".join(found.read(name) for name in found.namelist() if name.endswith(".rels"))
    assert b"http://x" not in parts


@pytest.mark.parametrize("word", ["w" * 110, "\x00\x0b\x1f\ufffe\uffffx", "שלום עולם"])
def test_odd_words_break_neither_file(book: Book, word: str) -> None:
    document = made(book, {"author": word, "reasons": word})
    assert most_sides(document) <= MOST_SIDES
    assert len(docx.Document(BytesIO(docx_bytes(document))).paragraphs) > 30


def test_the_same_words_give_the_same_bytes_on_another_day(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = made(book, FILLED)
    before = docx_bytes(document), pdf_bytes(document)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert (docx_bytes(document), pdf_bytes(document)) == before
    finally:
        monkeypatch.undo()
        time.tzset()
    with ZipFile(BytesIO(before[0])) as found:
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_word_file_is_built_for_a_screen_reader(book: Book) -> None:
    document = made(book, FILLED)
    word = docx.Document(BytesIO(docx_bytes(document)))
    headings = [p for p in word.paragraphs if p.style.name.startswith("Heading ")]
    expected = [(b.text, f"Heading {b.level}") for b in document.blocks if isinstance(b, Heading)]
    assert [(p.text, p.style.name) for p in headings] == expected
    assert [style for _, style in expected].count("Heading 1") == 1
    found = word.core_properties
    assert (found.title, found.author, found.language) == (
        document.title, "Northmere District Council", "en-GB",
    )  # fmt: skip
    assert found.created.date() == found.modified.date() == book.edition.as_at
    assert found.comments == ""
    body = word.element.body
    assert not list(body.iter(qn("w:txbxContent"), qn("w:drawing"), qn("w:pict")))
    languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    tables = [b for b in document.blocks if isinstance(b, Table)]
    assert len(word.tables) == len(tables) > 0
    for made_table, table in zip(word.tables, tables, strict=True):
        rows = [tuple(cell.text for cell in row.cells) for row in made_table.rows]
        assert rows == [table.header, *table.rows]
        heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in made_table.rows]
        assert [each is not None for each in heads] == [True] + [False] * len(table.rows)
        look = made_table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstColumn")) == look.get(qn("w:firstRow")) == "1"
        about = made_table._tbl.tblPr.find(qn("w:tblDescription"))
        assert about.get(qn("w:val")) == table.about


def test_the_pdf_is_tagged_and_says_its_language_and_title(book: Book) -> None:
    document = made(book, FILLED)
    with pikepdf.open(BytesIO(pdf_bytes(document))) as found:
        assert str(found.Root.Lang) == "en-GB"
        assert bool(found.Root.ViewerPreferences.DisplayDocTitle)
        with found.open_metadata() as metadata:
            assert metadata["dc:title"] == document.title
            assert metadata["pdfuaid:part"] == "1"
        kinds = str(list(_kinds(found.Root.StructTreeRoot)))
        for kind in ("/H1", "/H2", "/Table", "/TH", "/L"):
            assert kind in kinds
        for page in found.pages:
            width, height = (float(n) for n in page.MediaBox[2:])
            assert (round(width), round(height)) == (595, 842)


def _kinds(node: object) -> list[str]:
    if isinstance(node, pikepdf.Array):
        return [kind for each in node for kind in _kinds(each)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + (_kinds(node.K) if "/K" in node else [])


def test_made_up_figures_are_called_so_wherever_they_stand(illustrative_book: Book) -> None:
    document = made(illustrative_book)
    assert "Contains illustrative figures" in document.footer
    assert "figures that were made up" in words_of_pdf(pdf_bytes(document))
    for table in (b for b in document.blocks if isinstance(b, Table)):
        assert "(illustrative figures)" in table.caption


def test_without_an_earlier_edition_it_says_so(book: Book) -> None:
    found = report(book)
    found = replace(found, front=replace(found.front, editions=Editions(book.view)))
    text = words_of_pdf(pdf_bytes(found.document(FILES, 10)))
    assert "There is no earlier edition of this kind" in text
    assert "last edition, for" not in text
