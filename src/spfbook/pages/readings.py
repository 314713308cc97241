"""Plain-words readings: what the figures of one part say, as sentences made from data."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

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
    return period.in_sentence


def in_one_sentence(periods: Sequence[Period]) -> str:
    """`the academic years 2019 to 2020 and 2020 to 2021`: what they all are is said once."""
    kinds = {period.kind for period in periods}
    if len(periods) < 2 or len(kinds) > 1 or not kinds <= NAMED_YEARS:
        return formats.joined([in_sentence(period) for period in periods])
    kind, years = periods[0].label.split(" year ")[0], [p.label.split(" year ")[1] for p in periods]
    return f"the {kind} years {formats.joined(years)}"


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
