"""How the indicators stand, for download: a row for each indicator and part."""

from __future__ import annotations

from spfbook.framework.framework import Row
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import ByComponent, Descriptive, NoTarget, ToBeSet, numbers_of
from spfbook.framework.units import Unit
from spfbook.pages import formats, words
from spfbook.pages.data_figures import source_words, unit_words, value_of
from spfbook.pages.data_table import (
    Cell,
    Code,
    Column,
    DataTable,
    Kind,
    Scope,
    cells,
    component,
    names,
    number,
    yes_no,
)
from spfbook.pages.other_places import STANDING_WORDS
from spfbook.pages.view import View
from spfbook.rules.comparison import Standing
from spfbook.rules.part import Part
from spfbook.rules.trend_words import in_words

COLUMNS = (
    Column("indicator_id", "Indicator id", "The indicator’s lasting id.", width=30),
    Column("ref", "Reference", "The row’s number in the transcription of the plan."),
    Column("indicator", "Indicator", "Its short name.", width=40),
    Column("component", "Part", "Which of the figures of an indicator that has several.", width=30),
    Column("priority", "Priority", "The priority of the plan that it belongs to.", width=30),
    Column("theme", "Theme", "The theme that it belongs to.", width=30),
    Column("lead_members", "Lead members", "Who leads in Cabinet.", width=24),
    Column("value", "Value", "The latest figure, as published.", Kind.NUMBER),
    Column("unit", "Unit", "What the value is a number of."),
    Column("period", "Period", "The time that the latest figure is about.", width=28),
    Column("published_on", "Published on", "The day of publication.", Kind.DATE, 20),
    Column("lower", "Lower limit", "Lower end of its 95% interval, as the report shows it.",
           Kind.NUMBER),
    Column("upper", "Upper limit", "Upper end of its 95% interval, as the report shows it.",
           Kind.NUMBER),
    Column("target", "Target", "The target, in the plan’s words.", width=34),
    Column("judged_against", "Judged against", "The number that the figure was judged against.",
           Kind.NUMBER),
    Column("tolerance", "Tolerance", "How far off target is still amber.", width=24),
    Column("baseline", "Baseline", "The figure that the plan counts from.", Kind.NUMBER),
    Column("baseline_period", "Baseline period", "What the baseline is about.", width=28),
    Column("rag", "Rating", "Red, amber or green; only these are ratings."),
    Column("status", "Status", "The rating in words, or why there is none.", width=20),
    Column("reason", "Reason", "Why the status is what it is.", width=50),
    Column("status_changed", "What changed it",
           "What a revision, or another target, tolerance or definition, did to the status.",
           width=50),
    Column("uncertain", "Uncertain", "Whether chance could have made it another.", Kind.YES_NO),
    Column("on_a_year_before", "On a year before", "The change on a year before.", width=34),
    Column(
        "on_the_period_before", "On the period before", "The change on the period before.",
        width=28,
    ),
    Column("comparators", "Beside other places", "How the latest figure compares.", width=40),
    Column("trend", "Trend", "What a test of the whole series says.", width=50),
    Column("definition", "Definition", "How the figure differs from what the plan describes.",
           width=40),
    Column("source", "Source", "Who published the figure, and what they call it.", width=50),
    Column("illustrative", "Illustrative", "Whether the figure was made up.", Kind.YES_NO),
    Column("report_period", "Report period", "The period of the report.", width=28),
    Column("as_at", "Known by", "The day by which a figure had to be known.", Kind.DATE, 20),
)  # fmt: skip

ABOUT = (
    "Each row is one indicator, or one of its parts, with its latest figure, its target and "
    "how it stands."
)
NOT_JUDGED = (NoTarget, ToBeSet, Descriptive, ByComponent)


def statuses(scope: Scope) -> DataTable:
    """Every indicator of the scope once, its parts a row each."""
    rows, is_illustrative = [], False
    for view, row, part in scope.parts():
        rows.append(_row(view, row, part))
        is_illustrative |= part.is_illustrative
    return DataTable("status", ABOUT, COLUMNS, tuple(rows), is_illustrative)


def _row(view: View, row: Row, part: Part) -> tuple[Cell, ...]:
    latest, status = part.latest, part.judgement.status
    return cells(
        part.indicator.id,
        row.words.ref,
        part.indicator.name,
        component(part),
        view.framework.priority(row.theme.priority).title,
        row.theme.name,
        names(view, row.words.lead_members),
        value_of(latest, part.decimals),
        unit_words(part),
        _sentence(latest.period.label) if latest else Code.NOT_AVAILABLE,
        latest.published_on if latest else Code.NOT_AVAILABLE,
        *_interval(part),
        _target(view, part),
        _against(part),
        _tolerance(view, part),
        *_baseline(part),
        status.value.capitalize() if status.is_rated else Code.NOT_APPLICABLE,
        words.STATUS_WORDS[status] if part.is_assessed else "For context",
        part.judgement.reason,
        _changed(part),
        yes_no(part.is_uncertain),
        words.travel_words(part) if latest else Code.NOT_AVAILABLE,
        words.short_travel_words(part) if latest else Code.NOT_AVAILABLE,
        _comparators(view, part),
        in_words(part.trend)[0] if latest else Code.NOT_AVAILABLE,
        _definition(part),
        source_words(part.series) if part.series and latest else Code.NOT_AVAILABLE,
        yes_no(part.is_illustrative),
        _sentence(view.period.label),
        view.as_at,
    )


def _changed(part: Part) -> Cell:
    """The sentences that the page says beside the status."""
    said = [each for each in (part.revision, *part.changes) if each]
    return " ".join(said) if said else Code.NOT_APPLICABLE


def _sentence(label: str) -> str:
    return formats.sentence(label)[:-1]


def _interval(part: Part) -> tuple[Cell, Cell]:
    """The limits that the status and the comparisons were judged with: published, or worked out
    from the counts."""
    if part.latest is None or part.limits is None:
        return Code.NOT_AVAILABLE, Code.NOT_AVAILABLE
    low, high = (formats.rounded(limit, part.decimals) for limit in part.limits)
    return number(low, part.decimals), number(high, part.decimals)


def _against(part: Part) -> Cell:
    """As exact as the plan prints it; else as exact as the figure is shown."""
    against = part.judgement.against
    if against is None:
        return Code.NOT_APPLICABLE
    printed = (*numbers_of(part.target), part.baseline.value if part.baseline else None)
    places = formats.places(against) if against in printed else part.decimals
    return number(formats.rounded(against, places), places)


def _target(view: View, part: Part) -> Cell:
    """That of the whole; a part shown for context has none."""
    if not part.is_assessed:
        return Code.NOT_APPLICABLE
    return words.target_words(part.indicator, view.framework)


def tolerance_words(view: View, part: Part) -> str:
    """How far off target is still amber; empty where that does not apply."""
    found = _tolerance(view, part)
    return "" if found is Code.NOT_APPLICABLE else str(found)


def _tolerance(view: View, part: Part) -> Cell:
    if not part.is_assessed or isinstance(part.target, NOT_JUDGED):
        return Code.NOT_APPLICABLE
    allowed = part.target.tolerance or view.framework.file.tolerance.for_unit(part.unit)
    if allowed.absolute is not None:
        unit = Unit.COUNT if part.unit is Unit.NOT_STATED else part.unit
        return formats.difference(allowed.absolute, unit, formats.places(allowed.absolute))
    assert allowed.relative_pct is not None, "Tolerance holds one of the two"
    share = formats.number(allowed.relative_pct, formats.places(allowed.relative_pct))
    return f"{share}% of the target"


def _baseline(part: Part) -> tuple[Cell, Cell]:
    """The value and what it is about; the plan may give neither."""
    found = part.baseline
    if found is None or found.value is None:
        return Code.NOT_AVAILABLE, Code.NOT_AVAILABLE
    period = _sentence(parse_period(found.period).label) if found.period else Code.NOT_AVAILABLE
    return number(found.value, formats.places(found.value)), period


def _comparators(view: View, part: Part) -> Cell:
    """Beside the places that the pages show."""
    beside = {each.area: each.standing for each in part.comparisons}
    words_of = {
        **STANDING_WORDS,
        Standing.NOT_COMPARED: "cannot be compared with",
        Standing.NOT_JUDGED: "not judged against",
    }
    said = [
        f"{words_of[beside[area.id]]} {area.name}" for area in view.areas if area.id in beside
    ]
    return _sentence("; ".join(said)) if said else Code.NOT_AVAILABLE


def _definition(part: Part) -> Cell:
    if part.series is None or part.latest is None:
        return Code.NOT_AVAILABLE
    return part.series.link.difference or "Same definition"
