"""The section of one indicator: the same things in the same order wherever it stands.

Below the heading, which is its name: reference; status with the year-end forecast, the reason,
how certain it is and what changed it; facts; chart; what the service says; trend and usual
variation; source; caveats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spfbook.framework.observations import Series
from spfbook.pages import formats, readings, words
from spfbook.pages.commentary import (
    forecast,
    forecast_of_whole,
    indicator_commentary,
)
from spfbook.pages.facts import (
    Fact,
    facts_of_part,
    facts_of_single,
    facts_of_whole,
    found_words,
)
from spfbook.pages.indicator_chart import chart
from spfbook.pages.markdown import (
    Block,
    Chart,
    admonition,
    bullets,
    chip,
    facts,
    paragraph,
    small,
    text,
)
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.part import Part


@dataclass(frozen=True)
class Section:
    """What is shown of one indicator, in order."""

    blocks: tuple[Block | Chart, ...]


def section(
    view: View, assessment: Assessment, *, drawn_together: Sequence[Part] = ()
) -> Section:
    """The section of an indicator that has figures; parts that are `drawn_together` with
    others above have no chart of their own."""
    shown = [part for part in assessment.parts if part.values]
    blocks: list[Block | Chart] = [_reference(assessment)]
    if len(assessment.parts) == 1:
        blocks += [_status(view, assessment, shown), facts(facts_of_single(view, shown[0]))]
        blocks += _chart(view, shown[0], drawn_together)
    else:
        blocks += [_status(view, assessment, []), facts(facts_of_whole(view, assessment))]
        for part in shown:
            blocks += [_part_status(view, assessment, part), facts(facts_of_part(view, part))]
            blocks += _chart(view, part, drawn_together)
    blocks.append(indicator_commentary(assessment, view.commentary))
    blocks.append(facts([*_movements(shown), *_sources(shown), *_caveats(assessment)]))
    if assessment.related:
        blocks.append(related(view, assessment))
    return Section(tuple(block for block in blocks if block.source))


def _reference(assessment: Assessment) -> Block:
    indicator = assessment.indicator
    return paragraph(small(f"Reference: {indicator.id} (row {indicator.ref})"))


def _status(view: View, assessment: Assessment, single: list[Part]) -> Block:
    """`single`: the part that the indicator is, where it is one; others speak for themselves."""
    made_up = [chip("Illustrative figures", "illustrative")] * assessment.is_illustrative
    return paragraph(
        words.status_chip(assessment.status),
        *made_up,
        _ahead(forecast_of_whole(assessment, view.commentary)),
        text(assessment.judgement.reason),
        *readings.uncertainty(assessment.worst_part),
        *(readings.changes(single[0]) if single else map(text, assessment.changes)),
    )


def _part_status(view: View, assessment: Assessment, part: Part) -> Block:
    """What the status of the whole has said of the part that gives it is not said again: nothing
    but a revision, where that part is the only one judged on a figure."""
    name = formats.sentence(part.component.text) if part.component else "All together."
    if not part.is_assessed:
        return paragraph(f"**{text(name)}**")
    judged = [each for each in assessment.parts if each.is_assessed and each.values]
    is_said = judged == [part] and part.judgement.status is assessment.status
    above = [text(s) for s in assessment.changes if part is assessment.worst_part]
    return paragraph(
        f"**{text(name)}**",
        "" if is_said else words.status_chip(part.judgement.status),
        _ahead(forecast(part, view.commentary) if part.component else ""),
        *([] if is_said else [text(part.judgement.reason), *readings.uncertainty(part)]),
        *(each for each in readings.changes(part) if each not in above),
    )


def _ahead(said: str) -> str:
    return f"Year-end forecast: {said}." if said else ""


def _chart(view: View, part: Part, drawn_together: Sequence[Part]) -> list[Chart]:
    picture = None if part in drawn_together else chart(view, part)
    return [picture] if picture else []


def _movements(shown: list[Part]) -> list[Fact]:
    """Trend and usual variation of each part."""
    found = []
    for label, words_of in (("Trend", readings.trend), ("Usual variation", readings.variation)):
        for part in shown:
            of = f"**{text(formats.sentence(part.component.text))}** " if part.component else ""
            said = words_of(part)
            found += [(label, of + said)] if said else []
    return found


def _sources(shown: list[Part]) -> list[Fact]:
    """Publisher and titles once for each source; how the series differ from what is planned."""
    found = [part.series for part in shown if part.series]
    by_source: dict[str, list[Series]] = {}
    for series in found:
        by_source.setdefault(series.source.id, []).append(series)
    said = [_source_words(group) for group in by_source.values()]
    facts_ = [("Source", " ".join([*said, *_each_once(_baseline_words(s) for s in found)]))]
    differences = [s.link.difference or "" for s in found if s.link.match == "differs"]
    if differences:
        differing = _each_once(text(formats.sentence(each)) for each in differences)
        facts_.append(("How it differs from the plan", " ".join(differing)))
    return facts_


def _each_once(sentences: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(sentences) if each]


def _source_words(group: list[Series]) -> str:
    source = group[0].source
    if source.illustrative:
        return "Made up for demonstration; these are not statistics."
    publishers = dict.fromkeys(series.definition.publisher or source.publisher for series in group)
    titles = dict.fromkeys(series.definition.title for series in group)
    named = f"{formats.joined(list(publishers))}: {'; '.join(titles)}. {source.licence}."
    return text(named)


def _baseline_words(series: Series) -> str:
    """How far the plan's baseline is from what was published; the facts name the period of one
    that is the same."""
    found = series.link.baseline
    if found is None or found.finding == "no_baseline" or found_words(series):
        return ""
    return text(formats.sentence(found.note)) if found.note else ""


def _caveats(assessment: Assessment) -> list[Fact]:
    notes = [text(formats.sentence(note)) for note in assessment.indicator.notes]
    return [("Caveats", " ".join(notes))] if notes else []


def related(view: View, assessment: Assessment, title: str = "") -> Block:
    """Related official statistics: the latest figure, and why it is not the indicator's."""
    items = []
    for series in assessment.related:
        values = series.values(view.framework.home.id)
        known = [o for o in values if o.period.end <= view.period.end]
        if not known:
            continue
        last = known[-1]
        assert last.value is not None, "values() leaves out those without"
        places = min(2, max(0, formats.places(last.value)))
        shown = formats.quantity(last.value, series.definition.unit, places)
        publisher = series.definition.publisher or series.source.publisher
        items.append(
            f"**{text(series.definition.title)}:** {text(shown)} {readings.when(last.period)}. "
            f"{text(formats.sentence(series.link.difference or ''))} Source: {text(publisher)}."
        )
    if not items:
        return Block("")
    heading = "Related official statistics" + (f": {title}" if title else "")
    return admonition("note", text(heading), bullets(items))
