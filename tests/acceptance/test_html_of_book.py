"""What the HTML of a book promises, page by page, as far as it can be seen without a browser.

The invented council's book is built and read; `make browser` names the shipped edition instead
(`SPFBOOK_HTML`). The rest is in `tests/browser`.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from bs4.element import Tag
from html_book import HtmlBook, HtmlPage, given_book

from spfbook.book.html_static import OF_SEARCH
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

HEADINGS = re.compile(r"h[1-6]$")
SHORTEST_ALT = 20
UNUSED = {"objects.inv"}
"""Sphinx's own, 2 kB: for links from other books, and for building again."""
MOST_STATIC = 100_000
"""Bytes beside the pages; the theme's own would be 7 MB."""


@pytest.fixture(scope="module")
def html(request: pytest.FixtureRequest) -> HtmlBook:
    return given_book() or HtmlBook(request.getfixturevalue("whole").folder / "html")


def wrong(pages: list[HtmlPage], check) -> list[tuple[str, object]]:
    """What `check` finds on each of the pages, with the page's name."""
    return [(page.name, found) for page in pages for found in check(page)]


# The page as a whole


def test_every_page_is_in_british_english_and_has_a_title_of_its_own(html: HtmlBook) -> None:
    titles = Counter(page.soup.title.get_text() for page in html.pages.values())
    assert {page.soup.html["lang"] for page in html.pages.values()} == {"en-GB"}
    assert [title for title, times in titles.items() if times > 1] == []
    period = html.pages["index"].soup.title.get_text().split("—", 1)[1]
    assert re.search(r"20\d\d", period)
    for page in html.written:
        words = page.article.h1.get_text()
        assert page.soup.title.get_text().startswith(words), page.name
        assert page.soup.title.get_text().endswith(period), page.name


def test_headings_go_down_without_a_gap_below_one_title(html: HtmlBook) -> None:
    for page in html.pages.values():
        headings = page.soup.find_all(HEADINGS)
        levels = [int(heading.name[1]) for heading in headings]
        assert levels.count(1) == 1 and levels[0] == 1, page.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.name
        assert all(heading.get_text(strip=True) for heading in headings), page.name


def test_a_page_names_its_parts(html: HtmlBook) -> None:
    """One main part, which the first link leads to; navigations told apart by name."""
    for page in html.pages.values():
        (main,) = page.soup.find_all("main")
        first = page.soup.body.find(["a", "button", "input", "summary"])
        assert first["href"] == f"#{main['id']}", page.name
        names = [nav.get("aria-label") for nav in page.soup.find_all("nav")]
        assert None not in names and len(names) == len(set(names)), page.name


def test_ids_are_given_once(html: HtmlBook) -> None:
    def repeated(page: HtmlPage) -> list[str]:
        return [name for name, times in Counter(page.ids).items() if times > 1]

    assert wrong(list(html.pages.values()), repeated) == []


def test_every_page_lists_every_page_and_marks_itself(html: HtmlBook) -> None:
    for page in html.pages.values():
        contents = page.soup.find("nav", attrs={"aria-label": "Contents"})
        paths = [html.target(page, link["href"])[0] for link in contents.find_all("a")]
        assert paths == list(dict.fromkeys(paths)), page.name
        assert {*paths} == {other.path for other in html.written}, page.name
        current = [html.target(page, a["href"])[0] for a in contents.select("a[aria-current]")]
        assert current == ([page.path] if page.name != "search" else []), page.name


# Tables


def test_every_table_has_a_caption_and_a_box_of_that_name_that_scrolls(html: HtmlBook) -> None:
    def without(page: HtmlPage) -> list[str]:
        found = []
        for table in page.soup.find_all("table"):
            caption = table.find("caption", recursive=False)
            if caption is None or not caption.get_text(strip=True):
                found.append("no caption")
                continue
            box = table.parent
            marks = [box.get(key) for key in ("role", "tabindex", "aria-labelledby")]
            if marks != ["region", "0", caption["id"]]:
                found.append(caption.get_text())
        return found

    assert sum(len(page.soup.find_all("table")) for page in html.pages.values()) > 15
    assert wrong(list(html.pages.values()), without) == []


def test_every_head_cell_has_words_and_says_what_it_heads(html: HtmlBook) -> None:
    def bad(page: HtmlPage) -> list[str]:
        return [str(cell) for cell in page.soup.find_all("th") if not is_good_head(cell)]

    assert wrong(list(html.pages.values()), bad) == []
    for page in html.pages.values():
        for table in page.soup.find_all("table"):
            assert all(row.find("th") for row in table.find_all("tr")), table.caption


def is_good_head(cell: Tag) -> bool:
    scope = "col" if cell.find_parent("thead") else "row"
    return cell.get("scope") == scope and bool(cell.get_text(strip=True))


def test_no_row_is_shorter_than_another(html: HtmlBook) -> None:
    for page in html.pages.values():
        for table in page.soup.find_all("table"):
            lengths = {len(row.find_all(["th", "td"])) for row in table.find_all("tr")}
            assert len(lengths) == 1, (page.name, table.caption.get_text())
            assert not table.find(attrs={"colspan": True}), page.name


# Pictures, marks, words


def test_every_picture_says_what_it_shows(html: HtmlBook) -> None:
    def poor(page: HtmlPage) -> list[str]:
        return [
            str(picture["src"])
            for picture in page.soup.find_all("img")
            if len(picture.get("alt", "")) < SHORTEST_ALT
            or Path(picture["src"]).name in picture["alt"]
        ]

    assert sum(len(page.soup.find_all("img")) for page in html.pages.values()) > 3
    assert wrong(list(html.pages.values()), poor) == []


def test_a_status_is_a_word_and_not_a_colour_only(html: HtmlBook) -> None:
    chips = [chip for page in html.written for chip in page.soup.select(".status")]
    assert len(chips) > 20
    assert [str(chip) for chip in chips if not re.search(r"[A-Za-z]{3}", chip.get_text())] == []
    shapes = {"green": "●", "amber": "▲", "red": "■"}
    for chip in chips:
        kind = next(c for c in chip["class"] if c.startswith("status-")).removeprefix("status-")
        assert chip.get_text().startswith(shapes.get(kind, "")), str(chip)


def test_links_say_where_they_lead(html: HtmlBook) -> None:
    def vague(page: HtmlPage) -> list[str]:
        found = [" ".join(link.get_text().split()) for link in page.soup.find_all("a")]
        return [words for words in found if re.fullmatch(r"|(click )?here|more|https?:.*", words)]

    assert wrong(list(html.pages.values()), vague) == []


def test_no_markup_carries_its_own_style_or_script(html: HtmlBook) -> None:
    """Widths of columns are all that is said in place."""

    def own(page: HtmlPage) -> list[str]:
        styles = [tag for tag in page.soup.find_all(style=True) if tag.name != "col"]
        handlers = re.findall(r"<[^>]*\son\w+=", page.source)
        return [str(tag) for tag in styles] + handlers

    assert wrong(list(html.pages.values()), own) == []


# Addresses and files


def test_every_link_and_file_is_there(html: HtmlBook) -> None:
    """Pages, places on pages, pictures, style sheets, scripts: nothing leads nowhere."""
    followed = Counter()

    def lost(page: HtmlPage) -> list[str]:
        found = []
        for address in page.addresses():
            target = html.target(page, address)
            if target is None:
                continue
            path, name = target
            other = html.page_at(path)
            followed["place" if name else "file"] += 1
            if not path.is_file() or (name and name not in (other.ids if other else ())):
                found.append(address)
        return found

    assert wrong(list(html.pages.values()), lost) == []
    assert min(followed["place"], followed["file"]) > 50


def test_style_sheets_and_scripts_need_no_other_file(html: HtmlBook) -> None:
    for path in (*html.folder.rglob("*.css"), *html.folder.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@import|sourceMappingURL|url\((?!\s*['\"]?data:)", text), path


def test_nothing_comes_from_another_host(html: HtmlBook) -> None:
    def foreign(page: HtmlPage) -> list[str]:
        return [address for address in page.loaded() if re.match(r"\w+:|//", address)]

    assert wrong(list(html.pages.values()), foreign) == []
    for path in html.folder.rglob("*.css"):
        assert "://" not in path.read_text(encoding="utf-8"), path


def test_every_file_is_used_by_a_page(html: HtmlBook) -> None:
    used = {
        html.target(page, address)[0] for page in html.pages.values() for address in page.loaded()
    }
    handed_over = html.folder / "downloads"  # every link to them is followed above
    files = {path for path in html.folder.rglob("*") if path.is_file()}
    files = {path for path in files if handed_over not in path.parents}
    unused = files - used - {page.path for page in html.pages.values()}
    assert {path.name for path in unused} == UNUSED
    static = html.folder / "_static"
    assert {path.name for path in static.iterdir()} == {*OF_SEARCH, "spfbook.css", "spfbook.js"}
    assert sum(path.stat().st_size for path in static.iterdir()) < MOST_STATIC


def test_only_the_search_loads_the_search(html: HtmlBook) -> None:
    for page in html.pages.values():
        scripts = {Path(a).name for a in page.loaded() if a.partition("?")[0].endswith(".js")}
        names = {name.partition("?")[0] for name in scripts}
        searching = {*OF_SEARCH, "searchindex.js"} if page.name == "search" else set()
        assert names == {"spfbook.js", *searching}, page.name


def test_every_indicator_of_the_plan_has_one_place_to_link_to(html: HtmlBook) -> None:
    """A section, or its row where it has no figures; the name of the place is its id."""
    framework = read_framework(Layout(html.root))
    wanted = {f"indicator-{row.indicator.id}" for theme in framework.themes
              for row in framework.rows(theme)}  # fmt: skip
    places = Counter(name for page in html.written for name in page.ids if name in wanted)
    assert {name for name, times in places.items() if times > 1} == set()
    assert wanted - set(places) == set()


def test_the_list_of_headings_leads_to_names_that_last(html: HtmlBook) -> None:
    """To `#indicator-…`, not to an id made from the words of the heading."""
    followed = 0
    for page in html.written:
        headings = page.soup.find("nav", attrs={"aria-label": "On this page"})
        for section in page.article.find_all("section", id=re.compile("^indicator-")):
            if section.find("h3", recursive=False):
                assert headings.find("a", href=f"#{section['id']}"), (page.name, section["id"])
                followed += 1
    assert followed > 3
