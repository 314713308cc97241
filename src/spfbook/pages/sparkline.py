"""Sparklines: the history of one series, small enough for a row of a table.

Drawn onto the figure itself: axes, which show nothing here, would take most of the time.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spfbook.pages.charts import OWN, Point, runs
from spfbook.pages.house_style import house_style
from spfbook.pages.target_line import strokes_of
from spfbook.rules.target_course import Stretch

SIZE = (1.1, 0.3)
"""Inches: a line of text high, a narrow column wide."""
BOX = (0.055, 0.925, 0.18, 0.82)
"""Left, right, lowest and highest point of all lines, as shares of the picture."""
Place = tuple[date, Decimal]


def draw_sparkline(points: Sequence[Point], course: Sequence[Stretch]) -> str:
    """The points as a line with the last one marked, and the target dashed where it held; SVG."""
    strokes = list(strokes_of(course))
    own = [(p.at, p.value) for p in points]
    scale = _scale([*own, *chain.from_iterable((each.start, each.end) for each in strokes)])
    with house_style():
        figure = Figure(figsize=SIZE, layout=None)
        for each in strokes:
            scale.draw(figure, (each.start, each.end), **each.style(1))
        for run in runs(points):
            dot = {"marker": "o", "markersize": 2} if len(run) == 1 else {}
            scale.draw(figure, [(p.at, p.value) for p in run], color=OWN, linewidth=1.5, **dot)
        last = "white" if points[-1].is_open else OWN
        scale.draw(figure, own[-1:], color=OWN, marker="o", markersize=4, markerfacecolor=last)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


@dataclass(frozen=True)
class _Scale:
    """From days and values to shares of the picture."""

    first: float
    days: float
    lowest: float
    height: float

    def draw(self, figure: Figure, places: Iterable[Place], **style: Any) -> None:
        left, right, low, high = BOX
        at = list(places)
        x = [left + (right - left) * self._along(date2num(day)) for day, _ in at]
        y = [low + (high - low) * self._up(float(value)) for _, value in at]
        figure.add_artist(Line2D(x, y, **style))

    def _along(self, day: float) -> float:
        return (day - self.first) / self.days if self.days else 0.5

    def _up(self, value: float) -> float:
        return (value - self.lowest) / self.height if self.height else 0.5


def _scale(places: Sequence[Place]) -> _Scale:
    days = [date2num(day) for day, _ in places]
    values = [float(value) for _, value in places]
    return _Scale(min(days), max(days) - min(days), min(values), max(values) - min(values))
