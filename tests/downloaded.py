"""Downloaded files of data, read back as a stranger would: `csv` and openpyxl, nothing of ours."""

from __future__ import annotations

import csv
import io
import re
import zipfile

from openpyxl import Workbook, load_workbook

from spfbook.pages.data_files import DataFile

CODE = re.compile(r"(\[[a-z]+\])+")


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Each row of a CSV file as a mapping."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def workbook_of(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def everything_in(file: DataFile) -> str:
    """All the text of a file, that of each part of a workbook too."""
    if file.form != "XLSX":
        return file.content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        return "\n".join(parts.read(name).decode("utf-8") for name in parts.namelist())


def by_suffix(files: tuple[DataFile, ...], suffix: str) -> DataFile:
    (found,) = [file for file in files if file.name.endswith(suffix)]
    return found
