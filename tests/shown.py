"""What stands in the Markdown of a page: its tables, row by row, as a reader would see them."""

from __future__ import annotations

import re
from dataclasses import dataclass

CELL = re.compile(r"^(\* -|  -) ?(.*)$")


@dataclass(frozen=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def by_first(self) -> dict[str, dict[str, str]]:
        """Each row as a mapping, by its first cell."""
        return {row[0]: dict(zip(self.header, row, strict=True)) for row in self.rows}


def plain(source: str) -> str:
    """Markdown as the words a reader sees."""
    words = re.sub(r"\[((?:[^\[\]\\]|\\.)*)\](\{[^}]*\}|\(#[^)]*\))", r"\1", source)
    words = words.replace("**", "")
    return re.sub(r"\\(.)", r"\1", words)


def tables(source: str) -> list[Table]:
    """Every table of a piece of a page."""
    found = []
    for caption, body in re.findall(
        r"^::::\{list-table\} (.*?)$(.*?)^::::$", source, re.MULTILINE | re.DOTALL
    ):
        rows: list[list[str]] = []
        for line in body.splitlines():
            cell = CELL.match(line)
            if cell:
                rows += [[]] if cell[1] == "* -" else []
                rows[-1].append(plain(cell[2]))
        head, *others = map(tuple, rows)
        found.append(Table(plain(caption), head, tuple(others)))
    return found


def table(source: str) -> Table:
    (only,) = tables(source)
    return only


def number(words: str) -> int:
    return int(words.replace(",", ""))
