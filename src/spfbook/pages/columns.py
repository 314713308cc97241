"""Columns of a table in the making: those that have nothing to say are left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FORECAST = "Year-end forecast"
NONE_GIVEN = "None given"

Row = list[str]


@dataclass(frozen=True)
class Columns:
    """A table in the making."""

    header: tuple[str, ...]
    rows: list[Row]
    widths: tuple[int, ...]

    def with_forecasts(self, cells: Sequence[str], *, at: int, width: int) -> Columns:
        """With a column of forecasts before the one at `at`; none where no cell says anything."""
        if not any(cells):
            return self
        rows = [
            [*row[:at], cell or NONE_GIVEN, *row[at:]]
            for row, cell in zip(self.rows, cells, strict=True)
        ]
        header = (*self.header[:at], FORECAST, *self.header[at:])
        return Columns(header, rows, (*self.widths[:at], width, *self.widths[at:]))

    def without(self, word: str) -> Columns:
        """Without the columns in which every row says just `word`; the first one stays."""
        kept = [n for n in range(len(self.header)) if not n or any(r[n] != word for r in self.rows)]
        return Columns(
            tuple(self.header[n] for n in kept),
            [[row[n] for n in kept] for row in self.rows],
            tuple(self.widths[n] for n in kept),
        )
