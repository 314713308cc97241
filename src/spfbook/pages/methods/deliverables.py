"""Worked examples of deliverables as the methods page shows them."""

from __future__ import annotations

from spfbook.framework.examples.deliverables import DeliverableExample, DeliverableGroup
from spfbook.pages import formats
from spfbook.pages.deliverables import state_chip
from spfbook.pages.markdown import Block
from spfbook.pages.methods.tables import Cells, Kind, example_table
from spfbook.rules.worked_examples import judged_delivery


def _table(group: DeliverableGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    setting = [f"as at {formats.day(group.as_at)}"]
    return example_table(group.title, setting, rows, given="Last report")


def _cells(group: DeliverableGroup, row: DeliverableExample) -> Cells:
    judged = judged_delivery(group, row)
    return row.case, _report(row), state_chip(judged), judged.reason


def _report(row: DeliverableExample) -> str:
    """What was reported, and the day it is looked at where that is not the group's."""
    said = []
    if row.report is not None:
        state = row.report.state.replace("_", " ")
        said.append(f"{formats.day(row.report.reported)}: {state}")
        if row.report.expected is not None:
            said[0] += f", expected by {formats.day(row.report.expected)}"
    else:
        said.append("None")
    if row.as_at is not None:
        said.append(f"as at {formats.day(row.as_at)}")
    return "; ".join(said)


DELIVERABLES = Kind("Deliverables", DeliverableGroup, _table)
