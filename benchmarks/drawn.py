"""Series drawn with a known truth, for benchmarks/simulate.py: noise, trends, seasons, counts."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate
from random import Random
from statistics import NormalDist

from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, parse_period
from spfbook.rules.trend_series import TrendPoint, TrendSeries
from spfbook.rules.variation import MIN_POINTS

POINTS = (5, 8, 12, 20, 40)
RHOS = (0.0, 0.3, 0.6)
"""Correlation of each figure with the next, apart from any trend."""
OUT_OF = 4000
"""Denominator of the percentages with counts; half of it is the expected numerator."""
SEASONS = (0.0, 2.0, -1.0, 0.5)
"""What each quarter adds, in standard deviations; the range is `SEASON_RANGE`."""
SEASON_RANGE = 3.0
FEW = 40
"""Denominator of percentages of few; a tenth of it is the expected numerator."""
POPULATION = 50_000
"""Denominator of the rates per 100,000."""
Z95 = 1.96

NORMAL = NormalDist()
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


def rounded(random: Random, setting: Setting, slope: float) -> TrendSeries:
    """Whole standard deviations, so that many are equal."""
    series = annual(random, setting, slope)
    return plain([round(float(point.value)) for point in series.points], YEARS)


def with_interval(
    random: Random, setting: Setting, slope: float, *, dispersion: float = 1
) -> TrendSeries:
    """Rates with published intervals: `slope` and noise in standard errors of one figure."""
    values = [dispersion * value for value in noise(random, setting.points, setting.rho)]
    points = tuple(
        TrendPoint(period, 100 + v, lower=100 + v - Z95, upper=100 + v + Z95)
        for period, v in zip(YEARS, drifting(values, slope), strict=False)
    )
    return TrendSeries(points, rate_base=1000)


def crossing(random: Random, setting: Setting, slope: float) -> TrendSeries:
    """Quarters of which two rise and two fall by `slope` standard deviations a year."""
    values = noise(random, setting.points, setting.rho)
    signs = (1, 1, -1, -1)
    return plain(
        [v + SEASONS[i % 4] + signs[i % 4] * slope * (i // 4) for i, v in enumerate(values)],
        QUARTERS,
    )


def seasonal(random: Random, setting: Setting, size: float) -> TrendSeries:
    """Quarters that differ from each other by up to `size` standard deviations."""
    values = noise(random, setting.points, setting.rho)
    scale = size / SEASON_RANGE
    return plain([v + scale * SEASONS[i % 4] for i, v in enumerate(values)], QUARTERS)


def rising(random: Random, setting: Setting, slope: float) -> TrendSeries:
    """Quarters without seasons; `slope` is in standard deviations a year."""
    return plain(drifting(noise(random, setting.points, setting.rho), slope / 4), QUARTERS)


def steady(random: Random, setting: Setting, jump: float, *, last: int = 1) -> TrendSeries:
    """Quarterly figures without seasons, the `last` of them off by `jump`."""
    values = noise(random, setting.points, setting.rho)
    values = [v + (jump if i >= setting.points - last else 0) for i, v in enumerate(values)]
    return plain(values, QUARTERS)


# Yearly observations of which the last may be another: for the change on a year before


def share_of_many(
    random: Random, setting: Setting, jump: float, *, dispersion: float = 1,
    has_counts: bool = True,
) -> list[Observation]:  # fmt: skip
    """Percentages of 4,000 about 50%, the last off by `jump` standard errors of one figure; with
    their counts, or with the 95% intervals that these give."""
    error = math.sqrt(OUT_OF) / 2
    found = []
    for place, z in enumerate(noise(random, setting.points, setting.rho)):
        moved = dispersion * z + (jump if place == setting.points - 1 else 0)
        count = round(OUT_OF / 2 + error * moved)
        found.append(_observation(place, count, OUT_OF, 100, has_counts, Z95 * error))
    return found


def share_of_few(random: Random, setting: Setting, last: float) -> list[Observation]:
    """Percentages of 40 about 10%, the last about `last`%."""
    return [
        _observation(place, _at(_binomial(FEW, share), z), FEW, 100)
        for place, z, share in _levels(random, setting, 0.10, last / 100)
    ]


def rates(random: Random, setting: Setting, usual: float, last: float) -> list[Observation]:
    """Rates per 100,000 in a population of 50,000: `usual` events a year, `last` in the last."""
    return [
        _observation(place, _at(_poisson(events), z), POPULATION, 100_000)
        for place, z, events in _levels(random, setting, usual, last)
    ]


def _levels(
    random: Random, setting: Setting, usual: float, last: float
) -> list[tuple[int, float, float]]:
    values = noise(random, setting.points, setting.rho)
    return [(i, z, last if i == len(values) - 1 else usual) for i, z in enumerate(values)]


def _at(cumulated: Sequence[float], z: float) -> int:
    """The count that stands as high in its distribution as `z` in the normal one."""
    return bisect_left(cumulated, NORMAL.cdf(z))


@cache
def _binomial(n: int, share: float) -> tuple[float, ...]:
    terms = (math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n))
    return tuple(accumulate(terms))


@cache
def _poisson(events: float) -> tuple[float, ...]:
    last = int(events + 20 * math.sqrt(events) + 20)
    logs = (k * math.log(events) - events - math.lgamma(k + 1) for k in range(last))
    return tuple(accumulate(map(math.exp, logs)))


def _observation(
    place: int, count: int, whole: int, base: int, has_counts: bool = True, half: float = 0
) -> Observation:
    period = YEARS[place]
    lower, upper = (Decimal(repr((count + side * half) * base / whole)) for side in (-1, 1))
    return Observation(
        area="home", period=period, value=Decimal(count * base) / whole, missing=None, flag=None,
        numerator=Decimal(count) if has_counts else None,
        denominator=Decimal(whole) if has_counts else None,
        lower=None if has_counts else lower, upper=None if has_counts else upper,
        published_on=period.end, is_publication_stated=True, recorded_on=period.end, note=None,
        line=1,
    )  # fmt: skip
