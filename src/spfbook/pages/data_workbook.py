"""Tables of data as an Excel workbook that everyone can use.

By the Analysis Function's checklist for spreadsheets: a cover, contents, a key of codes and of
columns; one real table a sheet, its title and codes above it; a document title and language; no
merged or empty cells in a table, no frozen panes, filters, fills, formulas or hidden sheets.
Texts are written as texts, whatever they begin with, each end of a line as the one letter that
a spreadsheet knows. Why not gptables: docs/adr/0002.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from spfbook.errors import DataError
from spfbook.pages import data_key
from spfbook.pages.data_table import CODE_MEANING, Cell, DataTable, Kind, Number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LANGUAGE = "en-GB"
FONT = {"font_name": "Arial", "font_size": 12}
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
COVER_WIDTH = 100
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LINE_END = re.compile("\r\n?")
"""In a file of XML a carriage return is read as a line feed, or shown as `_x000D_`."""
A4 = 9


@dataclass(frozen=True)
class Cover:
    """What the workbook says of itself; its date comes from here and not from the clock."""

    subject: str
    """`Good schools for every child`."""
    sentences: tuple[str, ...]
    author: str
    as_at: date


def as_workbook(cover: Cover, tables: Sequence[DataTable]) -> bytes:
    """The bytes of an .xlsx; the same for the same tables.

    Raises DataError when a text is longer than a cell can hold.
    """
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    # A copy: the library writes into it, and the next workbook would have another font.
    book = Workbook(out, {**OPTIONS, "default_format_properties": dict(FONT)})
    created = datetime(cover.as_at.year, cover.as_at.month, cover.as_at.day)
    title = f"{cover.subject}: data"
    book.set_properties({"title": title, "author": cover.author, "created": created})
    styles = _Styles(book)
    _write_cover(book, styles, title, cover.sentences)
    sheets = [data_key.codes(), data_key.columns(tables), *tables]
    for table in (data_key.contents(sheets), *sheets):
        _write_sheet(book, styles, table, cover.subject)
    book.close()
    return _settled(out.getvalue())


class _Styles:
    """The formats of cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}
        self.title = self._format(bold=True, font_size=16)
        self.sentence = self._format()
        self.paragraph = self._format(text_wrap=True, valign="top")
        self.header = self._format(bold=True, text_wrap=True, valign="top", bottom=1)
        self.link = self._format(font_color="#12436D", underline=1, valign="top")

    def of(self, cell: Cell, kind: Kind) -> Format:
        """Numbers with the report's places, days in words; codes stand like what they replace."""
        places = cell.places if isinstance(cell, Number) else None
        key = (kind, type(cell), places)
        if key not in self._made:
            form: dict[str, object] = {"text_wrap": True, "valign": "top"}
            if places is not None:
                form["num_format"] = "#,##0" + ("." + "0" * places if places else "")
            elif isinstance(cell, date):
                form["num_format"] = "d mmmm yyyy"
            if kind in (Kind.NUMBER, Kind.DATE):
                form["align"] = "right"
            self._made[key] = self._format(**form)
        return self._made[key]

    def _format(self, **form: object) -> Format:
        return self._book.add_format({**FONT, **form})


def _write_cover(book: Workbook, styles: _Styles, title: str, sentences: Sequence[str]) -> None:
    sheet = book.add_worksheet("Cover")
    sheet.set_column(0, 0, COVER_WIDTH)
    _put_text(sheet, 0, 0, title, styles.title)
    for row, sentence in enumerate(sentences, start=1):
        _put_text(sheet, row, 0, sentence, styles.paragraph)


def _write_sheet(book: Workbook, styles: _Styles, table: DataTable, subject: str) -> None:
    """Title, what a row is and the codes used, a row each; then the table, to the end."""
    sheet = book.add_worksheet(table.sheet)
    above = _above(table, subject)
    for row, sentence in enumerate(above):
        _put_text(sheet, row, 0, sentence, styles.sentence if row else styles.title)
    first, last = len(above), len(above) + len(table.rows)
    options = {
        "name": table.name, "autofilter": False, "banded_rows": False, "style": None,
        "title": above[0], "description": table.about,
        "columns": [{"header": c.title, "header_format": styles.header} for c in table.columns],
    }  # fmt: skip
    sheet.add_table(first, 0, last, len(table.columns) - 1, options)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    for row, cells in enumerate(table.rows, start=first + 1):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _put(sheet, row, place, cell, styles.of(cell, column.kind))
        if table.name == "contents":
            sheet.write_url(row, 0, f"internal:'{cells[0]}'!A1", styles.link, cells[0])
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first)


def _above(table: DataTable, subject: str) -> list[str]:
    made_up = " (illustrative figures)" if table.is_illustrative else ""
    keys = [f"{code} means: {CODE_MEANING[code]}." for code in table.codes()]
    title = f"{subject}: {table.name}{made_up}"
    return [title, "This sheet holds one table.", table.about, *keys]


def _put(sheet: Worksheet, row: int, place: int, cell: Cell, style: Format) -> None:
    if isinstance(cell, Number):
        sheet.write_number(row, place, float(cell.value), style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), style)
    else:
        _put_text(sheet, row, place, cell, style)


def _put_text(sheet: Worksheet, row: int, place: int, text: str, style: Format) -> None:
    held = NOT_XML.sub("\ufffd", LINE_END.sub("\n", text))
    if sheet.write_string(row, place, held, style):
        raise DataError(
            f"workbook: a text of {len(text):,} characters cannot stand in a cell, which holds "
            f"32,767 at most; shorten it: {text[:60]}…"
        )


def _settled(content: bytes) -> bytes:
    """The file with its language, which XlsxWriter cannot name, and nothing of this machine."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(out, "w") as settled,
    ):
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                tag = f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>".encode()
                part = part.replace(b"</cp:coreProperties>", tag)
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system, entry.compress_type = UNIX, zipfile.ZIP_DEFLATED
            settled.writestr(entry, part)
    return out.getvalue()
