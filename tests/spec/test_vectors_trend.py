"""Numbers printed by others: every conformance case of trends and intervals is met."""

from __future__ import annotations

import pytest
from vectors_trend import CHECKS, FOLDER, SERIES_360, Case, Tally, cases, read, table

from spfbook.rules.mann_kendall import exact_p

ALL = [
    pytest.param(file, case, id=f"{file}-{i}-{case.get('id', '')}")
    for file in CHECKS
    for i, case in enumerate(cases(file))
]
VECTORS = FOLDER.parents[2] / "docs" / "vectors.md"


@pytest.mark.parametrize(("file", "case"), ALL)
def test_a_case_is_met(file: str, case: Case) -> None:
    CHECKS[file](case)


@pytest.mark.parametrize("file", CHECKS)
def test_a_case_that_is_not_met_would_be_seen(file: str) -> None:
    """Every file's check compares something: a case with other numbers fails."""
    case = cases(file)[0]
    with pytest.raises((AssertionError, KeyError)):
        CHECKS[file]({**case, "expected": _wrong(case["expected"])})


def test_the_documents_table_is_this_one() -> None:
    """docs/vectors.md shows the counts that the cases above give; the sum is for all its rows,
    and test_vectors_variation.py checks it."""
    tallies = [Tally(each.file, each.stated, each.cases, each.skipped, each.cases - each.skipped)
               for each in map(_counts, CHECKS)]  # fmt: skip
    rows = list(table(tallies))[:-1]
    assert "\n".join(rows) in VECTORS.read_text(encoding="utf-8")


@pytest.mark.parametrize(("n", "smallest", "critical_05", "critical_002"), [
    (4, 0.083, None, None),
    (5, 0.0167, 10, None),
    (6, 0.0028, 13, None),
    (7, 0.0004, 15, 21),
    (8, 0.00005, 18, 24),
    (10, 5.5e-7, 23, 35),
    (12, 4.2e-9, 30, 44),
])  # fmt: skip
def test_the_exact_test_has_the_critical_values_of_the_statistics_file(
    n: int, smallest: float, critical_05: int | None, critical_002: int | None
) -> None:
    """STATISTICS 3, Minimum n."""
    most = n * (n - 1) // 2
    assert exact_p(n, most) == pytest.approx(smallest, rel=0.1)
    scores = range(most % 2, most + 1, 2)
    for level, critical in ((0.05, critical_05), (0.002, critical_002)):
        assert next((s for s in scores if exact_p(n, s) < level), None) == critical


def test_the_long_series_is_whole() -> None:
    assert len(SERIES_360) == 360


def _counts(file: str) -> Tally:
    """`tally` without running the cases a second time."""
    content = read(file)
    held = len(content["cases"])
    return Tally(file, content["n_cases"], held, held - len(cases(file)), 0)


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
    return f"not {expected}" if isinstance(expected, str) else expected
