"""Standings: what an edition says of every indicator, as values that a release keeps."""

from __future__ import annotations

from collections.abc import Iterator

from spfbook.framework.components import Component
from spfbook.framework.framework import Row
from spfbook.framework.indicators import Indicator
from spfbook.framework.observations import Observation
from spfbook.framework.standing import Standing, StoodFigure
from spfbook.framework.units import IN_WORDS
from spfbook.pages import formats, words
from spfbook.pages.data_status import tolerance_words
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.judgement import Status
from spfbook.rules.part import Part


def standings(view: View) -> tuple[Standing, ...]:
    """Of every indicator once, in the plan's order, its whole before its components."""
    found = []
    for row in view.framework.rows():
        if not row.is_repeat:
            found += _of_indicator(view, row, view.assessment(row.indicator.id))
    return tuple(found)


def _of_indicator(view: View, row: Row, assessment: Assessment) -> Iterator[Standing]:
    if any(part.component is not None for part in assessment.parts):
        yield _standing(view, row, assessment.status, None)
    for part in assessment.parts:
        yield _standing(view, row, part.judgement.status, part)


def _standing(view: View, row: Row, status: Status, part: Part | None) -> Standing:
    """Of one part; of the whole of an indicator of several, where `part` is None."""
    indicator = row.indicator
    component = part.component if part else None
    series = part.series if part else None
    is_judged = part is None or part.is_assessed
    return Standing(
        indicator=indicator.id,
        component=component.id if component else "",
        ref=row.words.ref,
        name=f"{indicator.name}: {component.text}" if component else indicator.name,
        theme=row.theme.id,
        status=status.value,
        status_words=words.STATUS_WORDS[status] if is_judged else "For context",
        target=words.target_words(indicator, view.framework) if is_judged else "",
        tolerance=tolerance_words(view, part) if part else "",
        baseline=words.baseline_words(part.baseline, part) if part and part.baseline else "",
        polarity=(component or indicator).polarity.value if part else "",
        definition=indicator.measure,
        purpose=indicator.purpose,
        unit=_unit(indicator, component) if part else "",
        dead_band=f"{indicator.dead_band:f}" if indicator.dead_band is not None else "",
        frequency=words.frequency_words(indicator.frequency),
        lead=formats.joined([view.framework.members[m].name for m in row.words.lead_members]),
        source=f"{series.source.title}: {series.definition.title}" if series else "",
        figures=tuple(_figure(o, part) for o in part.values) if part else (),
        is_illustrative=(part or view.assessment(indicator.id)).is_illustrative,
    )


def _unit(indicator: Indicator, component: Component | None) -> str:
    """`%, 1 decimal`; `number of homes`."""
    of = component or indicator
    unit = IN_WORDS[of.unit]
    if indicator.counts:
        unit += f" of {indicator.counts}"
    return f"{unit}, {formats.counted(of.decimals, 'decimal')}" if of.decimals else unit


def _figure(observation: Observation, part: Part) -> StoodFigure:
    value, missing = observation.value, observation.missing
    exact = f"{value:f}" if value is not None else missing.value if missing else "not_available"
    return StoodFigure(
        period=observation.period.text, exact=exact, shown=words.value_of(observation, part)
    )
