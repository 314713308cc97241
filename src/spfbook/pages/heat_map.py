"""The heat map of the summary: how many indicators of each theme have which status."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from spfbook.framework.framework import Theme
from spfbook.pages import formats
from spfbook.pages.house_style import house_style
from spfbook.pages.markdown import Chart, figure
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.view import View
from spfbook.rules.status import Status

COLUMNS = {
    "On target": (Status.GREEN,),
    "Near target": (Status.AMBER,),
    "Off target": (Status.RED,),
    "Target, not rated": (
        Status.AWAITED, Status.STALE, Status.NOT_DUE, Status.SUPPRESSED, Status.NOT_JUDGEABLE,
        Status.TO_BE_SET,
    ),
    "No target": (Status.NO_TARGET,),
}  # fmt: skip
WIDTH, NAMES = 4.0, 2.3
"""Inches, of the whole and of the themes' names: so narrow that the letters are still 9 pixels
high on a phone of 320."""
HEADS, ROW_HEIGHT = 0.45, 0.21
"""Inches for the columns' heads and for each theme."""
LETTERS = 9
"""Points."""
LONGEST_NAME = 40
"""Letters of a name on one line."""


def theme_counts(view: View, themes: Sequence[Theme]) -> pd.DataFrame:
    """A row a theme (its name), a column for each group of statuses: counts of indicators."""
    rows = {}
    for theme in themes:
        statuses = [assessment.status for assessment in view.assessments(theme)]
        rows[theme.name] = [sum(s in group for s in statuses) for group in COLUMNS.values()]
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))


def heat_map(view: View, themes: Sequence[Theme]) -> Chart:
    """The counts as a picture: the darker, the more indicators."""
    counts = theme_counts(view, themes)
    with house_style():
        height = HEADS + ROW_HEIGHT * len(counts)
        picture = Figure(figsize=(WIDTH, height))
        place = (NAMES / WIDTH, 0, 1 - NAMES / WIDTH, 1 - HEADS / height)
        axes = picture.add_axes(place)
        shown = counts.map(lambda n: str(n) if n else "")
        sns.heatmap(
            counts, ax=axes, cmap=sns.light_palette("#12436D", as_cmap=True), annot=shown,
            fmt="", annot_kws={"fontsize": LETTERS}, cbar=False, linewidths=1, linecolor="white",
            vmin=0,
        )  # fmt: skip
        axes.xaxis.tick_top()
        axes.tick_params(length=0, pad=2)
        heads = [name.replace(" ", "\n") for name in counts.columns]
        axes.set_xticklabels(heads, linespacing=1, fontsize=LETTERS)
        names = [textwrap.fill(name, LONGEST_NAME) for name in counts.index]
        axes.set_yticklabels(names, rotation=0, fontsize=LETTERS, linespacing=0.9)
        out = io.StringIO()
        picture.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    caption = "Indicators of each theme by status: the darker, the more; empty where there are none"
    mark = made_up_mark(a for theme in themes for a in view.assessments(theme))
    alt = f"Illustrative figures, made up. {_alt(counts)}" if mark else _alt(counts)
    place = figure("figures/themes.svg", alt=alt, caption=caption + mark, name="fig-themes")
    return Chart(out.getvalue(), place)


def _alt(counts: pd.DataFrame) -> str:
    said = [f"Heat map of {formats.counted(len(counts), 'theme')} by status."]
    for column in list(COLUMNS)[:3]:
        total = int(counts[column].sum())
        top = counts[column].max()
        most = counts.index[counts[column] == top]
        with_most = f", most in {most[0]} ({top})" if total and len(most) == 1 else ""
        said.append(f"{column}: {formats.counted(total, 'indicator')}{with_most}.")
    return " ".join(said)
