"""Another council's framework builds whole, with no change to code and nothing of ours in it."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pypdfium2
import pytest
from book_runs import Run, kernels, leftovers, spfbook
from bs4 import BeautifulSoup
from second_framework import EDITION

from spfbook.pages.formats import file_size

PAGES = {
    "index": "Summary",
    "how-to-read": "How to read this report",
    "overview": "The whole plan at a glance",
    "changes": "Changes for approval",
    "comparison": "What changed since the last report",
    "portfolios/brook": "Councillor Ben Brook",
    "portfolios/no-lead-member": "No lead member named",
    "thriving-places/index": "Thriving Places",
    "thriving-places/homes-and-streets": "Homes and streets",
    "thriving-places/jobs-and-money": "Jobs and money",
    "healthy-lives/index": "Healthy Lives",
    "healthy-lives/health-and-care": "Health and care",
    "accessibility": "Accessibility statement",
    "deliverables": "Deliverables",
    "benchmarks": "Beside other places",
    "context": "Demand and context",
    "golden-thread": "From vision to indicator",
    "methods": "Methods",
    "library": "Library of indicators",
    "quality": "Data quality",
    "data-sources": "Data sources",
    "downloads": "Downloads",
    "versions": "Versions",
}
NOT_OF_FIGURES = (
    "how-to-read", "accessibility", "methods", "library", "data-sources", "versions",
)
RECORDS = ("files.sha256", "run-log.json")
"""What every build leaves beside its results."""
OURS = ("barking", "dagenham", "lbbd", "london", "single performance framework")


def article(folder: Path, name: str) -> BeautifulSoup:
    page = (folder / "html" / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(page, "html.parser").find("article")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pdf_text(run: Run) -> str:
    document = pypdfium2.PdfDocument(run.folder / f"{EDITION}.pdf")
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_build_says_where_the_results_are_and_they_are_there(whole: Run) -> None:
    assert (whole.code, whole.err.count("failed")) == (0, 0), whole.err
    *places, summary = whole.out.splitlines()
    assert summary.startswith("21 pages in ")
    assert summary.endswith("; run log: _build/2021-22-q4/run-log.json")
    assert places == [
        "Building 2021-22-q4: Performance report, quarter 4, 2021 to 2022",
        "HTML: _build/2021-22-q4/html/index.html",
        "PDF: _build/2021-22-q4/2021-22-q4.pdf",
        "Packs: _build/2021-22-q4/pdf",
        "Cover: _build/2021-22-q4/cover-report.docx",
    ]
    assert (whole.folder / "html" / "index.html").is_file()
    assert (whole.folder / f"{EDITION}.pdf").read_bytes().startswith(b"%PDF-")


def test_the_cover_report_lies_beside_with_the_sizes_of_the_pdfs(whole: Run) -> None:
    assert (whole.folder / "cover-report.pdf").read_bytes().startswith(b"%PDF-")
    word = docx.Document(str(whole.folder / "cover-report.docx"))
    said = "\n".join(paragraph.text for paragraph in word.paragraphs)
    size = (whole.folder / f"{EDITION}.pdf").stat().st_size
    assert f"({EDITION}.pdf, {file_size(size)})" in said
    for pack in (whole.folder / "pdf").iterdir():
        name = pack.name.removeprefix(f"{EDITION}-")
        assert f"{name} ({file_size(pack.stat().st_size)})" in said


def test_the_build_is_followed_line_by_line_where_there_is_no_terminal(whole: Run) -> None:
    lines = whole.err.splitlines()
    assert lines[0] == "Notebooks: 0 of 21"
    assert sum(" done, " in line for line in lines) == 21
    assert any("thriving-places/homes-and-streets  done, " in line for line in lines)
    assert lines[-1] == "Pages: 24 of 24"


def test_a_build_leaves_nothing_at_work_and_nothing_half_done(whole: Run) -> None:
    assert leftovers(whole.layout) == []
    assert kernels(whole.layout) == []


def test_every_page_is_there_with_its_own_title(whole: Run) -> None:
    shown = {
        path.relative_to(whole.folder / "html").with_suffix("").as_posix()
        for path in (whole.folder / "html").rglob("*.html")
    }
    assert {n for n in shown if not n.startswith("_static/")} - {"search"} == set(PAGES)
    assert {name: article(whole.folder, name).h1.get_text() for name in PAGES} == PAGES


def test_no_page_shows_code_or_a_warning_of_the_machine(whole: Run) -> None:
    for name in PAGES:
        text = article(whole.folder, name).get_text()
        assert "import spfbook" not in text
        assert "Traceback" not in text
        assert not re.search(r"page\.\w+\(", text), name


def test_the_council_and_its_plan_are_its_own(whole: Run) -> None:
    front = article(whole.folder, "index").get_text(" ")
    assert "Northmere District Council" in front
    title = BeautifulSoup(
        (whole.folder / "html" / "index.html").read_text(encoding="utf-8"), "html.parser"
    ).title
    assert "Northmere Plan 2021 to 2023: Performance report, quarter 4" in title.get_text()
    text = pdf_text(whole)
    assert "Northmere Plan 2021 to 2023" in text
    assert "Northmere District Council" in text
    assert "14 June 2022" in text


def test_nothing_of_another_council_is_in_the_results(whole: Run) -> None:
    """Neither in what is shown nor in attributes, titles, scripts or the search index."""
    found = []
    for path in [*(whole.folder / "html").rglob("*"), *(whole.folder / "notebooks").rglob("*")]:
        if path.suffix in {".html", ".js", ".ipynb", ".svg"} and "_static" not in path.parts:
            text = path.read_text(encoding="utf-8", errors="replace").lower()
            found += [(path.name, word) for word in OURS if word in text]
    text = pdf_text(whole).lower()
    found += [("pdf", word) for word in OURS if word in text]
    assert found == []


@pytest.mark.parametrize(
    ("theme", "indicator", "status"),
    [
        ("thriving-places/homes-and-streets", "Homes made warmer", "● On target"),
        ("thriving-places/homes-and-streets", "Streets free of litter",
         "● On target (uncertain) (see note)"),
        ("thriving-places/homes-and-streets", "Household waste recycled", "■ Off target"),
        ("thriving-places/jobs-and-money", "Spending against budget", "● On target (see note)"),
        ("thriving-places/jobs-and-money", "Young people not in work or learning", "● On target"),
        ("thriving-places/jobs-and-money", "Shops in use", "Cannot be judged"),
        ("thriving-places/jobs-and-money", "Apprenticeships started", "Target to be set"),
        ("healthy-lives/health-and-care", "Life expectancy at birth", "No target"),
    ],
)  # fmt: skip
def test_an_indicator_has_its_own_status_in_the_scorecard(
    whole: Run, theme: str, indicator: str, status: str
) -> None:
    rows = {
        row.find(["th", "td"]).get_text(strip=True): row.find_all(["th", "td"])[1].get_text()
        for row in article(whole.folder, theme).select("table.scorecard tbody tr")
    }
    assert rows[indicator].strip() == status


@pytest.mark.parametrize(
    ("theme", "said"),
    [
        (
            "thriving-places/homes-and-streets",
            "It is worse than Mereshire (45.2%), by more than 1 percentage point. It is equal 4th "
            "lowest of 10 Mereshire districts, with 1 other, where higher is better.",
        ),
        (
            "healthy-lives/health-and-care",
            "It is similar to Mereshire (60.8%). It is the 4th lowest of the 9 Mereshire "
            "districts with a published figure (1 has none), where higher is better. 4 of the "
            "others lie within its 95% interval.",
        ),
    ],
)
def test_a_rank_among_the_districts_is_in_the_page_and_in_the_pdf(
    whole: Run, theme: str, said: str
) -> None:
    assert said in article(whole.folder, theme).get_text()
    assert said in " ".join(pdf_text(whole).split())


def test_links_between_pages_lead_to_places_that_are_there(whole: Run) -> None:
    """Of the summary, the priorities and the scorecards: to themes and to indicators."""
    lost = []
    followed = 0
    for name in PAGES:
        here = whole.folder / "html" / f"{name}.html"
        for link in article(whole.folder, name).select("a.reference.internal"):
            file, _, anchor = link["href"].partition("#")
            path = (here.parent / file).resolve() if file else here
            followed += 1
            if not path.is_file() or f'id="{anchor}"' not in path.read_text(encoding="utf-8"):
                lost.append((name, link["href"]))
    assert followed > 20
    assert lost == []


def test_every_file_to_download_is_there_as_its_link_says(whole: Run) -> None:
    """Beside the pages, so that the links work from a folder too; with its type and size."""
    folder = whole.folder / "html"
    linked = set()
    for name in PAGES:
        for link in article(whole.folder, name).select("a.download"):
            file = ((folder / f"{name}.html").parent / link["href"]).resolve()
            kind, size = re.search(r"\(([A-Z]+), ([\d.,]+ [kM]B)\)", link.get_text()).groups()
            assert (kind, size) == (file.suffix[1:].upper(), file_size(file.stat().st_size))
            linked.add(file)
    assert linked == set((folder / "downloads").iterdir())
    assert len(linked) > 10
    assert not list((whole.folder / "notebooks").glob("downloads/*"))
    assert not [p for p in (whole.folder / "notebooks").rglob("*.ipynb")
                if "vnd.spfbook.files" in p.read_text(encoding="utf-8")]  # fmt: skip


def test_each_page_links_its_files_and_the_pdf_says_where_they_are(whole: Run) -> None:
    files = [path.name for path in (whole.folder / "html" / "downloads").iterdir()]
    of_themes = [name for name in files if not name.startswith((EDITION, "datapackage"))]
    assert len(of_themes) == 3 * 4
    linked = {
        Path(link["href"]).name
        for name in PAGES
        if name != "downloads"
        for link in article(whole.folder, name).find_all("a", href=re.compile("/downloads/"))
    }
    assert set(of_themes) <= linked
    text = " ".join(pdf_text(whole).replace("\u200b", "").split())
    assert "They come with the web version of this report." in text


def test_made_up_figures_are_said_on_every_page_that_is_run_and_in_the_pdf(whole: Run) -> None:
    for name in PAGES:
        if name not in NOT_OF_FIGURES:
            assert "figures that were made up" in article(whole.folder, name).get_text(), name
    assert "Contains illustrative figures" in pdf_text(whole)


def test_a_page_sees_only_what_was_known_by_its_day(whole: Run) -> None:
    """Shops for March 2022 were recorded on 1 June, and a comment written on that day: after the
    edition was closed."""
    text = article(whole.folder, "thriving-places/jobs-and-money").get_text()
    assert "84 on 30 September 2021." in text
    assert "87 on 31 March 2022" not in text
    homes = article(whole.folder, "thriving-places/homes-and-streets").get_text()
    assert "The last two stand on a site that was flooded in January." in homes
    assert "Written after the pages were closed" not in homes + pdf_text(whole)


def test_what_a_service_wrote_is_words_on_the_page_and_in_the_pdf(whole: Run) -> None:
    """No element of the page comes from it: markup, script and marks that turn text round."""
    page = article(whole.folder, "thriving-places/jobs-and-money")
    box = page.find(class_="commentary")
    assert '<script>alert("over")</script> **bold** `code`' in box.get_text()
    assert "שלום עולם (2022), مرحبا، and this is not turned round." in box.get_text()
    known = {"div", "p", "span", "dl", "dt", "dd", "aside"}
    assert {tag.name for tag in box.find_all(True)} <= known
    assert not [tag for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)]
    text = re.sub(r"[\s\u200b\ufffe]", "", pdf_text(whole))  # a long word is broken over lines
    assert '<script>alert("over")</script>**bold**`code`' in text
    assert ":::{admonition}Notabox" in text
    assert "[thumbsupsign]" in text


def test_one_theme_alone_and_then_again_in_another_form(whole: Run) -> None:
    """`--only` makes a preview beside the book; a second run takes the place of the first."""
    layout, name = whole.layout, "health-and-care"
    preview = layout.build / f"preview-{name}"
    first = spfbook(layout, "build", "--only", name, "--html")
    assert (first.code, names(preview)) == (0, sorted(["html", "notebooks", *RECORDS]))
    assert article(preview, "healthy-lives/health-and-care").h1.get_text() == "Health and care"
    second = spfbook(layout, "build", EDITION, "--only", f"healthy-lives/{name}", "--pdf")
    preview = layout.build / f"preview-healthy-lives-{name}"
    assert (second.code, names(preview)) == (
        0, sorted([f"{EDITION}.pdf", "notebooks", *RECORDS]),
    )  # fmt: skip
    assert "HTML:" not in second.out
