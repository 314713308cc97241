"""Parts and assessments with some of what was worked out replaced, the rest as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from spfbook.rules.assessment import Assessment
from spfbook.rules.judging import Judged
from spfbook.rules.part import Part
from spfbook.rules.worked_out import worked_out

OF_JUDGED = frozenset(each.name for each in fields(Judged))
OF_PART = frozenset(each.name for each in fields(Part))
OF_ASSESSMENT = frozenset(each.name for each in fields(Assessment))


def worked(part: Part) -> dict[str, Any]:
    """Everything that is worked out of a part, by name."""
    names = [name for name, each in vars(Part).items() if isinstance(each, worked_out)]
    return {name: getattr(part, name) for name in names}


def part_with(part: Part, **changed: Any) -> Part:
    worked(part)
    given = {name: changed.pop(name) for name in OF_PART & changed.keys()}
    judged = {name: changed.pop(name) for name in OF_JUDGED & changed.keys()}
    if "trend" in changed:
        changed["_trend_alone"] = changed.pop("trend")
    known = part.known | changed | {"judged": replace(part.judged, **judged)}
    return replace(part, known=known, **given)


def assessment_with(found: Assessment, **changed: Any) -> Assessment:
    judgement, changes = found.judgement, found.changes
    given = {name: changed.pop(name) for name in OF_ASSESSMENT & changed.keys()}
    made = replace(found, **given)
    vars(made).update({"judgement": judgement, "changes": changes} | changed)
    return made
