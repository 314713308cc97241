"""Facts of an indicator: a label and a value each, with the same labels in the same order
wherever an indicator is shown. Values are Markdown, made from data."""

from __future__ import annotations

from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Indicator, Polarity
from spfbook.framework.observations import Observation, Series
from spfbook.framework.period_kinds import YEAR_KINDS
from spfbook.framework.periods import parse_period
from spfbook.framework.portfolios import portfolios_with
from spfbook.framework.units import Unit
from spfbook.pages import formats, other_places, readings, words
from spfbook.pages.indicator_chart import breaks_shown, comparable_areas
from spfbook.pages.markdown import chip, text
from spfbook.pages.target_words import judging, target_fact
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.counts import counts_of
from spfbook.rules.direction import Direction, Travel
from spfbook.rules.part import Part

Fact = tuple[str, str]

MARK_WORDS = {
    "provisional": "It is provisional \\[p\\] and may be revised.",
    "revised": "It was revised \\[r\\] after it was first published.",
    "estimated": "It is an estimate \\[e\\].",
}


def facts_of_whole(view: View, assessment: Assessment) -> list[Fact]:
    """Those of an indicator that is shown by its parts."""
    indicator = assessment.indicator
    return [
        ("What it is", _what(indicator)),
        ("Target", text(words.target_in_full(indicator, view.framework))),
        ("Baseline", text(indicator.baseline_text or "None given")),
        ("Lead member", _lead(view.framework, indicator)),
    ]


def facts_of_part(view: View, part: Part) -> list[Fact]:
    """Those of one of several parts, below the whole."""
    judged = judging(view.framework, part)
    target = [("Target", judged)] if judged else []
    baseline = text(words.baseline_words(part.baseline, part)) + found_words(part.series)
    return [*_figures(view, part, target), ("Baseline", baseline), *_in_mind(view, part)]


def facts_of_single(view: View, part: Part) -> list[Fact]:
    """Those of an indicator that is one series."""
    indicator = part.indicator
    target = target_fact(view.framework, part)
    return [
        ("What it is", _what(indicator)),
        *_figures(view, part, [("Target", target)]),
        ("Baseline", _baseline(part) + found_words(part.series)),
        ("Lead member", _lead(view.framework, indicator)),
        *_in_mind(view, part),
    ]


def _figures(view: View, part: Part, target: list[Fact]) -> list[Fact]:
    facts = [("Figure", _figure(part)), *target, *_changes(part)]
    beside = _places(view, part)
    return [*facts, ("Other places", beside)] if beside else facts


def _what(indicator: Indicator) -> str:
    """What it shows, which way is better, and the plan's own words for it."""
    said = [text(indicator.purpose)]
    if indicator.polarity is not Polarity.NEITHER:
        said.append(words.POLARITY_WORDS[indicator.polarity])
    return " ".join([*said, f"In the plan: {text(indicator.measure)}"])


def _baseline(part: Part) -> str:
    """In the plan's own words; where those give another unit than what is measured, in both."""
    said = part.indicator.baseline_text or "None given"
    known = part.baseline is not None and part.baseline.value is not None
    if known and said.endswith("%") and part.unit is not Unit.PERCENT:
        return text(f"{said} as printed, read as {words.baseline_value(part.baseline, part)}")
    return text(said)


def _lead(framework: Framework, indicator: Indicator) -> str:
    """Who leads by the plan; else the portfolios that its theme is given to."""
    names = [framework.members[name].name for name in indicator.lead_members]
    if names:
        return text(formats.joined(names))
    row = framework.row_of(indicator.id)
    titles = [each.title for each in portfolios_with(framework, row)]
    if not titles:
        return "Not named in the plan"
    return text(f"Not named in the plan; its theme is that of the {formats.joined(titles)}")


# The figure


def _figure(part: Part) -> str:
    latest = part.latest
    if latest is None:
        return "No figure is held."
    if latest.value is None:
        return (
            f"That {readings.when(latest.period)} is about so few people that it is not "
            "shown \\[c\\]."
        )
    value = text(words.value_of(latest, part))
    details = (
        words.counted_words(part.counted_from, part.indicator.frequency),
        _counts(part, latest),
        _interval(part),
    )
    known = "; ".join(each for each in details if each)
    said = [f"**{value}** {readings.when(latest.period)}{f' ({known})' if known else ''}."]
    if latest.flag is not None:
        said.append(MARK_WORDS[latest.flag.value])
    said.append(_unpublished(part))
    made_up = chip("Illustrative", "illustrative") if part.is_illustrative else ""
    return " ".join(s for s in (*said, made_up) if s)


def _counts(part: Part, latest: Observation) -> str:
    """The two counts behind a percentage, where they give the figure as it is published."""
    found = counts_of(latest, 100, part.decimals) if part.unit is Unit.PERCENT else None
    return f"{formats.number(found[0])} of {formats.number(found[1])}" if found else ""


def _interval(part: Part) -> str:
    if part.limits is None:
        return ""
    low, high = (text(words.quantity(limit, part)) for limit in part.limits)
    return f"95% confidence interval {low} to {high}"


def _unpublished(part: Part) -> str:
    if not part.unpublished:
        return ""
    periods = readings.in_one_sentence([o.period for o in part.unpublished])
    notes = dict.fromkeys(o.note for o in part.unpublished if o.note)
    why = " ".join(text(formats.sentence(note)) for note in notes)
    return f"No figure was published for {text(periods)}. {why}".strip()


# The changes


def _changes(part: Part) -> list[Fact]:
    """On a year before and on the period before; once, where that is the same. Of a yearly figure
    the period before is the year before."""
    year, short = _change(part, part.travel), _change(part, part.short)
    if year == short and part.latest is not None and part.latest.period.kind in YEAR_KINDS:
        return [("On a year before", year)]
    if year == short:
        return [("On a year before", f"{year} The same goes for the period before.")]
    return [("On a year before", year), ("On the period before", short)]


def _change(part: Part, travel: Travel) -> str:
    earlier = travel.earlier
    change = words.shown_change(part, travel)
    if earlier is None or earlier.value is None or change is None:
        is_barred = travel.direction is Direction.NOT_COMPARABLE
        reason = text(formats.clause(travel.reason) if is_barred else travel.reason)
        return f"Not comparable: {reason}" if is_barred else reason
    before = f"{text(words.quantity(earlier.value, part))} {readings.when(earlier.period)}"
    name = words.DIRECTION_WORDS[travel.direction]
    if travel.direction in (Direction.NOT_COMPARABLE, Direction.NO_CLEAR_CHANGE):
        link = "with" if travel.direction is Direction.NOT_COMPARABLE else "from"
        return f"{name} {link} {before}. {text(formats.sentence(travel.reason))}"
    size = formats.difference(change, part.unit, part.decimals)
    return f"{name} by {text(size)}, from {before}."


# Other places


def _places(view: View, part: Part) -> str:
    """How it stands beside other places, for the same period or the nearest earlier one; nothing
    in an edition that names no places."""
    if not view.areas:
        return ""
    areas = comparable_areas(view, part)
    if not areas:
        return "Not compared: a number that grows with the size of a place."
    held = {c.area for c in part.comparisons if c.other and c.other.value is not None}
    sentences = other_places.beside(part, [area for area in areas if area.id in held])
    missing = [area.name for area in areas if area.id not in held]
    if missing:
        sentences.append(f"No figure is held for {text(formats.joined(missing, 'or'))}.")
    return " ".join(each for each in (*sentences, other_places.rank(part)) if each)


# The baseline, and what else to know


def found_words(series: Series | None) -> str:
    """What follows a baseline that is a published figure: the period of that figure."""
    found = series.link.baseline if series else None
    if found is None or found.finding != "found" or not found.period:
        return ""
    return f", the published figure for {readings.in_sentence(parse_period(found.period))}"


def _in_mind(view: View, part: Part) -> list[Fact]:
    """Breaks in the line, a sentence each; the change on a year before has said it where it
    crosses one."""
    said = [
        f"From {readings.in_sentence(parse_period(each.first_period))} the figures cannot be "
        f"compared with earlier ones: {text(formats.clause(each.reason))}"
        for each in breaks_shown(view, part)
        if each.reason not in part.travel.reason
    ]
    return [("Bear in mind", " ".join(said))] if said else []
