"""Variation: is the latest figure more than a series' usual variation?

`assess_variation` draws limits only where they mean something (STATISTICS 1, Recommended):

==================================================  ===========================================
series                                              chart
==================================================  ===========================================
cumulative, overlapping, mixed, uneven, no figures  plain, with the reason
under 13 figures since the last break or rebase     run chart
figures that rise and fall with the time of year    run chart
too few distinct values, or more than a fifth gone  run chart
runs about the median longer or fewer than chance   run chart: "not stable: limits not shown"
anything else                                       XmR, with its limits and the four rules
==================================================  ===========================================

A break in the series cuts it, and what came before is left out. A rebase, which somebody decided
and gave a reason for, starts the limits again; nothing is ever rebased by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Protocol

from spfbook.framework.indicators import Polarity
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.framework.targets import Target
from spfbook.rules.assurance import Assurance, assure, bar_of, count_met
from spfbook.rules.run_chart import RunChart, run_chart
from spfbook.rules.season import Season, Sign
from spfbook.rules.special_causes import signals
from spfbook.rules.trend_finding import Caution, Concern
from spfbook.rules.trend_series import Checked, Refusal, TrendSeries
from spfbook.rules.trend_tests import after_break
from spfbook.rules.trend_waiting import MISSING_AT_MOST
from spfbook.rules.variation_finding import Chart, NoLimits, Rebase, Stretch, Variation
from spfbook.rules.xmr import Limits, groups, has_too_few_values, limits_of

__all__ = ["MIN_POINTS", "Assurance", "Chart", "NoLimits", "Rebase", "Variation",
           "assess_variation"]  # fmt: skip

MIN_POINTS = 13
"""Figures that limits need: where the Excel tool of Making Data Count begins (STATISTICS 1,
Minimum points)."""

SEASONAL = (
    "The figures rise and fall with the time of year, and limits would mostly show the season."
)
TOO_FEW = (
    "There are too few distinct values: most figures are the same as the one before."
)
NOT_SEASONAL = Season()
_UNKNOWN = Caution(
    Concern.SEASON_UNKNOWN,
    "There are too few years to tell whether the figures rise and fall with the time of year.",
)


class _Rebase(Protocol):
    """A `Rebase`, or an entry of a file that has the same two things."""

    @property
    def first_period(self) -> str: ...
    @property
    def reason(self) -> str: ...


def assess_variation(
    series: TrendSeries,
    *,
    target: Target | Decimal | float | None,
    polarity: Polarity,
    rebases: Sequence[_Rebase] = (),
    is_never_negative: bool = False,
    season: Season = NOT_SEASONAL,
    settled: date | None = None,
) -> Variation:
    """The variation of one series; never raises for what a series holds.

    A target counts when it sets one level for every period (a threshold, a range, or a bare
    number that `polarity` gives its side); for other kinds there is no assurance. Counts and
    rates are never negative, so that a lower limit is not drawn below 0; tests do not mind it.
    Of a series with a `season` the limits would mostly be the season's. Figures from before the
    target was `settled` were promised something else, and are not counted as met or not.
    """
    checked = series.checked
    if isinstance(checked, Refusal):
        return Variation(Chart.PLAIN, polarity, why=checked.why, reason=checked.reason)
    begun = _beginnings(checked, rebases)
    if isinstance(begun, str):
        return Variation(Chart.PLAIN, polarity, why=NoLimits.BAD_REBASE, reason=begun)
    draw = partial(
        Limits.drawn,
        is_percentage=series.is_percentage,
        is_never_negative=is_never_negative or series.rate_base is not None,
    )
    stretches = tuple(
        _stretch(checked, span, begun.get(span.start), draw, season)
        for span in groups(len(checked.rows), begun)
    )
    now, bar = stretches[-1], bar_of(target, polarity)
    return Variation(
        Chart.RUN_CHART if now.limits is None else Chart.XMR,
        polarity,
        stretches,
        why=now.why,
        reason=now.reason,
        assurance=assure(now.limits, bar, polarity) if now.limits else None,
        met=count_met(_since(checked, settled), bar),
        cautions=(*after_break(checked), *_untested(now, season)),
    )


def _since(checked: Checked, settled: date | None) -> list[float]:
    rows = checked.rows
    return [row.value for row in rows if settled is None or row.period.end >= settled]


def _beginnings(checked: Checked, rebases: Sequence[_Rebase]) -> dict[int, Rebase] | str:
    """The rebases that begin a stretch, by the place of its first row; or what is wrong with one.

    One that begins before the first row or after the last starts nothing; of two that begin at
    the same row the later one counts.
    """
    begun: dict[int, Rebase] = {}
    try:
        placed = sorted((parse_period(e.first_period).start, i) for i, e in enumerate(rebases))
    except PeriodError as problem:
        return f"A rebase cannot be placed: {problem}."
    for start, i in placed:
        if not rebases[i].reason.strip():
            return f"The rebase at {rebases[i].first_period} gives no reason."
        first = sum(row.period.start < start for row in checked.rows)
        if 0 < first < len(checked.rows):
            begun[first] = Rebase(rebases[i].first_period, rebases[i].reason)
    return begun


def _stretch(
    checked: Checked,
    span: slice,
    rebase: Rebase | None,
    draw: Callable[[Limits], tuple[float, float]],
    season: Season,
) -> Stretch:
    rows = checked.rows[span]
    periods, values = tuple(row.period for row in rows), tuple(row.value for row in rows)
    runs = run_chart(values)
    refusal = _against_limits(values, checked.grid.positions[span], runs, season)
    if refusal is not None:
        return Stretch(periods, values, runs, rebase, why=refusal[0], reason=refusal[1])
    limits = limits_of(values)
    marks = tuple(signals(values, limits))
    return Stretch(periods, values, runs, rebase, limits, draw(limits), marks)


def _against_limits(
    values: Sequence[float], positions: Sequence[int], runs: RunChart, season: Season
) -> tuple[NoLimits, str] | None:
    """The first thing that stands against limits, and a sentence that says so."""
    n, places = len(values), positions[-1] - positions[0] + 1
    if n < MIN_POINTS:
        held = f"{n} figure is held" if n == 1 else f"{n} figures are held"
        return NoLimits.TOO_SHORT, f"{held}, and limits need {MIN_POINTS}."
    if season.is_seasonal:
        return NoLimits.SEASONAL, SEASONAL
    if has_too_few_values(values):
        return NoLimits.TOO_FEW_VALUES, TOO_FEW
    if places - n > MISSING_AT_MOST * places:
        gaps = f"{places - n} of {places} periods have no figure"
        return NoLimits.TOO_MANY_GAPS, f"{gaps}, more than {MISSING_AT_MOST:.0%}."
    return None if runs.is_stable else (NoLimits.NOT_STABLE, _instability(runs))


def _untested(now: Stretch, season: Season) -> tuple[Caution, ...]:
    """Said beside limits that a season nobody could test for may have made."""
    return (_UNKNOWN,) if now.limits and season.sign is Sign.UNKNOWN else ()


def _instability(runs: RunChart) -> str:
    """What the run chart shows that chance does not explain."""
    found = []
    if runs.longest_run > runs.longest_expected:
        found.append(
            f"{runs.longest_run} figures in a row are on one side of the median, where chance "
            f"explains up to {runs.longest_expected}"
        )
    if runs.crossings < runs.fewest_expected:
        found.append(
            f"the median is crossed {_times(runs.crossings)}, where chance explains no fewer "
            f"than {runs.fewest_expected}"
        )
    text = "; ".join(found)
    return f"{text[:1].upper()}{text[1:]}."


def _times(n: int) -> str:
    return "once" if n == 1 else f"{n} times"
