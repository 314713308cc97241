"""The published simulations are those of benchmarks/simulate.py, which still runs."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import nbformat
import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENT = REPOSITORY / "docs" / "simulations.md"


def test_the_document_has_the_tables_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headings, columns and rows; the numbers take minutes, and are not made again here."""
    path = REPOSITORY / "benchmarks" / "simulate.py"
    monkeypatch.syspath_prepend(path.parent)  # what it draws is in the module beside it
    spec = importlib.util.spec_from_file_location("simulate", path)
    assert spec is not None and spec.loader is not None
    simulate = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, simulate)  # its dataclasses look there
    spec.loader.exec_module(simulate)
    simulate.main(["--simulations", "3", "--reports", "1"])
    printed = capsys.readouterr().out.splitlines()
    written = DOCUMENT.read_text(encoding="utf-8")
    start = written.index("### Yearly figures without counts")
    kept = written[start:].splitlines()
    assert [_shape(line) for line in printed if line] == [_shape(line) for line in kept if line]


def test_the_methods_page_quotes_the_document() -> None:
    """Every percentage of its section stands in what the document says the tables show, and each
    of those, with a decimal, in a table."""
    page = nbformat.read(REPOSITORY / "book" / "methods.ipynb", as_version=4)
    (section,) = [c.source for c in page.cells if c.source.startswith("## How often the tests")]
    _, shown = DOCUMENT.read_text(encoding="utf-8").split("## What they show")
    shown, tables = shown.split("## The tables")
    quoted = set(re.findall(r"\d+\.\d+(?=%)", section))
    assert len(quoted) > 15
    assert quoted <= set(re.findall(r"\d+\.\d+(?=%)", shown))
    said = set(re.findall(r"\d+\.\d+(?=%)", shown.split("Where the earlier study")[0]))
    assert said <= set(re.findall(r"\d+\.\d+", tables))


def _shape(line: str) -> object:
    """A row of numbers by its first two cells and its length, any other line as it is."""
    cells = line.strip("| ").split(" | ")
    return (*cells[:2], line.count("|")) if cells[0][:1].isdigit() else line
