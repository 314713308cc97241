"""A report of many series, by simulation: its trend tests judged as one family."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from random import Random

from drawn import RHOS, Setting, annual, quarterly
from simulated import mean

from spfbook.rules.trend import assess_family, assess_trend
from spfbook.rules.trend_finding import Trend

SERIES_A_REPORT = 400
REAL = 100
"""Series of a report with a trend, in the table that has any."""
QUARTERLY_EVERY = 4
"""One series in so many of a report is quarterly, 20 figures; the others have 8 to 15 years."""


def report(random: Random, *, real: int, rho: float) -> list[tuple[Trend, bool]]:
    """The trends of one report, the first `real` of a random order being there."""
    there = set(random.sample(range(SERIES_A_REPORT), real))
    drawn = []
    for i in range(SERIES_A_REPORT):
        if i % QUARTERLY_EVERY == 0:
            series = quarterly(random, Setting(20, rho), 1.0 * (i in there))
        else:
            series = annual(random, Setting(random.randint(8, 15), rho), 0.25 * (i in there))
        drawn.append((assess_trend(series), i in there))
    return drawn


def family_rows(options: argparse.Namespace) -> Iterator[Sequence[object]]:
    for real in (0, REAL):
        for rho in RHOS:
            random = Random(f"{options.seed} family {real} {rho}")
            counts = [_counts(report(random, real=real, rho=rho)) for _ in range(options.reports)]
            columns = list(zip(*counts, strict=True))
            yield real, rho, *(mean(column) for column in columns)


def _counts(drawn: Sequence[tuple[Trend, bool]]) -> tuple[float, ...]:
    """Tests; called singly, and falsely; called in the family, falsely, and the false share."""
    family = assess_family([trend for trend, _ in drawn])
    there = [is_real for _, is_real in drawn]
    alone = [real for (trend, _), real in zip(drawn, there, strict=True) if trend.is_found]
    called = [real for trend, real in zip(family.trends, there, strict=True) if trend.is_found]
    false = called.count(False)
    share = 100 * false / len(called) if called else 0.0
    return family.m, len(alone), alone.count(False), len(called), false, share
