"""The methods page shows every worked example with what the rules say of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import nbformat
import pytest
from example_cases import LAYOUT, all_examples
from shown import tables

from spfbook.errors import ParameterError
from spfbook.framework.examples.deliverables import DeliverableGroup
from spfbook.framework.framework import Framework
from spfbook.pages import formats
from spfbook.pages.deliverables import STATE_WORDS
from spfbook.pages.methods_page import KINDS, MethodsPage
from spfbook.pages.words import DIRECTION_WORDS, status_name
from spfbook.paths import Layout
from spfbook.rules.delivery import Delivery
from spfbook.rules.direction import Direction
from spfbook.rules.status import Status
from spfbook.sources.framework_files import read_framework

ANSWERS = {
    "status": lambda row: status_name(Status(row.status)),
    "direction": lambda row: DIRECTION_WORDS[Direction(row.direction)],
    "comparison": lambda row: row.standing.split("_")[0].capitalize(),
    "trend": lambda row: {
        "increase": "vidence of an increase", "decrease": "vidence of a decrease",
        "no_clear_trend": "No clear trend", "too_short": "Too short to test for a trend.",
        "not_tested": "Not tested for a trend.",
    }[row.verdict],
    "family": lambda row: "Trend found" if row.called else "No clear trend",
    "variation": lambda row: {
        "xmr": "Special cause variation" if row.signals else "Common cause variation",
        "run_chart": "imits not shown.", "plain": "Usual variation not judged.",
    }[row.chart],
    "deliverables": lambda row: STATE_WORDS[Delivery(row.state)],
}  # fmt: skip
"""What the page's answer to a row holds, from the row's own expectation."""
NONE_BEFORE = "No figure for the period before"


@pytest.fixture(scope="module")
def page(spf: Framework) -> MethodsPage:
    return MethodsPage(spf, all_examples())


def test_every_file_of_examples_is_of_a_known_kind() -> None:
    files = {path.stem for path in (LAYOUT.book / "examples").iterdir()}
    assert files == set(KINDS) == set(ANSWERS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_every_example_with_its_answer_and_reason(
    page: MethodsPage, kind: str
) -> None:
    shown = tables(page.examples(kind).source)
    groups = all_examples()[kind]
    assert len(shown) == len(groups)
    for group, table in zip(groups, shown, strict=True):
        assert table.caption.startswith(group.title)
        assert [row[0] for row in table.rows] == [
            formats.sentence(row.case)[:-1] for row in group.rows
        ]
        for row, (case, figures, says, reason) in zip(group.rows, table.rows, strict=True):
            is_none_before = getattr(group, "short", False) and says == NONE_BEFORE
            assert ANSWERS[kind](row) in says or is_none_before, case
            assert figures, case
            if row.reason:
                assert row.reason in reason, case
            assert reason.endswith(".") and ".." not in reason, case


def test_all_examples_together_are_those_of_each_kind(page: MethodsPage) -> None:
    each = [page.examples(kind).source for kind in KINDS]
    assert page.examples().source == "\n\n".join(each)


@pytest.mark.parametrize("kind", KINDS)
def test_no_group_and_no_case_of_examples_stands_twice(kind: str) -> None:
    groups = all_examples()[kind]
    for names in (
        [group.id for group in groups],
        [group.title for group in groups],
        *([row.case for row in group.rows] for group in groups),
    ):
        assert [name for name, count in Counter(names).items() if count > 1] == []


def test_the_answer_shown_is_the_rules_and_not_the_files(page: MethodsPage) -> None:
    """So that a file that is wrong about a rule cannot put it on the page."""
    (group, *_) = all_examples()["deliverables"]
    wrong = group.rows[0].model_copy(update={"state": "complete"})
    changed = group.model_copy(update={"rows": (wrong,)})
    assert isinstance(changed, DeliverableGroup)
    said = replace(page, groups={"deliverables": (changed,)}).examples("deliverables")
    assert "Not reported" in said.source
    assert "Complete" not in said.source


def test_the_page_prints_the_numbers_that_the_code_uses(
    page: MethodsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spfbook.pages.methods.variation.LIMIT", 3.14)
    (table,) = tables(page.numbers("variation").source)
    assert "3.14" in table.column("Number")
    assert page.numbers("deliverables").source == ""


def test_the_tolerances_are_the_frameworks_own(
    page: MethodsPage, northmere: Layout
) -> None:
    ours, theirs = (
        tables(each.numbers("status").source)[0].column("Number")[:2]
        for each in (page, replace(page, framework=read_framework(northmere)))
    )
    assert ours == ["2 percentage points", "5% of the target"]
    assert theirs == ["1 percentage points", "10% of the target"]


def test_an_unknown_kind_is_refused_with_those_there_are(page: MethodsPage) -> None:
    for call in (page.examples, page.numbers):
        with pytest.raises(ParameterError, match="use one of status, direction"):
            call("statuses")


def test_the_notebook_shows_every_kind() -> None:
    found = nbformat.read(LAYOUT.book / "methods.ipynb", as_version=4)
    calls = [cell.source for cell in found.cells if cell.cell_type == "code"]
    for kind, each in KINDS.items():
        assert f'page.examples("{kind}")' in calls
        assert (f'page.numbers("{kind}")' in calls) is bool(each.numbers)
