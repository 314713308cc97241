"""Status as rows: one for each indicator and component, for the terminal, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from spfbook.escape import spreadsheet_cell
from spfbook.framework.framework import Row
from spfbook.framework.portfolios import Portfolios
from spfbook.pages import formats, other_places, words
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.explanations import lacking_commentary
from spfbook.rules.part import Part
from spfbook.rules.status import Status
from spfbook.rules.trend_words import in_words

COLUMNS = (
    "id", "component", "ref", "priority", "theme", "name", "value", "unit", "period", "target",
    "status", "reason", "uncertain", "status_changed", "on_a_year_before",
    "on_the_period_before", "comparisons", "compared_by", "rank", "rank_from", "rank_of",
    "trend", "trend_p", "trend_limit", "trend_tests", "illustrative",
)  # fmt: skip
TABLE = ("Indicator", "Figure", "Period", "Target", "Status", "On a year before", "Trend")


def status_rows(
    view: View,
    *,
    only_red: bool = False,
    only_unexplained: bool = False,
    member: str | None = None,
    day: date | None = None,
) -> list[dict[str, Any]]:
    """A row for each indicator, or each of its parts, in the plan's order, each once.

    `only_red` keeps those whose own status is red; `only_unexplained` those of them that no
    service explains, or not in full; `member` those that the plan names a member of
    Cabinet (an id of framework.yml) for, or that the member answers for on `day`.
    """
    known = Portfolios(view.framework, day or view.as_at)
    own = None if member is None else {row.indicator.id for row in known.rows(member)}
    first: dict[str, tuple[Row, Assessment]] = {}
    for theme in view.framework.themes:
        for row, assessment in view.rows(theme):
            if own is None or row.indicator.id in own or member in row.words.lead_members:
                first.setdefault(row.indicator.id, (row, assessment))
    rows = [
        _row(view, row, assessment, part)
        for row, assessment in first.values()
        for part in assessment.parts
    ]
    if only_red or only_unexplained:
        rows = [row for row in rows if row["status"] == Status.RED.value]
    if only_unexplained:
        lacking = lacking_commentary([each for _, each in first.values()], view.commentary)
        names = {(each.indicator, each.component) for each in lacking}
        rows = [r for r in rows if names & {(r["id"], None), (r["id"], r["component"])}]
    return rows


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Comma-separated with a header; no cell can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in COLUMNS])
    return out.getvalue()


def as_json(rows: Sequence[dict[str, Any]]) -> str:
    return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"


def table_cells(row: dict[str, Any]) -> list[str]:
    """The row as `TABLE` names its columns, in words."""
    name = row["name"] + (f": {row['component']}" if row["component"] else "")
    status = words.status_name(Status(row["status"])) + (" (uncertain)" if row["uncertain"] else "")
    return [
        name,
        row["shown"],
        row["period_words"],
        row["target"],
        status,
        row["on_a_year_before"],
        row["trend"],
    ]


def _row(view: View, row: Row, assessment: Assessment, part: Part) -> dict[str, Any]:
    indicator, latest, trend = assessment.indicator, part.latest, part.trend
    value = latest.value if latest else None
    return {
        "id": indicator.id,
        "component": part.component.id if part.component else None,
        "ref": row.words.ref,
        "priority": row.theme.priority,
        "theme": row.theme.id,
        "name": indicator.name,
        "value": None if value is None else f"{value:f}",
        "unit": part.unit.value,
        "period": latest.period.text if latest else None,
        "target": words.target_words(indicator, view.framework),
        "status": part.judgement.status.value,
        "reason": part.judgement.reason,
        "uncertain": part.is_uncertain,
        "status_changed": " ".join([part.revision or "", *part.changes]).strip(),
        "on_a_year_before": words.travel_words(part) if latest else "No figure",
        "on_the_period_before": words.short_travel_words(part) if latest else None,
        "comparisons": {c.area: c.standing.value for c in part.comparisons},
        "compared_by": _compared_by(part),
        **_rank(part),
        "trend": in_words(trend)[0],
        "trend_p": trend.p,
        "trend_limit": view.trend_allowance.p if trend.method.is_of_family else None,
        "trend_tests": trend.family_size,
        "illustrative": part.is_illustrative,
        "shown": words.value_of(latest, part),
        "period_words": latest.period.short_label if latest else "",
    }


def _compared_by(part: Part) -> str | None:
    """What decided between better, similar and worse; None where nothing is compared."""
    judged = [c for c in part.comparisons if c.standing.is_judged]
    if not judged:
        return None
    band = judged[0].band
    return other_places.band_words(band, part) if band else "95% interval"


def _rank(part: Part) -> dict[str, Any]:
    found = part.rank.rank if part.rank else None
    return {
        "rank": found.place if found else None,
        "rank_from": ("lowest" if found.from_lowest else "highest") if found else None,
        "rank_of": found.of if found else None,
    }


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return formats.joined([f"{k} {v}" for k, v in value.items()])
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return spreadsheet_cell(text)
