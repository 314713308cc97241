"""Tables about tables of data: what a workbook holds, its codes and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.pages import formats
from spfbook.pages.data_table import ABSENT, CODE_MEANING, Column, DataTable, Kind, Number


def contents(tables: Sequence[DataTable]) -> DataTable:
    """A row for each sheet that comes after."""
    columns = (
        Column("sheet", "Sheet", "Its name.", width=24),
        Column("holds", "What it holds", "In a sentence.", width=90),
        Column("rows", "Rows", "Without the header.", Kind.NUMBER, 12),
    )
    rows = [(t.sheet, t.about, Number(Decimal(len(t.rows)), 0)) for t in tables]
    about = "Each row is one of the sheets after this one."
    return DataTable("contents", about, columns, tuple(rows))


def codes() -> DataTable:
    columns = (
        Column("code", "Code", "As it stands in a cell.", width=24),
        Column("meaning", "Meaning", "In words.", width=70),
        Column("stands", "Where it stands", "In the place of a value or beside it.", width=40),
    )
    rows = [
        (
            str(code),
            formats.sentence(meaning),
            "In the place of a value" if code in ABSENT else "In the column Marks",
        )
        for code, meaning in CODE_MEANING.items()
    ]
    return DataTable("codes", "Each row is a code and what it means.", columns, tuple(rows))


def columns(tables: Sequence[DataTable]) -> DataTable:
    """A row for each column of `tables`."""
    headings = (
        Column("sheet", "Sheet", "Where it stands.", width=24),
        Column("column", "Column", "Its heading.", width=28),
        Column("name", "Name in CSV", "Its name in the CSV files.", width=28),
        Column("holds", "What it holds", "In a sentence.", width=70),
    )
    rows = [(t.sheet, c.title, c.name, c.about) for t in tables for c in t.columns]
    about = "Each row is a column of one of the tables."
    return DataTable("columns", about, headings, tuple(rows))
