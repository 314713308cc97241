"""A running total is set against all that was due since it began: laws for any numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import add_months, parse_period
from spfbook.framework.targets import Bound, PerPeriod, Schedule, Step, Tolerance
from spfbook.rules.status import Evidence, Judgement, Status, judge_status

EXACT = Tolerance(absolute=0)
SINCE = date(2020, 4, 1)
MONTHS = [f"20{20 + (3 + n) // 12}-{(3 + n) % 12 + 1:02d}" for n in range(36)]
months = st.sampled_from(MONTHS)
sizes = st.integers(0, 100_000)


def judged(
    total: Decimal | int, period: str, target: PerPeriod | Schedule, since: date = SINCE
) -> Judgement:
    when = parse_period(period)
    one = Observation(
        "home", when, Decimal(total), None, None, None, None, None, None, when.end, True,
        when.end, None, 1,
    )  # fmt: skip
    evidence = Evidence([one], when, interval_months=1, cumulative=True, counted_since=since)
    rule = {"polarity": Polarity.HIGHER_IS_BETTER, "tolerance": EXACT}
    return judge_status(evidence, target, **rule)


def each(value: int, per: str, **more: object) -> PerPeriod:
    fields = {"kind": "per_period", "bound": Bound.AT_LEAST, "value": value, "per": per}
    return PerPeriod.model_validate(fields | more)


def steps(*values: int) -> Schedule:
    years = ("fy2020-21", "fy2021-22", "fy2022-23")
    made = tuple(Step(value=v, during=y) for v, y in zip(values, years, strict=True))
    return Schedule(kind="schedule", bound=Bound.AT_LEAST, steps=made)


@settings(max_examples=100, deadline=None)
@given(sizes, months)
def test_a_year_is_twelve_months_and_so_many_numbers_a_month(value: int, period: str) -> None:
    yearly, monthly = judged(1, period, each(value * 12, "year")), judged(
        1, period, each(value, "month")
    )
    assert yearly.against == monthly.against == value * (MONTHS.index(period) + 1)


@settings(max_examples=100, deadline=None)
@given(sizes, months)
def test_the_same_number_in_every_year_is_a_number_a_year(value: int, period: str) -> None:
    assert judged(1, period, steps(value, value, value)).against == judged(
        1, period, each(value, "year")
    ).against  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(sizes, st.integers(1, 35))
def test_what_is_due_never_shrinks_and_all_of_a_year_is_due_at_its_end(value: int, n: int) -> None:
    targets = [each(value, "year"), each(value, "year", profile=(10, 30, 60, 100)),
               steps(value, 2 * value, 0)]  # fmt: skip
    for target in targets:
        before, now = (judged(1, MONTHS[k], target).against for k in (n - 1, n))
        assert before is not None and now is not None
        assert before <= now
    whole = [judged(1, "2022-03", target).against for target in targets]
    assert whole == [2 * value, 2 * value, 3 * value]


def test_the_year_a_scheme_began_in_is_only_as_long_as_it_was() -> None:
    """May 2020 to March 2021 are eleven months of twelve."""
    found = judged(110, "2021-03", each(120, "year"), date(2020, 5, 1))
    assert (found.status, found.against) == (Status.GREEN, 110)


def test_a_total_is_never_taken_for_what_one_year_added() -> None:
    """130 after two years meets 120 a year only for who forgets the first one."""
    assert judged(130, "2022-03", each(120, "year")).status is Status.RED
    assert judged(130, "fy2021-22", each(120, "year")).status is Status.RED


def test_a_shared_total_waits_for_its_partners() -> None:
    target = each(120, "year", combined_with=("other",))
    assert judged(130, "2022-03", target).status is Status.AWAITED


def test_a_partner_in_arrears_is_not_awaited_before_it_is_due() -> None:
    when = parse_period("2022-03")
    values = [
        Observation("home", when, value, missing, None, None, None, None, None, when.end, True,
                    when.end, None, 1)
        for value, missing in ((Decimal(5), None), (None, Missing.NOT_AVAILABLE))
    ]  # fmt: skip
    target = each(120, "year", combined_with=("other",))

    def status(day: date) -> Status:
        evidence = Evidence(
            [values[0]], when, combined=[[values[1]]], arrears_months=2, as_at=day,
            cumulative=True,
        )  # fmt: skip
        rule = {"polarity": Polarity.HIGHER_IS_BETTER, "tolerance": EXACT}
        return judge_status(evidence, target, **rule).status

    due = add_months(when.end, 2)
    assert status(date(2022, 5, 30)) is Status.NOT_DUE
    assert status(due) is Status.AWAITED
