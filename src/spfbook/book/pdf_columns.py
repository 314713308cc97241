"""How the columns of a table share the line: the widths that give it the fewest lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

LETTER = 0.4
"""Ems; lengths are counted in letters of this width, about that of small letters."""
LINE = 147
"""Letters that fit across the template's page at its size of tables."""
PADDING = 2.5
"""Letters' worth of space that each column loses to its own margins."""
RAGGED = 2.5
"""Letters that a line loses at its end on average, because words are not cut."""
TALLEST_COUNTS = 4
"""Lines of a cell are counted to this power, because the tallest cell of a row sets its height."""

Cells = Sequence[tuple[int, int]]
"""Of each cell of a column: its letters, and those of its longest word."""


def share_line(columns: Sequence[Cells], line: int = LINE) -> list[float]:
    """Percentages of the page for columns, so that the table is as low as can be.

    No column is narrower than its longest word; what no column needs goes to all alike. Empty
    when no cell needs a second line.
    """
    room = line - PADDING * len(columns)
    if sum(max(letters for letters, _ in column) for column in columns) <= room:
        return []
    words = [max(word for _, word in column) for column in columns]
    widths = _lowest(columns, words, int(room)) if sum(words) < room else words
    spare = max(0, room - sum(widths)) / len(widths)
    total = max(line, sum(widths) + PADDING * len(columns))
    return [100 * (width + spare + PADDING) / total for width in widths]


def lines(letters: Sequence[int] | np.ndarray, width: np.ndarray | float) -> np.ndarray:
    """How many lines texts of so many letters take in a column of this width."""
    letters = np.asarray(letters)
    wrapped = np.ceil(letters / np.maximum(1.0, np.asarray(width) - RAGGED))
    return np.where(letters <= width, 1, np.maximum(2, wrapped))


def _lowest(columns: Sequence[Cells], words: Sequence[int], room: int) -> list[int]:
    """The widths, `room` letters at most, of the lowest table: column by column, the best that
    can be had for each number of letters so far."""
    sizes = np.arange(room + 1)
    left = sizes[:, None] - sizes[None, :]  # what the columns before have, by (so far, own width)
    best, chosen = np.zeros(room + 1), []
    for column, word in zip(columns, words, strict=True):
        letters = np.array([letters for letters, _ in column])
        own = (lines(letters[None, :], sizes[:, None]) ** TALLEST_COUNTS).sum(axis=1)
        own[sizes < word] = np.inf
        costs = np.where(left >= 0, best[left] + own[None, :], np.inf)
        chosen.append(costs.argmin(axis=1))
        best = costs.min(axis=1)
    so_far = int(best.argmin())
    widths: list[int] = []
    for choice in reversed(chosen):
        widths.append(int(choice[so_far]))
        so_far -= widths[-1]
    return widths[::-1]
