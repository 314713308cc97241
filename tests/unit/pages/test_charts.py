"""Charts: the same bytes twice, and nothing that touches, hides or misleads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import rc_context, rcParams
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from spfbook.framework.targets import Bound, Threshold
from spfbook.framework.units import Unit
from spfbook.pages import charts, indicator_chart
from spfbook.pages.charts import LABEL_GAP, OWN, Line, Mark, Picture, Point, draw
from spfbook.pages.target_line import TARGET, TargetLine
from spfbook.pages.view import View
from spfbook.rules.target_course import Stretch


def points(*values: float, label: str = "20{n}/{m}", first: int = 10) -> tuple[Point, ...]:
    return tuple(
        Point(
            date(2000 + first + n, 3, 31),
            label.format(n=first + n, m=first + n + 1),
            Decimal(str(value)),
        )
        for n, value in enumerate(values)
    )


PLAIN = Picture(
    own=Line("Northmere", points(61, 62.5, 60, 64)),
    comparators=(Line("Mereshire", points(63, 63.5, 64, 64.1), 0),),
    marks=(Mark("Baseline 61%", Decimal(61)),),
    unit=Unit.PERCENT,
    target=TargetLine(
        "Target 64%",
        (
            Stretch(
                date(2012, 3, 31), date(2013, 3, 31), (Decimal(64),),
                Threshold(kind="threshold", bound=Bound.AT_LEAST, value=64),
            ),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """What the drawing holds, measured before it is written."""

    axes: Axes
    ticks: list[tuple[str, Bbox]]
    names: list[tuple[str, Bbox]]
    width: float

    @property
    def lines(self) -> list[int]:
        """How many points each line of the council's own has."""
        own = [each for each in self.axes.lines if to_hex(each.get_color()) == OWN.lower()]
        return [len(each.get_xdata()) for each in own if each.get_marker() == "None"]

    @property
    def open_points(self) -> list[bool]:
        own = [each for each in self.axes.lines if to_hex(each.get_color()) == OWN.lower()]
        dots = [each for each in own if each.get_marker() == "o"]
        at = {x: to_hex(each.get_markerfacecolor()) for each in dots for x in each.get_xdata()}
        return [at[x] == "#ffffff" for x in sorted(at)]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Callable[[Picture], Drawn]:
    """Draw a picture and measure it in place of writing it."""

    def measure(picture: Picture) -> Drawn:
        found: list[Drawn] = []

        def look(figure: Figure, *_: object, **__: object) -> None:
            figure.canvas.draw()
            (axes,) = figure.axes
            ticks = [(t.get_text(), t.get_window_extent()) for t in axes.get_xticklabels()]
            names = [(t.get_text(), t.get_window_extent()) for t in axes.texts]
            found.append(Drawn(axes, ticks, names, figure.bbox.width))

        monkeypatch.setattr(charts.Figure, "savefig", look)
        draw(picture)
        return found[0]

    return measure


def test_the_same_values_give_the_same_bytes() -> None:
    first = draw(PLAIN)
    assert draw(replace(PLAIN)) == first
    assert "<dc:date>" not in first
    other = replace(PLAIN, own=Line("Northmere", points(61, 62.5, 60, 63)))
    assert draw(other) != first


def test_what_matplotlib_is_set_to_changes_nothing() -> None:
    """A `matplotlibrc` of whoever builds, or of the folder it is built from."""
    usual = draw(PLAIN)
    settings = {"font.size": 20, "axes.facecolor": "red", "xtick.major.size": 9, "font.weight": 900}
    with rc_context(settings):
        assert draw(PLAIN) == usual
        assert rcParams["axes.facecolor"] == "red"


@given(st.lists(st.floats(-0.2, 1.2), max_size=6))
def test_names_at_the_right_stand_apart_and_inside(places: list[float]) -> None:
    """Six is the most there are: the council, three places, target, baseline."""
    moved = charts._apart(sorted(places), [LABEL_GAP] * len(places))
    assert all(b - a >= LABEL_GAP - 1e-9 for a, b in pairwise(moved))
    assert all(-1e-9 <= place <= 1 for place in moved)


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from([1, 2])), max_size=6))
def test_names_of_two_lines_take_the_room_of_two(labels: list[tuple[float, int]]) -> None:
    labels = sorted(labels)
    heights = [LABEL_GAP * lines for _, lines in labels]
    moved = charts._apart([place for place, _ in labels], heights)
    spans = [(m - h / 2, m + h / 2) for m, h in zip(moved, heights, strict=True)]
    assert all(upper[0] >= lower[1] - 1e-9 for lower, upper in pairwise(spans))


def test_names_that_have_room_stay_where_their_lines_end() -> None:
    assert charts._apart([0.1, 0.5, 0.9], [LABEL_GAP] * 3) == [0.1, 0.5, 0.9]


@pytest.mark.parametrize("value", [64, 61, 100, 0])
def test_names_do_not_touch_even_when_all_lines_end_together(
    measured: Callable, value: int
) -> None:
    line = points(60, value)
    picture = Picture(
        own=Line("Northmere", line),
        comparators=tuple(Line(f"Place {n}", line, n) for n in range(3)),
        marks=(Mark("Target", Decimal(value)), Mark("Baseline", Decimal(value))),
        unit=Unit.PERCENT,
    )
    names = sorted((box for _, box in measured(picture).names), key=lambda box: box.y0)
    assert len(names) == 6
    assert all(upper.y0 >= lower.y1 - 0.5 for lower, upper in pairwise(names))


@pytest.mark.parametrize("count", [1, 2, 7, 10, 13, 40])
@pytest.mark.parametrize("label", ["20{n}", "20{n}/{m}", "2016 to 20{n}", "30 Sep 20{n}"])
def test_periods_below_the_axis_do_not_touch_and_the_last_is_named(
    measured: Callable, count: int, label: str
) -> None:
    own = points(*range(count), label=label, first=10)
    drawn = measured(Picture(Line("Northmere", own), (), (), Unit.COUNT))
    boxes = [box for _, box in drawn.ticks]
    assert all(right.x0 > left.x1 for left, right in pairwise(boxes))
    assert drawn.ticks[-1][0] == own[-1].label
    assert boxes[0].x0 >= 0


def test_provisional_points_are_open_and_no_others(measured: Callable) -> None:
    one, two, three = points(1, 2, 3)
    own = Line("Northmere", (one, replace(two, is_open=True), three))
    assert measured(replace(PLAIN, own=own)).open_points == [False, True, False]


@pytest.mark.parametrize(
    ("anew", "runs"), [((), [4]), ((1,), [1, 3]), ((2,), [2, 2]), ((1, 2, 3), [1, 1, 1, 1])]
)
def test_a_break_splits_the_line(
    measured: Callable, anew: tuple[int, ...], runs: list[int]
) -> None:
    own = tuple(
        replace(point, starts_anew=n in anew) for n, point in enumerate(points(1, 2, 3, 4))
    )
    assert measured(replace(PLAIN, own=Line("Northmere", own))).lines == runs


def test_other_places_are_drawn_lighter_and_named_where_their_lines_end(
    measured: Callable,
) -> None:
    drawn = measured(PLAIN)
    lines = [each for each in drawn.axes.lines if each.get_linestyle() == "-"]
    joined = [each for each in lines if len(each.get_xdata()) == len(PLAIN.own.points)]
    widths = {to_hex(each.get_color()): each.get_linewidth() for each in joined}
    own = widths.pop(OWN.lower())
    assert list(widths.values()) == [width for width in widths.values() if width < own] != []
    ends = {"Northmere": 64, "Mereshire": 64.1}
    names = {t.get_text(): t.get_position() for t in drawn.axes.texts if t.get_text() in ends}
    low, high = drawn.axes.get_ylim()
    assert names.keys() == ends.keys()
    for name, (across, up) in names.items():
        assert across > 1
        assert abs(up - (ends[name] - low) / (high - low)) < 4 * LABEL_GAP


def test_made_up_figures_carry_a_mark_across_the_picture(measured: Callable) -> None:
    assert "ILLUSTRATIVE" not in [text for text, _ in measured(PLAIN).names]
    made_up = replace(PLAIN, is_illustrative=True)
    assert "ILLUSTRATIVE" in [text for text, _ in measured(made_up).names]


@pytest.mark.parametrize(
    ("values", "unit", "low"),
    [
        ((1, 2, 3), Unit.COUNT, 0),
        ((0, 0, 0), Unit.COUNT, None),
        ((-2, 1, 3), Unit.PERCENT, None),
        ((95, 97, 100), Unit.PERCENT, None),
    ],
)
def test_the_axis_holds_all_points_and_no_percentage_beyond_a_hundred(
    measured: Callable, values: tuple[float, ...], unit: Unit, low: float | None
) -> None:
    own = points(*values)
    bottom, top = measured(Picture(Line("N", own), (), (), unit)).axes.get_ylim()
    assert bottom <= min(values)
    assert top >= max(values)
    if low is not None:
        assert bottom == low
    if unit is Unit.PERCENT:
        assert top < 104


def stretch(start: int, end: int, *values: float) -> Stretch:
    return Stretch(
        date(start, 3, 31), date(end, 3, 31), tuple(Decimal(str(v)) for v in values),
        Threshold(kind="threshold", bound=Bound.AT_LEAST, value=values[0]),
    )  # fmt: skip


def target_lines(drawn: Drawn) -> list[tuple[list[float], list[float]]]:
    """Where the lines in the target's colour run, dashed ones and risers."""
    own = [each for each in drawn.axes.lines if to_hex(each.get_color()) == TARGET.lower()]
    return [(list(each.get_xdata()), list(each.get_ydata())) for each in own]


def test_the_baseline_is_a_line_right_across(measured: Callable) -> None:
    across = [each for each in measured(PLAIN).axes.lines if list(each.get_xdata()) == [0, 1]]
    assert [each.get_ydata()[0] for each in across] == [61]
    assert across[0].get_linestyle() != "-"


def test_the_target_is_drawn_from_when_it_held_and_not_before(measured: Callable) -> None:
    drawn = measured(PLAIN)
    assert target_lines(drawn) == [([date2num(date(2012, 3, 31)), date2num(date(2013, 3, 31))],
                                    [64, 64])]  # fmt: skip
    low, _ = drawn.axes.get_xlim()
    assert low < date2num(PLAIN.own.points[0].at) < date2num(date(2012, 3, 31))


def test_a_target_that_changed_is_drawn_in_steps_with_their_numbers(measured: Callable) -> None:
    course = (stretch(2010, 2011, 60), stretch(2011, 2013, 62), stretch(2013, 2014, 65))
    stepped = replace(PLAIN, target=TargetLine("Target 65%", course, ("60%", "62%")))
    drawn = measured(stepped)
    heights = [ys for _, ys in target_lines(drawn)]
    assert heights == [[60, 60], [62, 62], [65, 65], [60, 62], [62, 65]]
    assert {"60%", "62%", "Target 65%"} <= {text for text, _ in drawn.names}


def test_a_range_is_two_lines_and_both_are_in_the_picture(measured: Callable) -> None:
    course = (stretch(2012, 2013, -5, 5),)
    within = Picture(
        Line("Northmere", points(1, 2, 1, 3)), (), (), Unit.PERCENT,
        TargetLine("Target −5% to 5%", course),
    )  # fmt: skip
    drawn = measured(within)
    assert [ys for _, ys in target_lines(drawn)] == [[-5, -5], [5, 5]]
    low, high = drawn.axes.get_ylim()
    assert low <= -5 < 5 <= high


def test_a_target_that_runs_on_after_the_last_figure_says_until_when(measured: Callable) -> None:
    on = TargetLine("Target 64%", (stretch(2012, 2016, 64),), (), "Mar 2016")
    ticks = [name for name, _ in measured(replace(PLAIN, target=on)).ticks]
    assert ticks[-1] == "Mar 2016"
    assert "2013/14" in ticks


def test_no_name_of_our_own_charts_runs_out_of_the_picture(
    monkeypatch: pytest.MonkeyPatch, measured: Callable, our_view: View
) -> None:
    """Each name that stands in any chart of the edition."""
    pictures: list[Picture] = []
    monkeypatch.setattr(indicator_chart, "draw", lambda picture: pictures.append(picture) or "")
    for indicator in our_view.framework.indicators:
        for part in our_view.assessment(indicator).parts:
            indicator_chart.chart(our_view, part)
    marked = {each.name for p in pictures for each in (*p.comparators, *p.marks) if each.name}
    names = sorted(marked | {p.target.name for p in pictures if p.target})
    own, wide = our_view.framework.home.name, []
    for some in [names[n : n + 5] for n in range(0, len(names), 5)]:
        marks = tuple(Mark(name, Decimal(n)) for n, name in enumerate(some))
        drawn = measured(Picture(Line(own, points(*range(6))), (), marks, Unit.COUNT))
        wide += [text for text, box in drawn.names if box.x1 > drawn.width]
    assert len(names) > 50
    assert wide == []
