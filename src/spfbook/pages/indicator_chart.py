"""The chart of one part of an indicator: which points, lines and marks it shows."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.framework import Area
from spfbook.framework.observations import Observation
from spfbook.framework.periods import add_months, parse_period
from spfbook.framework.sources import Break
from spfbook.framework.units import Unit
from spfbook.pages import words
from spfbook.pages.chart_text import chart_text, history_text
from spfbook.pages.charts import Line, Mark, Picture, Point, draw
from spfbook.pages.headlines import headline
from spfbook.pages.markdown import Chart, figure, text
from spfbook.pages.sparkline import draw_sparkline
from spfbook.pages.target_line import TargetLine, target_line
from spfbook.pages.view import View
from spfbook.rules.part import Part
from spfbook.rules.target_course import Stretch, target_course

SIZE_UNITS = frozenset({Unit.COUNT, Unit.TONNES, Unit.HOURS})
MAX_COMPARATORS = 3
"""Four lines at most in a chart (Analysis Function)."""
FEWEST_POINTS = 3
"""Two points have no shape; the words say them better."""


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
    alt = chart_text(part, picture, shown, view.framework)
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
    name = part.indicator.id + (f".{part.component.id}" if part.component else "")
    course = course_of(view, part)
    svg = draw_sparkline(_points(part, shown), course)
    return f"figures/history-{name}.svg", history_text(part, shown, course), svg


def course_of(view: View, part: Part) -> tuple[Stretch, ...]:
    """The part's target under the figures that the chart shows, and since."""
    shown = recent(view, part.values)
    return target_course(part, shown, view.framework, view.observations, view.period)


def breaks_shown(view: View, part: Part) -> list[Break]:
    """The breaks of the part's series that lie between figures the chart shows."""
    shown = recent(view, part.values)
    if not shown:
        return []
    first, last = shown[0].period.start, shown[-1].period.start
    return [
        each
        for each in part.breaks
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
    target = target_line(part, course_of(view, part), shown[-1], _baseline(part))
    return Picture(
        own, tuple(others), _marks(part, target), part.unit, target, part.is_illustrative, band
    )


def _marks(part: Part, target: TargetLine | None) -> tuple[Mark, ...]:
    """The baseline; without a name where the target's says it."""
    baseline = _baseline(part)
    if baseline is None:
        return ()
    is_named = target is not None and target.stretches[-1].values == (baseline,)
    shown = words.baseline_value(part.baseline, part)
    return (Mark("" if is_named else f"Baseline {shown}", baseline),)


def _baseline(part: Part) -> Decimal | None:
    """The plan's baseline, unless the series shows that it measures something else."""
    found = part.series.link.baseline if part.series else None
    if found is not None and found.finding == "not_found":
        return None
    return part.baseline.value if part.baseline else None


def _points(part: Part, values: Sequence[Observation]) -> tuple[Point, ...]:
    starts = [parse_period(b.first_period).start for b in part.breaks]
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
