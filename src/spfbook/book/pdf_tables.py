"""Column widths and alignment of a table on A4: no column clips, no number sits in a wide one."""

from __future__ import annotations

import re

from bs4.element import Tag

LINE = 124
"""Letters that fit across an A4 page in a table of one column, at the template's size."""
PADDING = 3
"""Letters' worth of space that each column loses to its own margins."""
CHIP = 4
"""Letters' worth of border around a status chip."""
USUAL = 0.85
"""Share of a column's cells that its width is made for; one long text may take more lines."""
RAGGED = 0.4
"""Share of the longest word that a line loses at its end, because words are not cut."""
ROW_LINES = 25
"""Lines; a taller row may be cut by the end of a page, others move to the next one whole."""
SHORT_LINES = 16
"""Lines; a table below that is never cut."""
NUMBER = re.compile(r"[£€]?[−+-]?\d[\d,.]*\s?(%|p|k|m|bn|million)?(\s?\[[a-z]+\])*$")
CODE = re.compile(r"(\[[a-z]+\])+$|[–—-]?$")


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
    lengths = [_lengths(column) for column in columns]
    widths = share_line(lengths)
    _set_breaks(table, lengths, widths)
    if widths:
        cols = "".join(f'<col style="width: {width:.2f}%">' for width in widths)
        table.insert(_after_caption(table), _parsed(f"<colgroup>{cols}</colgroup>"))


def share_line(columns: list[list[tuple[int, int]]], line: int = LINE) -> list[float]:
    """Percentages of the page for columns given as (letters, longest word) of each cell.

    The smallest number of lines is sought in which the usual cell of every column fits;
    what is left over goes to all alike. Empty when no cell needs a second line.
    """
    room = line - PADDING * len(columns)
    words = [max(word for _, word in cells) for cells in columns]
    lengths = [sorted(letters for letters, _ in cells) for cells in columns]
    if sum(column[-1] for column in lengths) <= room:
        return []
    usual = [column[int(USUAL * (len(column) - 1))] for column in lengths]
    widths = [float(word) for word in words]
    for lines in range(1, max(usual) + 1):
        needed = [max(w, n / lines + RAGGED * w) for w, n in zip(words, usual, strict=True)]
        if sum(needed) <= room:
            widths = needed
            break
    total = sum(widths) + PADDING * len(columns)
    return [100 * (width + PADDING) / total for width in widths]


def _set_breaks(table: Tag, lengths: list[list[tuple[int, int]]], widths: list[float]) -> None:
    """Classes and properties that the filter and Typst read: short, long-rows, hyphenate."""
    letters = [max(1.0, LINE * width / 100 - PADDING) for width in widths]
    if not letters:
        letters = [float(LINE)] * len(lengths)
    lines = [
        max(-(-cell[0] // width) for cell, width in zip(row, letters, strict=True))
        for row in zip(*lengths, strict=True)
    ]
    if max(lines) > ROW_LINES:
        table["class"] = ["long-rows"]
    elif sum(lines) + len(lines) / 2 < SHORT_LINES:
        table["class"] = ["short"]
    words = (max(word for _, word in cells) for cells in lengths)
    if any(word > width + 1 for word, width in zip(words, letters, strict=True)):
        table["typst:text:hyphenate"] = "true"


def _lengths(column: list[Tag]) -> list[tuple[int, int]]:
    found = []
    for cell in column:
        text = cell.get_text(" ", strip=True)
        extra = CHIP if cell.find(class_="status") else 0
        bold = 1.08 if cell.name == "th" else 1.0
        longest = max((len(word) for word in text.split()), default=1)
        found.append((round(bold * len(text)) + extra, round(bold * longest) + extra))
    return found


def _is_numeric(texts: list[str]) -> bool:
    """Most cells are numbers and the rest are codes or empty."""
    numbers = sum(bool(NUMBER.match(text)) for text in texts)
    return numbers > 0 and all(NUMBER.match(text) or CODE.match(text) for text in texts)


def _after_caption(table: Tag) -> int:
    caption = table.find("caption")
    return table.contents.index(caption) + 1 if caption else 0


def _parsed(html: str) -> Tag:
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser").contents[0]
