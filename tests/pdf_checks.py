"""What must hold of every PDF of a book: nothing clipped, nothing overlapping, all of it tagged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pikepdf
import pypdfium2

MM = 72 / 25.4
SIDE, TOP, BOTTOM = 16 * MM, 18 * MM, 16 * MM
"""The template's margins; the running lines stand in those above and below."""
EDGE = 7 * MM
"""As near to the edge of the paper as the running lines come."""
Box = tuple[float, float, float, float]


def tags(within: pikepdf.Pdf | pikepdf.Object, kind: str = "") -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure, or those of one kind, in reading order."""
    root = within.Root.StructTreeRoot if isinstance(within, pikepdf.Pdf) else within
    waiting: list[pikepdf.Object] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(reversed(list(node)))
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node and kind in ("", kind_of(node)):
                yield node
            if "/K" in node:
                waiting.append(node.K)


def kind_of(tag: pikepdf.Dictionary) -> str:
    return str(tag.S).removeprefix("/")


def scopes(tag: pikepdf.Dictionary) -> list[str]:
    """What a head cell heads: `Row`, `Column`."""
    return [str(mark.Scope)[1:] for mark in tag.get("/A", []) if "/Scope" in mark]


def cells_of(row: pikepdf.Dictionary) -> list[str]:
    """The kinds of a row's cells, each with what it heads."""
    return ["".join([kind_of(cell), *scopes(cell)]) for cell in row.K]


def fonts_not_embedded(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(each.FontName)
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary)
        and each.get("/Type") == "/FontDescriptor"
        and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys())
    ]


def outside_margins(path: Path) -> list[str]:
    """Text beyond the margins, with its page; the cover has margins of its own."""
    found = []
    for number, page, boxes in _pages(path):
        width, height = page.get_size()
        for left, bottom, right, top in boxes:
            is_in = left >= SIDE - 0.5 and right <= width - SIDE + 0.5
            if not is_in or bottom < EDGE or top > height - EDGE:
                found.append(f"page {number}: {_words(page, (left, bottom, right, top))}")
    return found


def overlaps(path: Path) -> list[str]:
    """Texts that stand on each other, with their page. Letters set at a slant across a chart
    (ILLUSTRATIVE) have boxes that meet; they are left out."""
    found = []
    for number, page, boxes in _pages(path):
        for one, other in combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            along = min(one[3], other[3]) - max(one[1], other[1])
            if across > 2.5 and along > 3.5:
                words = _words(page, one), _words(page, other)
                if not any(each in "ILLUSTRATIVE" for each in words):
                    found.append(f"page {number}: {words[0]!r} and {words[1]!r}")
    return found


def near_empty(path: Path, least: float = 0.3) -> list[int]:
    """Pages filled to less than `least` of their height; the cover and the last may be."""
    pages = list(_pages(path))
    return [
        number
        for number, page, boxes in pages[:-1]
        if 1 - (_lowest(boxes) - BOTTOM) / (page.get_height() - TOP - BOTTOM) < least
    ]


def _lowest(boxes: list[Box]) -> float:
    """Where the text ends, apart from the line at the foot."""
    return min((bottom for _, bottom, _, _ in boxes if bottom > BOTTOM), default=1e6)


def _pages(path: Path) -> Iterator[tuple[int, pypdfium2.PdfPage, list[Box]]]:
    """Number, page and boxes of its text, from the page after the cover on."""
    for number, page in enumerate(pypdfium2.PdfDocument(path), start=1):
        if number > 1:
            text = page.get_textpage()
            yield number, page, [text.get_rect(place) for place in range(text.count_rects())]


def _words(page: pypdfium2.PdfPage, box: Box) -> str:
    return " ".join(page.get_textpage().get_text_bounded(*box).split())
