"""The framework as it stood: a change taken back, and the list of what changed between two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from changed_plan import change, with_changes

from spfbook.framework.changes import DefaultToleranceChange
from spfbook.framework.framework import Framework
from spfbook.framework.history import all_components, as_it_stood, before, changes_between
from spfbook.framework.indicators import Indicator, Polarity
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Tolerance
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

STREETS, WORK = "clean-streets", "young-people-not-in-work"
LATE = date(2023, 3, 31)


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    return read_framework(northmere)


def stood(framework: Framework, period: str, as_at: date = LATE) -> Framework:
    return as_it_stood(framework, parse_period(period), as_at)


def test_a_change_counts_from_its_first_period_and_its_day_on(framework: Framework) -> None:
    """95% held until September 2021; a report made before the decision does not know of it."""
    def text(period: str, as_at: date = LATE) -> str | None:
        return stood(framework, period, as_at).indicators[STREETS].target_text

    assert [text("2021-09"), text("2021-10"), text("2021-22-q3")] == ["95%", "92%", "92%"]
    assert text("2021-10", date(2021, 9, 13)) == "95%"
    assert text("2021-10", date(2021, 9, 14)) == "92%"


def test_the_typed_target_and_the_default_tolerance_go_back_too(framework: Framework) -> None:
    then, now = stood(framework, "2021-22-q2"), stood(framework, "2021-22-q3")
    assert then.indicators[STREETS].target.value == 95
    assert now.indicators[STREETS].target.value == 92
    assert then.file.tolerance.percentages == Tolerance(absolute=2)
    assert now.file.tolerance.percentages == Tolerance(absolute=1)
    assert [len(each.indicators[STREETS].changes) for each in (then, now)] == [0, 1]


def test_what_is_not_yet_there_or_no_longer_is_left_out_with_its_repeats(
    framework: Framework,
) -> None:
    assert "apprenticeship-starts" not in stood(framework, "2021-22-q1").indicators
    assert "apprenticeship-starts" in stood(framework, "2021-22-q2").indicators
    given_up = with_changes(framework, "homes-made-warmer", change("retired"))
    first, last = stood(given_up, "2021-22-q1"), stood(given_up, "2021-22-q2")
    refs = [[row.words.ref for row in each.rows()] for each in (first, last)]
    assert {"TP-002", "HL-004"} <= set(refs[0])
    assert not {"TP-002", "HL-004"} & set(refs[1])
    assert [row.indicator.id for row in first.retired] == []
    assert [row.indicator.id for row in last.retired] == ["homes-made-warmer"]


def test_a_framework_without_changes_is_itself(spf: Framework) -> None:
    assert stood(spf, "2020-21-q1") is spf


KINDS: list[tuple[str, str, dict[str, Any]]] = [
    (STREETS, "target", {"target": {"kind": "none"}, "target_text": None}),
    (STREETS, "tolerance", {"tolerance": {"absolute": 4}}),
    (STREETS, "tolerance", {}),
    (STREETS, "polarity", {"polarity": "neither"}),
    (STREETS, "baseline", {"baseline": {"value": 80}, "baseline_text": "80%"}),
    (STREETS, "baseline", {}),
    (STREETS, "definition", {"measure": "Streets without litter"}),
    (WORK, "components", {"components": [], "measure": "Young people out of work"}),
    (WORK, "baseline", {"component": "number", "baseline": {"value": 7}, "baseline_text": "7"}),
    (WORK, "polarity", {"component": "number", "polarity": "neither"}),
]


@pytest.mark.parametrize(("name", "kind", "old"), KINDS)
def test_taking_a_change_back_gives_the_old_value_and_touches_nothing_else(
    framework: Framework, name: str, kind: str, old: dict[str, Any]
) -> None:
    made = change(kind, **old)
    found = with_changes(framework, name, made).indicators[name]
    earlier = before(found)
    assert earlier.changes == ()
    changed = {
        key for key in Indicator.model_fields
        if key != "changes" and getattr(earlier, key) != getattr(found, key)
    }  # fmt: skip
    assert changed == {
        "target": {"target", "target_text"}, "tolerance": {"target"}, "polarity": {"polarity"},
        "baseline": {"baseline", "baseline_text"}, "definition": {"measure"},
        "components": {"components", "measure"},
    }[kind] if not old.get("component") else changed <= {"components", "baseline_text"}  # fmt: skip
    holder = earlier.component(old["component"]) if old.get("component") else earlier
    if kind == "tolerance":
        assert holder.target.tolerance == made.tolerance
    elif kind != "components":
        assert getattr(holder, kind if kind != "definition" else "measure") == getattr(
            made, kind if kind != "definition" else "measure"
        )


def test_a_component_that_is_gone_is_still_known(framework: Framework) -> None:
    """Its figures stay in the files, and in the reports of their time."""
    old = framework.indicators[WORK].components
    made = change("components", components=[c.model_dump() for c in old[:1]])
    indicator = framework.indicators[WORK].model_copy(
        update={"components": old[1:], "changes": (made,)}
    )
    assert list(all_components(indicator)) == ["number", "percentage"]


# The list of changes


def test_changes_are_listed_by_day_with_old_and_new_whole(framework: Framework) -> None:
    found = changes_between(framework, date(2021, 4, 1), LATE)
    assert [(s.change.date.isoformat(), s.change.kind) for s in found] == [
        ("2021-07-06", "added"), ("2021-09-14", "default_tolerance"), ("2021-09-14", "target"),
        ("2021-10-12", "definition"),
    ]  # fmt: skip
    added, tolerance, target, definition = found
    assert added.before is None
    assert added.after.id == "apprenticeship-starts"
    assert (tolerance.indicator, tolerance.theme) == (None, None)
    assert tolerance.before.percentages == Tolerance(absolute=2)
    assert tolerance.after.percentages == Tolerance(absolute=1)
    assert (target.before.target.value, target.after.target.value) == (95, 92)
    assert (target.before.target_text, target.after.target_text) == ("95%", "92%")
    assert target.theme.id == "homes-and-streets"
    assert (target.change.approved_by, target.change.approved_on) == ("Cabinet", date(2021, 9, 21))
    assert "schools included" in definition.before.measure


@pytest.mark.parametrize(
    ("after", "until", "number"),
    [
        ("2021-07-06", "2021-09-14", 2),
        ("2021-07-05", "2021-09-13", 1),
        ("2021-10-12", "2023-01-01", 0),
    ],
)
def test_the_first_day_is_left_out_and_the_last_taken_in(
    framework: Framework, after: str, until: str, number: int
) -> None:
    """So that the lists of two reports, one after the other, hold every change once."""
    days = date.fromisoformat(after), date.fromisoformat(until)
    assert len(changes_between(framework, *days)) == number


def test_several_changes_of_one_thing_follow_each_other(framework: Framework) -> None:
    """Each brought what the next one replaced, and the last one what holds now."""
    made = [
        change("target", "2021-22-q1", "2021-04-20", target=at_least(90), target_text="90%"),
        change("target", "2021-22-q2", "2021-07-01", target=at_least(95), target_text="95%"),
        change("polarity", "2021-22-q3", "2021-10-01", polarity="neither"),
    ]
    plan = with_changes(framework, STREETS, *made)
    steps = [s for s in changes_between(plan, date(2021, 4, 1), LATE)
             if s.indicator and s.indicator.id == STREETS]  # fmt: skip
    texts = [(s.before.target_text, s.after.target_text) for s in steps]
    assert texts == [("90%", "95%"), ("95%", "92%"), ("92%", "92%")]
    assert [s.after.polarity for s in steps][-2:] == [Polarity.NEITHER, Polarity.HIGHER_IS_BETTER]
    retired = with_changes(framework, STREETS, *made, change("retired", "2021-22-q4", "2022-01-01"))
    assert changes_between(retired, date(2021, 10, 12), LATE)[-1].after is None


def at_least(value: int) -> dict[str, Any]:
    return {"kind": "threshold", "bound": "at_least", "value": value}


def test_defaults_that_changed_twice_go_back_one_by_one(framework: Framework) -> None:
    both = {"percentages": {"absolute": 3}, "other": {"relative_pct": 5}}
    first = DefaultToleranceChange.model_validate(
        {"kind": "default_tolerance", "date": "2021-05-01", "since": "2021-22-q1",
         "reason": "A first try.", "tolerance": both}
    )  # fmt: skip
    file = framework.file.model_copy(update={"changes": (first, *framework.file.changes)})
    plan = replace(framework, file=file)
    assert stood(plan, "2021-06", date(2021, 4, 30)).file.tolerance.percentages.absolute == 3
    assert stood(plan, "2021-06").file.tolerance.percentages.absolute == 2
    steps = [s for s in changes_between(plan, date(2021, 4, 1), LATE) if s.indicator is None]
    assert [s.after.percentages.absolute for s in steps] == [2, 1]
