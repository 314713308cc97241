"""The built book as clean HTML, a piece for each page, ready for Pandoc.

Sphinx's single page is made for a browser: it nests the pages, gives one id to several things,
links to `book/index.html#label` and wraps every cell in paragraphs. What leaves this module is
flat and says only what a reader of paper needs. Problems are collected, never printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from spfbook.book.pdf_blocks import BESIDE, Nodes, group_indicators, mark_headings
from spfbook.book.pdf_pictures import fits_beside_words
from spfbook.book.pdf_tables import heads_rows, set_columns
from spfbook.book.pdf_text import break_long_words, mark_literal
from spfbook.errors import BuildError, Problem

PAGE = "document-"
"""How the id begins that Sphinx gives the start of a page."""
HEADINGS = re.compile(r"h[1-6]$")
DROPPED = {"script", "style", "noscript", "button", "nav", "iframe"}
DROPPED_CLASSES = {"headerlink", "cell_input", "caption-number"}
ON_THE_WEB_ONLY = "web-only"
"""What a committee need not print: worked examples, links to files, what stands elsewhere too."""
WRAPPERS = {
    "toctree-wrapper", "cell", "cell_output", "pst-scrollable-table-container",
    "literal-block-wrapper", "caption-text", "std",
}  # fmt: skip
HOLD_ONE_PARAGRAPH = {"td", "th", "li", "dd"}
KEPT_SCHEMES = {"http", "https", "mailto"}
MOST_LINES_KEPT = 2
"""Paragraphs before a picture or a table that move to the next page together with it."""


@dataclass(frozen=True)
class CleanPage:
    """A page of the book as clean HTML."""

    name: str
    """Where it stands in the book: `prevention/schools`; empty for the front page."""
    html: str
    tables: tuple[bool, ...]
    """For each table, in order, whether its first column heads the rows."""
    labels: tuple[str, ...]
    """What links lead to on this page."""
    level: int
    """Of its title: 1 for a priority, 2 for a theme."""


def read_article(singlehtml: Path) -> Tag:
    """The `<article>` of the single page in this folder, behind the redirect Jupyter Book writes.

    Raises BuildError when there is no such page or it holds no article.
    """
    page = singlehtml / "index.html"
    for _ in range(2):
        if not page.is_file():
            raise BuildError(Problem(page.as_posix(), 0, "the single page of the book is missing"))
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        refresh = soup.find("meta", attrs={"http-equiv": re.compile("refresh", re.IGNORECASE)})
        if refresh is None:
            break
        page = singlehtml / str(refresh["content"]).partition("url=")[2].strip()
    article = soup.find("article")
    if article is None:
        raise BuildError(Problem(page.as_posix(), 0, "the single page holds no <article>"))
    return article


def clean_pages(article: Tag, singlehtml: Path) -> list[CleanPage]:
    """Each page in reading order; `article` is used up.

    Raises BuildError naming every image without alt text or without a file.
    """
    held = {id(tag): tag for each in article.find_all(_is_on_the_web_only)
            if (tag := each.find_parent("section"))}  # fmt: skip
    for tag in article.find_all(_is_dropped):
        tag.decompose()
    for section in held.values():
        if _has_only_a_heading(section):
            section.decompose()
    _check_images(article, singlehtml)
    targets = _targets(article)
    for tag in [tag for tag in article.find_all(True) if _is_wrapper(tag)]:
        tag.unwrap()
    _settle_links(article, targets)
    mark_headings(article, targets)
    for table in article.find_all("table"):
        set_columns(table)
    break_long_words(article)
    mark_literal(article)
    pages = _split(article)
    _set_levels([nodes for _, nodes in pages])
    return [_clean_page(name, nodes) for name, nodes in pages]


def _clean_page(name: str, nodes: Nodes) -> CleanPage:
    page = Tag(name="div")
    page.extend(group_indicators(nodes))
    for block in (page, *page.select("div.indicator")):
        _keep_words_with_picture(block)
    return CleanPage(
        name,
        page.decode_contents(),
        tuple(heads_rows(table) for table in page.find_all("table")),
        tuple(str(tag["id"]) for tag in page.find_all(id=True)),
        int(page.find(HEADINGS).name[1]) if page.find(HEADINGS) else 1,
    )


def _is_dropped(tag: Tag) -> bool:
    """Whether `tag` is for the screen alone."""
    classes = tag.get("class", ())
    is_contents = tag.name == "p" and "caption" in classes  # the name of a part of the book
    is_furniture = tag.name in DROPPED or not DROPPED_CLASSES.isdisjoint(classes)
    return is_furniture or is_contents or _is_on_the_web_only(tag)


def _is_on_the_web_only(tag: Tag) -> bool:
    return tag.name in ("table", "div") and ON_THE_WEB_ONLY in tag.get("class", ())


def _has_only_a_heading(section: Tag) -> bool:
    """Whether nothing but its heading is left of a section."""
    if section.decomposed or section.find(["img", "table", "section"]):
        return False
    heading = section.find(HEADINGS)
    own = heading.get_text(strip=True) if heading else ""
    return section.get_text(strip=True) == own


def _is_wrapper(tag: Tag) -> bool:
    """Whether `tag` only holds its contents together for the browser."""
    match tag.name:
        case "section":
            return True
        case "p":
            return tag.parent.name in HOLD_ONE_PARAGRAPH and not _has_sibling(tag)
        case "div" | "span":
            return tag.parent.name == "blockquote" or not WRAPPERS.isdisjoint(tag.get("class", ()))
    return False


def _has_sibling(tag: Tag) -> bool:
    return bool(tag.find_next_sibling(True) or tag.find_previous_sibling(True))


def _check_images(article: Tag, singlehtml: Path) -> None:
    """Point every image at its file from the folder's root; complain about what is missing."""
    problems = []
    for image in article.find_all("img"):
        source = unquote(str(image.get("src", "")))
        name = source.rpartition("_images/")[2]
        file = singlehtml / "_images" / name
        alt = str(image.get("alt", "")).strip()
        if not file.is_file():
            problems.append(Problem(f"figure {name}", 0, "its file is missing from the book"))
        if not alt or unquote(alt).endswith(name):  # Sphinx falls back to the file's name
            said = "has no alt text; say in a sentence what the picture shows (`:alt:`)"
            problems.append(Problem(f"figure {name}", 0, said))
        image.attrs = {"src": f"/_images/{name}", "alt": alt}
        if file.is_file() and fits_beside_words(file):
            image["class"] = [BESIDE]
    if problems:
        raise BuildError(problems)


def _targets(article: Tag) -> dict[str, Tag]:
    """What each id means: itself, or the heading that an empty anchor or a section stands for.

    Sphinx repeats an id on several pages; the first one wins, as in a browser.
    """
    found: dict[str, Tag] = {}
    for tag in article.find_all(id=True):
        stands_for = tag
        if tag.name in ("span", "section"):
            heading = tag.find(HEADINGS) or (not tag.contents and tag.find_next(HEADINGS))
            stands_for = heading or tag
        found.setdefault(str(tag["id"]), stands_for)
        if not str(tag["id"]).startswith(PAGE):
            del tag["id"]
    return found


def _settle_links(article: Tag, targets: dict[str, Tag]) -> None:
    """Links within the book lead to a short label on what they mean, or become plain text.

    Links to web pages and addresses stay; links to downloads are of no use on paper.
    """
    labels: dict[int, str] = {}
    for link in article.find_all("a"):
        address = str(link.get("href", ""))
        file, name = urldefrag(address)
        if urlsplit(address).scheme in KEPT_SCHEMES:
            link.attrs = {"href": address}
            continue
        inside = file in ("", "index.html") or file.endswith("/index.html")
        target = targets.get(unquote(name)) if inside else None
        if target is None:
            link.unwrap()
            continue
        label = labels.setdefault(id(target), f"to-{len(labels) + 1}")
        target["id"] = label
        link.attrs = {"href": f"#{label}"}


def _split(article: Tag) -> list[tuple[str, Nodes]]:
    """The article's parts, page by page with their names, cut where Sphinx marked a new file."""
    pages: list[tuple[str, Nodes]] = [("", [])]
    for node in list(article.children):
        name = str(node.get("id", "")) if isinstance(node, Tag) else ""
        if name.startswith(PAGE):
            pages.append((unquote(name.removeprefix(PAGE)), []))
        else:
            pages[-1][1].append(node)
    return [page for page in pages if any(str(node).strip() for node in page[1])]


def _headings(page: Nodes) -> list[Tag]:
    return [node for node in page if isinstance(node, Tag) and HEADINGS.match(node.name)]


def _set_levels(pages: list[Nodes]) -> None:
    """Priorities become level 1, themes 2, and so on down without a gap, as PDF/UA asks.

    Sphinx hangs every page below the front page, one level too deep. Only the pages' titles go
    into the contents, where sections would pass for pages; the PDF's outline has them all.
    """
    last = 0
    for number, page in enumerate(pages):
        for place, heading in enumerate(_headings(page)):
            level = min(max(int(heading.name[1]) - (number > 0), 1), last + 1)
            heading.name, last = f"h{level}", level
            if place:
                heading["class"] = [*heading.get("class", ()), "unlisted"]


def _keep_words_with_picture(block: Tag) -> None:
    """A heading, a line or two and a picture, or the head of a table, stay on one page."""
    tags = [node for node in block.contents if isinstance(node, Tag)]
    for place, tag in enumerate(tags):
        if tag.name not in ("figure", "table"):
            continue
        words = list(takewhile(lambda before: before.name == "p", reversed(tags[:place])))
        if len(words) <= MOST_LINES_KEPT:
            for paragraph in words:
                paragraph.name, paragraph["class"] = "div", ["keep-with-next"]
