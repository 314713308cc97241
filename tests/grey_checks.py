"""How well a status stands out where a PDF is printed in grey, on pictures of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

SCALE = 6
"""Pixels for each point: an edge of 0.6 points is several pixels wide."""
EDGE_WITHIN = 3.5
"""Points above the words in which a chip's own edge lies."""
MARKS = "●▲■"
AROUND_MARK = 1
"""Points round a mark, which may fill its own box, to see what it stands on."""


@dataclass(frozen=True)
class Seen:
    """Contrasts of one chip, by WCAG's formula, between two greys."""

    words: float
    """Of the letters against what they stand on."""
    edge: float
    """Of the chip's edge, or its ground, against the paper."""
    mark: float | None
    """Of its shape against what it stands on, where it has one."""


def chips_in_grey(pdf: Path, statuses: Sequence[str]) -> dict[str, Seen]:
    """The chip of each status on the sheet that explains them all."""
    for sheet in pypdfium2.PdfDocument(pdf):
        text = sheet.get_textpage()
        if all(text.search(words, match_case=True).get_next() for words in statuses):
            picture = sheet.render(scale=SCALE, grayscale=True).to_numpy()
            picture = picture.reshape(picture.shape[0], picture.shape[1], -1)[:, :, 0]
            found = {words: _chip(text, picture, sheet.get_height(), words) for words in statuses}
            return {words: seen for words, seen in found.items() if seen}
    return {}


def _chip(text, picture: np.ndarray, height: float, words: str) -> Seen | None:
    """The place among all where the words stand that has an edge round it."""
    seen = []
    searcher = text.search(words, match_case=True)
    while place := searcher.get_next():
        start, count = place
        boxes = [text.get_charbox(n) for n in range(start, start + count)]
        box = (min(b[0] for b in boxes), min(b[1] for b in boxes),
               max(b[2] for b in boxes), max(b[3] for b in boxes))  # fmt: skip
        before = text.get_text_range(max(0, start - 2), min(2, start)).strip()
        has_mark = before != "" and before in MARKS
        mark = _ink(picture, height, _around(text.get_charbox(start - 2))) if has_mark else None
        seen.append(Seen(_ink(picture, height, box), _edge(picture, height, box), mark))
    return max(seen, key=lambda each: each.edge, default=None)


def _around(box: Sequence[float]) -> tuple[float, ...]:
    left, bottom, right, top = box
    return (left - AROUND_MARK, bottom - AROUND_MARK, right + AROUND_MARK, top + AROUND_MARK)


def _ink(picture: np.ndarray, height: float, box: Sequence[float]) -> float:
    """Between the commonest grey in the box and the one farthest from it that is no rare pixel."""
    greys = _part(picture, height, box).ravel()
    ground = int(np.bincount(greys, minlength=256).argmax())
    ends = np.percentile(greys, [2, 98])
    return max(contrast(ground, float(end)) for end in ends)


def _edge(picture: np.ndarray, height: float, box: Sequence[float]) -> float:
    """Of the strongest line above the words against white paper."""
    left, _, right, top = box
    rows = _part(picture, height, (left, top, right, top + EDGE_WITHIN))
    return contrast(255, float(np.median(rows, axis=1).min()))


def _part(picture: np.ndarray, height: float, box: Sequence[float]) -> np.ndarray:
    left, bottom, right, top = box
    rows = slice(round((height - top) * SCALE), round((height - bottom) * SCALE))
    return picture[rows, round(left * SCALE) : round(right * SCALE)]


def contrast(one: float, other: float) -> float:
    lights = sorted((_light(one), _light(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(grey: float) -> float:
    share = grey / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
