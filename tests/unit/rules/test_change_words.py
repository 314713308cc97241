"""A change in words: old and new beside each other, and the day it began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from spfbook.framework.framework import Framework
from spfbook.framework.history import Step, before, changes_between
from spfbook.framework.indicators import Indicator
from spfbook.framework.targets import Tolerance
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.rules.change_words import (
    because,
    first_month,
    last_month,
    old_and_new,
    tolerance_in_words,
)
from spfbook.sources.framework_files import read_framework


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    return read_framework(northmere)


def test_each_change_of_a_plan_says_old_and_new(framework: Framework) -> None:
    steps = changes_between(framework, date(2021, 4, 1), date(2023, 3, 31))
    assert [old_and_new(step) for step in steps] == [
        ("none", "Apprenticeships started"),
        ("2 percentage points (other figures: 10% of the target)",
         "1 percentage point (other figures: 10% of the target)"),
        ("95%", "92%"),
        ("Difference between spending and budget, schools included",
         "Difference between spending and budget"),
    ]  # fmt: skip


AFTER, AGREED = "was changed after September 2021", "It was agreed"
MADE = [
    ("clean-streets", {"kind": "tolerance"}, ("the default", "1.5 percentage points"),
     f"its tolerance {AFTER} from the default: {AGREED}"),
    ("clean-streets", {"kind": "polarity", "polarity": "neither"},
     ("neither is better", "higher is better"), f"which way is better {AFTER}: {AGREED}"),
    ("clean-streets", {"kind": "baseline"}, ("none", "89.5% (2020/21)"),
     f"the baseline {AFTER}: {AGREED}"),
    ("clean-streets", {"kind": "target", "target": {"kind": "none"}, "target_text": "n/a"},
     ("n/a", "92%"), f"the target {AFTER} from “n/a”: {AGREED}"),
    ("specialist-homes-built", {"kind": "components", "components": []},
     ("none", "older people; disabled people"), f"the list of its parts {AFTER}: {AGREED}"),
    ("clean-streets", {"kind": "definition", "measure": "Litter"},
     ("Litter", "% of streets surveyed that are free of litter"),
     f"the definition {AFTER}: {AGREED}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "words", "clause"), MADE)
def test_every_kind_of_change_has_words(
    framework: Framework, name: str, made: dict[str, object], words: tuple[str, str], clause: str
) -> None:
    step = step_of(framework, name, made)
    assert old_and_new(step) == words
    assert because(step) == clause


def test_what_is_given_up_has_a_name_and_then_none(framework: Framework) -> None:
    step = replace(step_of(framework, "clean-streets", {"kind": "retired"}), after=None)
    assert old_and_new(step) == ("Streets free of litter", "none")


def step_of(framework: Framework, name: str, made: dict[str, object]) -> Step:
    entry = {"date": "2021-09-14", "since": "2021-10", "reason": f"{AGREED}.", **made}
    dumped = framework.indicators[name].model_dump() | {"changes": [entry]}
    now = Indicator.model_validate(dumped)
    return Step(now.changes[0], now, None, before(now), now)


@pytest.mark.parametrize(
    ("begins", "last", "first"),
    [
        (date(2021, 4, 1), "March 2021", "April 2021"),
        (date(2021, 1, 1), "December 2020", "January 2021"),
        (date(2021, 4, 15), "14 April 2021", "15 April 2021"),
    ],
)
def test_a_change_is_dated_by_month_or_by_day(begins: date, last: str, first: str) -> None:
    assert (last_month(begins), first_month(begins)) == (last, first)


@pytest.mark.parametrize(
    ("tolerance", "unit", "words"),
    [
        (Tolerance(absolute=1), Unit.PERCENT, "1 percentage point"),
        (Tolerance(absolute=2.5), Unit.PERCENT, "2.5 percentage points"),
        (Tolerance(absolute=1000), Unit.COUNT, "1,000"),
        (Tolerance(relative_pct=5), Unit.PERCENT, "5% of the target"),
    ],
)
def test_a_tolerance_in_words_never_calls_points_per_cent(
    tolerance: Tolerance, unit: Unit, words: str
) -> None:
    assert tolerance_in_words(tolerance, unit) == words
