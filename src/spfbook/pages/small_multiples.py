"""Small multiples: the short series of a theme side by side, in place of a chart for each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from spfbook.pages import charts, formats, words
from spfbook.pages.chart_text import history_text
from spfbook.pages.charts import COMPARATORS, GRID, OWN, Picture, Point
from spfbook.pages.house_style import FONT_SIZE, house_style
from spfbook.pages.indicator_chart import comparable_areas, course_of, picture_of, recent
from spfbook.pages.markdown import Chart, figure
from spfbook.pages.target_line import draw_target
from spfbook.pages.view import View
from spfbook.rules.part import Part

SHORT = range(3, 5)
"""How many figures a short series has: two have no shape, five have one of their own."""
FEWEST_PANELS = 4
COLUMNS = 2
PANEL_HEIGHT = 1.55
"""Inches, its name included."""
NAME_CHARACTERS = 30


def short_parts(view: View, parts: Sequence[Part]) -> list[Part]:
    """Those of `parts` that are drawn side by side: none where there are only a few."""
    found = [part for part in parts if len(recent(view, part.values)) in SHORT]
    return found if len(found) >= FEWEST_PANELS else []


def small_multiples(view: View, parts: Sequence[Part], name: str, theme: str) -> Chart:
    """A small chart for each of `parts`, all in one picture called `name`."""
    rows = -(-len(parts) // COLUMNS)
    with house_style():
        drawn = Figure(figsize=(charts.SIZE[0], PANEL_HEIGHT * rows), layout=None)
        for number, part in enumerate(parts):
            row, column = divmod(number, COLUMNS)
            axes = drawn.add_axes(
                (0.085 + 0.5 * column, 1 - (row + 0.84) / rows, 0.31, 0.5 / rows)
            )
            last = recent(view, part.values)[-1]
            _panel(axes, picture_of(view, part), _label(part), words.value_of(last, part))
        out = io.StringIO()
        drawn.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    is_made_up = any(part.is_illustrative for part in parts)
    said = [_said(view, part) for part in parts]
    alt = f"{formats.counted(len(parts), 'small line chart')}. {' '.join(said)}"
    caption = f"{theme}, {view.framework.home.name}: series of three or four figures"
    if is_made_up:
        alt = f"Illustrative figures, made up. {alt}"
        caption = f"Illustrative, made-up figures. {caption}"
    key = _key(view, parts)
    place = figure(f"figures/{name}.svg", alt=alt, caption=f"{caption}. {key}", name=f"fig-{name}")
    return Chart(out.getvalue(), place)


def _said(view: View, part: Part) -> str:
    shown = recent(view, part.values)
    return f"{_label(part)}: {history_text(part, shown, course_of(view, part))}."


def _label(part: Part) -> str:
    name = part.indicator.name + (f": {part.component.text}" if part.component else "")
    return f"{name} (illustrative)" if part.is_illustrative else name


def _key(view: View, parts: Sequence[Part]) -> str:
    areas = {area.name: None for part in parts for area in comparable_areas(view, part)
             if part.of_area(area.id, view.period)}  # fmt: skip
    said = f"The thick line is {view.framework.home.name}"
    if areas:
        said += f"; thin lines are {formats.joined(list(areas))}, in the colours of other charts"
    return f"{said}; a dashed line is the target, from when it was set."


def _panel(axes: Axes, picture: Picture, label: str, shown: str) -> None:
    """`shown` is the latest value as the page writes it."""
    for line in picture.comparators:
        _line(axes, line.points, COMPARATORS[line.slot], 1.0, 2)
    _line(axes, picture.own.points, OWN, 2.0, 4)
    if picture.target:
        draw_target(axes, picture.target.stretches, 1.2)
    lines = wrap(label, NAME_CHARACTERS, max_lines=2, placeholder=" …")
    axes.set_title(
        "\n".join(lines), loc="left", x=-0.22, fontsize=FONT_SIZE, weight="bold", pad=5
    )
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.grid(axis="y", color=GRID, linewidth=0.7)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 5, 10]))
    axes.margins(x=0.08, y=0.2)
    first, last = picture.own.points[0], picture.own.points[-1]
    axes.set_xticks([date2num(p.at) for p in (first, last)], [first.label, last.label])
    axes.annotate(
        shown.split(" per ")[0], (1.04, float(last.value)),
        xycoords=("axes fraction", "data"), color=OWN, weight="bold", va="center",
        annotation_clip=False,
    )  # fmt: skip


def _line(axes: Axes, points: Sequence[Point], colour: str, width: float, size: float) -> None:
    for run in charts.runs(points):
        axes.plot(
            [date2num(p.at) for p in run], [float(p.value) for p in run], "-o", color=colour,
            linewidth=width, markersize=size, zorder=3,
        )  # fmt: skip
