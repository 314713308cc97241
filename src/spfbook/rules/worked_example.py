"""A worked example judged: the same call for the tests and for the methods page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from spfbook.framework.examples import Example, ExampleGroup
from spfbook.framework.indicators import Baseline
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.rules.status import Evidence, Judgement, judge_status


def judge_example(group: ExampleGroup, row: Example) -> Judgement:
    """What the rules say of `row`."""
    return judge_status(
        evidence_of(group, row), group.target, polarity=group.polarity, tolerance=group.tolerance
    )


def evidence_of(group: ExampleGroup, row: Example) -> Evidence:
    """The figures of `row` as the rules take them."""
    report = row.report or group.period
    values = {row.at or report: row.value} if row.value is not None else row.values
    return Evidence(
        _observations("home", values),
        parse_period(report),
        baseline=None if group.baseline is None else Baseline(value=group.baseline),
        comparators={area: _observations(area, each) for area, each in row.others.items()},
        combined=[_observations("home", each) for each in row.partners],
        interval_months=group.interval_months,
        lag_days=group.lag_days,
        arrears_months=group.arrears_months,
        cumulative=group.cumulative,
        counted_since=group.counted_since,
    )


def _observations(area: str, values: Mapping[str, Decimal | Missing]) -> list[Observation]:
    return [_observation(area, period, found) for period, found in values.items()]


def _observation(area: str, text: str, found: Decimal | Missing) -> Observation:
    period = parse_period(text)
    missing = found if isinstance(found, Missing) else None
    return Observation(
        area=area, period=period, value=None if isinstance(found, Missing) else found,
        missing=missing, numerator=None, denominator=None, lower=None, upper=None, flag=None,
        published_on=period.end, is_publication_stated=True, recorded_on=period.end, note=None,
        line=1,
    )  # fmt: skip
