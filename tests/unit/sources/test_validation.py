"""From plain values to checked ones: each refusal is a sentence with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from spfbook.framework.framework import FrameworkFile, ThemeFile
from spfbook.framework.sources import Source
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import read_yaml

THEME = """\
id: homes
title: Homes
name: Homes
about: Homes.
indicators:
- id: bins
  ref: TP-001
  name: Bins
  measure: "% of bins"
  purpose: Shows bins.
  unit: percent
  polarity: higher_is_better
  frequency: {every: month}
  target: {kind: threshold, bound: at_least, value: 92}
"""


def refused(tmp_path: Path, text: str, model: type[BaseModel] = ThemeFile) -> list[str]:
    path = tmp_path / "it.yml"
    path.write_text(text, encoding="utf-8")
    found, lines, problems = read_yaml(path, "it.yml")
    _, more = validate(model, found, lines)
    return [str(problem) for problem in sorted([*problems, *more])]


def test_what_is_right_gives_the_value_and_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "it.yml"
    path.write_text(THEME, encoding="utf-8")
    found, lines, _ = read_yaml(path, "it.yml")
    theme, problems = validate(ThemeFile, found, lines)
    assert problems == []
    assert theme is not None
    assert theme.indicators[0].id == "bins"


CHANGES = [
    # what is changed in the theme above, to what, and the one line it must give
    ("title: Homes", "titel: Homes", [
        "it.yml:1: title is missing",
        "it.yml:2: titel is not known; did you mean title? allowed: about, aspirations, "
        "deliverables, id, indicators, name, root_causes, title",
    ]),
    ("value: 92}", "valu: 92}", [
        "it.yml:14: bins: target.valu is not known; did you mean value? allowed: bound, by, "
        "combined_with, kind, tolerance, value",
        "it.yml:14: bins: target.value is missing",
    ]),
    ("every: month}", "every: fortnight}", [
        "it.yml:13: bins: frequency.every is 'fortnight'; use one of month, two_months, quarter, "
        "term, four_months, half_year, year, once, not_set",
    ]),
    ("every: month}", "every: month, arrears_months: -1}", [
        "it.yml:13: bins: frequency.arrears_months is -1; it should be greater than or equal to 0",
    ]),
    ("kind: threshold", "kind: threshhold", [
        "it.yml:14: bins: target.kind is 'threshhold'; use one of threshold, range, schedule, "
        "per_period, direction, comparator, by_component, to_be_set, none, descriptive",
    ]),
    ("kind: threshold, ", "", [
        "it.yml:14: bins: target has no kind; write kind, and the keys that go with it",
    ]),
    ("ref: TP-001", "ref: TP-1", [
        "it.yml:7: bins: ref is 'TP-1'; it should look like ^[A-Z]{2,4}-\\d{3}$",
    ]),
    ("id: bins", "id: Big Bins", [
        "it.yml:6: Big Bins: id is 'Big Bins'; an id is lower-case words joined by hyphens",
    ]),
    ("value: 92}", "value: ninety}", ["it.yml:14: bins: target.value is 'ninety'; write a number"]),
    ("value: 92}", "value: .inf}", ["it.yml:14: bins: target.value is inf; write a number"]),
    ("value: 92}", "value: 92, tolerance: {}}", [
        "it.yml:14: bins: target.tolerance: give one of absolute and relative_pct",
    ]),
    ("value: 92}", "value: 92, by: 2022}", [
        "it.yml:14: bins: target.by is 2022, which YAML does not take for text; put it in quotes",
    ]),
    ("purpose: Shows bins.", "purpose:", [
        "it.yml:10: bins: purpose is empty; it should be a valid string",
    ]),
    ("  target: {kind: threshold, bound: at_least, value: 92}", "- lids", [
        "it.yml:14: indicators.1 is 'lids'; write keys and values",
    ]),
    ("name: Bins", "name: " + "B" * 91, [
        f"it.yml:8: bins: name is '{'B' * 56}…'; it should have at most 90 "
        "characters",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("was", "is_now", "says"), CHANGES, ids=[case[1][:40] for case in CHANGES])
def test_a_refusal_says_where_what_and_what_would_be_right(
    tmp_path: Path, was: str, is_now: str, says: list[str]
) -> None:
    assert THEME.count(was) >= 1
    assert refused(tmp_path, THEME.replace(was, is_now, 1)) == says


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    text = THEME.replace("unit: percent", "unit: x").replace("92}", "y}").replace("id: h", "id: H")
    assert [line.split(":")[1] for line in refused(tmp_path, text)] == ["1", "11", "14"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- a\n", "it.yml:1: is a list; write keys and values"),
        ("just words\n", "it.yml:1: is 'just words'; write keys and values"),
    ],
)
def test_a_file_that_is_no_group_of_keys_is_refused(
    tmp_path: Path, text: str, says: str
) -> None:
    assert refused(tmp_path, text) == [says]


@pytest.mark.parametrize("model", [ThemeFile, FrameworkFile, Source])
def test_the_record_is_named_by_its_id_or_its_ref(tmp_path: Path, model: type[BaseModel]) -> None:
    key = {ThemeFile: "indicators", FrameworkFile: "members", Source: "series"}[model]
    lines = refused(tmp_path, f"{key}:\n- {{id: one, x: 1}}\n- {{ref: TP-002, x: 1}}\n", model)
    assert any(line.startswith("it.yml:2: one: x is not known") for line in lines)
    assert any(line.startswith("it.yml:3: TP-002: x is not known") for line in lines)


def test_what_the_yaml_already_refused_is_not_refused_again(tmp_path: Path) -> None:
    text = THEME.replace("value: 92}", "value: !home 92}")
    (line,) = refused(tmp_path, text)
    assert line.startswith("it.yml:14: cannot be understood")
