"""Scorecards: tables of indicators, a row each, with a row below for each component."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from spfbook.framework.framework import Row, Theme
from spfbook.pages import words
from spfbook.pages.columns import Columns
from spfbook.pages.commentary import forecast, forecast_of_whole
from spfbook.pages.indicator_chart import sparkline
from spfbook.pages.markdown import (
    Block,
    Illustrated,
    anchored,
    chip,
    inline_picture,
    link,
    table,
    text,
)
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.part import Part

HEADER = (
    "Indicator", "Status", "Latest figure", "Target", "Baseline", "On a year before", "History",
)  # fmt: skip
WIDTHS = (28, 12, 14, 13, 10, 12, 11)
ILLUSTRATIVE = "Illustrative"

SEE_PARTS = "See its parts"
NO_FIGURE = "No figure"
"""A column of nothing else is left out: the section below says that there is none."""

Entry = tuple[Row, Assessment]


def scorecard(view: View, theme: Theme) -> Illustrated:
    """The theme's indicators: one table for each sub-theme, in the document's order, each row
    with a small picture of its history."""
    blocks = []
    pictures: dict[str, str] = {}
    for sub_theme, group in groupby(view.rows(theme), key=lambda entry: entry[0].words.sub_theme):
        caption = f"{theme.name}: {sub_theme}" if sub_theme else theme.name
        blocks.append(_table(view, list(group), caption, pictures).source)
    return Illustrated("\n\n".join(blocks), pictures)


def _table(
    view: View, entries: Sequence[Entry], caption: str, pictures: dict[str, str]
) -> Block:
    """`pictures` is given what the rows show."""
    mark = made_up_mark([assessment for _, assessment in entries])
    rows = [cells for entry in entries for cells in _rows(view, *entry, pictures)]
    forecasts = [each for _, found in entries for each in _forecasts(view, found)]
    shown = Columns(HEADER, rows, WIDTHS).with_forecasts(forecasts, at=2, width=WIDTHS[1])
    shown = shown.without(NO_FIGURE)
    return table(
        f"{text(caption)}{mark}", shown.header, shown.rows, widths=shown.widths,
        class_="scorecard",
    )  # fmt: skip


def _forecasts(view: View, assessment: Assessment) -> list[str]:
    """What services expect at the year's end, for each of the rows of `_rows`."""
    whole = [forecast_of_whole(assessment, view.commentary)]
    if _is_one_row(assessment):
        return whole
    return whole + [forecast(p, view.commentary) for p in assessment.parts if p.values]


def _is_one_row(assessment: Assessment) -> bool:
    return len(assessment.parts) == 1 and assessment.parts[0].component is None


def _rows(
    view: View, row: Row, assessment: Assessment, pictures: dict[str, str]
) -> list[list[str]]:
    name = _name(row, assessment)
    target = text(words.target_words(row.indicator, view.framework))
    if _is_one_row(assessment):
        return [[name, *_cells(view, assessment.parts[0], target, pictures)]]
    status = words.status_chip(assessment.status) + words.changed_mark(None, assessment.changes)
    rows = [[name, status, SEE_PARTS, target, SEE_PARTS, SEE_PARTS, SEE_PARTS]]
    held = [part for part in assessment.parts if part.values]
    for part in held:
        label = part.component.text if part.component else "All together"
        own = "As for the whole" if part.is_assessed else "For context"
        rows.append([f"– {text(label)}", *_cells(view, part, own, pictures)])
    without = len(assessment.parts) - len(held)
    if not held:
        rows[0][2] = rows[0][5] = rows[0][6] = NO_FIGURE
        rows[0][4] = text(row.indicator.baseline_text or "None given")
    elif without:
        rows[0][2] = f"{SEE_PARTS} ({without} {'has' if without == 1 else 'have'} none)"
    return rows


def _name(row: Row, assessment: Assessment) -> str:
    """A link to the indicator's section; where it has none, its row is what links lead to."""
    indicator = assessment.indicator
    name = text(indicator.name)
    if assessment.has_data:
        name = link(indicator.name, f"indicator-{indicator.id}")
    elif not row.is_repeat:
        name = anchored(indicator.name, f"indicator-{indicator.id}")
    repeated = " (also shown elsewhere)" if row.is_repeat else ""
    return f"{name}{repeated}"


def _cells(view: View, part: Part, target: str, pictures: dict[str, str]) -> list[str]:
    latest = part.latest
    value = text(words.value_of(latest, part))
    if latest is not None:
        value = f"**{value}**, {text(latest.period.table_label)}"
    value += differs_mark(part) + made_up_chip(part)
    return [
        _status(part),
        value,
        target,
        text(words.baseline_value(part.baseline, part)),
        text(words.travel_words(part)) if latest else NO_FIGURE,
        _history(view, part, pictures) if latest else NO_FIGURE,
    ]


def _history(view: View, part: Part, pictures: dict[str, str]) -> str:
    found = sparkline(view, part)
    if found is None:
        return "Too few figures"
    path, alt, svg = found
    pictures[path] = svg
    return inline_picture(path, alt=alt, kind="history")


def made_up_mark(assessments: Iterable[Assessment]) -> str:
    """What a caption adds when any of the figures behind the table or picture is made up."""
    is_made_up = any(assessment.is_illustrative for assessment in assessments)
    return f" ({ILLUSTRATIVE.lower()} figures)" if is_made_up else ""


def _status(part: Part) -> str:
    if not part.is_assessed:
        return "For context"
    return words.status_of(part)


def differs_mark(part: Part) -> str:
    """What a cell adds to a figure that is not quite what the plan describes: its section says
    how it differs."""
    differs = part.series is not None and part.series.link.match == "differs" and part.latest
    return " (see note)" if differs else ""


def made_up_chip(part: Part) -> str:
    """What a cell adds to a made-up figure."""
    return f" {chip(ILLUSTRATIVE, 'illustrative')}" if part.is_illustrative and part.latest else ""


def status_counts(assessments: Sequence[Assessment]) -> list[tuple[str, int]]:
    """How many indicators have each status, worst first, those that occur."""
    counted = []
    for status in words.STATUS_WORDS:
        number = sum(1 for a in assessments if a.status is status)
        if number:
            counted.append((words.status_name(status), number))
    return counted
