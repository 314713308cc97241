"""Mistakes in writing that a reader would see and a rule can find: numbers, dates, marks, gaps.

The words of the plan, its sources and its services are theirs and stand as they were written; what
is found in them is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import yaml
from bs4.element import Tag
from html_book import HtmlBook, HtmlPage
from paper_checks import UNITS

MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
CHANGE = "(?:Improved|Got worse|Went up|Went down|rise|fall|rose|fell|difference)"
RULES = {
    "a number without commas": re.compile(
        r"(?<![\w.,/&−-])(?!(?:19|20)\d\d(?!\d))\d{4,}(?:\.\d+)?(?![\w/-])"
    ),
    "a hyphen for a minus": re.compile(r"(?<![\w)-])-£?\d"),
    "a hyphen or a dash for “to”": re.compile(
        r"(?<![\w-])£?\d[\d,.]*%?\s?[–-]\s?£?\d[\d,.]*%?(?![\w-])"
    ),
    "per cent for percentage points": re.compile(rf"{CHANGE} (?:by |of )?[\d.,]+(?:%| per cent)"),
    "a program’s word for nothing": re.compile(
        r"\b(?:nan|NaN|NaT|inf|null|undefined)\b"
        r"|^None$|\bNone(?:%|,|\.$| per\b)|\b(?:by|of|to|is|in|on|from|at) None\b"
    ),
    "a date not written out": re.compile(
        rf"\d+(?:st|nd|rd|th) (?:of )?{MONTH}|\b\d\d?/\d\d?/\d{{2,4}}\b"
        r"|(?<!written as )\b\d{4}-\d\d-\d\d\b"
    ),
    "no nought before the point": re.compile(r"(?<![\w.])\.\d"),
    "stops or spaces too many": re.compile(r"(?<!\.)\.\.(?!\.)| [,.;](?=\s|$)|\( |\s\)"),
}  # fmt: skip
QUARTER = re.compile(r"\b(?:[Qq]uarter |Q)[1-4]\b(?: \d[\d/-]*)?")
NEAR = 60
"""Letters: as far from a quarter as its months may stand."""
DRAFTS = re.compile(r"draft|final|copy|backup|\btmp\b|\btemp\b|\bv\d|~|\s|\(\d\)", re.IGNORECASE)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
AS_DATA = ("code", "pre")
"""Elements that show how a thing is written in a file."""


def quoted_words(root: Path) -> str:
    """All that others have written: the plan, sources, services. Numbers that are no text, such as
    a value or a date, are not in it."""
    files = sorted((root / "data").rglob("*.yml"))
    found = (yaml.load(path.read_bytes(), Loader=LOADER) for path in files)
    return "\n".join(" ".join(each.split()) for held in found for each in _strings(held))


def _strings(held: object) -> Iterator[str]:
    match held:
        case str():
            yield held
        case dict():
            for each in held.values():
                yield from _strings(each)
        case list():
            for each in held:
                yield from _strings(each)


def wrong_on_pages(html: HtmlBook, quoted: str) -> Iterator[str]:
    for page in html.written:
        for words in pieces(page):
            yield from (f"{page.name}: {each}" for each in wrong_in(words, quoted))
        yield from (f"{page.name}: {each}" for each in _gaps(page))
        yield from (f"{page.name}: {each}" for each in _quarters(page, quoted))


def wrong_in_pdf(pdf: Path, quoted: str) -> Iterator[str]:
    """Its charts and its running lines too."""
    for number, sheet in enumerate(pypdfium2.PdfDocument(pdf), 1):
        text = sheet.get_textpage().get_text_range().replace("\u200b", "")
        for line in text.splitlines():
            for each in wrong_in(line, quoted):
                if not each.startswith("stops"):  # a line may end or begin anywhere
                    yield f"{pdf.name}, page {number}: {each}"


def wrong_in(words: str, quoted: str) -> Iterator[str]:
    for mistake, rule in RULES.items():
        for found in rule.finditer(words):
            if not _is_quoted(found, quoted):
                yield f"{mistake}: {found[0]!r} in “{words[max(0, found.start() - 40) :][:100]}”"


def _is_quoted(found: re.Match[str], quoted: str) -> bool:
    """Whether others wrote just that, as a word or number of its own."""
    own = re.escape(found[0].strip(" .,()"))
    return bool(own) and bool(re.search(rf"(?<![\w.,-]){own}(?![\w-]|[.,]\d)", quoted))


def pieces(page: HtmlPage) -> list[str]:
    """The words of each cell and paragraph of the article, each on one line."""
    blocks = [*UNITS, "td", "th"]
    found = []
    for tag in page.article.find_all(blocks):
        if not tag.find(blocks) and not tag.find_parent(AS_DATA) and not _is_data(tag):
            found.append(" ".join(tag.get_text().split()))
    return [words for words in found if words]


def _is_data(tag: Tag) -> bool:
    return any(len(code.get_text()) for code in tag.find_all(AS_DATA))


def _gaps(page: HtmlPage) -> Iterator[str]:
    """Empty cells, and cells that a program cut: a short name is a link to the whole of it."""
    for cell in page.article.find_all(["td", "th"]):
        words = " ".join(cell.get_text().split())
        if not words and not cell.find("img"):
            yield "an empty cell"
        elsewhere = "".join(link.get_text() for link in cell.find_all("a"))
        if words.count("…") > elsewhere.count("…"):
            yield f"a cell that is cut: “{words[:80]}”"


def _quarters(page: HtmlPage, quoted: str) -> Iterator[str]:
    """The page's own first word of a quarter names its months."""
    words = " ".join(page.article.get_text(" ").split())
    for found in QUARTER.finditer(words):
        if not _is_quoted(found, quoted):
            if not re.search(MONTH, words[max(0, found.start() - NEAR) : found.end() + NEAR]):
                yield f"a quarter without its months: “{words[max(0, found.start() - 40) :][:80]}”"
            return


def drafts(
    folder: Path, names: Sequence[str] = ("*.pdf", "*.csv", "*.xlsx", "*.html")
) -> list[str]:
    """Files whose names say that they are unfinished."""
    return sorted(
        path.name for pattern in names for path in folder.rglob(pattern)
        if DRAFTS.search(path.stem)
    )  # fmt: skip
