"""The chart of one part of an indicator: which points, lines and marks it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.framework import Area
from spfbook.framework.observations import Observation
from spfbook.framework.periods import add_months, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.targets import Bound, Comparator, Direction, bound_of, numbers_of
from spfbook.framework.units import Unit
from spfbook.pages import readings, words
from spfbook.pages.charts import Line, Mark, Picture, Point, draw
from spfbook.pages.headlines import headline
from spfbook.pages.markdown import Chart, figure, text
from spfbook.pages.sparkline import draw_sparkline
from spfbook.pages.view import View
from spfbook.rules.part import Part

SIZE_UNITS = frozenset({Unit.COUNT, Unit.TONNES, Unit.HOURS})
MAX_COMPARATORS = 3
"""Four lines at most in a chart (Analysis Function)."""
FEWEST_POINTS = 3
"""Two points have no shape; the words say them better."""
BOUND_WORDS = {Bound.MORE_THAN: "over ", Bound.LESS_THAN: "under "}


def comparable_areas(view: View, part: Part) -> tuple[Area, ...]:
    """The places that a figure can be set beside: none for a plain count, which grows with the
    size of the place."""
    return () if part.unit in SIZE_UNITS else view.areas


def recent(view: View, values: Sequence[Observation]) -> list[Observation]:
    """Those with a value that the edition's history reaches back to."""
    start = add_months(view.period.end, -12 * view.history_years)
    return [o for o in values if o.period.end > start and o.value is not None]


def chart(view: View, part: Part) -> Chart | None:
    """The part's series with its target, baseline and comparators; None for too few points."""
    shown = recent(view, part.values)
    if len(shown) < FEWEST_POINTS:
        return None
    picture = picture_of(view, part)
    name = part.indicator.id + (f".{part.component.id}" if part.component else "")
    alt = readings.alt_text(
        part,
        shown,
        [line.name for line in picture.comparators],
        [mark.name for mark in picture.marks] + ["the usual range"] * bool(picture.band),
    )
    if picture.is_illustrative:
        alt = f"Illustrative figures, made up. {alt}"
    path, caption = f"figures/{name}.svg", _caption(view, part, shown)
    title = f"**{text(headline(part, comparable_areas(view, part)))}**"
    place = figure(path, alt=alt, caption=caption, name=f"fig-{name}")
    return Chart(draw(picture), f"{title}\n\n{place}")


def sparkline(view: View, part: Part) -> tuple[str, str, str] | None:
    """The part's history for a row of a table: path, alt text and SVG; None for too few points."""
    shown = recent(view, part.values)
    if len(shown) < FEWEST_POINTS:
        return None
    target = _target(part)
    name = part.indicator.id + (f".{part.component.id}" if part.component else "")
    svg = draw_sparkline(_points(part, shown), target[1] if target else None)
    return f"figures/history-{name}.svg", readings.history_text(part, shown), svg


def breaks_shown(view: View, part: Part) -> list[Break]:
    """The breaks of the part's series that lie between figures the chart shows."""
    shown = recent(view, part.values)
    if part.series is None or not shown:
        return []
    first, last = shown[0].period.start, shown[-1].period.start
    return [
        each
        for each in part.series.definition.breaks
        if first < parse_period(each.first_period).start <= last
    ]


def _caption(view: View, part: Part, shown: Sequence[Observation]) -> str:
    name = part.indicator.name
    if part.component:
        name += f": {part.component.text}"
    span = f"{shown[0].period.short_label} to {shown[-1].period.short_label}"
    mark = "Illustrative, made-up figures. " if part.is_illustrative else ""
    return f"{mark}{name}, {view.framework.home.name}, {span}"


def picture_of(view: View, part: Part) -> Picture:
    """The part's figures within the edition's history, with all that is drawn beside them."""
    shown = recent(view, part.values)
    own = Line(view.framework.home.name, _points(part, shown))
    others = []
    for slot, area in enumerate(comparable_areas(view, part)[:MAX_COMPARATORS]):
        values = recent(view, part.of_area(area.id, view.period))
        # Not beyond the council's own last figure: a line that runs on invites a comparison
        # that cannot be made.
        points = _points(part, [o for o in values if o.period.end <= shown[-1].period.end])
        if points:
            others.append(Line(area.name, points, slot))
    now = part.variation.current
    band = now.drawn if now else None
    return Picture(own, tuple(others), _marks(part), part.unit, part.is_illustrative, band)


def _marks(part: Part) -> tuple[Mark, ...]:
    """The target, when it is a number that holds throughout, and the baseline."""
    baseline = _baseline(part)
    target = _target(part)
    if target is not None and target[1] == baseline:
        shown = words.baseline_value(part.baseline, part)
        return (Mark(f"Target and baseline {shown}", target[1]),)
    marks = []
    if target is not None:
        marks.append(Mark(f"Target {target[0]}", target[1]))
    if baseline is not None:
        marks.append(Mark(f"Baseline {words.baseline_value(part.baseline, part)}", baseline))
    return tuple(marks)


def _target(part: Part) -> tuple[str, Decimal] | None:
    """Words and number of the target's line; None for one that no single line can show."""
    if not part.is_assessed or isinstance(part.target, Comparator | Direction):
        return None
    if part.judgement.judged is not None:  # a sum was judged, and the chart shows its parts
        return None
    numbers = numbers_of(part.target)
    value = part.judgement.against
    if value is None and len(numbers) == 1:
        value = numbers[0]
    if value is None:
        return None
    bound = bound_of(part.target)
    before = BOUND_WORDS.get(bound, "") if bound else ""
    return before + words.as_printed(value, part), value


def _baseline(part: Part) -> Decimal | None:
    """The plan's baseline, unless the series shows that it measures something else."""
    found = part.series.link.baseline if part.series else None
    if found is not None and found.finding == "not_found":
        return None
    return part.baseline.value if part.baseline else None


def _points(part: Part, values: Sequence[Observation]) -> tuple[Point, ...]:
    breaks = part.series.definition.breaks if part.series else ()
    starts = [parse_period(b.first_period).start for b in breaks]
    points: list[Point] = []
    before: Observation | None = None
    for o in values:
        assert o.value is not None, "recent() leaves out those without"
        anew = before is not None and any(
            before.period.start < start <= o.period.start for start in starts
        )
        is_open = o.flag is not None and o.flag.value != "revised"
        points.append(Point(o.period.end, o.period.short_label, o.value, is_open, anew))
        before = o
    return tuple(points)
