"""The seasonal Kendall test: Mann-Kendall within each season, added up.

Januaries are compared with Januaries only, so that the seasons themselves are no trend. Sources:
Hirsch, Slack and Smith 1982; Hirsch and Slack 1984 for seasons that move together; van Belle and
Hughes 1984 for seasons that disagree; USGS (Helsel and Hirsch) and rkt for when each is used
(STATISTICS 3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spfbook.rules.mann_kendall import (
    mann_kendall,
    normal_p,
    normal_score,
    score,
    sign,
)
from spfbook.rules.theil_sen import Slope, pairwise_slopes, theil_sen

FULL_YEARS = 4
"""Years of data from which the test is made (STATISTICS 3, recommended)."""
INDICATIVE_YEARS = 3
"""Years from which it is made and called indicative."""
MIN_A_SEASON = 3
"""Values that each season needs (STATISTICS 3, recommended)."""
COVARIANCE_FROM_YEARS = 10
"""Years from which dependence between seasons can be corrected for (USGS; rkt)."""
SEASONS_DISAGREE_BELOW = 0.05
"""p of the heterogeneity test below which no overall trend is reported (our level; the test
and the advice: van Belle and Hughes 1984, Gilbert 1987 section 17.2)."""


@dataclass(frozen=True, slots=True)
class SeasonalKendall:
    """The sum over seasons, how surprising it is, and whether the seasons agree."""

    n: int
    years: int
    """Different years with a value."""
    s: int
    variance: float
    """Of `s`, as if seasons were independent."""
    corrected_variance: float | None
    """With the covariance between seasons; None below 10 years."""
    season_s: Mapping[int, int]
    season_variance: Mapping[int, float]
    tau: float
    """S over the number of pairs within seasons (tau-a, as rkt gives it)."""
    slope: Slope
    heterogeneity: float
    """Chi-squared; degrees of freedom are one less than the seasons that vary."""
    heterogeneity_p: float

    @property
    def used_variance(self) -> float:
        """The corrected one where there is one above zero."""
        return self.corrected_variance or self.variance

    @property
    def z(self) -> float:
        """With continuity correction, as if seasons were independent (smk.test, EnvStats)."""
        return normal_score(self.s, self.variance)

    @property
    def p(self) -> float:
        """Two-sided, from the used variance, with continuity correction."""
        return normal_p(normal_score(self.s, self.used_variance))

    @property
    def do_seasons_disagree(self) -> bool:
        return self.heterogeneity_p < SEASONS_DISAGREE_BELOW


def seasonal_kendall(
    values: Sequence[float],
    seasons: Sequence[int],
    years: Sequence[int],
    times: Sequence[float] | None = None,
) -> SeasonalKendall:
    """The test on values of `seasons` and `years` (whole numbers), at most one for each pair.

    `times`, in years, place the points more exactly for the slope. Whether there are enough of
    them is for the caller to decide; each season needs two.
    """
    rows = _by_season(values, seasons, years)
    tests = {season: mann_kendall(list(row.values())) for season, row in rows.items()}
    variance = sum(test.variance for test in tests.values())
    corrected = None
    if len(set(years)) >= COVARIANCE_FROM_YEARS:
        corrected = variance + 2 * _all_covariances(rows, sorted(set(years)))
    s = sum(test.s for test in tests.values())
    slopes = seasonal_slopes(values, seasons, times or years)
    chi_squared, p = _heterogeneity([(test.s, test.variance) for test in tests.values()])
    return SeasonalKendall(
        n=len(values),
        years=len(set(years)),
        s=s,
        variance=variance,
        corrected_variance=corrected if corrected and corrected > 0 else None,
        season_s={season: test.s for season, test in tests.items()},
        season_variance={season: test.variance for season, test in tests.items()},
        tau=s / sum(test.n * (test.n - 1) // 2 for test in tests.values()),
        slope=theil_sen(slopes, corrected if corrected and corrected > 0 else variance),
        heterogeneity=chi_squared,
        heterogeneity_p=p,
    )


def seasonal_slopes(
    values: Sequence[float], seasons: Sequence[int], times: Sequence[float]
) -> list[float]:
    """The change a year between every two points of one season."""
    rows: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for value, season, time in zip(values, seasons, times, strict=True):
        rows[season].append((value, time))
    return [
        slope
        for row in rows.values()
        for slope in pairwise_slopes([v for v, _ in row], [t for _, t in row])
    ]


def _by_season(
    values: Sequence[float], seasons: Sequence[int], years: Sequence[int]
) -> dict[int, dict[int, float]]:
    """For each season, its values by year, in order of time."""
    rows: dict[int, dict[int, float]] = defaultdict(dict)
    for year, season, value in sorted(zip(years, seasons, values, strict=True)):
        rows[season][year] = value
    assert sum(map(len, rows.values())) == len(values), "the caller refuses duplicates"
    return {season: rows[season] for season in sorted(rows)}


def _all_covariances(rows: Mapping[int, Mapping[int, float]], years: Sequence[int]) -> float:
    """The sum over all pairs of seasons."""
    scores = [_ranks(row, years) for row in rows.values()]
    seasons = list(rows.values())
    return sum(
        _covariance(seasons[g], seasons[h], scores[g], scores[h], len(years))
        for h in range(1, len(seasons))
        for g in range(h)
    )


def _covariance(
    first: Mapping[int, float],
    second: Mapping[int, float],
    first_ranks: Sequence[float],
    second_ranks: Sequence[float],
    years: int,
) -> float:
    """Between the S of two seasons (Dietz and Killeen 1981; missing values have middle ranks)."""
    both = [year for year in first if year in second]
    together = score([first[year] for year in both], [second[year] for year in both])
    ranks = sum(a * b for a, b in zip(first_ranks, second_ranks, strict=True))
    return (together + 4 * ranks - years * (len(first) + 1) * (len(second) + 1)) / 3


def _ranks(row: Mapping[int, float], years: Sequence[int]) -> list[float]:
    """The rank of each year's value in its season; the middle one where it is missing."""
    return [
        (len(row) + 1 + sum(sign(row[year] - other) for other in row.values())) / 2
        if year in row
        else (len(row) + 1) / 2
        for year in years
    ]


def _heterogeneity(tests: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """Chi-squared and p of seasons with different trends; 0 and 1 when fewer than two vary."""
    scores = [s / variance**0.5 for s, variance in tests if variance > 0]
    if len(scores) < 2:
        return 0.0, 1.0
    from scipy.special import chdtrc

    mean = sum(scores) / len(scores)
    chi_squared = sum((z - mean) ** 2 for z in scores)
    return chi_squared, float(chdtrc(len(scores) - 1, chi_squared))
