"""The strip of statuses: how many indicators were on, near and off target, edition by edition."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from spfbook.pages import formats, words
from spfbook.pages.editions import Editions
from spfbook.pages.house_style import STYLE, house_style
from spfbook.pages.markdown import Block, Chart, figure, paragraph, table, text
from spfbook.pages.scorecard import made_up_mark
from spfbook.rules.status import RATED, Status

ORDER = (Status.RED, Status.AMBER, Status.GREEN)
"""From the left: what is off target begins at the same line in every edition."""
COLOURS = {
    Status.RED: ("#A6192E", "#A6192E", "white"),
    Status.AMBER: ("#FFF1D6", "#B35900", "#6B3500"),
    Status.GREEN: ("white", "#00703C", "#005A30"),
}
"""Fill, border, letters, as on the chips: red alone is solid, so that greyscale reads."""
WIDTH, ROW_HEIGHT = 3.7, 0.27
"""Inches: so narrow that the letters are still 9 pixels or more on a phone of 320."""
LABELS = 0.3
"""Of the width, for the editions' names."""
NARROWEST_WITH_SHAPE, NARROWEST_WITH_NUMBER = 0.17, 0.055
"""Of the longest row: a narrower block has room for its number alone, or not even for that."""
FEWEST, MOST = 2, 12
"""Editions: one alone is no strip, and of more than a dozen the newest are shown."""


@dataclass(frozen=True)
class Column:
    """One edition in the strip."""

    label: str
    counts: dict[Status, int]
    not_rated: int

    @property
    def rated(self) -> int:
        return sum(self.counts.values())


def columns_of(editions: Editions, indicators: Iterable[str]) -> list[Column]:
    """The counts of each of the newest editions, oldest first."""
    columns = [
        Column(
            period.short_label,
            {status: statuses.count(status) for status in ORDER},
            sum(not status.is_rated for status in statuses),
        )
        for period, statuses in zip(
            editions.periods, editions.statuses(indicators), strict=True
        )
    ]
    return columns[-MOST:]


def status_strip(
    editions: Editions, indicators: Sequence[str], title: str, name: str
) -> Chart | Block:
    """The counts as a picture; words where there is nothing to draw. `name` is that of the file."""
    columns = columns_of(editions, indicators)
    if len(columns) < FEWEST:
        return paragraph("This is the first edition of its kind: there is no history to draw.")
    if not any(column.rated for column in columns):
        return paragraph("No indicator could be rated in this edition or an earlier one.")
    mark = made_up_mark(editions.now.assessment(each) for each in indicators)
    caption = f"{title}: indicators on, near and off target in each edition{mark}"
    alt = f"Illustrative figures, made up. {_alt(columns)}" if mark else _alt(columns)
    place = figure(f"figures/{name}.svg", alt=alt, caption=caption, name=f"fig-{name}")
    return Chart(_draw(columns), place)


def strip_table(editions: Editions, indicators: Sequence[str], title: str) -> Block:
    """The same numbers as a table, a row an edition."""
    columns = columns_of(editions, indicators)
    if len(columns) < FEWEST or not any(column.rated for column in columns):
        return Block("")
    rows = [
        [
            text(column.label),
            *(formats.number_of(column.counts[status]) for status in reversed(ORDER)),
            formats.number_of(column.not_rated),
            formats.number_of(column.rated + column.not_rated),
        ]
        for column in columns
    ]
    names = [words.status_name(status) for status in reversed(ORDER)]
    mark = made_up_mark(editions.now.assessment(each) for each in indicators)
    caption = f"{text(title)}: indicators by status in each edition{mark}"
    header = ("Edition for", *names, "Not rated", "Indicators")
    note = paragraph(
        "Each edition is worked out again from what was known by its own day and from the target "
        "that held for its period."
    )
    return table(caption, header, rows, widths=(25, 15, 15, 15, 15, 15)) + note


def _draw(columns: Sequence[Column]) -> str:
    longest = max(column.rated for column in columns)
    with house_style():
        picture = Figure(figsize=(WIDTH, ROW_HEIGHT * len(columns)))
        axes = picture.add_axes((LABELS, 0, 1 - LABELS, 1))
        for place, column in enumerate(columns):
            _row(axes, place, column, longest)
        axes.set_ylim(len(columns) - 0.5, -0.5)
        axes.set_xlim(0, longest * 1.27)
        axes.set_axis_off()
        out = io.StringIO()
        picture.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def _row(axes: Axes, place: int, column: Column, longest: int) -> None:
    """The edition's name, a block for each status, and how many are rated in all."""
    fonts = {"va": "center_baseline", "fontsize": 9, "fontfamily": STYLE["font.sans-serif"]}
    axes.text(-longest * 0.03, place, column.label, ha="right", **fonts)
    start = 0
    for status in ORDER:
        number = column.counts[status]
        if not number:
            continue
        fill, border, letters = COLOURS[status]
        axes.barh(place, number, 0.78, left=start, color=fill, edgecolor=border, linewidth=1.2)
        if number >= NARROWEST_WITH_NUMBER * longest:
            with_shape = number >= NARROWEST_WITH_SHAPE * longest
            shown = f"{words.SHAPES[status]} {number:,}" if with_shape else f"{number:,}"
            axes.text(start + number / 2, place, shown, color=letters, ha="center", **fonts)
        start += number
    axes.text(start + longest * 0.03, place, f"{column.rated:,} rated", **fonts)


def _alt(columns: Sequence[Column]) -> str:
    said = [f"Stacked bars for {formats.counted(len(columns), 'edition')}."]
    first, last = columns[0], columns[-1]
    for status in RATED:
        name = words.STATUS_WORDS[status]
        was, now = first.counts[status], last.counts[status]
        said.append(f"{name}: {was:,} in {first.label}, {now:,} in {last.label}.")
    return " ".join(said)
