"""Variation in words: what the latest figure says, before any icon.

Short plain sentences, the first of which can stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from spfbook.framework.periods import parse_period
from spfbook.rules.assurance import Assurance
from spfbook.rules.chance_signals import expected_chance_signals
from spfbook.rules.thresholds import MINUS
from spfbook.rules.trend_words import Amount, plain_number
from spfbook.rules.variation_finding import (
    Chart,
    Nature,
    NoLimits,
    Stretch,
    Variation,
    nature,
)

NEITHER_BETTER_NOR_WORSE = "neither better nor worse"
SMALLEST_EXPECTED = 0.05
"""Below this the number expected by chance is given as `fewer than 0.1`."""
ASSURANCE = {
    Assurance.MEETS: "Consistently meets the target: all of its usual range does.",
    Assurance.FAILS: "Consistently fails the target: none of its usual range meets it.",
    Assurance.HIT_AND_MISS: (
        "Hit and miss: part of the usual range meets the target, and part does not."
    ),
}


def in_words(
    variation: Variation, *, amount: Amount | None = None, brief: bool = False
) -> tuple[str, ...]:
    """Whole sentences: variation, limits, assurance, and what a reader must know with them.

    `brief` leaves out what set the usual range.
    """
    write = amount or plain_number
    now = variation.current
    sentences = [
        *_variation(variation),
        *(_range(now, write, brief=brief) if now else []),
        *_assurance(variation),
        *(_rebase(now) if now else []),
        *(caution.sentence for caution in variation.cautions),
    ]
    return tuple(sentences)


def of_report(variations: Sequence[Variation]) -> str:
    """How many of a report's charts signal, beside the number expected by chance alone."""
    judged = [each for each in variations if each.current and each.limits]
    if not judged:
        return "No chart has limits."
    signal = sum(bool(each.signals) for each in judged)
    expected = expected_chance_signals(each.current.n for each in judged)
    chance = "fewer than 0.1" if expected < SMALLEST_EXPECTED else f"about {expected:.1f}"
    charts = "1 chart has" if len(judged) == 1 else f"{len(judged):,} charts have"
    signals = f"{signal:,} of them signals" if signal == 1 else f"{signal:,} of them signal"
    return (
        f"{charts} limits, and {signals} at the latest figure; "
        f"{chance} would by chance alone if nothing had changed."
    )


def _variation(variation: Variation) -> list[str]:
    if variation.chart is Chart.PLAIN:
        return ["Usual variation not judged.", variation.reason or ""]
    if variation.why is NoLimits.NOT_STABLE:
        return ["Not stable: limits not shown.", variation.reason or ""]
    if variation.why is not None:
        return ["Limits not shown.", variation.reason or ""]
    if not variation.signals:
        return ["Common cause variation: the latest figure is within what is usual."]
    return [f"Special cause variation, {_natures(variation)}: the latest figure is "
            f"{_signals(variation)}."]  # fmt: skip


def _natures(variation: Variation) -> str:
    names = [_name(each) for each in variation.natures]
    return " and ".join(names)


def _signals(variation: Variation) -> str:
    """Each rule that fired; with what it means where they do not all mean the same."""
    differ = len(variation.natures) > 1
    texts = [
        f"{each} ({_name(nature(each, variation.polarity))})" if differ else str(each)
        for each in variation.signals
    ]
    return ", and ".join(texts)


def _name(found: Nature) -> str:
    return NEITHER_BETTER_NOR_WORSE if found is Nature.NEUTRAL else str(found)


def _range(now: Stretch, write: Amount, *, brief: bool) -> list[str]:
    if now.limits is None or now.drawn is None:
        return []
    low, high = (_signed(limit, write) for limit in now.drawn)
    if brief:
        return [f"The usual range is {low} to {high}."]
    left_out = now.limits.screened
    moves = "1 large move" if left_out == 1 else f"{left_out or 'no'} large moves"
    return [
        f"The usual range is {low} to {high}, set by the {now.n} figures from "
        f"{now.periods[0].short_label} on, with {moves} between neighbours left out."
    ]


def _signed(number: float, write: Amount) -> str:
    return f"{MINUS if number < 0 else ''}{write(abs(number))}"


def _assurance(variation: Variation) -> list[str]:
    if variation.assurance is not None:
        return [ASSURANCE[variation.assurance]]
    if variation.met is None:
        return []
    met, of = variation.met.met, variation.met.of
    periods = "last period" if of == 1 else f"last {of} periods"
    return [f"Met the target in {met} of the {periods} with a figure."]


def _rebase(now: Stretch) -> list[str]:
    if now.rebase is None:
        return []
    start = parse_period(now.rebase.first_period).label
    return [f"Judged from {start} on: {now.rebase.reason.strip().rstrip('.')}."]
