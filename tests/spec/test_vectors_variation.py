"""Numbers printed by others: every conformance case of XmR charts is met."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import pytest
from vectors_variation import CHECKS, DEGENERATE, FOLDER, Case, cases, read, row

from spfbook.rules.chance_signals import LATEST_BY_CHANCE
from spfbook.rules.mann_kendall import exact_p
from spfbook.rules.special_causes import signals
from spfbook.rules.xmr import has_too_few_values, limits_of

ALL = [
    pytest.param(file, case, id=f"{file}-{i}-{case.get('id', '')}")
    for file in CHECKS
    for i, case in enumerate(cases(file))
]
VECTORS = FOLDER.parents[2] / "docs" / "vectors.md"
STUDY = read("simulation_false_alarm_power")
CHARTS = 1000
STANDARD_ERRORS = 4


@pytest.mark.parametrize(("file", "case"), ALL)
def test_a_case_is_met(file: str, case: Case) -> None:
    CHECKS[file](case)


@pytest.mark.parametrize(("file", "case"), ALL)
def test_a_case_that_is_not_met_would_be_seen(file: str, case: Case) -> None:
    """Every check compares something: a case with other numbers fails."""
    with pytest.raises((AssertionError, KeyError, TypeError)):
        CHECKS[file]({**case, "expected": _wrong(case["expected"])})


@pytest.mark.parametrize("file", CHECKS)
def test_the_documents_table_has_this_row(file: str) -> None:
    """docs/vectors.md shows the counts that the cases above give."""
    assert row(file, len(cases(file))) in VECTORS.read_text(encoding="utf-8").splitlines()


def test_the_documents_table_adds_up() -> None:
    lines = VECTORS.read_text(encoding="utf-8").splitlines()
    table = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    counts = [[int(each) for each in cells[1:]] for cells in table if len(cells) == 5]
    total = " | ".join(str(sum(column)) for column in zip(*counts, strict=True))
    assert f"| **all** | {total} |" in lines


@pytest.mark.parametrize("name", sorted(DEGENERATE))
def test_what_the_notes_say_not_to_copy_is_refused(name: str) -> None:
    """A constant series, and ones whose limits are screened away, get no icons."""
    case = next(each for each in read("xmr_rules_reference_run")["cases"] if each["id"] == name)
    assert has_too_few_values(case["input"]["y"])


@pytest.mark.parametrize("study", [
    each for each in STUDY["xmr"] if each.get("rho") == 0 and each.get("screen")
], ids=lambda each: f"n={each['n']}")  # fmt: skip
def test_the_rules_fire_as_often_as_in_the_study(study: dict[str, Any]) -> None:
    """Independent normal figures; within four standard errors of the earlier simulation."""
    random, n = Random(study["n"]), study["n"]
    charts = [[random.gauss(0, 1) for _ in range(n)] for _ in range(CHARTS)]
    marks = [signals(values, limits_of(values)) for values in charts]
    for name, hits in (
        ("p_any", sum(any(each) for each in marks)),
        ("p_latest", sum(bool(each[-1]) for each in marks)),
    ):
        p = study[name]
        assert abs(hits / CHARTS - p) < STANDARD_ERRORS * math.sqrt(p * (1 - p) / CHARTS)


def test_the_expected_number_of_chance_signals_is_the_studys() -> None:
    found = {each["n"]: each["p_latest"] for each in STUDY["xmr"] if each.get("rho") == 0}
    assert found == LATEST_BY_CHANCE


@pytest.mark.parametrize("study", STUDY["mk_min_p"], ids=lambda each: f"n={each['n']}")
def test_the_exact_kendall_test_has_the_sizes_of_the_study(study: dict[str, Any]) -> None:
    n, most = study["n"], study["n"] * (study["n"] - 1) // 2
    by_score = {s: exact_p(n, s) for s in range(most % 2, most + 1, 2)}
    assert by_score[most] == pytest.approx(study["min_two_sided_p"], rel=1e-9)
    for level, name in ((0.05, "crit_S_two_sided_0_05"), (0.002, "crit_S_two_sided_0_002")):
        assert next((s for s, p in by_score.items() if p < level), None) == study[name]
    critical = study["crit_S_two_sided_0_05"]
    size = by_score[critical] if critical else 0.0
    assert size == pytest.approx(study["size_at_0_05"], rel=1e-9)


def _wrong(expected: object) -> object:
    """The same shape with other numbers and words."""
    if isinstance(expected, dict):
        return {name: _wrong(each) for name, each in expected.items()}
    if isinstance(expected, list):
        return [_wrong(each) for each in expected]
    if isinstance(expected, bool):
        return not expected
    if isinstance(expected, int | float):
        return expected * 1.5 + 1
    return f"not {expected}"
