"""Status is total, exact and fair: better never looks worse, and order plays no part.

The table of what each kind of target gives at its edges is book/examples/status.yml.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from spfbook.framework import targets as kinds
from spfbook.framework.indicators import Baseline, Polarity
from spfbook.framework.observations import Missing, Observation
from spfbook.framework.periods import Period, add_months, parse_period
from spfbook.framework.targets import Bound, Target, Tolerance
from spfbook.rules.colour_change import colour_change, revision_change
from spfbook.rules.status import RATED, Evidence, Judgement, Status, judge_status, worst_first
from spfbook.rules.thresholds import meets, rate, room, straddles, words

TARGET = TypeAdapter(Target)
TWO_POINTS = Tolerance(absolute=2)
HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
PERIODS = (
    "2020-04", "2021-01", "2021-06", "2022-03", "2020-21-q1", "2021-22-q4", "2021-22-h1",
    "fy2020-21", "fy2021-22", "ay2020-21", "ay2020-21-autumn", "ay2020-21-spring",
    "ay2019-20-autumn+spring", "2020", "2021", "2021-03-31", "2020-02-29", "2021-06-15",
    "2018..2020", "fy2018-19..fy2020-21", "2020-04..2020-05", "2021-02..2021-05",
    "2020-04..2021-03",
)  # fmt: skip
BYS = ("2020-21-q2", "2021-22-q4", "2022", "2020-12", "fy2024-25", "2037")


def observed(
    value: Decimal | None, period: str = "2021-22-q4", missing: Missing | None = None
) -> Observation:
    when = parse_period(period)
    return Observation(
        "home", when, value, missing, None, None, None, None, None, when.end, True, when.end,
        None, 1,
    )  # fmt: skip


def status(value: Any, target: dict[str, Any], **more: Any) -> Status:
    return judged(value, target, **more).status


def judged(
    value: Any, target: dict[str, Any], polarity: Polarity = HIGHER,
    tolerance: Tolerance = TWO_POINTS, **more: Any,
) -> Judgement:  # fmt: skip
    one = observed(Decimal(str(value)))
    evidence = Evidence([one], one.period, **more)
    return judge_status(
        evidence, TARGET.validate_python(target), polarity=polarity, tolerance=tolerance
    )


# Strategies

numbers = st.decimals(-10_000, 10_000, places=2, allow_nan=False)
tolerances = st.one_of(
    st.builds(lambda n: Tolerance(absolute=n), st.decimals(0, 100, places=2)),
    st.builds(lambda n: Tolerance(relative_pct=n), st.decimals(0, 100, places=1)),
)
bounds = st.sampled_from(Bound)
maybe_own = st.one_of(st.none(), tolerances)
shared = st.sampled_from([(), ("other",), ("other", "third")])
steps = st.lists(
    st.one_of(
        st.builds(lambda v, b: kinds.Step(value=v, by=b), numbers, st.sampled_from(BYS)),
        st.builds(
            lambda v, d: kinds.Step(value=v, during=d), numbers,
            st.sampled_from(("fy2020-21", "fy2021-22", "2021", "2018..2020", "2021-22-h1")),
        ),
    ),
    min_size=1, max_size=4,
).map(tuple)  # fmt: skip
COMMON = {"tolerance": maybe_own, "combined_with": shared}
STRATEGIES: dict[type, st.SearchStrategy[Any]] = {
    kinds.Threshold: st.builds(
        kinds.Threshold, kind=st.just("threshold"), bound=bounds, value=numbers,
        by=st.one_of(st.none(), st.sampled_from(BYS)), **COMMON,
    ),
    kinds.Range: st.builds(
        lambda a, b, **rest: kinds.Range(kind="range", low=min(a, b), high=max(a, b), **rest),
        numbers, numbers, **COMMON,
    ),
    kinds.Schedule: st.builds(
        kinds.Schedule, kind=st.just("schedule"), bound=bounds, steps=steps, **COMMON,
    ),
    kinds.PerPeriod: st.builds(
        kinds.PerPeriod, kind=st.just("per_period"), bound=bounds, value=numbers,
        per=st.sampled_from(["year", "month"]),
        profile=st.sampled_from([(), (Decimal(10), Decimal(30), Decimal(60), Decimal(100))]),
        **COMMON,
    ),
    kinds.Direction: st.builds(
        kinds.Direction, kind=st.just("direction"),
        want=st.sampled_from(["increase", "reduction", "no_reduction", "no_increase"]),
        **COMMON,
    ),
    kinds.Comparator: st.builds(
        kinds.Comparator, kind=st.just("comparator"),
        areas=st.sampled_from([("london",), ("london", "england"), ("nowhere",)]),
        relation=st.sampled_from(
            ["in_line_with", "at", "above", "below", "top_rank", "top_quartile"]
        ),
        basis=st.sampled_from(["value", "growth"]),
        rank=st.none(), value=st.one_of(st.none(), numbers),
        by=st.one_of(st.none(), st.sampled_from(BYS)), **COMMON,
    ),
    kinds.ByComponent: st.just(kinds.ByComponent(kind="by_component")),
    kinds.ToBeSet: st.just(kinds.ToBeSet(kind="to_be_set")),
    kinds.NoTarget: st.just(kinds.NoTarget(kind="none")),
    kinds.Descriptive: st.just(kinds.Descriptive(kind="descriptive", reason="In words.")),
}  # fmt: skip
any_target = st.one_of(*STRATEGIES.values())


@st.composite
def rows(draw: st.DrawFn, most: int = 4) -> list[Observation]:
    periods = draw(st.lists(st.sampled_from(PERIODS), max_size=most, unique=True))
    found = []
    for period in periods:
        value = draw(st.one_of(numbers, st.sampled_from(Missing)))
        is_missing = isinstance(value, Missing)
        found.append(
            observed(None if is_missing else value, period, value if is_missing else None)
        )
    return sorted(found, key=lambda o: o.period)


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    period: Period = parse_period(draw(st.sampled_from(PERIODS)))
    cumulative = draw(st.booleans())
    return Evidence(
        draw(rows()),
        period,
        baseline=draw(st.one_of(st.none(), numbers.map(lambda n: Baseline(value=n)))),
        comparators={"london": draw(rows()), "england": draw(rows())},
        combined=draw(st.lists(st.one_of(st.none(), rows()), max_size=2)),
        interval_months=draw(st.sampled_from([1, 3, 12, 24])),
        lag_days=draw(st.sampled_from([0, 400])),
        arrears_months=draw(st.sampled_from([0, 2])),
        as_at=draw(st.sampled_from([None, add_months(period.end, 1)])),
        cumulative=cumulative,
        counted_since=draw(st.sampled_from([None, date(2020, 5, 1)])) if cumulative else None,
        additive=draw(st.booleans()),
    )


# Totality


def test_every_kind_of_target_has_a_rule() -> None:
    """A new kind of target fails here until it has one."""
    union = set(get_args(get_args(Target)[0]))
    assert union == set(STRATEGIES)


@settings(max_examples=250, deadline=None)
@given(evidences(), any_target, st.sampled_from(Polarity), tolerances)
def test_every_combination_has_a_status_and_a_reason(
    evidence: Evidence, target: Target, polarity: Polarity, tolerance: Tolerance
) -> None:
    found = judge_status(evidence, target, polarity=polarity, tolerance=tolerance)
    assert found.status in Status
    assert found.reason[0].isupper() or found.reason[0] == "“"
    assert found.reason.endswith(".")
    assert "  " not in found.reason
    assert "E+" not in found.reason
    if found.status.is_rated:
        assert evidence.latest is not None
        assert evidence.latest.value is not None


@settings(max_examples=120, deadline=None)
@given(evidences(), any_target, st.sampled_from(Polarity), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    evidence: Evidence, target: Target, polarity: Polarity, random: Any
) -> None:
    def mixed(found: Any) -> list[Observation]:
        return random.sample(list(found), len(found))

    other = replace(
        evidence,
        values=mixed(evidence.values),
        comparators={k: mixed(evidence.comparators[k]) for k in ("england", "london")},
        combined=[each and mixed(each) for each in evidence.combined],
    )
    first, second = (
        judge_status(each, target, polarity=polarity, tolerance=TWO_POINTS)
        for each in (evidence, other)
    )
    assert first == second


@pytest.mark.parametrize("found", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_not_judged(found: str) -> None:
    target = {"kind": "threshold", "bound": "at_least", "value": 1}
    assert status(Decimal(found), target) is Status.NOT_JUDGEABLE


# Fairness

GOODNESS = {Status.RED: 0, Status.AMBER: 1, Status.NOT_DUE: 1, Status.AWAITED: 1, Status.GREEN: 2}
MONOTONE = [kinds.Threshold, kinds.Schedule, kinds.PerPeriod, kinds.Direction, kinds.Comparator]


def is_floor(target: Any, polarity: Polarity) -> bool | None:
    match target:
        case kinds.Direction(want=want):
            return want in ("increase", "no_reduction")
        case kinds.Comparator(relation="above"):
            return True
        case kinds.Comparator(relation="below"):
            return False
        case kinds.Comparator():
            return {HIGHER: True, LOWER: False}.get(polarity)
        case _:
            return target.bound.is_floor


@settings(max_examples=250, deadline=None)
@given(
    evidences(), st.one_of(*(STRATEGIES[kind] for kind in MONOTONE)), tolerances,
    st.sampled_from([HIGHER, LOWER]), st.decimals(0, 5000, places=2),
)  # fmt: skip
def test_a_better_value_never_gives_a_worse_status(
    evidence: Evidence, target: Any, tolerance: Tolerance, polarity: Polarity, gain: Decimal
) -> None:
    latest = evidence.latest
    if latest is None or latest.value is None:
        return
    gain = gain if is_floor(target, polarity) else -gain
    better = [
        replace(o, value=o.value + gain) if o is latest and o.value is not None else o
        for o in evidence.values
    ]
    before, after = (
        judge_status(each, target, polarity=polarity, tolerance=tolerance)
        for each in (evidence, replace(evidence, values=better))
    )
    if before.status in GOODNESS and after.status in GOODNESS:
        # A limit that runs on is green only once its time is over.
        is_running_limit = Status.NOT_DUE in (before.status, after.status)
        if not (is_running_limit and not is_floor(target, polarity)):
            assert GOODNESS[after.status] >= GOODNESS[before.status]
        else:
            assert after.status is not Status.RED or before.status is Status.RED
    else:
        assert after.status is before.status


@settings(max_examples=120, deadline=None)
@given(numbers, numbers, numbers, st.decimals(0, 1, places=3), tolerances)
def test_nearer_to_a_range_is_never_worse(
    a: Decimal, b: Decimal, value: Decimal, share: Decimal, tolerance: Tolerance
) -> None:
    low, high = min(a, b), max(a, b)
    end = low if value < low else high
    nearer = value if low <= value <= high else value + (end - value) * share
    target = {"kind": "range", "low": low, "high": high}
    statuses = [status(v, target, tolerance=tolerance) for v in (value, nearer)]
    assert GOODNESS[statuses[1]] >= GOODNESS[statuses[0]]


FLIPPED_BOUND = {
    Bound.AT_LEAST: Bound.AT_MOST, Bound.AT_MOST: Bound.AT_LEAST,
    Bound.MORE_THAN: Bound.LESS_THAN, Bound.LESS_THAN: Bound.MORE_THAN,
}  # fmt: skip
FLIPPED_WANT = {
    "increase": "reduction", "reduction": "increase",
    "no_reduction": "no_increase", "no_increase": "no_reduction",
}  # fmt: skip
FLIPPED_RELATION = {"above": "below", "below": "above"}
FLIPPED_POLARITY = {HIGHER: LOWER, LOWER: HIGHER}


def flipped_rows(found: Any) -> list[Observation]:
    return [replace(o, value=None if o.value is None else -o.value) for o in found]


def flipped_target(target: Any) -> Any:
    match target:
        case kinds.Threshold(bound=bound, value=value):
            return target.model_copy(update={"bound": FLIPPED_BOUND[bound], "value": -value})
        case kinds.PerPeriod(bound=bound, value=value):
            return target.model_copy(update={"bound": FLIPPED_BOUND[bound], "value": -value})
        case kinds.Range(low=low, high=high):
            return target.model_copy(update={"low": -high, "high": -low})
        case kinds.Schedule(bound=bound, steps=found):
            turned = tuple(s.model_copy(update={"value": -s.value}) for s in found)
            return target.model_copy(update={"bound": FLIPPED_BOUND[bound], "steps": turned})
        case kinds.Direction(want=want):
            return target.model_copy(update={"want": FLIPPED_WANT[want]})
        case kinds.Comparator(relation=relation, value=value):
            return target.model_copy(
                update={
                    "relation": FLIPPED_RELATION.get(relation, relation),
                    "value": None if value is None else -value,
                }
            )
        case _:
            return target


def is_running(evidence: Evidence, target: Any) -> bool:
    """A limit on a count that only grows has no mirror image: counts do not shrink."""
    return evidence.cumulative and isinstance(target, kinds.Threshold | kinds.Schedule)


@settings(max_examples=250, deadline=None)
@given(evidences(), any_target, st.sampled_from([HIGHER, LOWER]), tolerances)
def test_flipping_polarity_and_every_sign_changes_nothing(
    evidence: Evidence, target: Target, polarity: Polarity, tolerance: Tolerance
) -> None:
    baseline = evidence.baseline
    if baseline is not None and baseline.value is not None:
        baseline = Baseline(value=-baseline.value)
    turned = replace(
        evidence,
        values=flipped_rows(evidence.values),
        baseline=baseline,
        comparators={k: flipped_rows(v) for k, v in evidence.comparators.items()},
        combined=[each and flipped_rows(each) for each in evidence.combined],
    )
    first = judge_status(evidence, target, polarity=polarity, tolerance=tolerance)
    second = judge_status(
        turned, flipped_target(target), polarity=FLIPPED_POLARITY[polarity], tolerance=tolerance
    )
    if not is_running(evidence, target):
        assert first.status is second.status


# Exactness


def test_nothing_is_rounded_before_it_is_compared() -> None:
    target = {"kind": "threshold", "bound": "at_least", "value": Decimal("0.3")}
    tight = Tolerance(absolute=Decimal("0.1"))
    assert status("0.2", target, tolerance=tight) is Status.AMBER, "0.3 − 0.1 as floats is less"
    assert status("0.1999999999999999999999", target, tolerance=tight) is Status.RED


@pytest.mark.parametrize("bound", Bound)
def test_the_tolerance_is_measured_on_the_side_of_the_miss(bound: Bound) -> None:
    side = -1 if bound.is_floor else 1
    allowed = Tolerance(relative_pct=5)
    near, beyond = 200 + side * Decimal(10), 200 + side * Decimal("10.01")
    better = 200 - side * Decimal(1)
    found = [rate(Decimal(v), bound, Decimal(200), allowed) for v in (better, near, beyond)]
    assert found == [Status.GREEN, Status.AMBER, Status.RED]


def test_a_relative_tolerance_of_nought_is_nought() -> None:
    assert room(Decimal(0), Tolerance(relative_pct=5)) == 0
    assert room(Decimal(-200), Tolerance(relative_pct=5)) == 10


@pytest.mark.parametrize(
    ("bound", "lower", "upper", "is_uncertain"),
    [
        ("at_least", "89.9", "90.1", True),
        ("at_least", "90", "91", False),
        ("at_least", "89", "90", True),
        ("more_than", "90", "91", True),
        ("more_than", "89", "90", False),
        ("at_most", "89", "90", False),
        ("at_most", "90", "91", True),
        ("less_than", "89", "90", True),
        ("less_than", "90", "91", False),
    ],
)
def test_straddles_when_the_ends_of_the_interval_disagree(
    bound: str, lower: str, upper: str, is_uncertain: bool
) -> None:
    ends = Decimal(lower), Decimal(upper)
    assert straddles(Decimal(90), *ends, Bound(bound)) is is_uncertain


@given(numbers, numbers, numbers, bounds)
def test_an_interval_that_does_not_straddle_is_all_on_one_side(
    target: Decimal, a: Decimal, b: Decimal, bound: Bound
) -> None:
    lower, upper = min(a, b), max(a, b)
    middle = (lower + upper) / 2
    if not straddles(target, lower, upper, bound):
        assert meets(middle, bound, target) is meets(lower, bound, target)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("30000", "30,000"), ("1.500E+4", "15,000"), ("58.550", "58.55"), ("-4.5", "−4.5"),
        ("83.33333333333333333333333333", "83.33"), ("0.005", "0.01"), ("-0.001", "0"),
        ("100", "100"), ("1E+40", f"{10**40:,}"),
    ],
)  # fmt: skip
def test_numbers_in_reasons_are_plain(number: str, shown: str) -> None:
    assert words(Decimal(number)) == shown


def test_the_number_judged_is_told_apart_from_the_latest_figure() -> None:
    values = [observed(Decimal(n), p) for n, p in ((30, "2021-04"), (50, "2021-05"))]
    target = TARGET.validate_python(
        {"kind": "per_period", "bound": "at_least", "value": 600, "per": "year"}
    )
    evidence = Evidence(values, parse_period("2021-05"), interval_months=1)
    found = judge_status(evidence, target, polarity=HIGHER, tolerance=TWO_POINTS)
    assert (found.status, found.against, found.judged) == (Status.RED, 100, 80)
    plain = judged(91, {"kind": "threshold", "bound": "at_least", "value": 90})
    assert (plain.against, plain.judged) == (90, None)


def test_a_rate_does_not_add_up_over_the_year() -> None:
    target = {"kind": "per_period", "bound": "at_most", "value": 50, "per": "year"}
    assert status(50, target, polarity=LOWER, additive=False) is Status.GREEN
    assert status(53, target, polarity=LOWER, additive=False) is Status.RED


# Components


def part(found: Status, reason: str = "Why.") -> Judgement:
    return Judgement(found, reason, Decimal(1))


def test_the_worst_rated_part_decides_in_any_order() -> None:
    parts = {
        "a": part(Status.GREEN), "b": part(Status.AMBER, "Near."), "c": part(Status.AWAITED),
        "d": part(Status.AMBER, "Near too."),
    }  # fmt: skip
    for order in permutations(parts):
        found = worst_first({name: parts[name] for name in order})
        assert (found.status, found.reason) == (
            Status.AMBER,
            "The worst of 3 rated parts. Near.",
        )
        assert found.parts == parts


def test_words_for_one_rated_part_and_for_none() -> None:
    one = worst_first({"a": part(Status.RED, "Far."), "b": part(Status.AWAITED)})
    assert one.reason == "Only one of its 2 parts is rated. Far."
    alone = worst_first({"a": part(Status.RED, "Far.")})
    assert alone.reason == "Far."
    none = worst_first({"a": part(Status.NO_TARGET), "b": part(Status.AWAITED, "Not here.")})
    assert (none.status, none.reason) == (Status.AWAITED, "Not here.")


@pytest.mark.parametrize("unrated", [each for each in Status if each not in RATED])
def test_a_part_without_a_rating_never_hides_one_with(unrated: Status) -> None:
    for rated in RATED:
        assert worst_first({"a": part(unrated), "b": part(rated)}).status is rated


# Changes after the event


def test_a_change_of_colour_says_why() -> None:
    green, red = part(Status.GREEN), part(Status.RED)
    because = "the target was changed from 90 to 95"
    assert colour_change(green, green, because) is None
    assert colour_change(green, red, because) == (
        "The status changed from green to red because the target was changed from 90 to 95."
    )
    assert colour_change(part(Status.NOT_DUE), red, "x") == (
        "The status changed from not due to red because x."
    )


def test_a_revision_that_changes_a_colour_says_so() -> None:
    now, then = observed(Decimal("89.5")), observed(Decimal("90.1"))
    evidence = Evidence([observed(Decimal(91), "2021-22-q3"), now], now.period)
    target = TARGET.validate_python({"kind": "threshold", "bound": "at_least", "value": 90})
    rules = {"polarity": HIGHER, "tolerance": TWO_POINTS}
    assert revision_change(evidence, [(then, now)], target, **rules) == (
        "The status changed from green to amber because the figure for January to March 2022 "
        "was revised from 90.1 to 89.5."
    )
    assert revision_change(evidence, [], target, **rules) is None
    same_colour = observed(Decimal("89.9"))
    assert revision_change(evidence, [(same_colour, now)], target, **rules) is None


def test_a_hidden_partner_hides_the_sum() -> None:
    hidden = observed(None, missing=Missing.SUPPRESSED)
    target = {
        "kind": "threshold", "bound": "at_least", "value": 90, "combined_with": ["other"],
    }  # fmt: skip
    assert status(60, target, combined=[hidden]) is Status.SUPPRESSED
    assert status(60, target, combined=[[hidden]]) is Status.SUPPRESSED
    assert status(60, target, combined=[observed(Decimal(30))]) is Status.GREEN
