"""Which characters the PDF's fonts can draw, how wide, and what stands in for the others.

A character without a shape would print as an empty box and say nothing to a screen reader, so
it is written out by its Unicode name: `[thumbs up sign]`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Set
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from spfbook.paths import FONTS

FAMILY = "Source Sans Pro"
FALLBACK = "DejaVu Sans"
PLAIN = re.compile(r"[\n\t\x20-\x7e\xa0-\xff–—‘’“”•…€−≤≥▲■▼◆△→↑↓←✓\u200b]*")
"""Drawn by every style of Source Sans Pro; spares reading the fonts for an ordinary book."""


def fallback_fonts() -> Path:
    """Matplotlib's own folder of fonts, which holds DejaVu Sans; matplotlib is not imported."""
    spec = find_spec("matplotlib")
    origin = spec.origin if spec else None
    assert origin, "matplotlib is a dependency: it draws the charts"
    return Path(origin).parent / "mpl-data" / "fonts" / "ttf"


def drawable() -> Set[int]:
    """Code points that the text font or its fallback has a shape for."""
    from fontTools.ttLib import TTFont

    files = (FONTS / "SourceSansPro-Regular.ttf", fallback_fonts() / "DejaVuSans.ttf")
    return {point for file in files for point in TTFont(file, lazy=True).getBestCmap()}


@cache
def advances(style: str) -> Mapping[str, float]:
    """The width of each character of the text font in ems; `style` is Regular or Bold."""
    from fontTools.ttLib import TTFont

    font = TTFont(FONTS / f"SourceSansPro-{style}.ttf", lazy=True)
    widths, em = font["hmtx"], font["head"].unitsPerEm
    return {chr(point): widths[name][0] / em for point, name in font.getBestCmap().items()}


def spell_out(text: str) -> str:
    """`text` with each character that no font can draw replaced by its name in brackets."""
    if PLAIN.fullmatch(text):
        return text
    points = drawable()
    strange = {char for char in set(text) if _is_strange(char, points)}
    return text.translate({ord(char): _stand_in(char) for char in strange})


def _is_strange(char: str, points: Set[int]) -> bool:
    """No shape, a choice between shapes, or a mark that turns round all that follows."""
    chooses = "\ufe00" <= char <= "\ufe0f"
    turns = unicodedata.bidirectional(char) in ("LRO", "RLO")
    return chooses or turns or (ord(char) not in points and not PLAIN.fullmatch(char))


def _stand_in(char: str) -> str:
    """Nothing for what has no shape anywhere (joiners, direction marks, control characters)."""
    if unicodedata.category(char) in ("Cf", "Cc", "Mn", "Me"):
        return ""
    if char.isspace():
        return " "
    return f"[{unicodedata.name(char, f'character {ord(char):X}').lower()}]"
