"""Tables in a Word file: a header row that repeats, rows that stay whole, words that describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spfbook.book.docx_look import LINE_MM, TEXT, element
from spfbook.documents import Table

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable

SHADE, BORDER = "E7EEF5", "B1B4B6"


def add_table(word: Word, table: Table) -> None:
    """A header row that is repeated on each side; no row is parted by a side's end."""
    from docx.shared import Mm

    word.add_paragraph(table.caption, style="Caption")
    made = word.add_table(0, len(table.header))
    made.autofit = False
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(LINE_MM * width / 100)
    rows = (table.header, *table.rows)
    for place, row in enumerate(rows):
        is_kept = place == 0 or (table.is_whole and place < len(rows) - 1)
        _row(made, row, table, is_head=place == 0, is_kept=is_kept)
    _describe(made, table)
    after = word.add_paragraph()
    after.paragraph_format.space_after = 0
    after.paragraph_format.line_spacing = Mm(2)


def _row(
    made: WordTable, cells: tuple[str, ...], table: Table, *, is_head: bool, is_kept: bool
) -> None:
    """`is_kept`: on one side with the row below it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    row = made.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit"))
    if is_head:
        properties.append(element("w:tblHeader"))
    for place, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = Mm(LINE_MM * table.widths[place] / 100)
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.keep_with_next = is_kept or None
        if place >= table.numbers_from:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(words)
        run.bold, run.font.size = is_head or None, Pt(TEXT - 1)
        if is_head:
            shade = element("w:shd", val="clear", color="auto", fill=SHADE)
            cell._tc.get_or_add_tcPr().append(shade)


def _describe(made: WordTable, table: Table) -> None:
    """Words for those who cannot see the table; its first row and column are heads."""
    from docx.oxml.ns import qn

    properties = made._tbl.tblPr
    _rule(properties)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(element(
        "w:tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0",
        noHBand="1", noVBand="1",
    ))  # fmt: skip
    properties.append(element("w:tblCaption", val=table.caption))
    properties.append(element("w:tblDescription", val=table.about))


def _rule(properties: BaseOxmlElement) -> None:
    """A thin line below each row, and words that begin where the lines of paragraphs do."""
    from docx.oxml.ns import qn

    borders = element("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{edge}", val="single", sz="4", space="0", color=BORDER))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(element("w:tblInd", w="0", type="dxa"))
    layout.addprevious(borders)
    cells = element("w:tblCellMar")
    for edge in ("left", "right"):
        cells.append(element(f"w:{edge}", w="70", type="dxa"))
    layout.addnext(cells)
