"""Explanations: which indicators are off target and no service says why, or not all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spfbook.framework.commentary import FIELDS, Commentary, Remark
from spfbook.rules.assessment import Assessment
from spfbook.rules.status import Status


@dataclass(frozen=True)
class Lacking:
    """A red indicator, or a red component of one, that is not explained in full."""

    indicator: str
    component: str | None
    fields: tuple[str, ...]
    """What is not said; all of `FIELDS` where nothing is."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is said."""
        return self.fields == FIELDS


def lacking_commentary(
    assessments: Iterable[Assessment], commentary: Commentary
) -> list[Lacking]:
    """Every red among `assessments` without a whole explanation, in their order, each once.

    Havering's rule (every red has its corrective action) as acceptance point 12 puts it: action,
    owner, date and comment. Words on the indicator as a whole explain it; so do words on each
    of its red components.
    """
    reds = {a.indicator.id: a for a in assessments if a.status is Status.RED}
    return [found for red in reds.values() for found in _lacking(red, commentary)]


def _lacking(red: Assessment, commentary: Commentary) -> Iterator[Lacking]:
    name = red.indicator.id
    whole = commentary.on_indicator(name)
    components = _red_components(red)
    if whole is not None or not any(commentary.on_indicator(name, c) for c in components):
        components = (None,)
    for component in components:
        fields = _unsaid(commentary.on_indicator(name, component))
        if fields:
            yield Lacking(name, component, fields)


def _red_components(red: Assessment) -> tuple[str, ...]:
    return tuple(
        part.component.id
        for part in red.parts
        if part.component and part.is_assessed and part.judgement.status is Status.RED
    )


def _unsaid(remark: Remark | None) -> tuple[str, ...]:
    return FIELDS if remark is None else remark.comment.lacking
