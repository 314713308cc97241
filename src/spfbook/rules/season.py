"""Season: whether the figures of a series rise and fall with the time of year.

The limits of usual variation (too wide to signal anything) and the change on the period before
would then mostly show the season (STATISTICS, "Recommendation in one page": the arrow for the
period before is for figures that are not seasonal; 1: limits are for a series that is stable). A
series is seasonal

- by its periods: terms always are;
- by a mark of the plan or the source;
- by the Kruskal-Wallis test between the months its periods end in, on figures freed of their
  trend, once there are three years of them (Kruskal and Wallis 1952; the use for seasons as in
  Eurostat's JDemetra+, `seasonality_kruskalwallis` of rjd3toolkit).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spfbook.framework.periods import PeriodKind
from spfbook.rules.seasonal_kendall import (
    FULL_YEARS,
    INDICATIVE_YEARS,
    MIN_A_SEASON,
    seasonal_slopes,
)
from spfbook.rules.theil_sen import detrended, theil_sen
from spfbook.rules.trend_series import Checked, Refusal, TrendSeries
from spfbook.rules.trend_waiting import years_spanned

SIGNIFICANCE = 0.05
"""p below which the seasons differ. A series wrongly called seasonal loses its limits, which is
the safer of the two mistakes; so nothing is adjusted for the number of tests."""

DIGITS = 10
"""Of a figure, as a share of the largest, that count as a difference."""


class Sign(StrEnum):
    """What says that a series is seasonal, or why nobody can say."""

    TERMS = "terms"
    MARKED = "marked"
    TESTED = "tested"
    NOT_FOUND = "not_found"
    """Tested, and the seasons do not differ clearly."""
    UNKNOWN = "unknown"
    """Several figures a year, and too few years to tell."""
    NONE = "none"
    """Not several figures a year that follow each other."""


@dataclass(frozen=True, slots=True)
class Season:
    """Whether a series is seasonal, and what says so."""

    sign: Sign = Sign.NONE
    p: float | None = None
    """Of the test, where it was made."""

    @property
    def is_seasonal(self) -> bool:
        return self.sign in (Sign.TERMS, Sign.MARKED, Sign.TESTED)


def season_of(series: TrendSeries, *, is_marked: bool = False) -> Season:
    """Whether `series` is seasonal; only what comes after its last break is tested."""
    if is_marked:
        return Season(Sign.MARKED)
    checked = series.checked
    if isinstance(checked, Refusal) or not checked.grid.is_seasonal:
        return Season()
    if checked.rows[0].period.kind is PeriodKind.TERM:
        return Season(Sign.TERMS)
    if not _can_be_tested(checked):
        return Season(Sign.UNKNOWN)
    p = kruskal_wallis_p(_by_season(checked))
    if p < SIGNIFICANCE:
        return Season(Sign.TESTED, p)
    # With three figures a season even one that always stands out gives p of 0.1.
    is_short = years_spanned(checked.grid) < FULL_YEARS
    return Season(Sign.UNKNOWN if is_short else Sign.NOT_FOUND, p)


def kruskal_wallis_p(groups: Sequence[Sequence[float]]) -> float:
    """p of the test that groups of values differ, by the chi-squared approximation, with the
    correction for ties; 1 when all values are the same."""
    from scipy.special import chdtrc

    values = [value for group in groups for value in group]
    n, ranks = len(values), _ranks(values)
    ties = sum(count**3 - count for count in Counter(values).values())
    if len(groups) < 2 or ties == n**3 - n:
        return 1.0
    spread = sum(sum(ranks[v] for v in group) ** 2 / len(group) for group in groups)
    h = 12 * spread / (n * (n + 1)) - 3 * (n + 1)
    return float(chdtrc(len(groups) - 1, max(0.0, h / (1 - ties / (n**3 - n)))))


def _ranks(values: Sequence[float]) -> Mapping[float, float]:
    """The middle rank of each value."""
    counts = Counter(values)
    ranks, below = {}, 0
    for value in sorted(counts):
        ranks[value] = below + (counts[value] + 1) / 2
        below += counts[value]
    return ranks


def _can_be_tested(checked: Checked) -> bool:
    held = Counter(checked.grid.seasons)
    is_long = years_spanned(checked.grid) >= INDICATIVE_YEARS
    return is_long and len(held) > 1 and min(held.values()) >= MIN_A_SEASON


def _by_season(checked: Checked) -> list[list[float]]:
    """The values less their trend, by the month that their periods end in."""
    grid, values, times = checked.grid, checked.values, checked.times
    slope = theil_sen(seasonal_slopes(values, grid.seasons, times), 0.0).per_year
    seasons: dict[int, list[float]] = {}
    rests = detrended(values, times, slope)
    scale = max(map(abs, values)) or 1.0
    for rest, season in zip(rests, grid.seasons, strict=True):
        # Rounding of floating-point numbers must not rank what is the same.
        seasons.setdefault(season, []).append(round(rest / scale, DIGITS))
    return list(seasons.values())
