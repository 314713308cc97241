"""The files of data that a page offers, and the Markdown that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spfbook import attachments
from spfbook.pages import formats
from spfbook.pages.data_csv import as_csv
from spfbook.pages.data_deliverables import deliverables
from spfbook.pages.data_figures import figures
from spfbook.pages.data_status import statuses
from spfbook.pages.data_table import Code, DataTable, Scope
from spfbook.pages.data_workbook import Cover, as_workbook
from spfbook.pages.markdown import Block, table, text
from spfbook.pages.scorecard import ILLUSTRATIVE


@dataclass(frozen=True)
class DataFile:
    """A file to download, whole."""

    name: str
    """`schools-figures.csv`."""
    title: str
    """`Good schools for every child: figures`."""
    content: bytes
    tables: tuple[DataTable, ...]
    """What it holds: one table of a CSV file, several of a workbook."""

    @property
    def form(self) -> str:
        return self.name.rpartition(".")[2].upper()

    @property
    def size(self) -> str:
        """Type and size, as a link must say them: `CSV, 12 kB`."""
        return f"{self.form}, {formats.file_size(len(self.content))}"

    @property
    def rows(self) -> int:
        return sum(len(table.rows) for table in self.tables)

    @property
    def is_illustrative(self) -> bool:
        return any(table.is_illustrative for table in self.tables)


@dataclass(frozen=True)
class Download:
    """A piece of a page and the files it links to; whoever runs the notebook writes them."""

    # Not in its repr: a notebook would keep all of it twice.
    source: str = field(repr=False)
    files: tuple[DataFile, ...] = field(repr=False)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        packed = attachments.pack({file.name: file.content for file in self.files})
        return {"text/markdown": self.source, attachments.MIME_TYPE: packed}


def files_of(scope: Scope, *more: str) -> tuple[DataFile, ...]:
    """A CSV file for each table of the scope that has rows, and one workbook of them all.

    `more`: sentences for the cover of the workbook.
    """
    tables = [made for made in (figures(scope), statuses(scope), deliverables(scope)) if made.rows]
    if not tables:
        return ()
    book = as_workbook(_cover(scope, tables, more), tables)
    title = f"{scope.title}: {formats.joined([made.name for made in tables])}"
    return (
        *(csv_file(scope, made) for made in tables),
        DataFile(f"{scope.name}.xlsx", title, book, tuple(tables)),
    )


def csv_file(scope: Scope, made: DataTable) -> DataFile:
    name, title = f"{scope.name}-{made.name}.csv", f"{scope.title}: {made.name}"
    return DataFile(name, title, as_csv(made), (made,))


def files_table(caption: str, files: Sequence[DataFile], folder: str) -> Block:
    """A row for each file; `folder` is the way to them from the page (`../downloads`)."""
    rows = [
        [
            file_link(file.title, file, folder),
            text(file.name),
            formats.number_of(file.rows) if file.tables else text(Code.NOT_APPLICABLE),
        ]
        for file in files
    ]
    made_up = any(file.is_illustrative for file in files)
    mark = f" ({ILLUSTRATIVE.lower()} figures)" if made_up else ""
    header = ("Data", "File", "Rows")
    return table(f"{text(caption)}{mark}", header, rows, widths=(56, 34, 10))


def file_link(words: str, file: DataFile, folder: str) -> str:
    """A link to a file beside the pages; Jupyter Book is told to leave it as it stands."""
    said = text(f"{words} ({file.size})")
    return f"[{said}]({folder}/{file.name}){{.download .external}}"


def _cover(scope: Scope, tables: Sequence[DataTable], more: Sequence[str]) -> Cover:
    framework, period = scope.view.framework, scope.view.period
    sentences = [
        f"{framework.file.plan.title}, {framework.council.name}.",
        f"Report for {period.label}. Figures known by {formats.day(scope.view.as_at)}.",
        *more,
        "Codes in square brackets stand in the place of a value, or beside it: the sheet Codes "
        "says what each means.",
        "Figures are held as they were published; cells show them with the decimal places of "
        "the report.",
        *_licences(tables),
    ]
    if any(made.is_illustrative for made in tables):
        sentences.append(
            "Some figures were made up to show how the report works: the column Illustrative "
            "says which."
        )
    return Cover(scope.title, tuple(sentences), framework.council.name, scope.view.as_at)


def _licences(tables: Sequence[DataTable]) -> list[str]:
    found: dict[str, None] = {}
    for made in tables:
        names = [column.name for column in made.columns]
        if "licence" in names:
            place = names.index("licence")
            found |= dict.fromkeys(str(row[place]) for row in made.rows)
    if not found:
        return []
    return [f"Licence of the figures: {formats.joined(list(found))}. Each row names its source."]
