"""The words readers meet for statuses, directions, targets and baselines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import (
    Baseline,
    CountedFrom,
    Every,
    Frequency,
    Indicator,
    Polarity,
)
from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import NoTarget, ToBeSet, numbers_of
from spfbook.framework.units import Unit
from spfbook.pages import formats
from spfbook.pages.markdown import chip
from spfbook.rules.direction import Direction, Travel
from spfbook.rules.part import Part
from spfbook.rules.status import Status

STATUS_WORDS = {
    Status.GREEN: "On target",
    Status.AMBER: "Near target",
    Status.RED: "Off target",
    Status.AWAITED: "Awaited",
    Status.STALE: "Too old to judge",
    Status.NOT_DUE: "Not due yet",
    Status.SUPPRESSED: "Hidden",
    Status.NOT_JUDGEABLE: "Cannot be judged",
    Status.TO_BE_SET: "Target to be set",
    Status.NO_TARGET: "No target",
}
SHAPES = {Status.GREEN: "●", Status.AMBER: "▲", Status.RED: "■"}
STATUS_MEANING = {
    Status.GREEN: "Green: the target is met.",
    Status.AMBER: "Amber: the target is missed, within its own tolerance.",
    Status.RED: "Red: the target is missed by more than its tolerance.",
    Status.AWAITED: "A target is set, and no figure is held for this report.",
    Status.STALE: "The latest figure is too old to say how things stand now.",
    Status.NOT_DUE: "The target is for a later date and is not met yet.",
    Status.SUPPRESSED: "The figure is about so few people that it is not shown.",
    Status.NOT_JUDGEABLE: "The target is in words, or needs figures that are not held.",
    Status.TO_BE_SET: "The plan says that a target will be set.",
    Status.NO_TARGET: "The plan sets no target.",
}
DIRECTION_WORDS = {
    Direction.IMPROVED: "Improved",
    Direction.WORSENED: "Got worse",
    Direction.INCREASED: "Went up",
    Direction.DECREASED: "Went down",
    Direction.NO_CLEAR_CHANGE: "No clear change",
    Direction.NOT_COMPARABLE: "Not comparable",
    Direction.NO_EARLIER_VALUE: "No figure a year before",
}
FREQUENCY_WORDS = {
    Every.MONTH: "every month",
    Every.TWO_MONTHS: "every two months",
    Every.QUARTER: "every quarter",
    Every.TERM: "every term",
    Every.FOUR_MONTHS: "three times a year",
    Every.HALF_YEAR: "twice a year",
    Every.YEAR: "once a year",
    Every.ONCE: "once",
    Every.NOT_SET: "at times still to be set",
}
POLARITY_WORDS = {
    Polarity.HIGHER_IS_BETTER: "Higher is better.",
    Polarity.LOWER_IS_BETTER: "Lower is better.",
    Polarity.IN_RANGE: "Within the range is better.",
    Polarity.NEITHER: "Neither higher nor lower is better in itself.",
}


def status_name(status: Status) -> str:
    """Shape and word: `● On target`."""
    return " ".join(part for part in (SHAPES.get(status), STATUS_WORDS[status]) if part)


def status_of(part: Part) -> str:
    """The chip of a part's own status, whether chance could have made it another, and whether
    something that was changed did: its section says what."""
    unsure = " (uncertain)" if part.is_uncertain else ""
    return status_chip(part.judgement.status) + unsure + changed_mark(part.revision, part.changes)


def changed_mark(revision: str | None, changes: Sequence[str]) -> str:
    """What a cell adds to a status that a revision or a changed rule made another."""
    return " (see note)" if revision or changes else ""


def status_chip(status: Status) -> str:
    return chip(status_name(status), status.value if status.is_rated else "none")


def value_of(observation: Observation | None, part: Part) -> str:
    """A value with its unit and marks, or the word for its absence."""
    if observation is None:
        return "No figure"
    if observation.value is None:
        return "Hidden [c]" if observation.missing == "suppressed" else "Not available [x]"
    mark = f" [{observation.flag.value[0]}]" if observation.flag else ""
    return quantity(observation.value, part) + mark


def quantity(value: Decimal, part: Part) -> str:
    """A value of the part with its unit, at the part's decimals."""
    return formats.quantity(value, part.unit, part.decimals, _of(part))


def usual_range(part: Part) -> str:
    """The limits of the usual variation, where the figures allow any: `40.1% to 52.0%`."""
    now = part.variation.current
    if now is None or now.drawn is None:
        return "Not known"
    low, high = (quantity(Decimal(repr(limit)), part) for limit in now.drawn)
    return f"{low} to {high}"


def as_printed(value: Decimal, part: Part) -> str:
    """A target or a baseline: at the decimals the plan prints."""
    printed = f"{part.indicator.target_text} {part.indicator.baseline_text}"
    found = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", printed.replace(",", ""))]
    places = max((formats.places(n) for n in found if n == value), default=formats.places(value))
    return formats.quantity(value, part.unit, places, _of(part))


def _of(part: Part) -> str | None:
    """What money is of (`a week`); counts are named by their indicator."""
    counts = part.series.definition.counts if part.series else None
    return counts if part.unit is Unit.GBP else None


def target_words(indicator: Indicator, framework: Framework) -> str:
    """The target for a table: the plan's own words, a plain word for none and for one still
    to be set, and the words that an "As above" stands for."""
    match indicator.target:
        case NoTarget():
            return "None set"
        case ToBeSet():
            return "To be set"
    above = framework.indicators.get(indicator.refers_to or "")
    said = (above and above.target_text) or indicator.target_text or "None set"
    return _with_unit(said.removesuffix(" - Target"), (above or indicator))


def _with_unit(said: str, indicator: Indicator) -> str:
    """A target that the plan prints as a bare number, with the unit of what it is judged by."""
    numbers = numbers_of(indicator.target)
    if not re.fullmatch(r"\d[\d,]*(\.\d+)?", said) or len(numbers) != 1:
        return said
    places = formats.places(Decimal(said.replace(",", "")))
    of = indicator.counts if indicator.unit is Unit.GBP else None
    return formats.quantity(numbers[0], indicator.unit, places, of)


def target_in_full(indicator: Indicator, framework: Framework) -> str:
    """The plan's own words for the target, whatever they are."""
    own = _with_unit(indicator.target_text or "None given", indicator)
    above = framework.indicators.get(indicator.refers_to or "")
    return f"{own} ({above.target_text})" if above and above.target_text else own


def baseline_words(baseline: Baseline | None, part: Part) -> str:
    """A typed baseline with its period, where it has one."""
    shown = baseline_value(baseline, part)
    if baseline is not None and baseline.period:
        return f"{shown} ({parse_period(baseline.period).short_label})"
    return shown


def baseline_value(baseline: Baseline | None, part: Part) -> str:
    """A typed baseline without its period, for a narrow column or a chart."""
    if baseline is None:
        return "None given"
    if baseline.value is None:
        return "To be established"
    return as_printed(baseline.value, part)


def travel_words(part: Part) -> str:
    """`Improved by 1.2 percentage points`."""
    return direction_words(part.travel.direction, shown_change(part), part.unit, part.decimals)


def direction_words(
    direction: Direction, change: Decimal | None, unit: Unit, decimals: int
) -> str:
    """A direction, with the size of `change` where it is a clear one."""
    words = DIRECTION_WORDS[direction]
    clear = (
        Direction.IMPROVED, Direction.WORSENED, Direction.INCREASED, Direction.DECREASED,
    )  # fmt: skip
    if direction in clear and change is not None:
        return f"{words} by {formats.difference(change, unit, decimals)}"
    return words


def short_travel_words(part: Part) -> str:
    """Against the period before, without its size."""
    if part.short.direction is Direction.NO_EARLIER_VALUE:
        return "No figure for the period before"
    return DIRECTION_WORDS[part.short.direction]


def shown_change(part: Part, travel: Travel | None = None) -> Decimal | None:
    """Latest minus earlier figure, both as shown, so that a reader's own sum agrees; on a year
    before where no other `travel` is given."""
    latest, earlier = part.latest, (travel or part.travel).earlier
    if latest is None or latest.value is None or earlier is None or earlier.value is None:
        return None
    return formats.rounded(latest.value, part.decimals) - formats.rounded(
        earlier.value, part.decimals
    )


def frequency_words(frequency: Frequency) -> str:
    words = FREQUENCY_WORDS[frequency.every]
    if frequency.arrears_months:
        words += f", {formats.counted(frequency.arrears_months, 'month')} in arrears"
    counted = counted_words(frequency.counted_from, frequency)
    return f"{words}, {counted}" if counted else words


def counted_words(counted_from: CountedFrom | None, frequency: Frequency) -> str:
    """`counted since May 2020`; nothing for figures that do not include earlier ones."""
    match counted_from:
        case None:
            return ""
        case CountedFrom.YEAR_START:
            return "counted from the start of the year"
        case CountedFrom.SCHEME_START if frequency.counted_since:
            return f"counted since {parse_period(frequency.counted_since).label}"
        case CountedFrom.SCHEME_START:
            return "counted since the start of the scheme"
