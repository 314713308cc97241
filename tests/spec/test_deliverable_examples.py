"""The worked examples of deliverables that the methods page shows."""

from __future__ import annotations

from typing import get_args

import pytest
from example_cases import all_examples, cases, rows

from spfbook.framework.deliverables import Deadline
from spfbook.framework.delivery import Stage
from spfbook.framework.examples.deliverables import DeliverableExample, DeliverableGroup
from spfbook.rules.delivery import Delivery
from spfbook.rules.worked_examples import judged_delivery


@pytest.mark.parametrize(("group", "row"), cases("deliverables"))
def test_worked_example_of_a_deliverable(
    group: DeliverableGroup, row: DeliverableExample
) -> None:
    judged = judged_delivery(group, row)
    assert (judged.state.value, judged.reason) == (row.state, row.reason)


def test_the_examples_cover_every_state_every_stage_and_every_kind_of_deadline() -> None:
    known = rows("deliverables")
    assert {row.state for row in known} == set(Delivery)
    assert {row.report.state for row in known if row.report} == set(Stage)
    kinds = {
        each.model_fields["kind"].annotation.__args__[0]
        for each in get_args(get_args(Deadline)[0])
    }
    assert {group.deadline.kind for group in all_examples()["deliverables"]} == kinds
