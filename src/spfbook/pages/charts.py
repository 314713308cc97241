"""Charts: a series with its target over time, baseline and comparators, as SVG.

One house style: the Government Analysis Function's palette, lines labelled directly, text
horizontal, few grid lines. Titles and captions are page text and never in the picture. The
same values give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from spfbook.framework.units import Unit
from spfbook.pages import formats
from spfbook.pages.chart_ticks import ticks_of
from spfbook.pages.house_style import house_style
from spfbook.pages.target_line import TARGET, TargetLine, draw_target, name_steps

# Analysis Function categorical palette and its greys; every one is 3:1 or more on white.
OWN = "#12436D"
COMPARATORS = ("#28A197", "#801650", "#6B6B6B")
BASELINE = "#6B6B6B"
GRID = "#DDDDDD"
BAND = "#EEF3F8"

SIZE = (4.3, 2.55)
"""Inches: beside its words on A4 portrait, and still legible on a screen 320 pixels wide."""
AXES = (0.11, 0.12, 0.645, 0.845)
"""Left, bottom, width and height of the plot, as shares of the picture."""
LABEL_CHARACTERS = 15
"""How many fit at the right; a longer name takes two lines."""
LABEL_GAP = 0.08
"""A line of a label, as a share of the axis' height."""

CEILING = 1.035
"""How far up labels may reach, as a share of the axis' height: the picture ends there."""


@dataclass(frozen=True)
class Point:
    at: date
    label: str
    value: Decimal
    is_open: bool = False
    """Provisional or estimated: drawn open."""
    starts_anew: bool = False
    """Not comparable with the points before: the line breaks before it."""


@dataclass(frozen=True)
class Line:
    name: str
    points: tuple[Point, ...]
    slot: int = 0
    """Of a comparator: which of its colours it has, so that a place has one colour throughout."""


@dataclass(frozen=True)
class Mark:
    """A value drawn right across: the baseline."""

    name: str
    """Empty where the target's name says it."""
    value: Decimal


@dataclass(frozen=True)
class Picture:
    """All that a chart of one series shows."""

    own: Line
    comparators: tuple[Line, ...]
    marks: tuple[Mark, ...]
    unit: Unit
    target: TargetLine | None = None
    is_illustrative: bool = False
    band: tuple[float, float] | None = None
    """The usual range, where the figures are steady enough to have one."""


def draw(picture: Picture) -> str:
    """The picture as SVG text, without a date and with stable ids."""
    with house_style():
        figure = Figure(figsize=SIZE, layout=None)
        axes = figure.add_axes(AXES)
        labels = _lines(axes, picture)
        _marks(axes, picture, labels)
        if picture.target:
            draw_target(axes, picture.target.stretches, 1.4)
            name_steps(axes, picture.target)
            labels.append(_Label(picture.target.name, picture.target.middle, TARGET))
        if picture.band:
            axes.axhspan(*picture.band, color=BAND, linewidth=0, zorder=0)
            labels.append(_Label("Usual range", sum(picture.band) / 2, BASELINE))
        _frame(axes, picture)
        _labels(axes, labels)
        if picture.is_illustrative:
            _watermark(axes)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


@dataclass(frozen=True)
class _Label:
    text: str
    at: float
    colour: str
    bold: bool = False


def _lines(axes: Axes, picture: Picture) -> list[_Label]:
    labels = []
    for line in picture.comparators:
        colour = COMPARATORS[line.slot]
        _plot(axes, line, colour, width=1.2, size=2.5)
        labels.append(_Label(line.name, float(line.points[-1].value), colour))
    _plot(axes, picture.own, OWN, width=2.2, size=5)
    labels.append(_Label(picture.own.name, float(picture.own.points[-1].value), OWN, bold=True))
    return labels


def _plot(axes: Axes, line: Line, colour: str, *, width: float, size: float) -> None:
    for run in runs(line.points):
        x = [date2num(p.at) for p in run]
        axes.plot(x, [float(p.value) for p in run], color=colour, linewidth=width, zorder=3)
    for is_open, fill in ((False, colour), (True, "white")):
        dots = [p for p in line.points if p.is_open is is_open]
        if dots:
            axes.plot(
                [date2num(p.at) for p in dots], [float(p.value) for p in dots], "o",
                color=colour, markersize=size, markerfacecolor=fill, zorder=4,
            )  # fmt: skip


def runs(points: Sequence[Point]) -> list[list[Point]]:
    """The points in stretches that may be joined by a line."""
    runs: list[list[Point]] = []
    for point in points:
        if not runs or point.starts_anew:
            runs.append([])
        runs[-1].append(point)
    return runs


def _marks(axes: Axes, picture: Picture, labels: list[_Label]) -> None:
    for mark in picture.marks:
        axes.axhline(
            float(mark.value), color=BASELINE, linewidth=1.4, linestyle=(0, (1, 2)), zorder=2
        )
        if mark.name:
            labels.append(_Label(mark.name, float(mark.value), BASELINE))


def _frame(axes: Axes, picture: Picture) -> None:
    target = picture.target
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10]))
    axes.margins(x=0.04, y=0.15)
    low, high = axes.get_ylim()
    known = (picture.own, *picture.comparators)
    lowest = min(float(p.value) for line in known for p in line.points)
    if target:
        lowest = min(lowest, *(float(v) for each in target.stretches for v in each.values))
    if lowest >= 0 and (low < 0 or lowest < 0.35 * high):
        axes.set_ylim(0, high)
    low, high = axes.get_ylim()
    if picture.unit is Unit.PERCENT and high > 100:
        axes.set_ylim(low, 100 + (100 - low) * 0.03)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: _tick(v, axes, picture.unit)))
    ends = [(date2num(target.end), target.until)] if target and target.until else []
    named = ticks_of([(date2num(p.at), p.label) for p in picture.own.points], ends, axes.get_xlim())
    axes.set_xticks([at for at, _ in named], [name for _, name in named])


def _tick(value: float, axes: Axes, unit: Unit) -> str:
    step = float(axes.get_yticks()[1] - axes.get_yticks()[0])
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    shown = unit if unit in (Unit.PERCENT, Unit.GBP) else Unit.SCORE
    return formats.quantity(Decimal(str(value)), shown, decimals)


def _labels(axes: Axes, labels: Sequence[_Label]) -> None:
    """Names at the right of the chart, moved apart where they would touch."""
    low, high = axes.get_ylim()
    wanted = sorted(labels, key=lambda label: label.at)
    names = ["\n".join(wrap(label.text, LABEL_CHARACTERS)) for label in wanted]
    heights = [LABEL_GAP * (1 + name.count("\n")) for name in names]
    places = _apart([(label.at - low) / (high - low) for label in wanted], heights)
    for label, name, place in zip(wanted, names, places, strict=True):
        axes.annotate(
            name, (1.02, place), xycoords="axes fraction", color=label.colour, linespacing=1.0,
            va="center", weight="bold" if label.bold else "normal", annotation_clip=False,
        )  # fmt: skip


def _apart(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """`places` (rising shares of the height, the middles of labels of these `heights`) moved so
    that no label touches another and all are inside the chart."""
    moved: list[float] = []
    floor = 0.0
    for place, height in zip(places, heights, strict=True):
        moved.append(max(place, floor + height / 2 if moved else floor))
        floor = moved[-1] + height / 2
    ceiling = CEILING
    for position in range(len(moved) - 1, -1, -1):
        half = heights[position] / 2
        moved[position] = min(moved[position], ceiling - half)
        ceiling = moved[position] - half
    return moved


def _watermark(axes: Axes) -> None:
    axes.text(
        0.5, 0.5, "ILLUSTRATIVE", transform=axes.transAxes, ha="center", va="center",
        fontsize=30, color="#BBBBBB", alpha=0.55, rotation=12, zorder=1,
    )  # fmt: skip
