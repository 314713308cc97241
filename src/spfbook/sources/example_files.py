"""The worked examples of the methods page: `book/examples/status.yml` → values."""

from __future__ import annotations

from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.examples import ExampleFile, ExampleGroup
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import read_yaml


def read_examples(path: Path, where: str) -> tuple[ExampleGroup, ...]:
    """The groups of examples in the file; raises `DataError` with all that is wrong with it."""
    if not path.is_file():
        raise DataError(Problem(where, 0, "is missing; the methods page shows its examples"))
    found, lines, problems = read_yaml(path, where)
    if found is None:
        raise DataError(problems)
    file, more = validate(ExampleFile, found, lines)
    if file is None or problems:
        raise DataError(problems + more)
    return file.groups
