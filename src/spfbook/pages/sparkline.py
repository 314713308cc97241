"""Sparklines: the history of one series, small enough for a row of a table."""

from __future__ import annotations

import io
from collections.abc import Sequence

import matplotlib
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from spfbook.pages.charts import OWN, STYLE, Point, register_fonts, runs
from spfbook.pages.target_line import draw_target
from spfbook.rules.target_course import Stretch

SIZE = (1.1, 0.3)
"""Inches: a line of text high, a narrow column wide."""


def draw_sparkline(points: Sequence[Point], course: Sequence[Stretch]) -> str:
    """The points as a line with the last one marked, and the target dashed where it held; SVG."""
    register_fonts()
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=SIZE, layout=None)
        axes = figure.add_axes((0.02, 0.08, 0.94, 0.84))
        axes.set_axis_off()
        for run in runs(points):
            axes.plot(
                [date2num(p.at) for p in run], [float(p.value) for p in run],
                color=OWN, linewidth=1.5, marker="o" if len(run) == 1 else None, markersize=2,
            )  # fmt: skip
        last = points[-1]
        axes.plot(
            date2num(last.at), float(last.value), "o", color=OWN, markersize=4,
            markerfacecolor="white" if last.is_open else OWN,
        )  # fmt: skip
        draw_target(axes, course, 1)
        axes.margins(x=0.04, y=0.15)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()
