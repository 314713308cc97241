"""The pages become a tagged PDF in which every word, picture and table survives."""

from __future__ import annotations

import html
import random
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from pdf_checks import cells_of, outside_margins, overlaps, tags

from spfbook.book.articles import Article
from spfbook.book.pdf import ASSETS, compile_pdf, write_pdf
from spfbook.book.pdf_article import CleanPage, clean_page
from spfbook.book.pdf_details import PdfDetails
from spfbook.book.pdf_glyphs import spell_out
from spfbook.book.pdf_pandoc import to_typst
from spfbook.book.pdf_pieces import make_pieces
from spfbook.book.pdf_text import mark_literal
from spfbook.errors import BuildError
from spfbook.paths import FONTS

DETAILS = PdfDetails(
    title="Performance report",
    subtitle="July to September 2021",
    council="Anytown Council",
    edition="2021-22-q2",
    as_at=date(2021, 10, 18),
    meeting="Cabinet, 16 November 2021",
    warning="Contains illustrative figures",
)
ALT = 'Line chart: 68.2% in 2021, "below" the target of 72%.'
FIGURE = """<figure id="fig-1"><img alt="{alt}" src="../_images/a%20b.svg"/>
<figcaption><p><span class="caption-text"><strong>It fell.</strong> Per cent.</span></p>
</figcaption></figure>"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="300pt" height="150pt">
<path d="M0 0L300 150" stroke="#12436D"/></svg>"""
FRONT = """<section id="front"><h1>Report</h1>
<p><a class="reference internal" href="pages/homes.html#theme-homes"><span class="std std-ref">
Homes</span></a>, <a href="pages/jobs.html">jobs</a>, <a href="downloads/x.csv">data</a>,
<a href="https://www.gov.uk/">GOV.UK</a>, <a href="library.html">library</a>.</p>
<section id="in-brief"><h2>In brief<a class="headerlink" href="#in-brief">#</a></h2>
<p>Brief.</p></section></section>"""
GROWTH = """<section id="growth"><h1>Growth</h1><section id="its-themes"><h2>Its themes</h2>
</section></section>"""
HOMES = """<section id="theme-homes"><span id="homes"></span><h1>Homes</h1>
<section id="scorecard"><h2>Scorecard</h2><div class="cell docutils container">
<div class="cell_output docutils container">
<p><span class="status status-red">■ Red: missed</span>(68.2%)</p>{figure}
<script>alert(1)</script></div></div></section></section>"""
JOBS = """<section id="jobs"><h1>Jobs</h1>
<section id="in-brief"><h4>Too deep</h4>{table}</section></section>"""


def table(rows: int, cells: tuple[str, ...] = ("Words", "1,234.5%", "[x]")) -> str:
    head = "".join(f'<th class="head"><p>Head {n}</p></th>' for n, _ in enumerate(cells))
    row = f'<tr><th class="stub"><p>{cells[0]}</p></th>'
    row += "".join(f"<td><p>{cell}</p></td>" for cell in cells[1:]) + "</tr>"
    return (
        '<div class="table-box" role="region"><table class="table" id="id1"><caption>'
        f'<span class="caption-text">The caption</span></caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{row * rows}</tbody></table></div>"
    )


@pytest.fixture
def page(tmp_path: Path):
    """A page as Sphinx writes it, with a picture."""

    def make(html: str, name: str = "pages/page", depth: int = 1) -> Article:
        (tmp_path / "a b.svg").write_text(SVG)
        return Article(name, depth, html, {"a b.svg": tmp_path / "a b.svg"})

    return make


@pytest.fixture
def book(page):
    """The pages of a small book."""

    def make(alt: str = html.escape(ALT)) -> list[Article]:
        return [
            page(FRONT, "index", 0),
            page(GROWTH, "pages/growth", 1),
            page(HOMES.format(figure=FIGURE.format(alt=alt)), "pages/homes", 2),
            page(JOBS.format(table=table(90)), "pages/jobs", 2),
        ]

    return make


def write(articles: list[Article], out: Path) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "print"
        write_pdf(make_pieces(articles, root), root, out, DETAILS, [a.name for a in articles])


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def squeezed(text: str) -> str:
    """Without the white space, hyphens and breaks that a line's end adds."""
    return re.sub(r"[\s\u00ad\u200b\u0002\ufffe]", "", text)


def typeset(body: str, root: Path) -> bytes:
    """The PDF of a page with this body; `body` is HTML as the cleaning leaves it."""
    page = BeautifulSoup(f"<h1>T</h1>{body}", "html.parser")
    mark_literal(page)
    return compile_pdf("".join(to_typst([str(page)])), root, DETAILS)


def test_a_book_becomes_a_tagged_pdf_with_its_details_on_every_page(book, tmp_path):
    out = tmp_path / "out" / "report.pdf"
    write(book(), out)
    with pikepdf.open(out) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title) == "Performance report: July to September 2021"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert "/Outlines" in pdf.Root
        assert [str(tag.Alt) for tag in tags(pdf, "Figure")] == [ALT]
        assert len(list(tags(pdf, "Table"))) == 1
        assert [cells_of(row) for row in tags(pdf, "TR")] == [
            ["THColumn"] * 3,
            *[["THRow", "TD", "TD"]] * 90,
        ]
        assert {str(page.Tabs) for page in pdf.pages if "/Annots" in page} == {"/S"}
    pages = pages_of(out.read_bytes())
    assert "Cabinet, 16 November 2021" in pages[0]
    assert "18 October 2021" in pages[0]
    for number, text in enumerate(pages[1:], start=2):
        assert "Performance report, July to September 2021" in text
        assert "Contains illustrative figures" in text
        assert "Edition 2021-22-q2, Draft. Data as at 18 October 2021" in text
        assert f"Page {number} of {len(pages)}" in text


def test_a_long_table_repeats_its_header_and_keeps_every_row(book, tmp_path):
    write(book(), tmp_path / "a.pdf")
    pages = [text for text in pages_of((tmp_path / "a.pdf").read_bytes()) if "Words" in text]
    assert len(pages) > 1
    assert all("Head 0" in text for text in pages)
    assert sum(text.count("1,234.5%") for text in pages) == 90


def test_the_same_book_gives_the_same_bytes(book, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        write(book(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("alt", ["", "_images/a%20b.svg", "a b.svg"])
def test_a_picture_without_words_is_named_and_nothing_is_written(book, tmp_path, alt):
    out = tmp_path / "report.pdf"
    out.write_bytes(b"the last one")
    with pytest.raises(BuildError, match=r"figure a b\.svg: has no alt text"):
        write(book(alt=alt), out)
    assert out.read_bytes() == b"the last one"


def test_every_picture_at_fault_is_named(page, tmp_path):
    lost = Article("b", 1, FIGURE.format(alt="Long words"), {})
    with pytest.raises(BuildError) as caught:
        make_pieces([page(FIGURE.format(alt="")), lost], tmp_path / "print")
    assert len(caught.value.lines()) == 2


def test_worked_examples_stay_on_the_web(page):
    examples = table(3).replace('class="table"', 'class="web-only table"')
    assert "web-only" in examples
    made = clean_page(page(f"<h1>Methods</h1>{examples}<p>After them.</p>{table(1)}"))
    assert made.html.count("<table") == 1
    assert "After them." in made.html


def test_a_caption_that_is_only_heard_on_the_screen_is_not_printed(page):
    heard = table(1).replace("<caption", '<caption class="visually-hidden"')
    assert "The caption" not in clean_page(page(f"<h1>T</h1>{heard}")).html
    assert "The caption" in clean_page(page(f"<h1>T</h1>{table(1)}")).html


def test_what_is_for_the_web_alone_goes_with_a_heading_that_had_nothing_else(page):
    files = '<div class="web-only docutils container"><p>schools.csv</p></div>'
    made = clean_page(page(
        "<h1>Schools</h1>"
        f"<section><h2>Files</h2><div class='cell'>{files}</div></section>"
        f"<section><h2>Words</h2><p>They stay.</p>{files}</section>"
        "<section><h2>Empty by itself</h2></section>"
    ))  # fmt: skip
    assert "schools.csv" not in made.html
    assert "Files" not in made.html
    assert "They stay." in made.html
    assert "Words" in made.html and "Empty by itself" in made.html


def cleaned(articles: list[Article]) -> list[CleanPage]:
    return [clean_page(article) for article in articles]


def test_priorities_are_level_one_and_no_level_is_skipped(book):
    pages = cleaned(book())
    found = [re.findall(r"<(h\d)[^>]*>([^<]+)", page.html) for page in pages]
    assert found == [
        [("h1", "Report"), ("h2", "In brief")],
        [("h1", "Growth"), ("h2", "Its themes")],
        [("h2", "Homes"), ("h3", "Scorecard")],
        [("h2", "Jobs"), ("h3", "Too deep")],
    ]
    assert '<h2 class="unlisted" id="pages.growth.its-themes">Its themes' in pages[1].html
    assert [page.level for page in pages] == [1, 1, 2, 2]
    assert [page.is_front for page in pages] == [True, False, False, False]


def test_links_lead_inside_the_pdf_or_to_the_web_or_become_words(book, tmp_path):
    pages = cleaned(book())
    front, _, homes, jobs = pages
    assert 'href="#pages/homes#theme-homes"' in front.html
    assert homes.labels["pages/homes#theme-homes"] == "pages.homes.theme-homes"
    assert homes.labels["pages/homes#homes"] == "pages.homes.theme-homes"
    assert 'id="pages.homes.theme-homes"' in homes.html
    assert 'href="#pages/jobs"' in front.html
    assert f'id="{jobs.labels["pages/jobs"]}"' in jobs.html
    assert 'href="https://www.gov.uk/"' in front.html
    assert "x.csv" not in front.html
    assert "headerlink" not in front.html
    assert "alert(1)" not in homes.html
    write(book(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        led = [str(note.get("/Dest") or note.A.URI) for note in notes]
    contents = ["index.front", "pages.growth.growth", "pages.homes.theme-homes", "pages.jobs.jobs"]
    assert led == [*contents, *contents[2:], "https://www.gov.uk/"]
    shown = squeezed("".join(pages_of((tmp_path / "a.pdf").read_bytes())))
    assert "data,GOV.UK,library." in shown


MARKS = "#$*_@<>\\`~^=-+/.:[](){}'\"1a2 &|!?,;%£–\n"
FORMS = [
    "<p>{0}</p>",
    "<h2>{0}</h2>",
    "<ul><li>{0}</li></ul>",
    "<p>a<br>{0}</p>",
    "<p><strong>{0}</strong></p>",
    "<p><span class='status status-amber'>{0}</span>(after</p>",
    "<p><a href='https://x.org/a_b#c'>{0}</a></p>",
    "<dl><dt>{0}</dt><dd>{0}</dd></dl>",
    "<blockquote><p>{0}</p></blockquote>",
    "<div class='admonition note'><p class='admonition-title'>{0}</p><p>{0}</p></div>",
    "<table><caption>{0}</caption><thead><tr><th>{0}</th><th>H</th></tr></thead>"
    "<tbody><tr><td>{0}</td><td>{0}</td></tr></tbody></table>",
]


def test_signs_that_typst_reads_as_markup_come_out_as_text(tmp_path):
    """Everywhere text can stand: 200 texts of random signs, and the ones known to bite."""
    dice = random.Random(1)
    texts = ["".join(dice.choices(MARKS, k=dice.randint(1, 14))).strip() or "x" for _ in range(200)]
    texts += ["1. one", "- dash", "+ plus", "= sum", "/ term: x", "-5", "a -- b", "wait...", "-?"]
    texts += ['#import "x"', "$x$", "@ref", "<label>", "https://x.org//a_b", "/* no */", "// no"]
    body = ""
    for number, text in enumerate(texts):
        form = FORMS[number % len(FORMS)]
        body += f"<p>MARK{number}M</p>" + form.format(html.escape(text))
    running = r"Performance report, July[^\n]*\n?|Contains illus[^\n]*|Anytown Council\. E[^\n]*"
    running += r"|Page \d+ of \d+"
    shown = re.sub(running, "", "\n".join(pages_of(typeset(body, tmp_path))))
    parts = re.split(r"MARK\d+M", squeezed(shown))[1:]
    assert len(parts) == len(texts)
    lost = [text for text, part in zip(texts, parts, strict=True) if squeezed(text) not in part]
    assert lost == []


def test_html_in_a_commentary_stays_text(tmp_path):
    shown = "".join(pages_of(typeset("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", tmp_path)))
    assert "<script>alert(1)</script>" in shown


def test_scripts_of_other_languages_are_drawn(tmp_path):
    shown = "".join(pages_of(typeset("<p>Żółć ŵ Ελλάδα Київ שלום مرحبا</p>", tmp_path)))
    assert all(word in shown for word in ("Żółć", "Ελλάδα", "Київ"))
    assert set("שלום") <= set(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain £5 – “ok” ● ▲ ■", "plain £5 – “ok” ● ▲ ■"),
        ("\U0001f44d\ufe0f 5", "[thumbs up sign] 5"),
        ("中", "[cjk unified ideograph-4e2d]"),
        ("a\u202eb\x07c", "abc"),
    ],
)
def test_what_no_font_can_draw_is_written_out(text, shown):
    assert spell_out(text) == shown


def test_long_words_and_wide_tables_stay_within_the_margins(tmp_path):
    word = "Donaudampfschifffahrtsgesellschaft" * 4
    cells = (word, *(["accommodation"] * 7), "https://example.org/" + "a" * 80)
    html = f"<h1>{word}</h1><p>{word}</p>{table(30, cells)}"
    write([Article("index", 0, html, {})], tmp_path / "a.pdf")
    assert outside_margins(tmp_path / "a.pdf") == []
    assert overlaps(tmp_path / "a.pdf") == []


def test_what_is_clipped_or_covered_is_noticed(tmp_path):
    text = "= T\n#pagebreak()\n#place(dx: 165mm)[Beyond the edge]\nUnder#h(-20pt)Over it"
    (tmp_path / "a.pdf").write_bytes(compile_pdf(text, tmp_path, DETAILS))
    assert outside_margins(tmp_path / "a.pdf")
    assert overlaps(tmp_path / "a.pdf")


def test_columns_of_numbers_are_set_right(book):
    cells = re.findall(r"<td([^>]*)>", clean_page(book()[3]).html)
    assert cells[0] == ' style="text-align: right"'
    assert cells[1] == ""


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_chips_can_be_read_and_told_apart_in_grey():
    """Text on its ground at 4.5 or more, borders at 3; the same colours on screen and paper."""
    css = (Path(__file__).parents[3] / "book" / "_static" / "spfbook.css").read_text()
    rules = {}
    for kind, rule in re.findall(r"^\.status(-\w+)? \{([^}]*)\}", css, re.MULTILINE):
        rules[kind] = rule
    base = dict(re.findall(r"([\w-]+): ([^;]+);", rules[""]))
    template = (ASSETS / "template.typ").read_text().lower()
    grounds = {}
    for kind in ("-green", "-amber", "-red", "-none", "-illustrative"):
        style = base | {"border-color": base["border"].split()[-1]}
        style |= dict(re.findall(r"([\w-]+): ([^;]+);", rules.get(kind, "")))
        ground, text = (
            re.sub("^#fff$", "#ffffff", style[name]) for name in ("background", "color")
        )
        assert contrast(text, ground) >= 4.5, kind
        assert contrast(style["border-color"], "#ffffff") >= 3, kind
        assert style["border-color"].lower() in template, kind
        grounds[kind] = luminance(ground)
    assert grounds["-red"] < 0.15 < min(v for k, v in grounds.items() if k != "-red")


def test_the_fonts_are_shipped_with_their_licence():
    fonts = FONTS
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text()
    pdf = BytesIO(compile_pdf("= T\nText *bold* _italic_ ● 😀", fonts, DETAILS))
    names = {
        str(font.BaseFont).split("+")[-1]
        for page in pikepdf.open(pdf).pages
        for font in page.resources.get("/Font", {}).values()
    }
    assert {"SourceSansPro-Regular", "SourceSansPro-Bold", "SourceSansPro-It"} <= names
