"""Worked examples judged: the same calls for the tests and for the methods page."""

from __future__ import annotations

from decimal import Decimal

from spfbook.framework.deliverables import Deliverable
from spfbook.framework.delivery import ProgressReport
from spfbook.framework.examples.comparison import ComparisonExample, ComparisonGroup
from spfbook.framework.examples.deliverables import DeliverableExample, DeliverableGroup
from spfbook.framework.examples.direction import DirectionExample, DirectionGroup
from spfbook.framework.examples.family import FamilyGroup
from spfbook.framework.examples.figures import (
    Line,
    SeriesGroup,
    Setting,
    observations_of,
    observed,
    setting_of,
)
from spfbook.framework.examples.status import StatusExample, StatusGroup
from spfbook.framework.examples.trend import TrendExample, TrendGroup
from spfbook.framework.examples.variation import VariationExample, VariationGroup
from spfbook.framework.framework import FrameworkFile
from spfbook.framework.indicators import Baseline, Every, Frequency, Indicator
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Bound, Threshold
from spfbook.framework.units import Unit
from spfbook.rules.breaks import breaks_of
from spfbook.rules.comparison import SIZE_UNITS, Comparison, compare
from spfbook.rules.delivery import DeliveryJudgement, judge_delivery
from spfbook.rules.direction import (
    Travel,
    allow_for_interval,
    judge_direction,
    judge_short_direction,
)
from spfbook.rules.exactness import known_limits
from spfbook.rules.mann_kendall import MIN_POINTS
from spfbook.rules.season import season_of
from spfbook.rules.settled import settled_since
from spfbook.rules.status import Evidence, Judgement, judge_status
from spfbook.rules.trend import Family, assess_family, assess_trend
from spfbook.rules.trend_finding import Method, Trend, Verdict
from spfbook.rules.trend_series import TrendSeries, trend_series
from spfbook.rules.variation import assess_variation
from spfbook.rules.variation_finding import Variation

PLAN = FrameworkFile.model_construct(changes=())
"""One whose default tolerances never changed; nothing else of it is asked."""


def judged_status(group: StatusGroup, row: StatusExample) -> Judgement:
    """What the rules say of `row`."""
    report = row.report or group.period
    values = {row.at or report: row.value} if row.value is not None else row.values
    evidence = Evidence(
        observations_of("home", values),
        parse_period(report),
        baseline=None if group.baseline is None else Baseline(value=group.baseline),
        comparators={area: observations_of(area, each) for area, each in row.others.items()},
        combined=[observations_of("home", each) for each in row.partners],
        interval_months=group.interval_months,
        lag_days=group.lag_days,
        arrears_months=group.arrears_months,
        counted_since=group.counted_since,
        cumulative=group.cumulative,
    )
    return judge_status(
        evidence, group.target, polarity=group.polarity, tolerance=group.tolerance
    )


def judged_direction(group: DirectionGroup, row: DirectionExample) -> Travel:
    setting, values = setting_of(group, row), observed(group, row)
    indicator = _changed(row, setting)
    rule = {
        "polarity": setting.polarity, "decimals": setting.decimals, "unit": setting.unit,
        "is_percentage": setting.unit is Unit.PERCENT, "cumulative": setting.cumulative,
        "breaks": (*setting.breaks, *breaks_of(indicator, None, None)),
        "settled": settled_since(indicator, None, PLAN), "band": group.band,
    }  # fmt: skip
    if group.short:
        is_seasonal = season_of(_series(group, row)).is_seasonal
        travel = judge_short_direction(values, seasonal=is_seasonal, **rule)
    else:
        travel = judge_direction(values, **rule)
    return allow_for_interval(travel, known_limits(values[-1], setting.unit, setting.decimals))


def judged_comparison(group: ComparisonGroup, row: ComparisonExample) -> Comparison:
    setting, own = setting_of(group, row), observed(group, row)[-1]
    return compare(
        own, observations_of("other", row.other), area="other", name=group.place,
        polarity=setting.polarity, band=group.band, unit=setting.unit,
        limits=known_limits(own, setting.unit, setting.decimals),
        interval_months=group.interval_months, cumulative=setting.cumulative,
        breaks=setting.breaks,
    )  # fmt: skip


def judged_trend(group: TrendGroup, row: TrendExample) -> Trend:
    """By itself, and not as one of the tests of a report."""
    return assess_trend(_series(group, row))


def judged_family(group: FamilyGroup) -> Family:
    """Rising series, one for each p value, judged together."""
    trends = [
        Trend(
            Verdict.NO_CLEAR_TREND, Method.MANN_KENDALL_EXACT, "Example.", MIN_POINTS,
            p=float(row.p), statistic=1,
        )
        for row in group.rows
    ]  # fmt: skip
    return assess_family(trends, q=float(group.share))


def judged_variation(group: VariationGroup, row: VariationExample) -> Variation:
    setting, series = setting_of(group, row), _series(group, row)
    return assess_variation(
        series, target=row.target or group.target, polarity=setting.polarity,
        season=season_of(series), rebases=row.rebases, is_never_negative=setting.unit in SIZE_UNITS,
    )  # fmt: skip


def judged_delivery(group: DeliverableGroup, row: DeliverableExample) -> DeliveryJudgement:
    task = Deliverable(id="example", ref="EX-D001", deliverable="Example", deadline=group.deadline)
    report = row.report and ProgressReport(
        task.id, row.report.reported, row.report.state, row.report.expected, None, "examples", 1
    )
    return judge_delivery(task, report, row.as_at or group.as_at)


def _changed(row: DirectionExample, setting: Setting) -> Indicator:
    """An indicator of the row's unit, with its changes."""
    return Indicator(
        id="example", ref="EX-001", name="Example", measure="Example", purpose="Example",
        unit=setting.unit, polarity=setting.polarity, frequency=Frequency(every=Every.NOT_SET),
        target=Threshold(kind="threshold", bound=Bound.AT_LEAST, value=Decimal(60)),
        changes=row.changes,
    )  # fmt: skip


def _series(group: SeriesGroup, row: Line) -> TrendSeries:
    setting = setting_of(group, row)
    return trend_series(
        observed(group, row), unit=setting.unit, polarity=setting.polarity,
        is_cumulative=setting.cumulative, breaks=setting.breaks,
    )  # fmt: skip
