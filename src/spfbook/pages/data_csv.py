"""Tables of data as CSV, as Excel on Windows and programs both open it."""

from __future__ import annotations

import csv
import io
from datetime import date

from spfbook.escape import spreadsheet_cell
from spfbook.pages.data_table import Cell, DataTable, Number

MARK = "\ufeff"
"""At the start of the file: without it, Excel on Windows reads £ and ’ as other letters."""


def as_csv(table: DataTable) -> bytes:
    """RFC 4180 in UTF-8 with its mark: a header row, commas, lines that end in CR LF.

    Numbers are written out in full with a full stop and a plain minus, days as 2022-03-31. A
    text that a spreadsheet could run as a formula begins with an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return (MARK + out.getvalue()).encode("utf-8")


def _text(cell: Cell) -> str:
    if isinstance(cell, Number):
        return f"{cell.value:f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return spreadsheet_cell(cell)
