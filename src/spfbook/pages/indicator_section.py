"""The section of one indicator: status, figures in words, chart, source and caveats."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.framework.framework import Area
from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation, Series
from spfbook.framework.periods import add_months, parse_period
from spfbook.framework.units import Unit
from spfbook.pages import formats, readings, words
from spfbook.pages.charts import Line, Mark, Picture, Point, draw
from spfbook.pages.markdown import (
    Block,
    Chart,
    admonition,
    bullets,
    chip,
    figure,
    paragraph,
    text,
)
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment, Part

SIZE_UNITS = frozenset({Unit.COUNT, Unit.TONNES, Unit.HOURS})
MAX_COMPARATORS = 3
"""Four lines at most in a chart (Analysis Function)."""


@dataclass(frozen=True)
class Section:
    """What is shown of one indicator, in order."""

    blocks: tuple[Block | Chart, ...]


def section(view: View, assessment: Assessment) -> Section:
    """The section of an indicator that has figures."""
    blocks: list[Block | Chart] = [_status(assessment), _facts(view, assessment)]
    for part in assessment.parts:
        if not part.values:
            continue
        blocks += _part(view, part, is_only=len(assessment.parts) == 1)
    blocks.append(_source(view, assessment))
    if assessment.indicator.notes:
        blocks.append(_notes(assessment))
    if assessment.related:
        blocks.append(related(view, assessment))
    return Section(tuple(blocks))


def _status(assessment: Assessment) -> Block:
    chips = words.status_chip(assessment.status)
    if assessment.is_illustrative:
        chips += " " + chip("Illustrative figures", "illustrative")
    return paragraph(chips, text(assessment.judgement.reason))


def _facts(view: View, assessment: Assessment) -> Block:
    indicator = assessment.indicator
    target = words.target_words(indicator, view.framework)
    items = [
        f"**What it is:** {text(indicator.purpose)}",
        f"**The plan’s words:** {text(indicator.measure)}",
        f"**Target in the plan:** {text(target)}",
        f"**Baseline in the plan:** {text(indicator.baseline_text or 'None given')}",
    ]
    if indicator.polarity is not Polarity.NEITHER:
        items[0] += f" {words.POLARITY_WORDS[indicator.polarity]}"
    return bullets(items)


def comparable_areas(view: View, part: Part) -> tuple[Area, ...]:
    """The places that a figure can be set beside: none for a plain count, which grows with the
    size of the place."""
    return () if part.unit in SIZE_UNITS else view.areas


def _part(view: View, part: Part, *, is_only: bool) -> list[Block | Chart]:
    name = "" if is_only else f"**{text(_part_name(part))}.**"
    mark = "" if is_only or not part.is_assessed else words.status_chip(part.judgement.status)
    said = paragraph(
        name,
        mark,
        *readings.reading(part, comparable_areas(view, part), view.period, with_status=not is_only),
    )
    known = [o for o in _recent(view, part.values) if o.value is not None]
    if not known:
        return [said]
    return [said, chart(view, part)]


def _part_name(part: Part) -> str:
    return formats.sentence(part.component.text)[:-1] if part.component else "All together"


def chart(view: View, part: Part) -> Chart:
    """The part's series with its target, baseline and comparators."""
    picture = _picture(view, part)
    name = part.indicator.id + (f".{part.component.id}" if part.component else "")
    alt = readings.alt_text(
        part,
        _recent(view, part.values),
        [line.name for line in picture.comparators],
        [mark.name for mark in picture.marks],
    )
    if picture.is_illustrative:
        alt = f"Illustrative figures, made up. {alt}"
    return Chart(
        draw(picture),
        figure(f"figures/{name}.svg", alt=alt, caption=_caption(view, part), name=f"fig-{name}"),
    )


def _caption(view: View, part: Part) -> str:
    known = [o for o in _recent(view, part.values) if o.value is not None]
    name = part.indicator.name
    if part.component:
        name += f": {part.component.text}"
    span = known[-1].period.label
    if len(known) > 1:
        span = f"{known[0].period.short_label} to {known[-1].period.short_label}"
    mark = "Illustrative, made-up figures. " if part.is_illustrative else ""
    return f"{mark}{name}, {view.framework.home.name}, {span}"


def _picture(view: View, part: Part) -> Picture:
    own = Line(view.framework.home.name, _points(view, part, part.values))
    others = []
    for slot, area in enumerate(comparable_areas(view, part)[:MAX_COMPARATORS]):
        points = _points(view, part, part.of_area(area.id, view.period))
        if points:
            others.append(Line(area.name, points, slot))
    return Picture(own, tuple(others), _marks(part), part.unit, part.is_illustrative)


def _marks(part: Part) -> tuple[Mark, ...]:
    marks = []
    baseline = part.baseline.value if part.baseline else None
    against = part.judgement.against
    if part.is_assessed and against is not None and against != baseline:
        marks.append(Mark(f"Target {words.quantity(against, part)}", against))
    if baseline is not None:
        marks.append(Mark(f"Baseline {words.baseline_value(part.baseline, part)}", baseline))
    return tuple(marks)


def _recent(view: View, values: tuple[Observation, ...]) -> list[Observation]:
    start = add_months(view.period.end, -12 * view.history_years)
    return [o for o in values if o.period.end > start]


def _points(view: View, part: Part, values: tuple[Observation, ...]) -> tuple[Point, ...]:
    breaks = part.series.definition.breaks if part.series else ()
    starts = [parse_period(b.first_period).start for b in breaks]
    points: list[Point] = []
    before: Observation | None = None
    for o in _recent(view, values):
        if o.value is None:
            continue
        anew = before is not None and any(
            before.period.start < start <= o.period.start for start in starts
        )
        is_open = o.flag is not None and o.flag.value != "revised"
        points.append(Point(o.period.end, o.period.short_label, o.value, is_open, anew))
        before = o
    return tuple(points)


def _source(view: View, assessment: Assessment) -> Block:
    said: list[str] = []
    for series in dict.fromkeys(part.series for part in assessment.parts if part.series):
        said.append(_source_words(series))
    return paragraph("**Source.**", *dict.fromkeys(said))


def _source_words(series: Series) -> str:
    source = series.source
    if source.illustrative:
        return "Made up for demonstration; these are not statistics."
    said = f"{text(source.publisher)}, {text(series.definition.title)}; {text(source.licence)}."
    if series.link.match == "differs":
        said += f" **How it differs:** {text(formats.sentence(series.link.difference or ''))}"
    return said + " " + _baseline_words(series)


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


def related(view: View, assessment: Assessment) -> Block:
    """Related official statistics: the latest figure, and why it is not the indicator's."""
    items = []
    for series in assessment.related:
        known = [
            o
            for o in series.values(view.framework.home.id)
            if o.period.end <= view.period.end
        ]
        if not known:
            continue
        last = known[-1]
        assert last.value is not None
        exponent = last.value.as_tuple().exponent
        places = min(2, max(0, -exponent)) if isinstance(exponent, int) else 0
        shown = formats.quantity(last.value, series.definition.unit, places)
        items.append(
            f"**{text(series.definition.title)}:** {text(shown)} in {last.period.label}. "
            f"{text(formats.sentence(series.link.difference or ''))} "
            f"Source: {text(series.source.publisher)}."
        )
    if not items:
        return Block("")
    return admonition("note", "Related official statistics", bullets(items))


