"""Trends, seasons and variation, by simulation: how often they are found where there are none, and
where there are."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random

from drawn import (
    MIN_POINTS,
    SETTINGS,
    WITH_FEWEST,
    Setting,
    annual,
    counted,
    crossing,
    quarterly,
    rising,
    rounded,
    seasonal,
    steady,
    with_interval,
)
from simulated import MAY_BE_MISSING, rate

from spfbook.framework.indicators import Polarity
from spfbook.rules.chance_signals import chance_signal
from spfbook.rules.season import season_of
from spfbook.rules.trend import assess_trend
from spfbook.rules.trend_finding import Concern, Method, Trend
from spfbook.rules.trend_series import TrendSeries, Why
from spfbook.rules.variation import assess_variation

Draw = Callable[[Random, Setting, float], TrendSeries]
Measure = Callable[[Trend], bool]


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
        assess_variation(
            each, target=None, polarity=Polarity.HIGHER_IS_BETTER, season=season_of(each)
        )
        for each in drawn
    ]
    return [each.limits is not None for each in found], [bool(each.signals) for each in found]
