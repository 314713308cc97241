"""Plain-words readings: what the figures of one part say, as sentences made from data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.framework import Area
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, PeriodKind
from spfbook.framework.units import Unit
from spfbook.pages import formats, words
from spfbook.pages.markdown import text
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part
from spfbook.rules.trend_series import Why
from spfbook.rules.trend_words import in_words
from spfbook.rules.variation_finding import Chart as VariationChart
from spfbook.rules.variation_words import in_words as variation_in_words

STANDING_WORDS = {
    Standing.BETTER: "better than",
    Standing.SIMILAR: "similar to",
    Standing.WORSE: "worse than",
    Standing.HIGHER: "higher than",
    Standing.LOWER: "lower than",
}
CLEAR = frozenset(
    {Direction.IMPROVED, Direction.WORSENED, Direction.INCREASED, Direction.DECREASED}
)
FEWEST_FOR_LIMITS = 13
"""STATISTICS 1, recommended: no limits below 13 figures, and then nothing is said of them."""
NAMED_YEARS = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR})


def reading(part: Part, areas: Sequence[Area], *, with_status: bool) -> list[str]:
    """A few sentences, as Markdown: the value, the target, the change, other places, and what
    a reader must know of the figure."""
    latest = part.latest
    if latest is None:
        return ["No figure is held."]
    if latest.value is None:
        hidden = "is about so few people that it is not shown \\[c\\]"
        return [f"The figure for {latest.period.label} {hidden}."]
    said = [_value(part, latest)]
    if with_status:
        said.append(_target(part))
    said.append(_change(part))
    said.append(_short_change(part))
    said.append(_places(part, areas))
    said.append(_marks(latest))
    said.append(_unpublished(part))
    said.append(text(part.revision or ""))
    said.append(text(part.target_change or ""))
    return [sentence for sentence in said if sentence]


def _value(part: Part, latest: Observation) -> str:
    assert latest.value is not None
    shown = words.quantity(latest.value, part)
    said = f"{formats.sentence(when(latest.period))[:-1]} the figure was **{text(shown)}**"
    counts = _counts(part, latest)
    if part.limits is None:
        return f"{said}{counts}."
    low, high = (text(words.quantity(limit, part)) for limit in part.limits)
    return f"{said}{counts}; it could lie between {low} and {high} by chance."


def when(period: Period) -> str:
    """`on 31 March 2021`, `in January 2022`, `in the academic year 2020 to 2021`."""
    if period.start == period.end:
        return f"on {period.label}"
    return f"in {in_sentence(period)}"


def in_sentence(period: Period) -> str:
    """A period's label as a sentence takes it: `the financial year 2020 to 2021`."""
    named = period.kind in NAMED_YEARS
    return f"the {period.label}" if named else period.label


def _counts(part: Part, latest: Observation) -> str:
    """The two counts behind a percentage, where they give the figure as it is published; a
    publisher may have rounded them."""
    if part.unit is not Unit.PERCENT or latest.numerator is None or not latest.denominator:
        return ""
    assert latest.value is not None
    worked_out = latest.numerator / latest.denominator * 100
    if formats.rounded(worked_out, part.decimals) != formats.rounded(latest.value, part.decimals):
        return ""
    return f" ({formats.number(latest.numerator)} of {formats.number(latest.denominator)})"


def _target(part: Part) -> str:
    if not part.is_assessed:
        return "It is shown for context."
    return " ".join([text(part.judgement.reason), *uncertainty(part)])


def uncertainty(part: Part) -> list[str]:
    """Said beside a status that chance alone could have made another."""
    if not part.is_uncertain:
        return []
    return ["The status is uncertain: the figure could lie on either side of the target by chance."]


def trend(part: Part) -> str:
    """What a test of the whole series says; nothing where there are too few figures to say."""
    found = part.trend
    if found.why in (Why.NO_VALUES, None) and not found.is_tested:
        return ""
    said = in_words(found, amount=lambda n: _amount(n, part))
    return " ".join(text(sentence) for sentence in said)


def variation(part: Part) -> str:
    """Whether the latest figure is within what is usual; nothing for a short series."""
    known = [o for o in part.values if o.value is not None]
    if len(known) < FEWEST_FOR_LIMITS or part.variation.chart is VariationChart.PLAIN:
        return ""
    said = variation_in_words(part.variation, amount=lambda n: _value_of(n, part))
    return " ".join(text(sentence) for sentence in said)


def _value_of(number: float, part: Part) -> str:
    return words.quantity(Decimal(repr(number)), part)


def _amount(number: float, part: Part) -> str:
    return formats.difference(Decimal(repr(number)), part.unit, part.decimals + 1)


def _short_change(part: Part) -> str:
    """The change on the period before, where it means something and is clear."""
    short = part.short
    change = words.shown_change(part, short)
    if short.earlier is None or change is None or short.direction not in CLEAR:
        return ""
    if part.travel.earlier is not None and short.earlier.period == part.travel.earlier.period:
        return ""
    side = "higher" if change > 0 else "lower"
    size = formats.difference(change, part.unit, part.decimals)
    return f"It is {text(size)} {side} than {when(short.earlier.period)}."


def _change(part: Part) -> str:
    travel = part.travel
    if travel.earlier is None or travel.earlier.value is None:
        return ""
    earlier = words.quantity(travel.earlier.value, part)
    before = f"the {text(earlier)} of {in_sentence(travel.earlier.period)}"
    match travel.direction:
        case Direction.NOT_COMPARABLE:
            return f"It cannot be compared with {before}: {text(formats.clause(travel.reason))}"
        case Direction.NO_CLEAR_CHANGE:
            return f"That is no clear change from {before}."
        case _:
            change = words.shown_change(part)
            assert change is not None, "a clear change has two values"
            size = formats.difference(change, part.unit, part.decimals)
            side = "higher" if change > 0 else "lower"
            judged = {
                Direction.IMPROVED: ", which is better",
                Direction.WORSENED: ", which is worse",
            }.get(travel.direction, "")
            return f"That is {text(size)} {side} than {before}{judged}."


def _places(part: Part, areas: Sequence[Area]) -> str:
    """How it stands beside other places, for the same period or the nearest earlier one."""
    shown = {area.id: area.name for area in areas}
    beside: dict[Standing, list[str]] = {}
    for found in part.comparisons:
        if found.area not in shown or found.other is None or found.other.value is None:
            continue
        figure = text(words.quantity(found.other.value, part))
        if part.latest and found.other.period != part.latest.period:
            figure += f", {found.other.period.short_label}"
        beside.setdefault(found.standing, []).append(f"{text(shown[found.area])} ({figure})")
    apart = beside.pop(Standing.NOT_COMPARED, [])
    said = [f"{STANDING_WORDS[s]} {formats.joined(places)}" for s, places in beside.items()]
    sentences = [f"It is {formats.joined(said)}."] if said else []
    if apart:
        sentences.append(f"It cannot be compared with {formats.joined(apart, 'or')}.")
    return " ".join(sentences)


def _unpublished(part: Part) -> str:
    if not part.unpublished:
        return ""
    periods = formats.joined([in_sentence(o.period) for o in part.unpublished])
    notes = dict.fromkeys(o.note for o in part.unpublished if o.note)
    why = " ".join(text(formats.sentence(note)) for note in notes)
    return f"No figure was published for {text(periods)}. {why}".strip()


def _marks(latest: Observation) -> str:
    if latest.flag is None:
        return ""
    return {
        "provisional": "The figure is provisional [p] and may be revised.",
        "revised": "The figure was revised [r] after it was first published.",
        "estimated": "The figure is an estimate [e].",
    }[latest.flag.value].replace("[", "\\[").replace("]", "\\]")


def alt_text(
    part: Part, shown: Sequence[Observation], comparators: Sequence[str], marks: Sequence[str]
) -> str:
    """What the chart shows, for someone who cannot see it: span, first, last, extremes.

    `shown`: the values in the chart; `marks`: the names of the lines right across it.
    """
    known = [o for o in shown if o.value is not None]
    first, last = known[0], known[-1]
    assert first.value is not None and last.value is not None
    name = part.indicator.name + (f": {part.component.text}" if part.component else "")
    said = [f"Line chart of {name}, {formats.counted(len(known), 'figure')}"]
    if len(known) > 1:
        said[0] += f" from {first.period.label} to {last.period.label}"
    said[0] += "."
    if len(known) == 1:
        said.append(f"The only figure, for {last.period.label}, is {_plain(last, part)}.")
    else:
        said.append(f"It starts at {_plain(first, part)} and ends at {_plain(last, part)}.")
        top = max(known, key=lambda o: o.value or 0)
        low = min(known, key=lambda o: o.value or 0)
        if top.value != low.value:
            said.append(
                f"The highest is {_plain(top, part)} ({top.period.short_label}), "
                f"the lowest {_plain(low, part)} ({low.period.short_label})."
            )
    if comparators:
        said.append(f"Shown beside it: {formats.joined(list(comparators))}.")
    if marks:
        said.append(f"Lines across it: {formats.joined(list(marks))}.")
    return " ".join(said)


def history_text(part: Part, shown: Sequence[Observation]) -> str:
    """What a sparkline shows, for someone who cannot see it."""
    first, last = shown[0], shown[-1]
    return (
        f"{formats.counted(len(shown), 'figure')}, {_plain(first, part)} for "
        f"{first.period.short_label} to {_plain(last, part)} for {last.period.short_label}"
    )


def _plain(observation: Observation, part: Part) -> str:
    assert observation.value is not None
    return words.quantity(observation.value, part)
