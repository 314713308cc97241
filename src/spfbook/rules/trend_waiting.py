"""Waiting: how many more figures a series needs before it can be tested, and when that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from spfbook.rules.chi_squared_trend import POINTS
from spfbook.rules.mann_kendall import MIN_POINTS
from spfbook.rules.seasonal_kendall import FULL_YEARS, MIN_A_SEASON
from spfbook.rules.spacing import YEAR, Grid, later_end
from spfbook.rules.trend_finding import TestableFrom
from spfbook.rules.trend_series import Checked, Row, TrendSeries

MISSING_AT_MOST = 0.20
"""Share of the periods between first and last that may have no figure (STATISTICS 3)."""


def has_too_many_gaps(grid: Grid, more: int = 0) -> bool:
    """Whether more than a fifth is missing, once `more` figures have come without a gap."""
    return grid.missing > MISSING_AT_MOST * (grid.places + more)


def years_spanned(grid: Grid, more: int = 0) -> float:
    """From the first place to the last, both included."""
    return (grid.places + more) * grid.step / YEAR


def fewest_a_season(grid: Grid, more: int = 0) -> int:
    """Values of the season that has the fewest; a season that never has one does not count."""
    held = Counter(grid.seasons)
    to_come = range(grid.places, grid.places + min(more, MIN_A_SEASON * grid.a_year))
    coming = Counter((grid.month(place) - 1) % YEAR for place in to_come)
    return min(count + coming[season] for season, count in held.items())


def testable_from(checked: Checked, series: TrendSeries) -> TestableFrom | None:
    """When the series can be fully tested; None when that is beyond the calendar."""
    grid = checked.grid
    points = _until_seasonal(grid) if grid.is_seasonal else _until_yearly(checked, series)
    try:
        ends = later_end(checked.rows[-1].period, points * grid.step)
    except (ValueError, OverflowError):
        return None
    return TestableFrom(points, ends)


testable_from.__test__ = False  # so that pytest does not take it for a test


def precision_run(rows: Sequence[Row], grid: Grid, series: TrendSeries) -> int:
    """How many of the last yearly figures, without a gap, carry counts or an interval."""
    run = 0
    for i in range(len(rows) - 1, -1, -1):
        follows = run == 0 or grid.positions[i + 1] - grid.positions[i] == 1
        if not (follows and has_precision(rows[i], series)):
            break
        run += 1
    return run


def has_precision(row: Row, series: TrendSeries) -> bool:
    """Whether the error of a value can be known: from its counts, or its interval."""
    return has_counts(row, series) or None not in (row.lower, row.upper)


def has_counts(row: Row, series: TrendSeries) -> bool:
    is_rate = series.is_percentage or series.rate_base is not None
    return is_rate and None not in (row.numerator, row.denominator)


def _until_yearly(checked: Checked, series: TrendSeries) -> int:
    """The sooner of the two tests of yearly figures."""
    points = max(1, MIN_POINTS - len(checked.rows), _until_gaps_matter_less(checked.grid))
    run = precision_run(checked.rows, checked.grid, series) if checked.grid.is_yearly else 0
    return min(points, max(1, POINTS - run)) if run else points


def _until_seasonal(grid: Grid) -> int:
    span = FULL_YEARS * grid.a_year - grid.places
    points = max(1, span, MIN_POINTS - len(grid.positions), _until_gaps_matter_less(grid))
    while fewest_a_season(grid, points) < MIN_A_SEASON:
        points += 1
    return points


def _until_gaps_matter_less(grid: Grid) -> int:
    return ceil(grid.missing / MISSING_AT_MOST - 1e-9) - grid.places
