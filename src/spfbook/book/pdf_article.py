"""The built book as clean HTML, a piece for each page, ready for Pandoc.

Sphinx's single page is made for a browser: it nests the pages, gives one id to several things,
links to `book/index.html#label` and wraps every cell in paragraphs. What leaves this module is
flat and says only what a reader of paper needs. Problems are collected, never printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from spfbook.book.pdf_tables import set_columns
from spfbook.errors import BuildError, Problem

HEADINGS = re.compile(r"h[1-6]$")
DROPPED = "script, style, noscript, button, nav, iframe, a.headerlink, .cell_input, .caption-number"
ON_THE_WEB_ONLY = "table.examples"
"""The worked examples of the methods page: fifteen pages that a committee need not print."""
WRAPPERS = {
    "toctree-wrapper", "cell", "cell_output", "pst-scrollable-table-container",
    "literal-block-wrapper", "caption-text", "std",
}  # fmt: skip
HOLD_ONE_PARAGRAPH = {"td", "th", "li", "dd"}
KEPT_SCHEMES = {"http", "https", "mailto"}
MOST_LINES_KEPT = 2
"""Paragraphs between a heading and its picture that move to the next page together with it."""
LONGEST_WORD = 28
"""Letters; longer runs (addresses, identifiers) get places where a line may break."""


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


def clean_pages(article: Tag, singlehtml: Path) -> list[str]:
    """HTML of each page in reading order; `article` is used up.

    Raises BuildError naming every image without alt text or without a file.
    """
    for tag in article.select(f"{DROPPED}, {ON_THE_WEB_ONLY}"):
        tag.decompose()
    _check_images(article, singlehtml)
    targets = _targets(article)
    for tag in [tag for tag in article.find_all(True) if _is_wrapper(tag)]:
        tag.unwrap()
    _settle_links(article, targets)
    for table in article.find_all("table"):
        set_columns(table)
    _break_long_words(article)
    pages = _split(article)
    _set_levels(pages)
    for page in pages:
        _keep_words_with_picture(page)
    return ["".join(str(node) for node in page) for page in pages]


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
        if not str(tag["id"]).startswith("document-"):
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


def _split(article: Tag) -> list[list[Tag | NavigableString]]:
    """The article's parts, page by page, cut where Sphinx marked the start of a file."""
    pages: list[list[Tag | NavigableString]] = [[]]
    for node in list(article.children):
        if isinstance(node, Tag) and str(node.get("id", "")).startswith("document-"):
            pages.append([])
        else:
            pages[-1].append(node)
    return [page for page in pages if any(str(node).strip() for node in page)]


def _headings(page: list[Tag | NavigableString]) -> list[Tag]:
    return [node for node in page if isinstance(node, Tag) and HEADINGS.match(node.name)]


def _set_levels(pages: list[list[Tag | NavigableString]]) -> None:
    """Priorities become level 1, themes 2, and so on down without a gap, as PDF/UA asks.

    Sphinx hangs every page below the front page, one level too deep. Only the pages' titles go
    into the contents, where sections would pass for pages; the PDF's outline has them all.
    """
    last = 0
    for number, page in enumerate(pages):
        for place, heading in enumerate(_headings(page)):
            level = min(max(int(heading.name[1]) - (number > 0), 1), last + 1)
            heading.name, last = f"h{level}", level
            heading["class"] = ["unlisted"] if place else []


def _keep_words_with_picture(page: list[Tag | NavigableString]) -> None:
    """A heading, a line or two and a picture stay on one page."""
    tags = [node for node in page if isinstance(node, Tag)]
    for place, tag in enumerate(tags):
        if tag.name != "figure":
            continue
        words = list(takewhile(lambda before: before.name == "p", reversed(tags[:place])))
        heading = tags[place - len(words) - 1] if len(words) < place else tag
        if len(words) <= MOST_LINES_KEPT and HEADINGS.match(heading.name):
            for paragraph in words:
                paragraph.name, paragraph["class"] = "div", ["keep-with-next"]


def _break_long_words(article: Tag) -> None:
    """Let a line break inside a run of letters that no column could hold."""
    long = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD + 1},}}")
    for text in list(_texts(article)):
        if long.search(text):
            text.replace_with(long.sub(lambda m: _with_breaks(m.group()), str(text)))


def _with_breaks(word: str) -> str:
    return "\u200b".join(word[i : i + 14] for i in range(0, len(word), 14))


def _texts(article: Tag) -> Iterator[NavigableString]:
    return (node for node in article.descendants if type(node) is NavigableString)
