"""A document as a Word file: real styles for headings, lists and captions; always the same bytes.

No text boxes and no tables for layout: the file is read aloud in the order in which it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from spfbook.documents import (
    Document,
    Field,
    Heading,
    Items,
    Kind,
    Line,
    Paragraph,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

FONT = "Arial"
INK, NAVY = "0B0C0C", "12436D"
SHADE, BORDER = "E7EEF5", "B1B4B6"
SIDE_MM, TOP_MM, LABEL_MM = 20, 18, 84
"""Of the page's margins, and of the labels of fields."""
LINE_MM = 210 - 2 * SIDE_MM
SIZES = {1: 16, 2: 12}
"""Of headings by level, in points."""
TEXT, SMALL = 11, 9
"""Points; of tables 10."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The Word file of `document`."""
    import docx

    word = docx.Document()
    _set_properties(word, document)
    _set_page(word, document)
    _set_styles(word, document.language)
    for block in document.blocks:
        match block:
            case Heading(text=text, level=level):
                word.add_heading(text, level)
            case Paragraph(line=line):
                _write(word.add_paragraph(), line)
            case Field(label=label, line=line):
                _field(word.add_paragraph(), label, line)
            case Items(lines=lines, is_numbered=is_numbered):
                for line in lines:
                    style = "List Number" if is_numbered else "List Bullet"
                    _write(word.add_paragraph(style=style), line)
            case Table():
                _table(word, block)
    made = BytesIO()
    word.save(made)
    return _same_each_time(made.getvalue())


def _set_properties(word: Word, document: Document) -> None:
    moment = datetime.combine(document.dated, time())
    found = word.core_properties
    found.title, found.author, found.last_modified_by = document.title, document.author, ""
    found.created = found.modified = moment
    found.language, found.comments, found.revision = document.language, "", 1


def _set_page(word: Word, document: Document) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm, Pt

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(SIDE_MM)
    section.top_margin = section.bottom_margin = Mm(TOP_MM)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(LINE_MM), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{document.footer}\tPage ")
    _page_field(foot, "PAGE")
    foot.add_run(" of ")
    _page_field(foot, "NUMPAGES")
    for run in foot.runs:
        run.font.size = Pt(SMALL)


def _set_styles(word: Word, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    defaults = word.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    for name in ("w:val", "w:eastAsia"):
        defaults.set(qn(name), language)
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), language)
    names = ("Normal", "Heading 1", "Heading 2", "Caption", "List Bullet", "List Number", "Footer")
    for name in names:
        style = word.styles[name]
        _set_font(style.element.get_or_add_rPr())
        style.font.size, style.font.color.rgb = Pt(TEXT), RGBColor.from_string(INK)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(5), 1.0
        shape.widow_control = True
    for level, size in SIZES.items():
        style = word.styles[f"Heading {level}"]
        style.font.size, style.font.bold = Pt(size), True
        style.font.color.rgb = RGBColor.from_string(NAVY)
        style.paragraph_format.space_before = Pt(9)
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.keep_with_next = True
    for tabs in list(word.styles["Footer"].element.iter(qn("w:tabs"))):
        tabs.getparent().remove(tabs)
    caption = word.styles["Caption"]
    caption.font.bold, caption.paragraph_format.keep_with_next = True, True
    for name in ("List Bullet", "List Number"):
        shape = word.styles[name].paragraph_format
        shape.left_indent, shape.first_line_indent, shape.space_after = Mm(7), Mm(-7), Pt(2)


def _set_font(properties: BaseOxmlElement) -> None:
    """Arial for all scripts, in place of the fonts of a theme."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _write(paragraph: WordParagraph, line: Line) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    for each in line:
        run = paragraph.add_run(each.text)
        run.bold = each.kind is not Kind.PLAIN or None
        if each.kind is Kind.GAP:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _field(paragraph: WordParagraph, label: str, line: Line) -> None:
    """The label and, from a tab stop on, what is given for it."""
    from docx.shared import Mm, Pt

    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Mm(LABEL_MM), Mm(-LABEL_MM)
    shape.tab_stops.add_tab_stop(Mm(LABEL_MM))
    shape.space_after = Pt(2)
    paragraph.add_run(f"{label}:").bold = True
    paragraph.add_run("\t")
    _write(paragraph, line)


def _table(word: Word, table: Table) -> None:
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
    properties.append(_element("w:cantSplit"))
    if is_head:
        properties.append(_element("w:tblHeader"))
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
            shade = _element("w:shd", val="clear", color="auto", fill=SHADE)
            cell._tc.get_or_add_tcPr().append(shade)


def _describe(made: WordTable, table: Table) -> None:
    """Words for those who cannot see the table; its first row and column are heads."""
    from docx.oxml.ns import qn

    properties = made._tbl.tblPr
    _rule(properties)
    look = properties.find(qn("w:tblLook"))
    if look is not None:
        properties.remove(look)
    properties.append(_element(
        "w:tblLook", val="00A0", firstRow="1", lastRow="0", firstColumn="1", lastColumn="0",
        noHBand="1", noVBand="1",
    ))  # fmt: skip
    properties.append(_element("w:tblCaption", val=table.caption))
    properties.append(_element("w:tblDescription", val=table.about))


def _rule(properties: BaseOxmlElement) -> None:
    """A thin line below each row, and words that begin where the lines of paragraphs do."""
    from docx.oxml.ns import qn

    borders = _element("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{edge}", val="single", sz="4", space="0", color=BORDER))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(_element("w:tblInd", w="0", type="dxa"))
    layout.addprevious(borders)
    cells = _element("w:tblCellMar")
    for edge in ("left", "right"):
        cells.append(_element(f"w:{edge}", w="70", type="dxa"))
    layout.addnext(cells)


def _page_field(paragraph: WordParagraph, name: str) -> None:
    """A number that Word counts."""
    for part in ("begin", name, "separate", "1", "end"):
        run = paragraph.add_run()
        if part in ("begin", "separate", "end"):
            run._r.append(_element("w:fldChar", fldCharType=part))
        elif part == name:
            code = _element("w:instrText")
            code.text = name
            run._r.append(code)
        else:
            run.text = part


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _same_each_time(made: bytes) -> bytes:
    """The same file with no day in it but the document's own."""
    again = BytesIO()
    with ZipFile(again, "w") as out:
        for name, held in _held(made):
            info = ZipInfo(name, ZIP_DAY)
            info.compress_type, info.create_system = ZIP_DEFLATED, 0
            out.writestr(info, held)
    return again.getvalue()


def _held(made: bytes) -> Iterator[tuple[str, bytes]]:
    with ZipFile(BytesIO(made)) as found:
        for info in found.infolist():
            yield info.filename, found.read(info)
