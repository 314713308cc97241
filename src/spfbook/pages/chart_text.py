"""Charts in words, for someone who cannot see them: made from what the chart shows."""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observation
from spfbook.framework.periods import month_of, parse_period
from spfbook.framework.targets import NoTarget
from spfbook.pages import formats, words
from spfbook.pages.charts import Picture
from spfbook.pages.target_line import stretch_words
from spfbook.rules.part import Part
from spfbook.rules.target_course import Stretch


def chart_text(
    part: Part, picture: Picture, shown: Sequence[Observation], framework: Framework
) -> str:
    """The alt text of a part's chart: span, ends, extremes, breaks, provisional points, places,
    target and baseline.

    `shown`: the values in the chart, two at least.
    """
    first, last = shown[0], shown[-1]
    name = part.indicator.name + (f": {part.component.text}" if part.component else "")
    said = [
        f"Line chart of {name}, {formats.counted(len(shown), 'figure')} from "
        f"{first.period.label} to {last.period.label}.",
        f"It starts at {_plain(first, part)} and ends at {_plain(last, part)}.",
    ]
    top = max(shown, key=lambda o: o.value or 0)
    low = min(shown, key=lambda o: o.value or 0)
    if top.value != low.value:
        said.append(
            f"The highest is {_plain(top, part)} ({top.period.short_label}), "
            f"the lowest {_plain(low, part)} ({low.period.short_label})."
        )
    said += [_breaks(picture), _flags(shown)]
    if picture.comparators:
        names = formats.joined([line.name for line in picture.comparators])
        said.append(f"Shown beside it: {names}.")
    said += [_target(part, picture, framework), _baseline(part, picture)]
    if picture.band:
        said.append("The usual range is shaded.")
    return " ".join(each for each in said if each)


def history_text(
    part: Part, shown: Sequence[Observation], course: Sequence[Stretch] = ()
) -> str:
    """What a sparkline shows: its ends, where it is broken, and the target that is drawn."""
    first, last = shown[0], shown[-1]
    starts = [parse_period(each.first_period).start for each in part.breaks]
    broken = sum(first.period.start < start <= last.period.start for start in starts)
    said = [
        f"{formats.counted(len(shown), 'figure')}, {_plain(first, part)} for "
        f"{first.period.short_label} to {_plain(last, part)} for {last.period.short_label}"
    ]
    if broken:
        said.append(f"{formats.counted(broken, 'break')} in the series")
    if last.flag is not None:
        said.append(f"the last one {last.flag.value}")
    if course:
        said.append(f"target {stretch_words(part, course[-1])}")
    return "; ".join(said)


def _breaks(picture: Picture) -> str:
    names = [point.label for point in picture.own.points if point.starts_anew]
    if not names:
        return ""
    return (
        f"The line is broken before {formats.joined(names)}: figures from then on cannot be "
        "compared with earlier ones."
    )


def _flags(shown: Sequence[Observation]) -> str:
    """Points that are drawn open, by what they are."""
    found: dict[str, list[str]] = {}
    for o in shown:
        if o.flag is not None and o.flag.value != "revised":
            found.setdefault(o.flag.value, []).append(o.period.short_label)
    said = []
    for flag, periods in found.items():
        few = f" ({formats.joined(periods)})" if len(periods) <= 3 else ""
        said.append(f"{formats.counted(len(periods), 'point')}{few}, drawn open, {flag}.")
    return " ".join(said).replace("drawn open, ", "drawn open: ")


def _target(part: Part, picture: Picture, framework: Framework) -> str:
    """The dashed line, stretch by stretch; else the plan's words, or that there is none."""
    if not part.is_assessed:
        return "It is shown for context and not judged."
    if picture.target is None:
        if isinstance(part.target, NoTarget):
            return "The plan sets no target."
        said = words.target_words(part.indicator, framework)
        return f"Target, not drawn as a line: {formats.sentence(said)}"
    stretches = picture.target.stretches
    said = [
        f"{stretch_words(part, each)} from {month_of(each.start).label} to "
        f"{month_of(each.end).label}"
        for each in stretches
    ]
    if len(said) > 3:
        said = [said[0], f"{len(said) - 2} steps between", said[-1]]
    return f"Dashed line, the target: {', then '.join(said)}."


def _baseline(part: Part, picture: Picture) -> str:
    if not picture.marks:
        return ""
    return f"Dotted line, the baseline: {words.baseline_value(part.baseline, part)}."


def _plain(observation: Observation, part: Part) -> str:
    assert observation.value is not None, "charts show figures that have a value"
    return words.quantity(observation.value, part)
