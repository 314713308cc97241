"""Colour changes: a status that differs because a figure was revised or a rule changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.targets import Target, Tolerance
from spfbook.rules.judgement import Evidence, Judgement, Status
from spfbook.rules.status import judge_status
from spfbook.rules.thresholds import words

NAMES = {
    Status.NOT_DUE: "not due",
    Status.NOT_JUDGEABLE: "not judgeable",
    Status.TO_BE_SET: "a target to be set",
    Status.NO_TARGET: "no target",
}
"""Of the statuses that are more than one word."""


def colour_change(before: Judgement, now: Judgement, because: str) -> str | None:
    """`The status changed from green to amber because …`; None where both are the same.

    `because` is a clause: `the target was changed from 90 to 95`.
    """
    if before.status is now.status:
        return None
    was, became = (NAMES.get(each.status) or each.status.value for each in (before, now))
    return f"The status changed from {was} to {became} because {because}."


def revision_change(
    evidence: Evidence,
    revisions: Sequence[tuple[Observation, Observation]],
    target: Target,
    *,
    polarity: Polarity,
    tolerance: Tolerance,
) -> str | None:
    """What revising figures did to the status; None where it did nothing.

    `revisions`: earlier and later observation of the same period, as a series holds them.
    """
    first: dict[tuple[str, str], Observation] = {}
    for earlier, later in revisions:
        first.setdefault((later.area, later.period.text), earlier)
    values = [first.get((o.area, o.period.text), o) for o in evidence.values]
    changed = [
        (old, new)
        for old, new in zip(values, evidence.values, strict=True)
        if old.value != new.value
    ]
    if not changed:
        return None
    before = replace(evidence, values=values)
    judged = [
        judge_status(each, target, polarity=polarity, tolerance=tolerance)
        for each in (before, evidence)
    ]
    old, new = changed[-1]
    because = f"the figure for {new.period.in_sentence} was revised"
    if old.value is not None and new.value is not None:
        because += f" from {words(old.value)} to {words(new.value)}"
    return colour_change(*judged, because=because)
