"""Targets in words: what the plan promises, and what a figure was judged against."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.targets import (
    ByComponent,
    Descriptive,
    NoTarget,
    Range,
    ToBeSet,
    Tolerance,
    numbers_of,
)
from spfbook.pages import formats, words
from spfbook.pages.markdown import text
from spfbook.rules.part import Part
from spfbook.rules.status import Status

WITHOUT_TOLERANCE = (NoTarget, ToBeSet, Descriptive, ByComponent)
NOT_JUDGED = frozenset({Status.NO_TARGET, Status.TO_BE_SET, Status.NOT_JUDGEABLE})


def target_fact(framework: Framework, part: Part) -> str:
    """The plan's own words, and what was judged against; as Markdown."""
    promised = text(words.target_in_full(part.indicator, framework))
    judged = judging(framework, part)
    if not judged:
        return promised
    return f"{formats.stopped(promised)} {judged}"


def judging(framework: Framework, part: Part) -> str:
    """The number judged against, where the plan's words do not hold it, and how near is near: as
    the rules judged it. Markdown; nothing where no figure can be judged."""
    if not part.is_assessed:
        return "Shown for context; not judged."
    if isinstance(part.target, WITHOUT_TOLERANCE) or part.judgement.status in NOT_JUDGED:
        return ""
    against, near = _against(part), _near(part, framework.file.tolerance.of(part.target, part.unit))
    return f"{against}; {near}." if against else formats.sentence(near)


def _against(part: Part) -> str:
    against, judged = part.judgement.against, part.judgement.judged
    only = isinstance(part.target, Range) or numbers_of(part.target) == (against,)
    is_in_words = only and judged is None and part.component is None
    if against is None or is_in_words:
        return ""
    number = text(_number(against, part))
    if judged is None:
        return f"Judged against {number}"
    return f"{text(words.quantity(judged, part))} is judged against {number}"


def _number(against: Decimal, part: Part) -> str:
    """As the plan prints it, where it does; else as exact as the figure is shown."""
    baseline = part.baseline.value if part.baseline else None
    is_printed = against in (*numbers_of(part.target), baseline)
    return words.as_printed(against, part) if is_printed else words.quantity(against, part)


def _near(part: Part, tolerance: Tolerance) -> str:
    """`within 2 percentage points of it is near target`."""
    absolute, relative = tolerance.absolute, tolerance.relative_pct
    if not absolute and not relative:
        return "any miss is off target"
    if absolute:
        reach = formats.difference(absolute, part.unit, formats.places(absolute))
    else:
        assert relative is not None, "Tolerance holds one of the two"
        reach = f"{formats.number(relative, formats.places(relative))}%"
    return f"within {text(reach)} of it is near target"
