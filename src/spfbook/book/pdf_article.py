"""The middle of a page as clean HTML, ready for Pandoc.

Sphinx writes it for a browser: it gives several ids to one heading, links to `schools.html#label`
and wraps what it can. What leaves this module is flat and says only what a reader of paper needs.
Each page is cleaned by itself: where a link leads is settled when the pages are put together.
Problems are collected, never printed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from bs4 import BeautifulSoup
from bs4.element import Tag

from spfbook.book.articles import Article
from spfbook.book.pdf_blocks import BESIDE, Nodes, group_indicators, mark_headings
from spfbook.book.pdf_pictures import fits_beside_words
from spfbook.book.pdf_tables import heads_rows, set_columns
from spfbook.book.pdf_text import break_long_words, mark_literal
from spfbook.errors import BuildError, Problem

PAGE = ".html"
PICTURES = "_images"
"""The folder below which Typst finds the pictures."""
HEADINGS = re.compile(r"h[1-6]$")
NO_LABEL = re.compile(r"[^A-Za-z0-9-]+")
"""What Typst allows in no label, or the joint between a page's name and an id."""
DROPPED = {"script", "style", "noscript", "button", "nav", "iframe"}
DROPPED_CLASSES = {"headerlink", "cell_input", "visually-hidden"}
ON_THE_WEB_ONLY = "web-only"
"""What a committee need not print: worked examples, links to files, what stands elsewhere too."""
WRAPPERS = {
    "toctree-wrapper", "cell", "cell_output", "table-box", "chart", "literal-block-wrapper",
    "caption-text", "std",
}  # fmt: skip
HOLD_ONE_PARAGRAPH = {"td", "th", "li", "dd"}
KEPT_SCHEMES = {"http", "https", "mailto"}
MOST_LINES_KEPT = 2
"""Paragraphs before a picture or a table that move to the next page together with it."""


@dataclass(frozen=True)
class CleanPage:
    """A page of the book as clean HTML."""

    name: str
    """Where it stands in the book: `prevention/schools`."""
    html: str
    tables: tuple[bool, ...]
    """For each table, in order, whether its first column heads the rows."""
    labels: Mapping[str, str]
    """By what links to this page are written as (`page`, `page#id`), the label they lead to."""
    level: int
    """Of its title: 1 for a priority, 2 for a theme."""
    is_front: bool
    pictures: Mapping[str, Path]
    """By name, the files of the pictures that it shows."""


def clean_page(article: Article) -> CleanPage:
    """Raises BuildError naming every image without alt text or without a file."""
    body = BeautifulSoup(article.html, "html.parser")
    _drop(body)
    pictures = _check_images(body, article.pictures)
    targets = _targets(body)
    for tag in [tag for tag in body.find_all(True) if _is_wrapper(tag)]:
        tag.unwrap()
    _settle_links(body, article.name)
    mark_headings(targets)
    labels = _set_labels(targets, article.name)
    for table in body.find_all("table"):
        set_columns(table)
    break_long_words(body)
    mark_literal(body)
    nodes = list(body.children)
    level = max(article.depth, 1)
    _set_levels(nodes, level)
    page = Tag(name="div")
    page.extend(group_indicators(nodes))
    for block in (page, *page.select("div.indicator")):
        _keep_words_with_picture(block)
    heads = tuple(heads_rows(table) for table in page.find_all("table"))
    return CleanPage(
        article.name, page.decode_contents(), heads, labels, level, article.depth == 0, pictures
    )


def _drop(body: Tag) -> None:
    """Take out what is for the screen alone, and the headings of which nothing else is left."""
    held = {id(tag): tag for each in body.find_all(_is_on_the_web_only)
            if (tag := each.find_parent("section"))}  # fmt: skip
    for tag in body.find_all(_is_dropped):
        tag.decompose()
    for section in held.values():
        if _has_only_a_heading(section):
            section.decompose()


def _is_dropped(tag: Tag) -> bool:
    """Whether `tag` is for the screen alone."""
    classes = tag.get("class", ())
    is_furniture = tag.name in DROPPED or not DROPPED_CLASSES.isdisjoint(classes)
    return is_furniture or _is_on_the_web_only(tag)


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


def _check_images(body: Tag, files: Mapping[str, Path]) -> dict[str, Path]:
    """Point every image at its file from the folder's root; complain about what is missing."""
    problems, used = [], {}
    for image in body.find_all("img"):
        name = unquote(str(image.get("src", ""))).rpartition(f"{PICTURES}/")[2]
        file = files.get(name)
        alt = str(image.get("alt", "")).strip()
        if file is None or not file.is_file():
            problems.append(Problem(f"figure {name}", 0, "its file is missing from the book"))
        else:
            used[name] = file
        if not alt or unquote(alt).endswith(name):  # Sphinx falls back to the file's name
            said = "has no alt text; say in a sentence what the picture shows (`:alt:`)"
            problems.append(Problem(f"figure {name}", 0, said))
        image.attrs = {"src": f"/{PICTURES}/{name}", "alt": alt}
        if name in used and fits_beside_words(file):
            image["class"] = [BESIDE]
    if problems:
        raise BuildError(problems)
    return used


def _targets(body: Tag) -> dict[str, Tag]:
    """What each id means: itself, or the heading that an empty anchor or a section stands for."""
    found: dict[str, Tag] = {}
    for tag in body.find_all(id=True):
        stands_for = tag
        if tag.name in ("span", "section"):
            heading = tag.find(HEADINGS) or (not tag.contents and tag.find_next(HEADINGS))
            stands_for = heading or tag
        found.setdefault(str(tag["id"]), stands_for)
        del tag["id"]
    return found


def _set_labels(targets: Mapping[str, Tag], page: str) -> dict[str, str]:
    """Give each heading and figure among `targets` an id that is one in the whole book, and say
    which address means which. The address of the page means its first heading."""
    labels: dict[str, str] = {}
    for name, tag in targets.items():
        if HEADINGS.match(tag.name) or tag.name == "figure":
            label = str(tag.get("id") or NO_LABEL.sub(".", f"{page}.{name}"))
            tag["id"] = label
            labels.setdefault(page, label)
            labels[f"{page}#{name}"] = label
    return labels


def _settle_links(body: Tag, page: str) -> None:
    """Links within the book say which page and id of it they mean; links to web pages and
    addresses stay; links to downloads, of no use on paper, become plain text."""
    for link in body.find_all("a"):
        address = str(link.get("href", ""))
        file, name = urldefrag(address)
        if urlsplit(address).scheme in KEPT_SCHEMES:
            link.attrs = {"href": address}
        elif not address or (file and not file.endswith(PAGE)):
            link.unwrap()
        else:
            place = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(file)))
            to = place.removesuffix(PAGE) if file else page
            link.attrs = {"href": f"#{to}#{unquote(name)}" if name else f"#{to}"}


def _set_levels(nodes: Nodes, title: int) -> None:
    """The page's title becomes of level `title`, its sections follow without a gap, as PDF/UA asks.

    Only the title goes into the contents, where sections would pass for pages; the PDF's outline
    has them all.
    """
    last = title - 1
    headings = [node for node in nodes if isinstance(node, Tag) and HEADINGS.match(node.name)]
    for place, heading in enumerate(headings):
        level = min(int(heading.name[1]) + title - 1, last + 1)
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
