"""How often each test of the book is wrong, and how often it finds what is there, by simulation.

    .venv/bin/python benchmarks/simulate.py > simulations.txt

prints the tables of docs/simulations.md (a quarter of an hour of one core). Every series goes
through the very functions that the book uses: `assess_trend`, `assess_family`, `season_of`,
`assess_variation`, `judge_direction` and `compare`. Equal seeds give equal tables.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random
from statistics import fmean, stdev

from drawn import (
    MIN_POINTS,
    RHOS,
    SETTINGS,
    WITH_FEWEST,
    Setting,
    annual,
    counted,
    crossing,
    quarterly,
    rates,
    rising,
    rounded,
    seasonal,
    share_of_few,
    share_of_many,
    steady,
    with_interval,
)

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.rules.chance_signals import chance_signal
from spfbook.rules.comparison import Standing, compare
from spfbook.rules.direction import Direction, judge_direction
from spfbook.rules.part import known_limits
from spfbook.rules.season import season_of
from spfbook.rules.trend import assess_family, assess_trend
from spfbook.rules.trend_finding import Concern, Method, Trend
from spfbook.rules.trend_series import TrendSeries, Why
from spfbook.rules.variation import assess_variation

SEED = 20261122
SIMULATIONS = 2000
REPORTS = 60
SERIES_A_REPORT = 400
REAL = 100
"""Series of a report with a trend, in the table that has any."""
QUARTERLY_EVERY = 4
"""One series in so many of a report is quarterly, 20 figures; the others have 8 to 15 years."""
RAW_LEVEL = 0.05
MAY_BE_MISSING = "—"
HIGHER = Polarity.HIGHER_IS_BETTER

Draw = Callable[[Random, Setting, float], TrendSeries]
Measure = Callable[[Trend], bool]


# Rates and their tables


def rate(hits: Sequence[bool]) -> str:
    """A percentage with its standard error."""
    p = fmean(hits)
    error = math.sqrt(p * (1 - p) / len(hits))
    return f"{100 * p:.1f} ± {100 * error:.1f}"


def table(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'--:|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


# Trends


def is_found(trend: Trend) -> bool:
    return trend.is_found


def is_warned_of(trend: Trend) -> bool:
    return trend.has(Concern.AUTOCORRELATED)


def is_overdispersed(trend: Trend) -> bool:
    return trend.has(Concern.OVER_DISPERSED)


def is_refused(trend: Trend) -> bool:
    return trend.why is Why.SEASONS_DISAGREE


TRENDS: Sequence[tuple[str, Sequence[str], Sequence[tuple[Draw, float, Sequence[Measure]]]]] = [
    (
        "Yearly figures without counts",
        ("false alarms %", "warned of correlation %", "found % at 0.1 SD a year", "at 0.25",
         "at 0.5"),
        [(annual, 0.0, [is_found, is_warned_of]), (annual, 0.1, [is_found]),
         (annual, 0.25, [is_found]), (annual, 0.5, [is_found])],
    ),
    (
        "Yearly figures, many of them equal",
        ("false alarms %", "found % at 0.25 SD a year", "at 0.5"),
        [(rounded, 0.0, [is_found]), (rounded, 0.25, [is_found]), (rounded, 0.5, [is_found])],
    ),
    (
        "Yearly percentages with counts",
        ("false alarms %", "found % at 0.5 SE a year", "at 1 SE",
         "false alarms % when noise is twice the SE"),
        [(counted, 0.0, [is_found]), (counted, 0.5, [is_found]), (counted, 1.0, [is_found]),
         (partial(counted, dispersion=2), 0.0, [is_found])],
    ),
    (
        "Yearly rates with published intervals",
        ("false alarms %", "found % at 0.5 SE a year", "at 1 SE",
         "false alarms % when noise is twice the SE"),
        [(with_interval, 0.0, [is_found]), (with_interval, 0.5, [is_found]),
         (with_interval, 1.0, [is_found]),
         (partial(with_interval, dispersion=2), 0.0, [is_found])],
    ),
    (
        "Over-dispersion of yearly percentages",
        ("said % when noise is the SE", "1.5 times", "twice", "3 times"),
        [(partial(counted, dispersion=d), 0.0, [is_overdispersed]) for d in (1, 1.5, 2, 3)],
    ),
    (
        "Quarterly figures with seasons",
        ("false alarms %", "warned of correlation %", "refused % as the seasons differ",
         "found % at 0.5 SD a year", "at 1 SD", "refused % when two seasons rise and two fall"),
        [(quarterly, 0.0, [is_found, is_warned_of, is_refused]), (quarterly, 0.5, [is_found]),
         (quarterly, 1.0, [is_found]), (crossing, 1.0, [is_refused])],
    ),
]  # fmt: skip
"""Title, heads, and what is drawn and then counted."""


def trend_rows(
    label: str,
    draws: Sequence[tuple[Draw, float, Sequence[Measure]]],
    options: argparse.Namespace,
) -> Iterator[Sequence[object]]:
    for setting in SETTINGS:
        random = Random(f"{options.seed} {label} {setting}")
        cells, methods = [], set()
        for draw, effect, measures in draws:
            found = [
                assess_trend(draw(random, setting, effect)) for _ in range(options.simulations)
            ]
            methods |= {trend.method for trend in found if trend.is_tested}
            for measure in measures:
                cells.append(rate(list(map(measure, found))) if methods else MAY_BE_MISSING)
        yield setting.rho, setting.points, _method(methods), *cells


def _method(methods: set[Method]) -> str:
    names = sorted({str(method).split(",")[0].removesuffix(" test") for method in methods})
    return " or ".join(names) or "none"


# Seasons and variation


def season_rows(options: argparse.Namespace) -> Iterator[Sequence[object]]:
    """Nothing can be said of fewer than three years."""
    for setting in SETTINGS:
        random = Random(f"{options.seed} season {setting}")
        draws = ((steady, 0.0), (rising, 0.5), (seasonal, 1.0), (seasonal, 2.0), (seasonal, 3.0))
        found = [
            [season_of(draw(random, setting, size)) for _ in range(options.simulations)]
            for draw, size in draws
        ]
        is_tested = any(each.p is not None for each in found[0])
        yield (setting.rho, setting.points,
               *(rate([each.is_seasonal for each in seasons]) if is_tested else MAY_BE_MISSING
                 for seasons in found))  # fmt: skip


def variation_rows(options: argparse.Namespace) -> Iterator[Sequence[object]]:
    for setting in WITH_FEWEST:
        random = Random(f"{options.seed} variation {setting}")
        if setting.points < MIN_POINTS:
            yield setting.rho, setting.points, *[MAY_BE_MISSING] * 6
            continue
        still = [steady(random, setting, 0) for _ in range(options.simulations)]
        jumped = [steady(random, setting, 3) for _ in range(options.simulations)]
        shifted = [steady(random, setting, 1.5, last=7) for _ in range(options.simulations)]
        shown, hits = judged(still)
        study = f"{100 * chance_signal(setting.points):.1f}" if not setting.rho else ""
        marked = [hit for hit, is_shown in zip(hits, shown, strict=True) if is_shown]
        yield (setting.rho, setting.points, rate(shown), rate(hits),
               rate(marked) if marked else MAY_BE_MISSING, study,
               rate(judged(jumped)[1]), rate(judged(shifted)[1]))  # fmt: skip


def judged(drawn: Sequence[TrendSeries]) -> tuple[list[bool], list[bool]]:
    """Of each series: whether limits are shown, and whether its latest figure is marked."""
    found = [
        assess_variation(each, target=None, polarity=HIGHER, season=season_of(each))
        for each in drawn
    ]
    return [each.limits is not None for each in found], [bool(each.signals) for each in found]


# Two figures


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


# A report of many series


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


def mean(values: Sequence[float]) -> str:
    error = stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{fmean(values):.1f} ± {error:.1f}" if error else f"{fmean(values):.1f}"


HEADS = ("correlation", "figures")


def tables(options: argparse.Namespace) -> Iterator[str]:
    for title, heads, draws in TRENDS:
        yield from ("", f"### {title}", "")
        yield from table([*HEADS, "test", *heads], trend_rows(title, draws, options))
    yield from ("", "### The season of quarterly figures", "")
    heads = ("called seasonal % without seasons", "with a trend of 0.5 SD a year",
             "found % when quarters differ by up to 1 SD", "by 2 SD", "by 3 SD")  # fmt: skip
    yield from table([*HEADS, *heads], season_rows(options))
    yield from ("", "### Variation: the latest figure of a quarterly series", "")
    heads = ("limits shown %", "marked by chance % of all",
             "% of those with limits", "% by the study, without the gates",
             "marked % when it is 3 SD off", "when the last 7 are 1.5 SD off")  # fmt: skip
    yield from table([*HEADS, *heads], variation_rows(options))
    for title, unit, heads, draws in CHANGES:
        yield from ("", f"### {title}", "")
        yield from table([*HEADS, *heads], change_rows(title, unit, draws, options))
    yield from ("", f"### A report of {SERIES_A_REPORT} series", "")
    heads = ("real trends", "correlation", "tests", "p < 0.05 alone", "of them false",
             "called in the family", "of them false", "false, % of called")  # fmt: skip
    yield from table(heads, family_rows(options))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--simulations", type=int, default=SIMULATIONS, help="series a cell")
    parser.add_argument("--reports", type=int, default=REPORTS, help="reports a row")
    parser.add_argument("--seed", type=int, default=SEED)
    for line in tables(parser.parse_args(arguments)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
