"""The conformance cases of XmR charts, each checked against what its source printed.

As vectors_trend.py, whose table in docs/vectors.md these rows extend. To print them:
`python tests/spec/vectors_variation.py`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from spfbook.framework.indicators import Polarity
from spfbook.rules.assurance import Assurance, assure, bar_of
from spfbook.rules.special_causes import (
    Signal,
    in_window,
    part_of_run,
    shift_ends,
    signals,
    trend_ends,
    two_of_three,
)
from spfbook.rules.variation_finding import icon_of
from spfbook.rules.xmr import LIMIT, Limits, Placed, groups, limits_of, place

FOLDER = Path(__file__).resolve().parents[1] / "files" / "vectors"
EXACT = 1e-9
"""Relative tolerance for numbers stored in full (STATISTICS, Using the files)."""
DEGENERATE = {"constant12", "mostly_constant", "nhspy_small_screened_to_zero"}
"""Not to be copied by the notes of xmr_rules_reference_run: our guard refuses them."""
POLARITIES = {
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "neutral": Polarity.NEITHER,
}
ASSURANCES = {
    Assurance.MEETS: "consistent_pass",
    Assurance.FAILS: "consistent_fail",
    Assurance.HIT_AND_MISS: "inconsistent",
    None: None,
}
NAMES = {
    Signal.ABOVE_LIMIT: "Above UCL",
    Signal.BELOW_LIMIT: "Below LCL",
    Signal.RISING: "7 Point Trend (Increasing)",
    Signal.FALLING: "7 Point Trend (Decreasing)",
    Signal.NEAR_UPPER: "2 in 3 Above CL",
    Signal.NEAR_LOWER: "2 in 3 Below CL",
    Signal.RUN_ABOVE: "7 Points Above CL",
    Signal.RUN_BELOW: "7 Points Below CL",
}
SIDES = {1: "upper", -1: "lower", 0: "none"}
Case = dict[str, Any]


def printed(expected: float) -> Any:
    """Equal at the decimals that were printed."""
    digits = len(str(expected).partition(".")[2])
    return pytest.approx(expected, rel=0, abs=0.5 * 10**-digits * 1.01)


def near(expected: float) -> Any:
    return pytest.approx(expected, rel=EXACT, abs=1e-12)


# Limits as printed


def published_limits(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    values = given["y"]
    found = limits_of(values, screen=given["screen_outliers"])
    assert found.mean == printed(expected["mean"])
    assert found.lower == printed(expected["lpl"])
    assert found.upper == printed(expected["upl"])
    marked = [i + 1 for i, each in enumerate(signals(values, found)) if each]
    if "n" in expected:
        assert len(values) == expected["n"]
        assert len(values) - len(marked) == expected["common_cause"]
    if "special_cause_improvement_at" in expected:
        assert marked == expected["special_cause_improvement_at"]


# The rules, one by one


def one_rule(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    name = given["rule"]
    if name == "assurance":
        assert ASSURANCES[_assured(given)] == expected["assurance"]
        return
    found = RULES[name](given)
    if name in ("shift7_end_flags", "backfill_part_of_seven", "two_in_three_window",
                "two_in_three_highlight"):  # fmt: skip
        found = [abs(mark) for mark in found]
    elif name != "trend7_end_flags":
        found = [SIDES[mark] for mark in found]
    assert found == expected["flags"]


def _assured(given: Case) -> Assurance | None:
    if given["target"] is None:
        return assure(Limits(0, 1), None, POLARITIES[given["improvement_direction"]])
    polarity = POLARITIES[given["improvement_direction"]]
    mean = (given["lpl"] + given["upl"]) / 2
    limits = Limits(mean, (given["upl"] - mean) / LIMIT)
    return assure(limits, bar_of(given["target"], polarity), polarity)


def _runs(ends: Sequence[int], points: int) -> list[int]:
    return part_of_run(ends, points)


def _beyond_two_sigma(given: Case) -> list[int]:
    """PowerBI-SPC asks for no side of the mean: ours, each side by itself as though all were on
    it. What we do not follow is said in docs/vectors.md."""
    marks = []
    for sign, is_beyond in ((1, lambda y: y > given["ul_2sigma"]),
                            (-1, lambda y: y < given["ll_2sigma"])):  # fmt: skip
        beyond = [sign * is_beyond(y) for y in given["y"]]
        marks.append(two_of_three(beyond, [sign] * len(beyond)))
    return [sum(both) for both in zip(*marks, strict=True)]


RULES: dict[str, Callable[[Case], list[int]]] = {
    "shift7_end_flags": lambda given: shift_ends(given["relative_to_mean"]),
    "trend7_end_flags": lambda given: trend_ends(given["y"]),
    "backfill_part_of_seven": lambda given: part_of_run(given["end_flags"]),
    "two_in_three_window": lambda given: in_window(
        given["close_to_limits"], given["relative_to_mean"]),
    "two_in_three_highlight": lambda given: two_of_three(
        given["close_to_limits"], given["relative_to_mean"]),
    "shift_k": lambda given: _runs(
        shift_ends([(y > c) - (y < c) for y, c in zip(given["y"], given["centre"], strict=True)],
                   given["k"]), given["k"]),
    "trend_k": lambda given: _runs(trend_ends(given["y"], given["k"]), given["k"]),
    "two_in_three_powerbi": _beyond_two_sigma,
}  # fmt: skip


# Whole charts


def whole_chart(case: Case) -> None:
    given, expected = case["input"], case["expected"]
    values, starts = given["y"], given["rebase_at_1based"]
    spans = groups(len(values), [starts - 1] if starts else [])
    limits = [
        limits_of(values[span], screen=given["screen_outliers"],
                  fix_after=given["fix_after_n_points"])
        for span in spans
    ]  # fmt: skip
    same_limits(spans, limits, expected)
    placed = [place(values[span], each) for span, each in zip(spans, limits, strict=True)]
    same_places(placed, expected)
    found = list(chain.from_iterable(
        signals(values[span], each) for span, each in zip(spans, limits, strict=True)))
    names = [NAMES[each[0]] if each else "Common Cause" for each in found]
    assert names == expected["special_cause_type"]
    polarity = POLARITIES[given["direction"]]
    kinds = [_point_type(each, polarity) for each in found]
    assert kinds == expected["point_type"]
    assert kinds[-1] == expected["variation"]
    bar = bar_of(given["target"], polarity)
    assert ASSURANCES[assure(limits[-1], bar, polarity)] == expected["assurance"]


def same_limits(spans: Sequence[slice], limits: Sequence[Limits], expected: Case) -> None:
    for number, (span, each) in enumerate(zip(spans, limits, strict=True)):
        assert set(expected["rebase_group"][span]) == {number}
        for name, value in (("mean", each.mean), ("lpl", each.lower), ("upl", each.upper)):
            wanted = expected[name]
            for one in wanted[span] if isinstance(wanted, list) else [wanted]:
                assert value == near(one)


def same_places(placed: Sequence[Placed], expected: Case) -> None:
    def joined(name: str) -> list[int]:
        return list(chain.from_iterable(getattr(each, name) for each in placed))

    assert joined("sides") == expected["relative_to_mean"]
    assert [bool(each) for each in joined("outside")] == expected["outside_limits"]
    assert [bool(each) for each in joined("near")] == expected["close_to_limits"]


def _point_type(found: tuple[Signal, ...], polarity: Polarity) -> str:
    icon = icon_of(found, polarity)
    if not found:
        return str(icon)
    return f"special_cause_{icon.removesuffix('_high').removesuffix('_low')}"


CHECKS: dict[str, Callable[[Case], None]] = {
    "xmr_nhsr_published": published_limits,
    "spc_rules_published": one_rule,
    "xmr_rules_reference_run": whole_chart,
}


def read(file: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{file}.json").read_text(encoding="utf-8"))


def is_to_be_met(case: Case) -> bool:
    return not case.get("do_not_copy") and case.get("id") not in DEGENERATE


def cases(file: str) -> list[Case]:
    """Those to be met."""
    return [case for case in read(file)["cases"] if is_to_be_met(case)]


def row(file: str, passed: int) -> str:
    """A line of the table in docs/vectors.md."""
    content = read(file)
    held = len(content["cases"])
    return f"| `{file}` | {content['n_cases']} | {held} | {held - len(cases(file))} | {passed} |"


def passes(file: str) -> int:
    passed = 0
    for case in cases(file):
        try:
            CHECKS[file](case)
        except AssertionError:
            continue
        passed += 1
    return passed


if __name__ == "__main__":
    sys.stdout.write("\n".join(row(file, passes(file)) for file in CHECKS) + "\n")
