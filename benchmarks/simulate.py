"""How often each test of the book is wrong, and how often it finds what is there, by simulation.

    .venv/bin/python benchmarks/simulate.py > simulations.txt

prints the tables of docs/simulations.md (about four minutes on one core). Every series goes
through the very functions that the book uses: `assess_trend`, `assess_family` and
`assess_variation`. Equal seeds give equal tables.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, stdev

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import Period, parse_period
from spfbook.rules.chance_signals import chance_signal
from spfbook.rules.trend import assess_family, assess_trend
from spfbook.rules.trend_finding import Method, Trend
from spfbook.rules.trend_series import TrendPoint, TrendSeries
from spfbook.rules.variation import MIN_POINTS, assess_variation

SEED = 20261122
SIMULATIONS = 4000
REPORTS = 60
POINTS = (5, 8, 12, 20, 40)
RHOS = (0.0, 0.3, 0.6)
"""Correlation of each figure with the next, apart from any trend."""
OUT_OF = 4000
"""Denominator of the percentages with counts; half of it is the expected numerator."""
SEASONS = (0.0, 2.0, -1.0, 0.5)
"""What each quarter adds, in standard deviations."""
SERIES_A_REPORT = 400
REAL = 100
"""Series of a report with a trend, in the table that has any."""
QUARTERLY_EVERY = 4
"""One series in so many of a report is quarterly, 20 figures; the others have 8 to 15 years."""
RAW_LEVEL = 0.05
MAY_BE_MISSING = "—"

YEARS = [parse_period(f"fy{1980 + i}-{(1981 + i) % 100:02d}") for i in range(max(POINTS))]
QUARTERS = [
    parse_period(f"{2000 + i // 4}-{(2001 + i // 4) % 100:02d}-q{i % 4 + 1}")
    for i in range(max(POINTS))
]


@dataclass(frozen=True)
class Setting:
    """One row of a table."""

    points: int
    rho: float


SETTINGS = tuple(Setting(points, rho) for rho in RHOS for points in POINTS)
WITH_FEWEST = tuple(
    Setting(points, rho) for rho in RHOS for points in sorted({*POINTS, MIN_POINTS})
)
"""For variation: also the fewest figures that limits may have."""


def noise(random: Random, n: int, rho: float) -> list[float]:
    """Figures of variance 1, each correlated `rho` with the one before."""
    values = [random.gauss(0, 1)]
    while len(values) < n:
        values.append(rho * values[-1] + math.sqrt(1 - rho * rho) * random.gauss(0, 1))
    return values


def plain(values: Sequence[float], periods: Sequence[Period]) -> TrendSeries:
    return TrendSeries(tuple(map(TrendPoint, periods, values)))


def drifting(values: Sequence[float], slope: float) -> list[float]:
    return [value + slope * i for i, value in enumerate(values)]


# What is drawn: a series for a setting and an effect


def annual(random: Random, setting: Setting, slope: float) -> TrendSeries:
    values = noise(random, setting.points, setting.rho)
    return plain(drifting(values, slope), YEARS)


def quarterly(random: Random, setting: Setting, slope: float) -> TrendSeries:
    """`slope` is in standard deviations a year."""
    values = drifting(noise(random, setting.points, setting.rho), slope / 4)
    return plain([v + SEASONS[i % 4] for i, v in enumerate(values)], QUARTERS)


def counted(
    random: Random, setting: Setting, slope: float, *, dispersion: float = 1
) -> TrendSeries:
    """Percentages of 4,000: `slope` and noise in standard errors of one figure.

    The five that are tested lie about 50%, where that error is what it is said to be.
    """
    values = [dispersion * value for value in noise(random, setting.points, setting.rho)]
    error, middle = math.sqrt(OUT_OF) / 2, slope * (setting.points - 3)
    counts = [round(OUT_OF / 2 + error * (v - middle)) for v in drifting(values, slope)]
    points = tuple(
        TrendPoint(period, 100 * count / OUT_OF, count, OUT_OF)
        for period, count in zip(YEARS, counts, strict=False)
    )
    return TrendSeries(points, is_percentage=True)


def steady(random: Random, setting: Setting, jump: float, *, last: int = 1) -> TrendSeries:
    """Quarterly figures without seasons, the `last` of them off by `jump`."""
    values = noise(random, setting.points, setting.rho)
    values = [v + (jump if i >= setting.points - last else 0) for i, v in enumerate(values)]
    return plain(values, QUARTERS)


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


def trend_rows(
    label: str,
    draws: Sequence[tuple[Callable[[Random, Setting, float], TrendSeries], float]],
    options: argparse.Namespace,
) -> Iterator[Sequence[object]]:
    for setting in SETTINGS:
        random = Random(f"{options.seed} {label} {setting}")
        cells, methods = [], set()
        for draw, effect in draws:
            found = [
                assess_trend(draw(random, setting, effect)) for _ in range(options.simulations)
            ]
            methods |= {trend.method for trend in found if trend.is_tested}
            cells.append(rate([trend.is_found for trend in found]) if methods else MAY_BE_MISSING)
        yield setting.rho, setting.points, _method(methods), *cells


def _method(methods: set[Method]) -> str:
    names = sorted({str(method).split(",")[0].removesuffix(" test") for method in methods})
    return " or ".join(names) or "none"


def overdispersed(random: Random, setting: Setting, slope: float) -> TrendSeries:
    return counted(random, setting, slope, dispersion=2)


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
        assess_variation(each, target=None, polarity=Polarity.HIGHER_IS_BETTER) for each in drawn
    ]
    return [each.limits is not None for each in found], [bool(each.signals) for each in found]


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


HEADS = ("correlation", "figures", "test")


def tables(options: argparse.Namespace) -> Iterator[str]:
    effects = {
        "Yearly figures without counts": (
            ("false alarms %", "found % at 0.1 SD a year", "at 0.25", "at 0.5"),
            [(annual, 0.0), (annual, 0.1), (annual, 0.25), (annual, 0.5)],
        ),
        "Yearly percentages with counts": (
            ("false alarms %", "found % at 0.5 SE a year", "at 1 SE",
             "false alarms % when noise is twice the SE"),
            [(counted, 0.0), (counted, 0.5), (counted, 1.0), (overdispersed, 0.0)],
        ),
        "Quarterly figures with seasons": (
            ("false alarms %", "found % at 0.5 SD a year", "at 1 SD"),
            [(quarterly, 0.0), (quarterly, 0.5), (quarterly, 1.0)],
        ),
    }  # fmt: skip
    for title, (heads, draws) in effects.items():
        yield from ("", f"### {title}", "")
        yield from table([*HEADS, *heads], trend_rows(title, draws, options))
    yield from ("", "### Variation: the latest figure of a quarterly series", "")
    heads = ("correlation", "figures", "limits shown %", "marked by chance % of all",
             "% of those with limits", "% by the study, without the gate",
             "marked % when it is 3 SD off", "when the last 7 are 1.5 SD off")  # fmt: skip
    yield from table(heads, variation_rows(options))
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
