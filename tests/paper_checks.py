"""Whether what a page shows on the screen is in the PDF: every figure in its own row or sentence.

The text of a PDF has other breaks of lines and pages than the page's, and no cells; so texts are
compared without any space, and without what stands in the margins of each sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from bs4.element import NavigableString, Tag
from html_book import HtmlBook, HtmlPage
from pdf_checks import BOTTOM, TOP

from spfbook.book.contents import GUIDE
from spfbook.book.pdf_article import ON_THE_WEB_ONLY

UNITS = ["tr", "p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "caption", "figcaption"]
"""What is read as one: a row of a table with all its cells, a paragraph."""
UNSEEN = re.compile(r"[\s\u200b\u00ad\u2060\ufffe\x02-]+")
"""Hyphens too: one at the end of a line is not in a PDF's text. A true minus is another sign."""
FIGURE = re.compile(r"[−£]*\d[\d,.]*(?<=\d)%?")
OTHER_WAY = re.compile(r"[\u0590-\u08ff\u200d\U0001f000-\U0001faff]")
"""Letters that run from right to left, and pictures made of several: a PDF's text has them in
another order, so that only the figures beside them can be sought."""
ASIDE = 4
"""Points: how far a letter's box may reach into a margin."""


def lost_on_paper(html: HtmlBook, pdf: Path, names: Sequence[str]) -> list[str]:
    """Figures of the pages `names`, in the PDF's order, that the PDF does not show where the page
    does: `prevention/schools: 66% in “…”`."""
    sheets = text_by_page([html.pages[name] for name in names], pdf)
    return [
        f"{name}: {missing}"
        for name in names
        for words in texts(html.pages[name])
        if (missing := not_in(sheets.get(name, ""), words))
    ]


def not_in(paper: str, words: str) -> str:
    """The figure at which `words` part from the squeezed text `paper`; empty where they do not."""
    wanted = UNSEEN.sub("", words)
    if OTHER_WAY.search(words):
        missing = [each for each in FIGURE.findall(wanted) if each not in paper]
        return f"{missing[0]} in “{' '.join(words.split())[:160]}”" if missing else ""
    if wanted in paper:
        return ""
    good, bad = 0, len(wanted)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if wanted[:middle] in paper else (good, middle)
    figures = FIGURE.finditer(wanted)
    figure = next((each.group() for each in figures if each.end() > good), wanted[good:][:20])
    return f"{figure} in “{' '.join(words.split())[:160]}”"


def texts(page: HtmlPage) -> list[str]:
    """Each row and paragraph of the page's article that shows a number or a status, as a reader
    of paper has it too."""
    held: dict[int, tuple[Tag, list[str]]] = {}
    for text in page.article.find_all(string=True):
        if type(text) is NavigableString and text.strip() and not _is_of_screen(text):
            unit = text.find_parent("tr") or text.find_parent(UNITS) or text.parent
            held.setdefault(id(unit), (unit, []))[1].append(str(text))
    return [
        "".join(parts)
        for unit, parts in held.values()
        if re.search(r"\d", "".join(parts)) or unit.select_one(".status")
    ]


def _is_of_screen(text: NavigableString) -> bool:
    web_only = text.find_parent(["table", "div"], class_=ON_THE_WEB_ONLY)
    return web_only is not None or text.find_parent(["nav", "script", "style"]) is not None


def text_by_page(pages: Sequence[HtmlPage], pdf: Path) -> dict[str, str]:
    """The squeezed text of the sheets of each page, by its name, found by the PDF's outline."""
    document = pypdfium2.PdfDocument(pdf)
    sheets = [UNSEEN.sub("", text) for text in _inside_margins(document)]
    titles = [" ".join(page.article.h1.get_text().split()) for page in pages]
    starts = list(_starts(document, titles))
    ends = [*starts[1:], len(sheets) - 1]
    return {
        page.name: "".join(sheets[start : end + 1])
        for page, start, end in zip(pages, starts, ends, strict=True)
    }


def _starts(document: pypdfium2.PdfDocument, titles: Sequence[str]) -> Iterator[int]:
    """The number of the sheet on which each title stands; titles come in the outline's order. A
    part of a page may have another page's title, on a lower level."""
    outline = [entry for entry in document.get_toc() if entry.get_dest()]
    place = 0
    for title in titles:
        found = [n for n in range(place, len(outline)) if outline[n].get_title().strip() == title]
        place = min(found, key=lambda n: outline[n].level)
        yield outline[place].get_dest().get_index()


def _inside_margins(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for sheet in document:
        width, height = sheet.get_size()
        box = (0, BOTTOM - ASIDE, width, height - TOP + ASIDE)
        yield sheet.get_textpage().get_text_bounded(*box)


def on_paper(html: HtmlBook, leave_out: Sequence[str]) -> list[str]:
    """The names of the pages in the order of the contents, but for those left to the web."""
    contents = html.pages["index"].soup.find("nav", attrs={"aria-label": "Contents"})
    paths = [html.target(html.pages["index"], link["href"])[0] for link in contents.find_all("a")]
    names = [page.name for page in map(html.page_at, paths) if page]
    return [name for name in names if name not in leave_out]


def pages_of_pack(pack: Path, names: Sequence[str]) -> list[str]:
    """The pages of a committee's PDF: a priority's or a portfolio's, and how to read them."""
    portfolio = re.search(r"-portfolio-(.+)", pack.stem)
    start = f"portfolios/{portfolio[1]}" if portfolio else ""
    found = [n for n in names if n == start] or [
        n for n in names if "/" in n and pack.stem.endswith(f"-{n.partition('/')[0]}")
    ]
    return [*found, GUIDE]
