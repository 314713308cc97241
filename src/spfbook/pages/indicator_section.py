"""The section of one indicator: status, figures in words, chart, source and caveats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Series
from spfbook.framework.periods import parse_period
from spfbook.pages import formats, readings, words
from spfbook.pages.indicator_chart import breaks_shown, chart, comparable_areas
from spfbook.pages.markdown import Block, Chart, admonition, bullets, chip, paragraph, text
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
    blocks: list[Block | Chart] = [_status(assessment), _facts(view, assessment)]
    for part in assessment.parts:
        if not part.values:
            continue
        has_chart = part not in drawn_together
        blocks += _part(view, part, is_only=len(assessment.parts) == 1, has_chart=has_chart)
    blocks.append(_source(assessment))
    if assessment.indicator.notes:
        blocks.append(_notes(assessment))
    if assessment.related:
        blocks.append(related(view, assessment))
    return Section(tuple(blocks))


def _status(assessment: Assessment) -> Block:
    chips = words.status_chip(assessment.status)
    if assessment.is_illustrative:
        chips += " " + chip("Illustrative figures", "illustrative")
    unsure = readings.uncertainty(assessment.worst_part)
    return paragraph(chips, text(assessment.judgement.reason), *unsure)


def _facts(view: View, assessment: Assessment) -> Block:
    indicator = assessment.indicator
    items = [
        f"**What it is:** {text(indicator.purpose)}",
        f"**The plan’s words:** {text(indicator.measure)}",
        f"**Target in the plan:** {text(words.target_in_full(indicator, view.framework))}",
        f"**Baseline in the plan:** {text(indicator.baseline_text or 'None given')}",
    ]
    if indicator.polarity is not Polarity.NEITHER:
        items[0] += f" {words.POLARITY_WORDS[indicator.polarity]}"
    return bullets(items)


def _part(view: View, part: Part, *, is_only: bool, has_chart: bool) -> list[Block | Chart]:
    name = "" if is_only else f"**{text(_part_name(part))}.**"
    mark = "" if is_only or not part.is_assessed else words.status_chip(part.judgement.status)
    areas = comparable_areas(view, part)
    sentences = readings.reading(part, areas, with_status=not is_only)
    said = paragraph(name, mark, *sentences, *_breaks(view, part))
    picture = chart(view, part) if has_chart else None
    trend = readings.trend(part)
    variation = readings.variation(part)
    after = [paragraph("**Trend.**", trend)] if trend else []
    after += [paragraph("**Variation.**", variation)] if variation else []
    return [said, *([picture] if picture else []), *after]


def _part_name(part: Part) -> str:
    return formats.sentence(part.component.text)[:-1] if part.component else "All together"


def _breaks(view: View, part: Part) -> list[str]:
    """What a reader must know of breaks in the line, a sentence each; the reading has said it
    where the change on a year before crosses one."""
    return [
        f"From {readings.in_sentence(parse_period(each.first_period))} the figures cannot be "
        f"compared with earlier ones: {text(formats.clause(each.reason))}"
        for each in breaks_shown(view, part)
        if each.reason != part.travel.reason
    ]


def _source(assessment: Assessment) -> Block:
    """Publisher and titles once for each source, then what each series adds."""
    found = [part.series for part in assessment.parts if part.series]
    by_source: dict[str, list[Series]] = {}
    for series in found:
        by_source.setdefault(series.source.id, []).append(series)
    said = [_source_words(group) for group in by_source.values()]
    return paragraph("**Source.**", *said, *_detail_words(found))


def _source_words(group: list[Series]) -> str:
    source = group[0].source
    if source.illustrative:
        return "Made up for demonstration; these are not statistics."
    publishers = dict.fromkeys(series.definition.publisher or source.publisher for series in group)
    titles = dict.fromkeys(series.definition.title for series in group)
    named = f"{formats.joined(list(publishers))}: {'; '.join(titles)}. {source.licence}."
    return text(named)


def _detail_words(found: list[Series]) -> list[str]:
    differences = [s.link.difference for s in found if s.link.match == "differs"]
    said = [text(formats.sentence(d or "")) for d in dict.fromkeys(differences)]
    if said:
        said[0] = f"**How it differs from the plan:** {said[0]}"
    return [*said, *dict.fromkeys(words_ for s in found if (words_ := _baseline_words(s)))]


def _baseline_words(series: Series) -> str:
    found = series.link.baseline
    if found is None or found.finding == "no_baseline":
        return ""
    if found.finding == "found" and found.period:
        return f"The plan’s baseline is the published figure for {_label(found.period)}."
    return text(formats.sentence(found.note)) if found.note else ""


def _label(period: str) -> str:
    return parse_period(period).label


def _notes(assessment: Assessment) -> Block:
    notes = bullets([text(note) for note in assessment.indicator.notes])
    return admonition("note", "About this indicator", notes)


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
