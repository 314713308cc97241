"""Small lines for the rows of tables: all inside the picture, the last point marked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from spfbook.framework.targets import Bound, Threshold
from spfbook.pages import sparkline
from spfbook.pages.charts import OWN, Point
from spfbook.pages.sparkline import BOX, draw_sparkline
from spfbook.pages.target_line import TARGET
from spfbook.rules.target_course import Stretch


def points(*values: float, **last: bool) -> list[Point]:
    found = [
        Point(date(2010 + n, 3, 31), str(n), Decimal(str(value))) for n, value in enumerate(values)
    ]
    return [*found[:-1], Point(found[-1].at, found[-1].label, found[-1].value, **last)]


def stretch(start: int, end: int, value: int) -> Stretch:
    target = Threshold(kind="threshold", bound=Bound.AT_LEAST, value=value)
    return Stretch(date(start, 3, 31), date(end, 3, 31), (Decimal(value),), target)


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch):
    """The lines that are drawn, in order."""

    def drawn(*given) -> list[Line2D]:
        found: list[Line2D] = []

        def look(figure: Figure, *_: object, **__: object) -> None:
            found.extend(each for each in figure.get_children() if isinstance(each, Line2D))

        with monkeypatch.context() as patched:
            patched.setattr(sparkline.Figure, "savefig", look)
            draw_sparkline(*given)
        return found

    return drawn


def test_the_same_values_give_the_same_picture_without_a_date() -> None:
    first = draw_sparkline(points(1, 2, 3), [])
    assert draw_sparkline(points(1, 2, 3), []) == first != draw_sparkline(points(1, 2, 4), [])
    assert "<dc:date>" not in first
    ElementTree.fromstring(first)


def test_the_line_rises_with_the_values_from_side_to_side(lines) -> None:
    line, last = lines(points(1, 3, 2), [])
    left, right, low, high = BOX
    assert list(line.get_xdata())[::2] == pytest.approx([left, right])
    assert list(line.get_ydata()) == pytest.approx([low, high, (low + high) / 2])
    assert (last.get_xdata()[0], last.get_ydata()[0]) == (
        line.get_xdata()[-1], line.get_ydata()[-1],
    )  # fmt: skip


@pytest.mark.parametrize(("is_open", "fill"), [(True, "#ffffff"), (False, OWN.lower())])
def test_a_provisional_last_point_is_open(lines, is_open: bool, fill: str) -> None:
    assert to_hex(lines(points(1, 2, is_open=is_open), [])[-1].get_markerfacecolor()) == fill


def test_a_break_parts_the_line_and_a_point_alone_is_a_dot(lines) -> None:
    one, two, three = points(1, 2, 3)
    drawn = lines([one, two, Point(three.at, "3", three.value, starts_anew=True)], [])
    assert [len(each.get_xdata()) for each in drawn] == [2, 1, 1]
    assert [each.get_marker() for each in drawn] == ["None", "o", "o"]


def test_the_target_is_dashed_where_it_held_with_a_step_between(lines) -> None:
    drawn = lines(points(1, 2, 3), [stretch(2010, 2011, 5), stretch(2011, 2014, 7)])
    target = [each for each in drawn if to_hex(each.get_color()) == TARGET.lower()]
    widths = [each.get_linewidth() for each in target]
    assert widths == [1, 1, 0.5]
    assert max(y for each in target for y in each.get_ydata()) == pytest.approx(BOX[3])
    assert max(x for each in target for x in each.get_xdata()) == pytest.approx(BOX[1])


numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(numbers, min_size=1, max_size=9))
def test_nothing_leaves_the_picture(values: list[float]) -> None:
    made = points(*values)
    scale = sparkline._scale([(p.at, p.value) for p in made])
    figure = Figure()
    scale.draw(figure, [(p.at, p.value) for p in made])
    line = figure.get_children()[-1]
    left, right, low, high = BOX
    assert all(left - 1e-9 <= x <= right + 1e-9 for x in line.get_xdata())
    assert all(low - 1e-9 <= y <= high + 1e-9 for y in line.get_ydata())
