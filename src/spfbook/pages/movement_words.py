"""The words readers meet for what has moved since the edition before, and why."""

from __future__ import annotations

from spfbook.framework.periods import Period, PeriodKind
from spfbook.pages import formats
from spfbook.pages.readings import in_sentence
from spfbook.rules.delivery_movement import DeliveryMove
from spfbook.rules.movement import (
    Cause,
    FigureRevised,
    Move,
    NotJudged,
    RuleChanged,
    SameFigure,
    SeriesBroken,
    SourceChanged,
)

MOVE_WORDS = {
    Move.DOWN: "Moved down",
    Move.UP: "Moved up",
    Move.NO_LONGER_RATED: "No longer rated",
    Move.NEWLY_RATED: "Newly rated",
}
"""In the order in which they are told."""
DELIVERY_MOVE_WORDS = {
    DeliveryMove.NOW_OVERDUE: "Became overdue",
    DeliveryMove.NOW_AT_RISK: "Came to be at risk",
    DeliveryMove.SLIPPED: "Slipped further",
    DeliveryMove.STOPPED: "Stopped",
    DeliveryMove.BACK_ON_TRACK: "Back on track",
    DeliveryMove.COMPLETED: "Completed",
}
SHORT_CAUSES = {
    RuleChanged: "target or definition changed",
    SourceChanged: "measured by another series",
    FigureRevised: "earlier figure revised",
    SeriesBroken: "not comparable with earlier figures",
    SameFigure: "no new figure",
}


def short_cause(causes: tuple[Cause, ...]) -> str:
    """` (no new figure)` for a list of names; empty for a new figure and nothing else."""
    said = [SHORT_CAUSES[type(cause)] for cause in causes if type(cause) in SHORT_CAUSES]
    return f" ({'; '.join(dict.fromkeys(said))})" if said else ""


def cause_words(cause: Cause) -> str:
    """A sentence on what lies behind a movement besides a new figure."""
    match cause:
        case RuleChanged(because=because):
            return formats.sentence(because)
        case SourceChanged(before=before, now=now):
            return f"It was measured by “{before}” and is now measured by “{now}”."
        case FigureRevised(period=period, before=before, now=now, unit=unit, decimals=places):
            was, is_now = (formats.quantity(n, unit, places) for n in (before, now))
            if was == is_now:
                return f"The figure for {in_sentence(period)} was revised."
            return f"The figure for {in_sentence(period)} was revised from {was} to {is_now}."
        case SeriesBroken(first=first, reason=reason):
            return (
                f"From {in_sentence(first)} the figures cannot be compared with earlier ones: "
                f"{formats.clause(reason)}"
            )
        case SameFigure():
            return "Its own figure is the same; what it is judged by or with has changed."
        case NotJudged(reason=reason):
            return reason


def period_in_full(period: Period) -> str:
    """`January to March 2022 (quarter 4 of 2021 to 2022)`: months first, then what the council
    calls them."""
    label = formats.sentence(period.label)[:-1]
    if period.kind not in (PeriodKind.QUARTER, PeriodKind.HALF_YEAR):
        return label
    kind = "quarter" if period.kind is PeriodKind.QUARTER else "half"
    first = period.start.year - (period.start.month < 4)
    return f"{label} ({kind} {period.text[-1]} of {first} to {first + 1})"
