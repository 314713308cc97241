"""Plain-words readings: what the figures of one part say, as sentences made from data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, PeriodKind
from spfbook.pages import formats, words
from spfbook.pages.markdown import text
from spfbook.rules.part import Part
from spfbook.rules.trend_series import Why
from spfbook.rules.trend_words import in_words
from spfbook.rules.variation import MIN_POINTS
from spfbook.rules.variation_finding import Chart as VariationChart
from spfbook.rules.variation_words import in_words as variation_in_words

FEWEST_FOR_LIMITS = 13
"""STATISTICS 1, recommended: no limits below 13 figures, and then nothing is said of them."""
NAMED_YEARS = frozenset({PeriodKind.FINANCIAL_YEAR, PeriodKind.ACADEMIC_YEAR})


def changes(part: Part) -> list[str]:
    """What a revision, or a changed target or definition, did to the status: said beside it."""
    return [text(sentence) for sentence in (part.revision, *part.changes) if sentence]


def when(period: Period) -> str:
    """`on 31 March 2021`, `in January 2022`, `in the academic year 2020 to 2021`."""
    if period.start == period.end:
        return f"on {period.label}"
    return f"in {in_sentence(period)}"


def in_sentence(period: Period) -> str:
    """A period's label as a sentence takes it: `the financial year 2020 to 2021`."""
    named = period.kind in NAMED_YEARS
    return f"the {period.label}" if named else period.label


def uncertainty(part: Part) -> list[str]:
    """Said beside a status that chance alone could have made another."""
    if not part.is_uncertain:
        return []
    return [
        "The status is uncertain: the figure’s 95% confidence interval reaches to both sides of "
        "the target."
    ]


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
    if len(known) < MIN_POINTS or part.variation.chart is VariationChart.PLAIN:
        return ""
    said = variation_in_words(part.variation, amount=lambda n: _value_of(n, part))
    return " ".join(text(sentence) for sentence in said)


def _value_of(number: float, part: Part) -> str:
    return words.quantity(Decimal(repr(number)), part)


def _amount(number: float, part: Part) -> str:
    return formats.difference(Decimal(repr(number)), part.unit, part.decimals + 1)


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
