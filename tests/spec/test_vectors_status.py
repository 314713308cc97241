"""Statuses, comparisons and shares agree with the numbers that others have printed.

The files are those of the statistics document; each states its source. Cases marked
`do_not_copy` record upstream bugs and are left out.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.units import Unit
from spfbook.pages import formats
from spfbook.rules import funnel
from spfbook.rules.comparison import (
    Standing,
    beside,
    beside_interval,
    beside_range,
    beside_target,
)
from spfbook.rules.difference import Scale, is_clear
from spfbook.rules.direction import Direction, judge_direction, judge_short_direction
from spfbook.rules.ranking import position_among
from spfbook.rules.status import Evidence, Status, judge_status

VECTORS = Path(__file__).parents[1] / "files" / "vectors"
TARGET = TypeAdapter(Target)
POLARITIES = {
    "high_is_good": Polarity.HIGHER_IS_BETTER,
    "low_is_good": Polarity.LOWER_IS_BETTER,
    "higher": Polarity.HIGHER_IS_BETTER,
    "lower": Polarity.LOWER_IS_BETTER,
}
WORDS = {Standing.BETTER: "Better", Standing.WORSE: "Worse", Standing.SIMILAR: "Same"}


def cases(name: str, comparer: str | None = None) -> list[Any]:
    read = json.loads((VECTORS / f"{name}.json").read_text(), parse_float=Decimal)
    kept = [
        case
        for case in read["cases"]
        if not case.get("do_not_copy")
        and comparer in (None, case["input"].get("comparer"))
    ]
    assert kept, f"{name} has no case of {comparer}"
    return [pytest.param(c["input"], c["expected"], id=str(n)) for n, c in enumerate(kept)]


def number(found: Any) -> Decimal:
    return Decimal(str(found))


def polarity_of(given: dict[str, Any]) -> Polarity:
    return POLARITIES[given["polarity"].split(" ")[0]]


def observation(value: Decimal, period: str = "2021-22-q3", **more: Any) -> Observation:
    """A value of ours, with nothing else known of it."""
    known = {"numerator": None, "denominator": None, "lower": None, "upper": None, **more}
    when = parse_period(period)
    return Observation(
        "home", when, value, None, **known, flag=None, published_on=when.end,
        is_publication_stated=True, recorded_on=when.end, note=None, line=1,
    )  # fmt: skip


def status_of(value: Any, target: Any, polarity: Polarity, relative_pct: Decimal) -> Status:
    is_low_good = polarity is Polarity.LOWER_IS_BETTER
    bound = "at_most" if is_low_good else "at_least"
    o = observation(number(value))
    return judge_status(
        Evidence([o], o.period),
        TARGET.validate_python({"kind": "threshold", "bound": bound, "value": number(target)}),
        polarity=polarity,
        tolerance=Tolerance(relative_pct=relative_pct),
    ).status


def travel_of(now: Any, then: Any, polarity: Polarity) -> Direction:
    values = [observation(number(then), "2020-21-q3"), observation(number(now), "2021-22-q3")]
    return judge_direction(
        values, polarity=polarity, decimals=1, is_percentage=False, unit=Unit.COUNT
    ).direction


# Councils' own rules


def havering_2013(given: dict[str, Any]) -> str:
    """Green within 10% of the target; beyond, amber when no worse than a year before."""
    polarity = POLARITIES[given.get("better", "lower")]
    ours = status_of(given["value"], given["target"], polarity, Decimal(10))
    if ours in (Status.GREEN, Status.AMBER):
        return "green"
    travel = travel_of(given["value"], given["last_year_same_point"], polarity)
    return "red" if travel is Direction.WORSENED else "amber"


def ours(given: dict[str, Any]) -> str:
    """Green met, amber within a relative tolerance: the rule of this book."""
    polarity = POLARITIES[given["better"]]
    pct = number(given["tolerance_relative"]) * 100
    return status_of(given["value"], given["target"], polarity, pct).value


@pytest.mark.parametrize(("given", "expected"), cases("council_rag_rules"))
def test_the_rules_of_councils_can_be_made_of_ours(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    rule = havering_2013 if given["rule"] == "havering_2013_15" else ours
    assert rule(given) == expected["status"]
    if "off_target_pct" in expected:
        value, target = number(given["value"]), number(given["target"])
        off = formats.rounded((value - target) * 100 / target, 2)
        assert off == number(expected["off_target_pct"])
        assert ours({**given, "better": "lower", "tolerance_relative": "0.05"}) == "amber"
    if expected.get("long_term_dot") == "worse":
        travel = travel_of(given["value"], given["last_year_same_point"], POLARITIES["lower"])
        assert travel is Direction.WORSENED


def test_accumulation_is_not_deterioration() -> None:
    """Havering's waste row: from 342 kg to 512 kg in a quarter, because the count runs on."""
    values = [observation(Decimal(342), "2014-15-q2"), observation(Decimal(512), "2014-15-q3")]
    travel = judge_short_direction(
        values, polarity=Polarity.LOWER_IS_BETTER, decimals=0, is_percentage=False,
        cumulative=True,
    )  # fmt: skip
    assert travel.direction is Direction.NOT_COMPARABLE


def test_one_against_a_target_of_nought_is_beyond_a_relative_tolerance() -> None:
    assert status_of(1, 0, Polarity.LOWER_IS_BETTER, Decimal(10)) is Status.RED


# Fingertips


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "single_value_target")
)
def test_single_value_target(given: dict[str, Any], expected: dict[str, Any]) -> None:
    status = status_of(given["value"], given["target"], polarity_of(given), Decimal(0))
    assert {Status.GREEN: "Better", Status.RED: "Worse"}[status] == expected["significance"]


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "single_value_target_using_CI")
)
def test_single_value_target_by_interval(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    standing = beside_target(
        number(given["target"]), number(given["lower95"]), number(given["upper95"]),
        polarity=polarity_of(given),
    )  # fmt: skip
    assert WORDS[standing] == expected["significance"]


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "range_target")
)
def test_range_target(given: dict[str, Any], expected: dict[str, Any]) -> None:
    standing = beside_range(
        number(given["value"]), number(given["lower_limit"]), number(given["upper_limit"]),
        polarity=polarity_of(given),
    )  # fmt: skip
    assert WORDS[standing] == expected["significance"]


@pytest.mark.parametrize(
    ("given", "expected"),
    cases("fingertips_target_compare", "single_overlapping_two_CI_levels"),
)
def test_benchmark_at_two_levels(given: dict[str, Any], expected: dict[str, Any]) -> None:
    benchmark, polarity = number(given["benchmark"]), polarity_of(given)
    at_95, at_998 = (
        beside(benchmark, number(given[low]), number(given[high]), polarity=polarity)
        for low, high in (("lower95", "upper95"), ("lower99_8", "upper99_8"))
    )
    word = WORDS[at_95]
    if at_998 is not Standing.SIMILAR:
        word = {"Better": "Best", "Worse": "Worst"}[word]
    assert word == expected["significance"]


def limits(given: dict[str, Any]) -> tuple[Decimal, Decimal] | None:
    if given["lower95"] is None or given["upper95"] is None:
        return None
    return number(given["lower95"]), number(given["upper95"])


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "double_overlapping_CIs")
)
def test_two_intervals(given: dict[str, Any], expected: dict[str, Any]) -> None:
    standing = beside_interval(
        limits(given["data"]), limits(given["comparator"]), polarity=polarity_of(given)
    )
    word = {**WORDS, Standing.NOT_COMPARED: "None"}[standing]
    assert word == expected["significance"]


@pytest.mark.parametrize(
    ("given", "expected"),
    cases("fingertips_target_compare", "two_point_direction_of_travel"),
)
def test_two_points(given: dict[str, Any], expected: dict[str, Any]) -> None:
    now, then = (
        observation(
            number(each["value"]),
            period,
            **{k[:5]: number(each[k]) for k in ("lower95", "upper95") if k in each},
        )
        for each, period in ((given["most_recent"], "2021"), (given["previous"], "2020"))
    )
    clear, why = is_clear(now, then, Scale(decimals=0, base=None))
    if expected["marker"] == "CannotBeCalculated":
        assert why == "Compared as published; chance is not ruled out."
        return
    marker = "No significant change"
    if clear:
        assert now.value is not None
        assert then.value is not None
        marker = "Increasing" if now.value > then.value else "Decreasing"
    assert marker == expected["marker"]


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "spc_for_proportions")
)
def test_funnel_of_proportions(given: dict[str, Any], expected: dict[str, Any]) -> None:
    standing = funnel.beside_proportion(
        float(given["value_percent"]) / 100, float(given["benchmark_percent"]) / 100,
        float(given["denominator"]), z=float(given["z"]), polarity=polarity_of(given),
    )  # fmt: skip
    assert WORDS[standing] == expected["significance"]


@pytest.mark.parametrize(
    ("given", "expected"), cases("fingertips_target_compare", "spc_for_rates_poisson")
)
def test_funnel_of_rates(given: dict[str, Any], expected: dict[str, Any]) -> None:
    population = float(given["denominator"]) / float(given["per"])
    standing = funnel.beside_rate(
        float(given["rate"]) * population, float(given["benchmark_rate"]) * population,
        tail=float(given["tail"]), polarity=polarity_of(given),
    )  # fmt: skip
    assert WORDS[standing] == expected["significance"]


def test_no_case_of_fingertips_is_left_out() -> None:
    read = json.loads((VECTORS / "fingertips_target_compare.json").read_text())
    assert {case["input"]["comparer"] for case in read["cases"]} == {
        "single_value_target", "single_value_target_using_CI", "range_target",
        "single_overlapping_two_CI_levels", "double_overlapping_CIs",
        "two_point_direction_of_travel", "spc_for_proportions", "spc_for_rates_poisson",
    }  # fmt: skip


# Oflog


@pytest.mark.parametrize(("given", "expected"), cases("oflog_median_mad"))
def test_distance_from_the_median(given: dict[str, Any], expected: dict[str, Any]) -> None:
    values = [number(each) for each in given["values"]]
    assert len(values) == given["n_authorities"]
    for authority in expected["authorities"].values():
        found = position_among(values, number(authority["value"]))
        assert found is not None
        assert float(found.median) == pytest.approx(float(expected["median"]), abs=1e-6)
        assert float(found.deviation) == pytest.approx(
            float(expected["mad_unscaled"]), abs=1e-6
        )
        assert found.distance is not None
        assert float(found.distance) == pytest.approx(
            float(authority["mads_from_median"]), abs=1e-6
        )


# Sentences with shares


@pytest.mark.parametrize(("given", "expected"), cases("council_published_summaries"))
def test_published_shares_are_recomputed_from_their_counts(
    given: dict[str, Any], expected: dict[str, Any]
) -> None:
    total, places = given["total"], given["dp"]
    shares = {
        name: formats.rounded(Decimal(count) * 100 / total, places)
        for name, count in given["counts"].items()
    }
    assert shares == {k: number(v) for k, v in expected["half_up_pct"].items()}
    published = {k: number(v) for k, v in expected["published_pct"].items()}
    assert (shares == published) is expected["published_consistent_with_counts"]
    assert (sum(given["counts"].values()) == total) is expected["counts_sum_to_total"]
    if places == 0:
        for name, count in given["counts"].items():
            assert formats.share(count, total) == f"{shares[name]}%"
