"""A document as a Word file: real styles for headings, lists and captions; always the same bytes.

No text boxes and no tables for layout: the file is read aloud in the order in which it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from spfbook.book.docx_look import set_page, set_styles
from spfbook.book.docx_table import add_table
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
    from docx.text.paragraph import Paragraph as WordParagraph

LABEL_MM = 84
"""Of the labels of fields."""
ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The Word file of `document`."""
    import docx

    word = docx.Document()
    _set_properties(word, document)
    set_page(word, document)
    set_styles(word, document.language)
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
                add_table(word, block)
    made = BytesIO()
    word.save(made)
    return _same_each_time(made.getvalue())


def _set_properties(word: Word, document: Document) -> None:
    moment = datetime.combine(document.dated, time())
    found = word.core_properties
    found.title, found.author, found.last_modified_by = document.title, document.author, ""
    found.created = found.modified = moment
    found.language, found.comments, found.revision = document.language, "", 1


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
