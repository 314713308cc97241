"""Comparing two releases: what they said of every indicator, as rows for a person or a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

from spfbook.escape import spreadsheet_cell
from spfbook.framework.periods import parse_period
from spfbook.framework.standing import Aspect, Difference, Standing
from spfbook.paths import Layout
from spfbook.release.publish import standings_of
from spfbook.release.shelf import opened

COLUMNS = ("what", "indicator", "component", "name", "period", "before", "now")
TABLE = ("What", "Indicator", "Period", "Before", "Now")
WORDS = {
    Aspect.ADDED: "Added",
    Aspect.RETIRED: "No longer there",
    Aspect.STATUS: "Status",
    Aspect.FIGURE: "Newer figure",
    Aspect.REVISION: "Figure revised",
    Aspect.TARGET: "Target changed",
    Aspect.TOLERANCE: "Tolerance changed",
    Aspect.BASELINE: "Baseline changed",
    Aspect.POLARITY: "Polarity changed",
    Aspect.DEAD_BAND: "Smallest clear change changed",
    Aspect.NAME: "Renamed",
    Aspect.DEFINITION: "Definition changed",
    Aspect.PURPOSE: "Purpose changed",
    Aspect.UNIT: "Unit changed",
    Aspect.FREQUENCY: "Frequency changed",
    Aspect.REF: "Reference changed",
    Aspect.THEME: "Moved to another theme",
    Aspect.LEAD: "Lead changed",
    Aspect.SOURCE: "Source changed",
}


def released_standings(folder: Path, layout: Layout) -> tuple[Standing, ...]:
    """What the release in the folder said of every indicator.

    Raises `ReleaseError` when it is damaged: then nothing can be compared with it.
    """
    return standings_of(opened(folder, layout))


def table_rows(found: Sequence[Difference]) -> list[list[str]]:
    """As `TABLE` names the columns; by kind of difference, then in the plan's order."""
    order = list(Aspect)
    return [
        [
            WORDS[each.aspect], each.name,
            parse_period(each.period).short_label if each.period else "",
            each.before or "–", each.now or "–",
        ]
        for each in sorted(found, key=lambda each: order.index(each.aspect))
    ]  # fmt: skip


def as_csv(found: Sequence[Difference]) -> str:
    """Comma-separated with a header; no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for each in found:
        cells = (
            each.aspect.value, each.indicator, each.component, each.name, each.period,
            each.before, each.now,
        )  # fmt: skip
        writer.writerow([spreadsheet_cell(cell) for cell in cells])
    return out.getvalue()


def as_json(found: Sequence[Difference]) -> str:
    rows = [each.model_dump(mode="json") for each in found]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
