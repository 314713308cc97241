"""Quarters made of the months that a source publishes, by the rule that its sidecar declares.

A quarter is made of its three months or not at all: a part of it is no figure for the quarter, and
nothing is guessed. One that cannot be made stands there without a value and says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from spfbook.framework.observations import Flag, Missing, Observation
from spfbook.framework.periods import Period, PeriodKind, parse_period, quarter_of
from spfbook.framework.sources import Break, RollUp
from spfbook.framework.units import RATE_BASE, Unit

MONTHS = 3
WORKED_OUT_PLACES = 5
"""Decimal places of a mean or a ratio: more than any page shows."""
LEAST_SURE_FIRST = (Flag.PROVISIONAL, Flag.ESTIMATED, Flag.REVISED)
BASES = {Unit.PERCENT: 100, Unit.RATIO: 1, **RATE_BASE}
"""What a ratio of two counts is multiplied by to be in its unit."""

Versions = Sequence[tuple[Observation, Observation]]
"""An earlier and a later row for the same area and period."""


def roll_up(
    months: Iterable[Observation], rule: RollUp, unit: Unit, breaks: Sequence[Break] = ()
) -> tuple[Observation, ...]:
    """A quarter for each area and each quarter of which a month is held, in order of time.

    `months`: at most one observation for an area and a month, in `unit`; others are left out. A
    quarter's flag is that of its least certain month, and it is published when its last month is.
    """
    by_quarter: dict[tuple[Period, str], dict[Period, Observation]] = {}
    for each in months:
        if each.period.kind is PeriodKind.MONTH:
            place = quarter_of(each.period.start), each.area
            by_quarter.setdefault(place, {})[each.period] = each
    starts = [parse_period(each.first_period) for each in breaks]
    return tuple(
        _quarter(quarter, held, rule, unit, starts)
        for (quarter, _), held in sorted(by_quarter.items(), key=lambda item: item[0])
    )


def rolled_revisions(
    months: Iterable[Observation], revisions: Versions, rule: RollUp, unit: Unit,
    breaks: Sequence[Break] = (),
) -> tuple[tuple[Observation, Observation], ...]:  # fmt: skip
    """What each revision of a month did to its quarter, where both versions make one."""
    known = {(each.area, each.period): each for each in months}
    found = []
    for pair in revisions:
        quarter = quarter_of(pair[0].period.start)
        own = {
            place: each for place, each in known.items()
            if place[0] == pair[0].area and quarter.contains(place[1].start)
        }  # fmt: skip
        made = [
            roll_up((own | {(each.area, each.period): each}).values(), rule, unit, breaks)
            for each in pair
        ]
        if all(each and each[0].value is not None for each in made):
            found.append((made[0][0], made[1][0]))
    return tuple(found)


def _quarter(
    quarter: Period, held: Mapping[Period, Observation], rule: RollUp, unit: Unit,
    breaks: Sequence[Period],
) -> Observation:  # fmt: skip
    months = [held[period] for period in sorted(held)]
    why, missing = _why_not(quarter, months, rule, breaks)
    value = None if why else _value(months, rule, unit)
    counts = (None, None) if why or rule == "mean" else _counts(months, rule)
    is_whole = why == "" and rule == "last"
    last = months[-1]
    flags = {each.flag for each in months}
    return replace(
        last,
        period=quarter,
        value=value,
        missing=missing if why else None,
        numerator=counts[0],
        denominator=counts[1],
        lower=last.lower if is_whole else None,
        upper=last.upper if is_whole else None,
        flag=None if why else next((flag for flag in LEAST_SURE_FIRST if flag in flags), None),
        published_on=max(each.published_on for each in months),
        is_publication_stated=all(each.is_publication_stated for each in months),
        recorded_on=max(each.recorded_on for each in months),
        note=why or last.note,
    )


def _why_not(
    quarter: Period, months: Sequence[Observation], rule: RollUp, breaks: Sequence[Period]
) -> tuple[str, Missing | None]:
    """Why no figure is made, in a sentence, and the code for it; empty where one is."""
    if len(months) < MONTHS:
        only = " and ".join(each.period.label for each in months)
        verb = "is" if len(months) == 1 else "are"
        return f"Of its three months only {only} {verb} held.", Missing.NOT_AVAILABLE
    inside = [b for b in breaks if quarter.contains(b.start) and b.start > quarter.start]
    if inside:
        said = f"From {inside[0].label} its months cannot be compared with earlier ones."
        return said, Missing.NOT_AVAILABLE
    for each in months:
        if each.missing is Missing.SUPPRESSED:
            return f"The figure for {each.period.label} is hidden.", Missing.SUPPRESSED
        if each.value is None:
            return f"There is no figure for {each.period.label}.", Missing.NOT_AVAILABLE
        if rule == "ratio" and (each.numerator is None or each.denominator is None):
            return f"The two counts for {each.period.label} are not held.", Missing.NOT_AVAILABLE
    if rule == "ratio" and not sum(each.denominator or 0 for each in months):
        return "The counts below the line add up to 0.", Missing.NOT_AVAILABLE
    return "", None


def _value(months: Sequence[Observation], rule: RollUp, unit: Unit) -> Decimal:
    values = [each.value for each in months if each.value is not None]
    match rule:
        case "sum":
            return sum(values, Decimal())
        case "mean":
            return _rounded(sum(values, Decimal()) / len(values))
        case "last":
            return values[-1]
        case "ratio":
            above, below = _counts(months, rule)
            assert above is not None and below, "a quarter without its counts is not made"
            return _rounded(BASES[unit] * above / below)


def _counts(
    months: Sequence[Observation], rule: RollUp
) -> tuple[Decimal | None, Decimal | None]:
    """Those behind the quarter's figure: of its last month, or of all three added up."""
    if rule == "last":
        return months[-1].numerator, months[-1].denominator
    return _added(each.numerator for each in months), _added(each.denominator for each in months)


def _added(counts: Iterable[Decimal | None]) -> Decimal | None:
    found = list(counts)
    known = [each for each in found if each is not None]
    return sum(known, Decimal()) if len(known) == len(found) else None


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-WORKED_OUT_PLACES), rounding=ROUND_HALF_UP)
