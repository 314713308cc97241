"""Two figures, by simulation: called changed, better or worse."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

from drawn import SETTINGS, rates, share_of_few, share_of_many
from simulated import rate

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.comparison import Standing, compare
from spfbook.rules.direction import Direction, judge_direction
from spfbook.rules.part import known_limits

HIGHER = Polarity.HIGHER_IS_BETTER


def is_changed(values: Sequence[Observation], unit: Unit) -> bool:
    travel = judge_direction(
        values, polarity=HIGHER, decimals=1, is_percentage=unit is Unit.PERCENT, unit=unit
    )
    return travel.direction in (Direction.IMPROVED, Direction.WORSENED)


def is_apart(values: Sequence[Observation], unit: Unit) -> bool:
    """Whether the latest is called better or worse than a place that is exactly at 50%."""
    own = values[-1]
    there = replace(own, value=Decimal(50), numerator=None, denominator=None)
    beside = compare(
        own, [there], area="other", name="other", polarity=HIGHER, band=Tolerance(absolute=2),
        unit=unit, limits=known_limits(own, unit, 1), interval_months=12,
    )  # fmt: skip
    return beside.standing in (Standing.BETTER, Standing.WORSE)


PERCENT, RATE = Unit.PERCENT, Unit.PER_100000
CHANGES = [
    (
        "The change on a year before: percentages",
        PERCENT,
        ("false alarms %, of 4,000", "found % when 3 SE apart",
         "false alarms % when noise is twice the SE", "false alarms %, of 40 (exact test)",
         "found % when 10% becomes 30%", "false alarms % by two intervals",
         "found % by them when 3 SE apart", "better or worse % beside a place that is the same"),
        [(partial(share_of_many, jump=0), is_changed), (partial(share_of_many, jump=3), is_changed),
         (partial(share_of_many, jump=0, dispersion=2), is_changed),
         (partial(share_of_few, last=10), is_changed),
         (partial(share_of_few, last=30), is_changed),
         (partial(share_of_many, jump=0, has_counts=False), is_changed),
         (partial(share_of_many, jump=3, has_counts=False), is_changed),
         (partial(share_of_many, jump=0), is_apart)],
    ),
    (
        "The change on a year before: rates",
        RATE,
        ("false alarms %, of 10 events (exact)", "found % when 10 become 20",
         "false alarms %, of 200", "found % when 200 become 240"),
        [(partial(rates, usual=10, last=10), is_changed),
         (partial(rates, usual=10, last=20), is_changed),
         (partial(rates, usual=200, last=200), is_changed),
         (partial(rates, usual=200, last=240), is_changed)],
    ),
]  # fmt: skip
"""Title, unit, heads, and what is drawn and asked of it."""


def change_rows(
    label: str, unit: Unit, draws: Sequence[tuple[Callable, Callable]], options: argparse.Namespace
) -> Iterator[Sequence[object]]:
    for setting in SETTINGS:
        random = Random(f"{options.seed} {label} {setting}")
        yield (setting.rho, setting.points,
               *(rate([ask(draw(random, setting), unit) for _ in range(options.simulations)])
                 for draw, ask in draws))  # fmt: skip
