"""The target in a chart: where it held, in steps where it changed, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from spfbook.framework.observations import Observation
from spfbook.framework.periods import month_of
from spfbook.framework.targets import Bound, Range, bound_of, numbers_of
from spfbook.pages import words
from spfbook.rules.part import Part
from spfbook.rules.target_course import Stretch

TARGET = "#B8500A"
"""3:1 or more on white."""
BOUND_WORDS = {Bound.MORE_THAN: "over ", Bound.LESS_THAN: "under "}
MOST_STEPS_NAMED = 4
"""More would hide each other and the figures."""


@dataclass(frozen=True)
class TargetLine:
    """The target where it held."""

    name: str
    """What stands at the right of the chart."""
    stretches: tuple[Stretch, ...]
    """In order of time; at least one."""
    steps: tuple[str, ...] = ()
    """The numbers of the stretches but the last, to be written on the line."""
    until: str = ""
    """The name of the day to which it runs on after the last figure; empty where it does not."""

    @property
    def end(self) -> date:
        return self.stretches[-1].end

    @property
    def middle(self) -> float:
        """The height at which it is named."""
        values = self.stretches[-1].values
        return float(sum(values) / len(values))


def target_line(
    part: Part, course: Sequence[Stretch], last: Observation, baseline: Decimal | None
) -> TargetLine | None:
    """`course` with its names; None where there is none. `baseline`: as it is drawn beside it."""
    if not course:
        return None
    names = [stretch_words(part, each) for each in course]
    now, end = course[-1], course[-1].end
    both = "and baseline " if now.values == (baseline,) else ""
    ended = f" to {month_of(end).short_label}" if end < last.period.end else ""
    return TargetLine(
        f"Target {both}{names[-1]}{ended}",
        tuple(course),
        tuple(names[:-1]) if len(names) <= MOST_STEPS_NAMED else (),
        month_of(end).short_label if end > last.period.end else "",
    )


def stretch_words(part: Part, stretch: Stretch) -> str:
    """`48.0`, `under 10%`, `−5% to 5%`: as the plan prints it; a share of a year, which it does
    not print, as exact as the figures."""
    printed = numbers_of(stretch.target)
    shown = [
        words.as_printed(value, part) if value in printed else words.quantity(value, part)
        for value in stretch.values
    ]
    if isinstance(stretch.target, Range):
        return " to ".join(shown)
    bound = bound_of(stretch.target)
    return f"{BOUND_WORDS.get(bound, '') if bound else ''}{shown[0]}"


@dataclass(frozen=True)
class Stroke:
    """A straight piece of the target's line."""

    start: tuple[date, Decimal]
    end: tuple[date, Decimal]
    is_step: bool = False
    """From one stretch to the next: thin, where a stretch itself is dashed."""

    def style(self, width: float) -> dict[str, Any]:
        """Of a line of matplotlib; `width` is a stretch's."""
        if self.is_step:
            return {"color": TARGET, "linewidth": width / 2, "zorder": 2}
        return {"color": TARGET, "linewidth": width, "linestyle": (0, (5, 3)), "zorder": 2}


def strokes_of(stretches: Sequence[Stretch]) -> Iterator[Stroke]:
    """Each stretch, and where one follows another, the step between them."""
    for each in stretches:
        for value in each.values:
            yield Stroke((each.start, value), (each.end, value))
    for one, other in pairwise(stretches):
        if one.end == other.start and len(one.values) == len(other.values):
            for was, now in zip(one.values, other.values, strict=True):
                yield Stroke((one.end, was), (one.end, now), is_step=True)


def draw_target(axes: Axes, stretches: Sequence[Stretch], width: float) -> None:
    for each in strokes_of(stretches):
        x, y = zip(each.start, each.end, strict=True)
        axes.plot(date2num(x), [float(value) for value in y], **each.style(width))


def name_steps(axes: Axes, line: TargetLine) -> None:
    """The number of each step but the last, at its beginning."""
    for each, name in zip(line.stretches, line.steps, strict=False):
        axes.annotate(
            name, (date2num(each.start), float(each.values[-1])), xytext=(1, 2),
            textcoords="offset points", color=TARGET, zorder=5,
        )  # fmt: skip
