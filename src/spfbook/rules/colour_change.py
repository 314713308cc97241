"""Colour changes: a status that differs because a figure or a rule was changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import EarlierTarget, Target, Tolerance
from spfbook.rules.judgement import Evidence, Judgement
from spfbook.rules.status import judge_status
from spfbook.rules.thresholds import words


def colour_change(before: Judgement, now: Judgement, because: str) -> str | None:
    """`The status changed from green to amber because …`; None where both are the same.

    `because` is a clause: `the target was changed from 90 to 95`.
    """
    if before.status is now.status:
        return None
    was, became = (each.status.value.replace("_", " ") for each in (before, now))
    return f"The status changed from {was} to {became} because {because}."


def target_change(
    evidence: Evidence,
    now: Judgement,
    earlier: Sequence[EarlierTarget],
    *,
    polarity: Polarity,
    tolerance: Tolerance,
) -> str | None:
    """What changing the target or its tolerance did to the status; None where it did nothing.

    The last change counts, once the report's period is later than the target's last one.
    """
    past = [each for each in earlier if parse_period(each.until).end < evidence.period.end]
    if not past:
        return None
    before = judge_status(evidence, past[-1].target, polarity=polarity, tolerance=tolerance)
    until = parse_period(past[-1].until).label
    because = (
        f"the target was changed after {until} from “{past[-1].target_text}”: "
        f"{past[-1].reason.rstrip('.')}"
    )
    return colour_change(before, now, because=because)


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
    because = f"the figure for {new.period.label} was revised"
    if old.value is not None and new.value is not None:
        because += f" from {words(old.value)} to {words(new.value)}"
    return colour_change(*judged, because=because)
