"""The worked examples of the methods page: `book/examples/KIND.yml` → values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field

from spfbook.errors import DataError, Problem
from spfbook.framework.values import Value
from spfbook.paths import Layout
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import read_yaml

G = TypeVar("G", bound=Value)


class ExampleFile(Value, Generic[G]):
    """`book/examples/KIND.yml`: cases in groups, in the order in which the page shows them."""

    groups: Annotated[tuple[G, ...], Field(min_length=1)]


def read_examples(
    layout: Layout, kinds: Mapping[str, type[Value]]
) -> dict[str, tuple[Any, ...]]:
    """The groups of each kind, by its name; `kinds` says what a group of each is.

    Raises `DataError` with all that is wrong with all the files.
    """
    found: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = []
    for name, group in kinds.items():
        found[name], more = _read(layout, name, group)
        problems += more
    if problems:
        raise DataError(problems)
    return found


def _read(layout: Layout, name: str, group: type[G]) -> tuple[tuple[G, ...], list[Problem]]:
    path = layout.book / "examples" / f"{name}.yml"
    where = layout.shown(path)
    if not path.is_file():
        return (), [Problem(where, 0, "is missing; the methods page shows its examples")]
    found, lines, problems = read_yaml(path, where)
    if found is None:
        return (), problems
    file, more = validate(ExampleFile[group], found, lines)
    return (file.groups if file else ()), problems + more
