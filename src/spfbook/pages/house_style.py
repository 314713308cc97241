"""The look of every picture: the same on each machine, whatever its matplotlib is set to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import matplotlib
from matplotlib.font_manager import fontManager

from spfbook.paths import FONTS

TEXT = "#3D3D3D"
FONT_SIZE = 10
"""Points: 9 pixels on the narrowest phone."""
STYLE = {
    "svg.fonttype": "path",
    "svg.hashsalt": "spfbook",
    "font.family": "sans-serif",
    "font.sans-serif": ["Source Sans Pro", "DejaVu Sans"],
    "font.size": FONT_SIZE,
    "text.color": TEXT,
    "axes.edgecolor": "#888888",
    "axes.labelcolor": TEXT,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
    "path.simplify": True,
}

NOT_OF_STYLE = ("backend", "backend_fallback", "interactive", "toolbar")
"""How pictures are shown on a screen, which is not ours."""


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style: what a `matplotlibrc` or the notebook has set counts neither."""
    _register_fonts()
    with matplotlib.rc_context():
        # Checked once, not for each picture: it would take a millisecond and more.
        dict.update(matplotlib.rcParams, _settings())
        yield


@cache
def _settings() -> dict[str, object]:
    usual = {
        name: value
        for name, value in matplotlib.rcParamsDefault.items()
        if name not in NOT_OF_STYLE
    }
    return {**usual, **matplotlib.RcParams(STYLE)}


@cache
def _register_fonts() -> None:
    """The house font, so that charts look the same on every machine."""
    for path in sorted(FONTS.glob("*.ttf")):
        fontManager.addfont(path)
