"""Tables on A4: widths, alignment, where they may be cut, and whether a column heads the rows."""

from __future__ import annotations

from math import ceil

from bs4 import BeautifulSoup
from bs4.element import Tag

from spfbook.book.cell_kinds import CODE, NUMBER
from spfbook.book.pdf_columns import LETTER, LINE, PADDING, Cells, lines, share_line
from spfbook.book.pdf_glyphs import advances

CHIP = 3
"""Letters' worth of border around a status chip."""
PICTURE = 15
"""Letters' worth of a small picture in a cell, at the height that the template gives it."""
UNKNOWN = 0.6
"""Ems; the width of a character that is not in the text font."""
ROW_LINES = 25
"""Lines; a taller row may be cut by the end of a page, others move to the next one whole."""
SHORT_LINES = 16
"""Lines; a table below that is never cut."""


def set_columns(table: Tag) -> None:
    """Give `table` a `<colgroup>` of widths, right-align its numbers, and say how it may break.

    A table that fits on its lines keeps its natural width; one with merged cells is left alone.
    """
    table.attrs = {key: value for key, value in table.attrs.items() if key == "id"}
    for group in table.find_all("colgroup"):
        group.decompose()
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    if not rows or len({len(row) for row in rows}) > 1 or table.find(colspan=True):
        return
    columns = [list(cells) for cells in zip(*rows, strict=True)]
    for column in columns[1:]:
        if _is_numeric([cell.get_text(strip=True) for cell in column[1:]]):
            for cell in column:
                cell["style"] = "text-align: right"
    cells = [_cells(column) for column in columns]
    widths = share_line(cells)
    _set_breaks(table, cells, widths)
    if widths:
        cols = "".join(f'<col style="width: {width:.2f}%">' for width in widths)
        table.insert(_after_caption(table), _parsed(f"<colgroup>{cols}</colgroup>"))


def heads_rows(table: Tag) -> bool:
    """Whether the first cell of every row of the body, and no other, heads its row."""
    body = table.find("tbody")
    rows = [row.find_all(["th", "td"]) for row in body.find_all("tr")] if body else []
    return bool(rows) and all(
        [cell.name for cell in row[:1]] == ["th"] and all(cell.name == "td" for cell in row[1:])
        for row in rows
    )


def _set_breaks(table: Tag, columns: list[Cells], widths: list[float]) -> None:
    """Classes and properties that the filter and Typst read: short, long-rows, hyphenate."""
    rooms = [max(1.0, LINE * width / 100 - PADDING) for width in widths]
    if not rooms:
        rooms = [float(LINE)] * len(columns)
    heights = [
        lines([letters for letters, _ in column], room)
        for column, room in zip(columns, rooms, strict=True)
    ]
    rows = [max(row) for row in zip(*heights, strict=True)]
    if max(rows) > ROW_LINES:
        table["class"] = ["long-rows"]
    elif sum(rows) + len(rows) / 2 < SHORT_LINES:
        table["class"] = ["short"]
    words = (max(word for _, word in column) for column in columns)
    if any(word > room + 1 for word, room in zip(words, rooms, strict=True)):
        table["typst:text:hyphenate"] = "true"


def _cells(column: list[Tag]) -> Cells:
    return [_cell(cell) for cell in column]


def _cell(cell: Tag) -> tuple[int, int]:
    """The letters of a cell, and of what cannot be broken in it: a word, a chip, a picture."""
    text = cell.get_text(" ", strip=True)
    is_bold = cell.name == "th" and cell.find_parent("thead") is not None
    words = [_letters(word, is_bold=is_bold) for word in text.split()]
    chips = cell.find_all(class_="status")
    words += [_letters(chip.get_text(" ", strip=True), is_bold=True) + CHIP for chip in chips]
    words += [PICTURE for _ in cell.find_all("img")]
    return _letters(text, is_bold=is_bold) + CHIP * len(chips), max(words, default=1)


def _letters(text: str, *, is_bold: bool) -> int:
    widths = advances("Bold" if is_bold else "Regular")
    return ceil(sum(widths.get(char, UNKNOWN) for char in text) / LETTER)


def _is_numeric(texts: list[str]) -> bool:
    """Most cells are numbers and the rest are codes or empty."""
    numbers = sum(bool(NUMBER.match(text)) for text in texts)
    return numbers > 0 and all(NUMBER.match(text) or CODE.match(text) for text in texts)


def _after_caption(table: Tag) -> int:
    caption = table.find("caption")
    return table.contents.index(caption) + 1 if caption else 0


def _parsed(html: str) -> Tag:
    return BeautifulSoup(html, "html.parser").contents[0]
