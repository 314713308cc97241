"""The worked examples of status that the methods page shows."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import TypeAdapter

from spfbook.framework.indicators import Baseline, Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Target, Tolerance
from spfbook.rules.status import Evidence, Status, judge_status

FILE = Path(__file__).with_name("status_examples.yml")
GROUPS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["groups"]
CASES = [
    pytest.param(group, row, id=f"{group['id']}: {row['case']}")
    for group in GROUPS
    for row in group["rows"]
]
TARGET = TypeAdapter(Target)
GROUP_KEYS = {
    "id", "title", "target", "polarity", "tolerance", "baseline", "period", "cumulative",
    "interval_months", "lag_days", "rows",
}  # fmt: skip
ROW_KEYS = {
    "case", "value", "values", "at", "report", "others", "partners", "status", "reason",
}  # fmt: skip


def observations(area: str, values: dict[Any, Any]) -> list[Observation]:
    return [observation(area, str(period), value) for period, value in values.items()]


def observation(area: str, period: str, found: Any) -> Observation:
    when = parse_period(period)
    missing = Missing(found) if isinstance(found, str) else None
    value = None if missing else Decimal(str(found))
    return Observation(
        area, when, value, missing, None, None, None, None, None, when.end, True, when.end,
        None, 1,
    )  # fmt: skip


def evidence_of(group: dict[str, Any], row: dict[str, Any]) -> Evidence:
    report = str(row.get("report", group["period"]))
    values = row.get("values", {})
    if "value" in row:
        values = {row.get("at", report): row["value"]}
    baseline = None
    if "baseline" in group:
        baseline = Baseline(value=group["baseline"])
    return Evidence(
        observations("home", values),
        parse_period(report),
        baseline=baseline,
        comparators={k: observations(k, v) for k, v in row.get("others", {}).items()},
        combined=[observations("home", each) for each in row.get("partners", [])],
        interval_months=group.get("interval_months", 12),
        lag_days=group.get("lag_days", 0),
        cumulative=group.get("cumulative", False),
    )


@pytest.mark.parametrize(("group", "row"), CASES)
def test_worked_example(group: dict[str, Any], row: dict[str, Any]) -> None:
    judged = judge_status(
        evidence_of(group, row),
        TARGET.validate_python(group["target"]),
        polarity=Polarity(group["polarity"]),
        tolerance=Tolerance(**group["tolerance"]),
    )
    assert (judged.status.value, judged.reason) == (
        row["status"],
        row.get("reason", judged.reason),
    )
    assert judged.reason.endswith(".")
    assert ".." not in judged.reason


def test_the_examples_cover_every_kind_of_target_and_every_status() -> None:
    kinds = {
        each.model_fields["kind"].annotation.__args__[0] for each in get_args(get_args(Target)[0])
    }
    assert {group["target"]["kind"] for group in GROUPS} == kinds
    assert {row["status"] for group in GROUPS for row in group["rows"]} == set(Status)
    bounds = {group["target"].get("bound") for group in GROUPS} - {None}
    assert bounds == {"at_least", "more_than", "at_most", "less_than"}
    wants = {group["target"].get("want") for group in GROUPS} - {None}
    assert wants == {"increase", "reduction", "no_reduction", "no_increase"}


def test_the_examples_are_written_as_the_methods_page_reads_them() -> None:
    ids = Counter(group["id"] for group in GROUPS)
    assert [name for name, count in ids.items() if count > 1] == []
    for group in GROUPS:
        assert set(group) <= GROUP_KEYS, group["id"]
        for row in group["rows"]:
            assert set(row) <= ROW_KEYS, f"{group['id']}: {row['case']}"
            assert {"case", "status"} <= set(row)
