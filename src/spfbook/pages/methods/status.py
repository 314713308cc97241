"""Worked examples of status as the methods page shows them."""

from __future__ import annotations

from collections.abc import Iterator

from spfbook.framework.examples.status import StatusExample, StatusGroup
from spfbook.framework.framework import Framework
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import (
    Bound,
    PerPeriod,
    Range,
    Schedule,
    Step,
    Target,
    Threshold,
)
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block
from spfbook.pages.methods.tables import (
    Cells,
    Kind,
    Named,
    by_period,
    example_table,
    plain,
    tolerance_words,
)
from spfbook.rules.status import STALE_AFTER_INTERVALS
from spfbook.rules.worked_examples import judged_status


def _table(group: StatusGroup) -> Block:
    rows = (_cells(group, row) for row in group.rows)
    return example_table(group.title, _setting(group), rows, answer="Status")


BOUND_WORDS = {
    Bound.AT_LEAST: "at least",
    Bound.MORE_THAN: "more than",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "less than",
}


def _setting(group: StatusGroup) -> Iterator[str]:
    promised = _promised(group.target)
    if promised:
        yield f"target {promised}"
    yield f"report for {parse_period(group.period).label}"
    yield f"tolerance {tolerance_words(group.target.tolerance or group.tolerance)}"
    if group.baseline is not None:
        yield f"baseline {plain(group.baseline)}"


def _promised(target: Target) -> str:
    """The numbers of a target; nothing where it is no number, as the title then says it."""
    match target:
        case Threshold(bound=bound, value=value, by=by):
            when = f" by {parse_period(by).label}" if by else ""
            return f"{BOUND_WORDS[bound]} {plain(value)}{when}"
        case Range(low=low, high=high):
            return f"{plain(low)} to {plain(high)}"
        case Schedule(bound=bound, steps=steps):
            return f"{BOUND_WORDS[bound]} {formats.joined([_step(step) for step in steps])}"
        case PerPeriod(bound=bound, value=value, per=per, profile=profile):
            due = formats.joined([f"{plain(share)}%" for share in profile])
            shares = f" ({due} of it due by the end of each part)" if due else ""
            return f"{BOUND_WORDS[bound]} {plain(value)} a {per}{shares}"
        case _:
            return ""


def _step(step: Step) -> str:
    when = parse_period(step.by or step.during or "").label
    return f"{plain(step.value)} {'by' if step.by else 'in'} {when}"


def _cells(group: StatusGroup, row: StatusExample) -> Cells:
    judged = judged_status(group, row)
    return row.case, _figures(group, row), words.status_chip(judged.status), judged.reason


def _figures(group: StatusGroup, row: StatusExample) -> str:
    report = row.report or group.period
    values = {row.at or report: row.value} if row.value is not None else row.values
    said = [by_period("", values, report)]
    said += [
        by_period(area.replace("-", " ").title(), each, report)
        for area, each in row.others.items()
    ]
    said += [by_period("Shares the target", each, report) for each in row.partners]
    if row.report:
        said.append(f"Report for {parse_period(row.report).label}")
    return "; ".join(each for each in said if each)


def _numbers(framework: Framework) -> list[Named]:
    allowed = framework.file.tolerance
    percentages = allowed.percentages
    points = percentages.absolute is not None
    of_percentages = tolerance_words(percentages) + (" percentage points" if points else "")
    return [
        ("Tolerance of a percentage, where its target has none of its own", of_percentages),
        ("Tolerance of any other figure", tolerance_words(allowed.other)),
        ("A figure is too old to judge after its usual delay and this many times the time "
         "between two figures",
         formats.number_of(STALE_AFTER_INTERVALS)),
    ]  # fmt: skip


STATUS = Kind("Status", StatusGroup, _table, _numbers)
