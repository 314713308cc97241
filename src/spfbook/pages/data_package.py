"""A description of the CSV files for programs: Frictionless Data's `datapackage.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from spfbook.framework.edition import Edition
from spfbook.pages.data_files import DataFile
from spfbook.pages.data_table import ABSENT, Column, Kind
from spfbook.pages.view import View

NAME = "datapackage.json"


def data_package(view: View, edition: Edition, files: Sequence[DataFile]) -> DataFile:
    """The CSV files of the whole edition, of which those of themes are cuts: columns, types, codes
    for what is missing, and a hash each."""
    found = {
        "profile": "tabular-data-package",
        "name": edition.id,
        "title": f"{view.framework.file.plan.title}: {edition.title}",
        "created": f"{view.as_at.isoformat()}T00:00:00Z",
        "sources": _sources(view),
        "resources": [_resource(file) for file in files if file.form == "CSV"],
    }
    content = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    title = "What each CSV file and column holds, for programs"
    return DataFile(NAME, title, content.encode("utf-8"), ())


def _sources(view: View) -> list[dict[str, str]]:
    return [
        {
            "title": f"{source.publisher}: {source.title}",
            **({"path": source.url} if source.url else {}),
        }
        for source in view.observations.sources()
    ]


def _resource(file: DataFile) -> dict[str, Any]:
    (table,) = file.tables
    return {
        "profile": "tabular-data-resource",
        "name": file.name.removesuffix(".csv"),
        "path": file.name,
        "title": file.title,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{hashlib.sha256(file.content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [str(code) for code in ABSENT],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name, "title": column.title, "description": column.about,
        "type": column.kind.value,
    }  # fmt: skip
    if column.kind is Kind.YES_NO:
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field
