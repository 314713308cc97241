"""The extension on a small book of what an analyst may write: tables without captions, outputs of
pandas, two pages of one name, a picture without words."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util import FilenameUniqDict

from spfbook.book.articles import FOLDER, read_article
from spfbook.book.html_static import OF_SEARCH, theme_files
from spfbook.book.html_tables import NO_ALT, mend_html
from spfbook.book.sphinx_html import settle_images

REPOSITORY = Path(__file__).parents[3]
TOC = """```{toctree}
:hidden:
:caption: Places & people

north/index
south/index
```
"""
CHAPTER = "# {name}\n\n```{{toctree}}\n:hidden:\n\nhomes\n```\n"
HOMES = """# Homes & "streets"

(indicator-homes)=
## New homes

| Ward | Homes built | What it means |
| --- | --- | --- |
| Abbey | 1,204 | More homes than any other ward of the borough built in the year. |
| Thames | [x] | Not known. |

::::{list-table} Two heads
:header-rows: 1
:stub-columns: 1

* -
  - Homes
* - Abbey
  - 12
::::

- one
- two

  in two paragraphs
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def make(folder: Path, pages: dict[str, str]) -> tuple[dict[str, BeautifulSoup], str]:
    """The pages as HTML, and the warnings met."""
    source, out = folder / "source", folder / "out"
    for name, text in pages.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    warnings = io.StringIO()
    app = Sphinx(
        source, None, out, folder / "doctrees", "html", status=None, warning=warnings,
        confoverrides={
            "project": "Report: July to September 2021",
            "html_title": "Report: July to September 2021",
            "language": "en-GB",
            "extensions": ["myst_nb", "sphinx_book_theme", "spfbook.book.sphinx_html"],
            "html_theme": "sphinx_book_theme",
            "html_sidebars": {"**": []},
            "html_permalinks": False,
            "smartquotes": False,
            "html_static_path": [str(REPOSITORY / "book" / "_static")],
            "html_css_files": ["spfbook.css"],
            "templates_path": [str(REPOSITORY / "book" / "_templates")],
            "myst_enable_extensions": ["colon_fence", "attrs_inline"],
        },
    )  # fmt: skip
    app.build()
    read = {
        path.relative_to(out).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in out.rglob("*.html")
    }
    return read, warnings.getvalue()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[str, BeautifulSoup]:
    pages = {"index.md": f"# Summary\n\n{TOC}"}
    for place in ("north", "south"):
        pages |= {
            f"{place}/index.md": CHAPTER.format(name=place.title()),
            f"{place}/homes.md": HOMES if place == "north" else '# Homes & "streets"\n\nHere.\n',
        }
    folder = tmp_path_factory.mktemp("small")
    read, warnings = make(folder, pages)
    assert warnings == ""
    left = {path.relative_to(folder / "out" / "_static").as_posix()
            for path in (folder / "out" / "_static").rglob("*")}  # fmt: skip
    assert left == {*OF_SEARCH, "spfbook.css", "spfbook.js"}
    assert not (folder / "out" / ".buildinfo").exists(), "it tells in which folder Sphinx is"
    return read


@pytest.fixture(scope="module")
def homes(book: dict[str, BeautifulSoup]) -> BeautifulSoup:
    return book["north/homes.html"]


def test_the_middle_of_each_page_is_kept_for_the_pdf_with_its_pictures(
    book: dict[str, BeautifulSoup], tmp_path: Path
) -> None:
    page = "# Summary\n\n![A square](one/a.svg) ![Another](two/a.svg)\n"
    make(tmp_path, {"index.md": page, "two/a.svg": SVG, "one/a.svg": SVG, "one/b.svg": SVG})
    kept = read_article(tmp_path / FOLDER, "index", 0)
    assert BeautifulSoup(kept.html, "html.parser").h1.get_text() == "Summary"
    assert "<article" not in kept.html
    pictures = {"a.svg": "one/a.svg", "a1.svg": "two/a.svg"}
    source = tmp_path / "source"
    assert {n: p.relative_to(source).as_posix() for n, p in kept.pictures.items()} == pictures
    assert not (tmp_path / FOLDER / "search.json").exists()


def test_pictures_of_one_name_are_told_apart_alike_in_whatever_order_they_were_read() -> None:
    env = SimpleNamespace(images=FilenameUniqDict())
    for file, page in (("two/a.svg", "z"), ("one/a.svg", "y"), ("two/a.svg", "x")):
        env.images.add_file(page, file)
    settle_images(None, env)
    assert dict(env.images) == {
        "one/a.svg": ({"y"}, "a.svg"), "two/a.svg": ({"x", "z"}, "a1.svg"),
    }  # fmt: skip


def test_a_table_written_without_caption_takes_the_words_of_its_heading(
    homes: BeautifulSoup,
) -> None:
    table = homes.find("table")
    assert table.caption.get_text() == "New homes"
    assert "visually-hidden" in table.caption["class"]
    assert table.parent["aria-labelledby"] == table.caption["id"]


def test_its_first_column_heads_the_rows(homes: BeautifulSoup) -> None:
    heads = [(cell["scope"], cell.get_text()) for cell in homes.find("table").find_all("th")]
    assert heads == [
        ("col", "Ward"), ("col", "Homes built"), ("col", "What it means"),
        ("row", "Abbey"), ("row", "Thames"),
    ]  # fmt: skip


def test_numbers_stand_right_and_sentences_have_room(homes: BeautifulSoup) -> None:
    columns = zip(*(row.find_all(["th", "td"]) for row in homes.find("table").find_all("tr")),
                  strict=True)  # fmt: skip
    kinds = [{" ".join(cell.get("class", [])).split(" ")[-1] for cell in c} for c in columns]
    assert kinds[1:] == [{"number"}, {"sentences"}]


def test_a_head_cell_without_words_is_no_head(homes: BeautifulSoup) -> None:
    corner = homes.find_all("table")[1].find(["td", "th"])
    assert (corner.name, corner.get("scope")) == ("td", None)
    assert [cell.name for cell in homes.find_all("table")[1].find_all(["td", "th"])] == [
        "td", "th", "th", "td",
    ]  # fmt: skip


def test_no_paragraph_is_made_of_the_only_words_of_a_cell_or_an_item(
    homes: BeautifulSoup,
) -> None:
    assert homes.select("td p, th p") == []
    assert [len(item.find_all("p")) for item in homes.article.find_all("li")] == [0, 2]


def test_a_label_is_the_first_id_of_its_heading_and_the_words_still_work(
    homes: BeautifulSoup,
) -> None:
    section = homes.find(id="indicator-homes")
    assert section.name == "section" and section.h2
    assert section.find(id="new-homes")
    headings = homes.find("nav", attrs={"aria-label": "On this page"})
    assert [link["href"] for link in headings.find_all("a")] == ["#indicator-homes"]


def test_pages_of_one_name_have_titles_of_their_own(book: dict[str, BeautifulSoup]) -> None:
    titles = [book[f"{place}/homes.html"].title.get_text() for place in ("north", "south")]
    assert titles == [
        'Homes & "streets", North — Report: July to September 2021',
        'Homes & "streets", South — Report: July to September 2021',
    ]
    assert book["index.html"].title.get_text() == "Summary — Report: July to September 2021"


def test_the_contents_open_where_the_reader_is(homes: BeautifulSoup) -> None:
    contents = homes.find("nav", attrs={"aria-label": "Contents"})
    assert [(a.get_text(), a["href"]) for a in contents.find_all("a")] == [
        ("Summary", "../index.html"),
        ("North", "index.html"),
        ('Homes & "streets"', "#"),
        ("South", "../south/index.html"),
        ('Homes & "streets"', "../south/homes.html"),
    ]
    below = contents.select("details details")
    assert [details.has_attr("open") for details in below] == [True, False]
    assert below[0].summary.get_text() == "Pages of North"
    assert len(contents.select("[aria-current=page]")) == 1


def test_the_contents_name_the_parts_of_the_book_and_the_list_below_each(
    homes: BeautifulSoup,
) -> None:
    contents = homes.find("nav", attrs={"aria-label": "Contents"})
    front, part = contents.select("ul.contents")
    assert [a.get_text() for a in front.find_all("a")] == ["Summary"]
    assert not front.has_attr("aria-labelledby")
    name = contents.find(id=part["aria-labelledby"])
    assert name.get_text() == "Places & people"
    assert name.find_next_sibling("ul") is part


def test_a_picture_without_words_is_a_warning_and_so_no_book(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    for name in ("a.svg", "b.svg"):
        (tmp_path / "source" / name).write_text(SVG)
    text = "# Page\n\n![](a.svg)\n\n```{figure} b.svg\n:alt: A rising line.\n\nWords.\n```\n"
    read, warnings = make(tmp_path, {"index.md": text})
    assert warnings.count(NO_ALT) == 1 and "a.svg" in warnings and "b.svg" not in warnings
    chart = read["index.html"].select_one("figure > .chart > img")
    assert chart["alt"] == "A rising line."


def test_a_table_of_pandas_is_mended_too() -> None:
    frame = pd.DataFrame({"homes": [1, 2]}, index=["Abbey", "Thames"])
    soup = BeautifulSoup(mend_html(frame._repr_html_(), "Wards", 3), "html.parser")
    box = soup.find(role="region")
    assert box.table.caption.get_text() == "Wards"
    assert (box["tabindex"], box["aria-labelledby"]) == ("0", box.table.caption["id"])
    heads = [(cell["scope"], cell.get_text()) for cell in soup.find_all("th")]
    assert heads == [("col", "homes"), ("row", "Abbey"), ("row", "Thames")]
    assert not soup.find("style") and not soup.find(style=True) and not soup.find(border=True)


def test_heads_over_several_columns_say_so() -> None:
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["2021"], ["a", "b"]]))
    soup = BeautifulSoup(mend_html(frame.to_html(), "Years", 1), "html.parser")
    scopes = [(cell.get_text(), cell["scope"]) for cell in soup.find_all("th")]
    assert scopes == [("2021", "colgroup"), ("a", "col"), ("b", "col"), ("0", "row")]


def test_the_themes_files_are_known_by_the_names_they_get(tmp_path: Path) -> None:
    for name in ("one/static/a.css", "one/static/b.js_t", "two/static/deep/c.woff2"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    folders = (str(tmp_path / "one"), str(tmp_path / "two"), str(tmp_path / "none"))
    assert theme_files(folders) == {"a.css", "b.js", "deep/c.woff2"}
