"""Parts of the book as PDFs of their own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from spfbook.book.articles import Article
from spfbook.book.pdf import write_pdf
from spfbook.book.pdf_details import PdfDetails
from spfbook.book.pdf_packs import Pack, packs_of
from spfbook.book.pdf_pieces import make_pieces
from spfbook.book.pdf_tags import finish
from spfbook.book.plan import make_plan
from spfbook.errors import BuildError
from spfbook.framework.observations import Observations

DETAILS = PdfDetails(
    title="Performance report", subtitle="July to September 2021", council="Anytown Council",
    edition="2021-22-q2", as_at=date(2021, 10, 18),
)  # fmt: skip
BOOK = [
    ("index", 0, "<section id='front'><h1>Front</h1><p>Brief.</p></section>"),
    ("growth/index", 1, "<section id='growth'><h1>Growth</h1></section>"),
    ("growth/homes", 2, """<section id="theme-homes"><span id="homes"></span><h1>Homes</h1>
<p>See <a href="jobs.html#theme-jobs">the jobs</a> and <a href="#theme-homes">the homes</a>.</p>
<section id="more"><h2>More on homes</h2><p>Words.</p></section></section>"""),
    ("growth/jobs", 2, "<section id='theme-jobs'><h1>Jobs</h1><p>Work.</p></section>"),
    ("how-to-read", 1, "<section id='how'><h1>How to read</h1><p>Keys.</p></section>"),
]  # fmt: skip
WHOLE = [name for name, _, _ in BOOK]


def write(folder: Path, out: Path, *packs: Pack) -> list[Path]:
    """The PDF of the book, and its packs."""
    pieces = make_pieces([Article(*page, {}) for page in BOOK], folder / "print")
    return write_pdf(pieces, folder / "print", out, DETAILS, WHOLE, packs)


def text_of(pdf: Path) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def links_of(pdf: pikepdf.Pdf) -> int:
    return sum(note.Subtype == "/Link" for page in pdf.pages for note in page.get("/Annots", []))


def test_a_pack_holds_its_pages_in_its_order_and_nothing_else(tmp_path):
    pack = Pack("growth", "Priority: Growth", ("growth/index", "growth/homes", "how-to-read"))
    (made,) = write(tmp_path, tmp_path / "out" / "book.pdf", pack)
    assert made == tmp_path / "out" / "pdf" / "growth.pdf"
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Growth", "How to read"]
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    found = text_of(made)
    assert "Priority: Growth" in found
    assert "Words." in found
    assert "Work." not in found
    assert "Work." in text_of(tmp_path / "out" / "book.pdf")


def test_a_link_to_a_page_that_is_not_in_the_pack_is_plain_text(tmp_path):
    pack = Pack("homes", "Homes", ("growth/homes",))
    (made,) = write(tmp_path, tmp_path / "book.pdf", pack)
    with pikepdf.open(made) as pdf:
        assert links_of(pdf) == 1
        assert str(pdf.Root.Lang) == "en-GB"
    assert "See the jobs and the homes." in text_of(made).replace("\r\n", " ")


def test_the_title_of_a_pack_of_one_page_is_of_the_first_level(tmp_path):
    (made,) = write(tmp_path, tmp_path / "b.pdf", Pack("h", "H", ("growth/homes",)))
    with pikepdf.open(made) as pdf, pdf.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [item.title for item in top.children]) == ("Homes", ["More on homes"])
    assert "Contents" not in text_of(made)


@pytest.fixture
def plan(our_book):
    view = our_book.view
    return make_plan(our_book.edition, view.framework, Observations(date.min, ()))


def test_an_edition_has_a_pack_for_each_priority_and_each_member(plan):
    packs = packs_of(plan)
    members = [page.name for page in plan.pages if page.name.startswith("portfolios/")]
    assert len(members) == 11
    assert [pack.name for pack in packs] == [
        "2021-22-q4-prevention",
        "2021-22-q4-participation",
        "2021-22-q4-inclusive-growth",
        "2021-22-q4-well-run-organisation",
        *(f"2021-22-q4-portfolio-{name.removeprefix('portfolios/')}" for name in members),
    ]
    assert packs[0].pages[0] == "prevention/index"
    assert {page.split("/")[0] for page in packs[0].pages[:-1]} == {"prevention"}
    (worby,) = [pack for pack in packs if pack.name.endswith("-worby")]
    assert worby.about == "Portfolio: Councillor Maureen Worby"
    assert worby.pages == ("portfolios/worby", "how-to-read")


def test_the_page_of_one_theme_has_no_packs(plan):
    assert packs_of(plan.only("schools")) == []


def test_a_table_that_is_lost_stops_the_build(tmp_path):
    out = tmp_path / "b.pdf"
    write(tmp_path, out)
    with pytest.raises(BuildError, match="0 tables are tagged where the book has 1"):
        finish(out.read_bytes(), [True])
