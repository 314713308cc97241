"""The worked examples of status that the methods page shows."""

from __future__ import annotations

from typing import get_args

import pytest
from example_cases import all_examples, cases, rows

from spfbook.framework.examples.status import StatusExample, StatusGroup
from spfbook.framework.targets import Target
from spfbook.rules.status import Status
from spfbook.rules.worked_examples import judged_status

GROUPS = all_examples()["status"]


@pytest.mark.parametrize(("group", "row"), cases("status"))
def test_worked_example_of_status(group: StatusGroup, row: StatusExample) -> None:
    judged = judged_status(group, row)
    assert (judged.status.value, judged.reason) == (row.status, row.reason or judged.reason)


def test_the_examples_cover_every_kind_of_target_and_every_status() -> None:
    kinds = {
        each.model_fields["kind"].annotation.__args__[0] for each in get_args(get_args(Target)[0])
    }
    assert {group.target.kind for group in GROUPS} == kinds
    assert {row.status for row in rows("status")} == set(Status)
    bounds = {getattr(group.target, "bound", None) for group in GROUPS} - {None}
    assert bounds == {"at_least", "more_than", "at_most", "less_than"}
    wants = {getattr(group.target, "want", None) for group in GROUPS} - {None}
    assert wants == {"increase", "reduction", "no_reduction", "no_increase"}
