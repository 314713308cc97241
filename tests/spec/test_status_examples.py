"""The worked examples of status that the methods page shows."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from spfbook.framework.examples import Example, ExampleGroup
from spfbook.framework.targets import Target
from spfbook.pages.methods_page import MethodsPage
from spfbook.rules.status import Status
from spfbook.rules.worked_example import judge_example
from spfbook.sources.example_files import read_examples

FILE = Path(__file__).resolve().parents[2] / "book" / "examples" / "status.yml"
GROUPS = read_examples(FILE, "book/examples/status.yml")
CASES = [
    pytest.param(group, row, id=f"{group.id}: {row.case}") for group in GROUPS for row in group.rows
]


@pytest.mark.parametrize(("group", "row"), CASES)
def test_worked_example(group: ExampleGroup, row: Example) -> None:
    judged = judge_example(group, row)
    assert (judged.status.value, judged.reason) == (row.status, row.reason or judged.reason)
    assert judged.reason.endswith(".")
    assert ".." not in judged.reason


def test_the_examples_cover_every_kind_of_target_and_every_status() -> None:
    kinds = {
        each.model_fields["kind"].annotation.__args__[0] for each in get_args(get_args(Target)[0])
    }
    assert {group.target.kind for group in GROUPS} == kinds
    assert {row.status for group in GROUPS for row in group.rows} == set(Status)
    bounds = {getattr(group.target, "bound", None) for group in GROUPS} - {None}
    assert bounds == {"at_least", "more_than", "at_most", "less_than"}
    wants = {getattr(group.target, "want", None) for group in GROUPS} - {None}
    assert wants == {"increase", "reduction", "no_reduction", "no_increase"}


def test_no_group_of_examples_stands_twice() -> None:
    ids = Counter(group.id for group in GROUPS)
    assert [name for name, count in ids.items() if count > 1] == []


def test_the_methods_page_shows_every_example_with_its_status() -> None:
    shown = MethodsPage(GROUPS).examples().source
    assert shown.count(".status-") == len(CASES)
    for group in GROUPS:
        assert f"{{list-table}} {group.title}" in shown.replace("\\", "")
