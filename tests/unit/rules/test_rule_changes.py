"""A colour that a changed rule made says so; a changed definition leaves nothing to compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from spfbook.framework.changes import Change, DefaultTolerance, DefaultToleranceChange
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import Baseline, Component, Frequency, Indicator, Polarity
from spfbook.framework.observations import Observation, Observations, Series
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Break, FoundBaseline, Link, Source, SourceSeries
from spfbook.framework.targets import Target, Tolerance
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.rules.assessment import Assessment, assess
from spfbook.rules.direction import Direction
from spfbook.rules.settled import settled_since
from spfbook.rules.status import Status
from spfbook.rules.trend_finding import Concern
from spfbook.sources.framework_files import read_framework

CHANGE, TARGET = TypeAdapter(Change), TypeAdapter(Target)
NOW = "2021-22-q4"
REASON = "complaints count after 15 days, not 10"


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    """Tolerance for percentages: 2 points, and nothing changed."""
    found = read_framework(northmere)
    tolerance = DefaultTolerance(
        percentages=Tolerance(absolute=2), other=Tolerance(relative_pct=10)
    )
    return replace(
        found, file=found.file.model_copy(update={"tolerance": tolerance, "changes": ()})
    )


def at_least(value: float, **more: Any) -> dict[str, Any]:
    return {"kind": "threshold", "bound": "at_least", "value": value, **more}


def change(kind: str, since: str = NOW, day: str = "2022-01-10", **more: Any) -> Change:
    fields = {"kind": kind, "date": day, "since": since, "reason": f"{REASON}."}
    return CHANGE.validate_python(fields | more)


def indicator(*changes: Change, target: dict[str, Any] | None = None, **more: Any) -> Indicator:
    fields = {
        "ref": "TP-901", "measure": "What is measured", "id": "measured", "name": "Measured",
        "purpose": "Shows what is measured.", "unit": Unit.PERCENT, "decimals": 1,
        "polarity": Polarity.HIGHER_IS_BETTER, "frequency": Frequency(every="quarter"),
        "target": TARGET.validate_python(target or at_least(60)), "changes": changes,
    }  # fmt: skip
    return Indicator(**(fields | more))


def observed(value: float, period: str, recorded: str | None = None) -> Observation:
    when = parse_period(period)
    day = date.fromisoformat(recorded) if recorded else when.end
    return Observation(
        "northmere", when, Decimal(str(value)), None, None, None, None, None, None, day, True,
        day, None, 1,
    )  # fmt: skip


def series(
    of: Indicator, values: list[Observation], name: str | None = None, **more: Any
) -> Series:
    revisions = more.pop("revisions", ())
    definition = SourceSeries(
        id="own", title="Own", unit=Unit.PERCENT, lag_days=30, lag_basis="A test.", **more
    )
    source = Source(
        id="own", title="Own", publisher="A test", licence="None", version="1",
        retrieved=date(2022, 5, 1), sha256="0" * 64, recorded="dated", keyed_by="indicator",
        series=(definition,),
    )  # fmt: skip
    link = Link(
        indicator=of.id, component=name, match="same",
        baseline=FoundBaseline(finding="no_baseline"),
    )  # fmt: skip
    return Series(of.id, name, source, definition, link, tuple(values), revisions)


def assessed(
    framework: Framework, of: Indicator, values: dict[str, float] | None = None, **more: Any
) -> Assessment:
    found = [observed(value, period) for period, value in (values or {}).items()]
    held = Observations(date(2022, 5, 20), (series(of, found, **more),))
    return assess(of, framework, held, parse_period(NOW))


# The same figure by the old rule


OLD_RULES: list[tuple[Change, float, dict[str, Any], str | None]] = [
    (change("target", target=at_least(65), target_text="65%"), 60, {},
     "from red to green because the target was changed after December 2021 from “65%”"),
    (change("target", target=at_least(55), target_text="55%"), 59, {},
     "from green to amber because the target was changed after December 2021 from “55%”"),
    (change("target", target=at_least(55), target_text="55%"), 60, {}, None),
    (change("target", target={"kind": "none"}), 60, {},
     "from no target to green because the target was changed after December 2021: "),
    (change("tolerance", tolerance={"absolute": 5}), 56, {},
     "from amber to red because its tolerance was changed after December 2021 from "
     "5 percentage points: "),
    (change("tolerance"), 56, {"target": at_least(60, tolerance={"absolute": 5})},
     "from red to amber because its tolerance was changed after December 2021 from the default"),
    (change("polarity", polarity="lower_is_better"), 46,
     {"target": {"kind": "comparator", "areas": ["mereshire"], "relation": "in_line_with",
                 "value": 50}},
     "from green to red because which way is better was changed after December 2021: "),
    (change("baseline", baseline={"value": 70}, baseline_text="70%"), 66,
     {"target": {"kind": "direction", "want": "increase"}, "baseline": Baseline(value=65)},
     "from red to green because the baseline was changed after December 2021 from “70%”: "),
]  # fmt: skip


@pytest.mark.parametrize(("made", "value", "more", "says"), OLD_RULES)
def test_only_a_change_that_changes_the_colour_is_said(
    framework: Framework, made: Change, value: float, more: dict[str, Any], says: str | None
) -> None:
    found = assessed(framework, indicator(made, **more), {NOW: value})
    if says is None:
        assert found.changes == ()
        return
    (said,) = found.changes
    assert said.startswith(f"The status changed {says}")
    assert said.endswith(f"{REASON}.")
    assert found.parts[0].changes == found.changes


def test_a_change_of_the_default_tolerance_is_said_where_it_holds(framework: Framework) -> None:
    old = DefaultToleranceChange.model_validate({
        "kind": "default_tolerance", "date": "2022-01-10", "since": NOW, "reason": REASON,
        "tolerance": {"percentages": {"absolute": 5}, "other": {"relative_pct": 10}},
    })  # fmt: skip
    stricter = replace(framework, file=framework.file.model_copy(update={"changes": (old,)}))
    (said,) = assessed(stricter, indicator(), {NOW: 56}).changes
    assert said.startswith(
        "The status changed from amber to red because the tolerance of targets that have none of "
        "their own was changed after December 2021 from 5 percentage points"
    )
    own = indicator(target=at_least(60, tolerance={"absolute": 5}))
    assert assessed(stricter, own, {NOW: 56}).changes == ()


def test_each_of_two_changes_says_what_it_did(framework: Framework) -> None:
    """Red at 65%; amber at 61%, two points wide; green at 60%."""
    both = indicator(
        change("target", "2021-22-q3", "2021-10-05", target=at_least(65), target_text="65%"),
        change("target", target=at_least(61), target_text="61%"),
    )
    first, second = assessed(framework, both, {NOW: 60}).changes
    assert "from red to amber" in first
    assert "after September 2021" in first
    assert "from amber to green" in second


def test_a_changed_list_of_components_says_what_it_did_to_the_whole(framework: Framework) -> None:
    def component(name: str) -> Component:
        return Component(
            id=name, text=name, unit=Unit.PERCENT, decimals=1, polarity=Polarity.HIGHER_IS_BETTER
        )

    old = change("components", components=[component("day"), component("dark")])
    of = indicator(old, components=(component("day"),))
    held = Observations(date(2022, 5, 20), tuple(
        series(of, [observed(value, NOW)], name) for name, value in (("day", 64), ("dark", 40))
    ))  # fmt: skip
    found = assess(of, framework, held, parse_period(NOW))
    assert found.status is Status.GREEN
    (said,) = found.changes
    assert said.startswith(
        "The status changed from red to green because the list of its parts was changed after "
        "December 2021: "
    )
    assert found.parts[0].changes == ()


def test_a_component_says_what_changing_its_own_target_did(framework: Framework) -> None:
    part = Component(
        id="day", text="day", unit=Unit.PERCENT, decimals=1, target=at_least(60),
        polarity=Polarity.HIGHER_IS_BETTER,
    )  # fmt: skip
    old = change("target", component="day", target=at_least(70), target_text="70%")
    of = indicator(old, components=(part,), target={"kind": "by_component"})
    held = Observations(date(2022, 5, 20), (series(of, [observed(62, NOW)], "day"),))
    found = assess(of, framework, held, parse_period(NOW))
    assert found.parts[0].changes == found.changes
    assert "from red to green" in found.changes[0]


# A changed definition


def test_a_figure_by_each_definition_shows_what_the_change_did(framework: Framework) -> None:
    """The quarter was counted in both ways: 55% by the old one, 61% by the new one."""
    was, now = observed(55, NOW, "2022-01-05"), observed(61, NOW, "2022-02-01")
    of = indicator(change("definition", measure="Closed in 10 days"))
    held = Observations(date(2022, 5, 20), (series(of, [now], revisions=((was, now),)),))
    found = assess(of, framework, held, parse_period(NOW))
    assert found.changes == (
        "The status changed from red to green because the definition was changed after December "
        f"2021: {REASON}.",
    )
    assert found.parts[0].revision is None, "it was no revision"


def test_a_revision_is_one_whatever_definition_was_changed_before(framework: Framework) -> None:
    was, now = observed(55, NOW, "2022-02-01"), observed(61, NOW, "2022-03-01")
    of = indicator(change("definition", measure="Closed in 10 days"))
    held = Observations(date(2022, 5, 20), (series(of, [now], revisions=((was, now),)),))
    found = assess(of, framework, held, parse_period(NOW))
    assert "was revised from 55 to 61" in (found.parts[0].revision or "")
    assert found.changes[0].startswith("The status cannot be compared")


def test_an_earlier_figure_by_the_old_definition_is_said_and_not_compared(
    framework: Framework,
) -> None:
    of = indicator(change("definition", measure="Closed in 10 days"))
    found = assessed(framework, of, {"2021-22-q3": 59, NOW: 61})
    assert found.changes == (
        "The status changed from amber to green when the definition was changed after December "
        f"2021: {REASON}. The two cannot be compared.",
    )


CANNOT = (
    "The status cannot be compared with the one before January 2022, because the definition was "
    f"changed then: {REASON}."
)
DEFINITIONS: list[tuple[dict[str, float], dict[str, Any], tuple[str, ...]]] = [
    ({NOW: 61}, {}, (CANNOT,)),
    ({"2021-22-q3": 62, NOW: 61}, {}, (CANNOT,)),
    ({"2021-22-q3": 40, NOW: 61}, {"restated": True}, (CANNOT,)),
    ({"2021-22-q3": 40}, {}, ()),  # no figure by the new definition yet
    ({"2021-22-q1": 40, NOW: 61}, {"since": "2020-21-q4", "day": "2021-02-01"}, ()),
    ({"2021-22-q1": 40, NOW: 61}, {"since": "2021-22-q1", "day": "2021-05-01"},
     (CANNOT.replace("January 2022", "April 2021"),)),
]  # fmt: skip


@pytest.mark.parametrize(("values", "made", "says"), DEFINITIONS)
def test_a_status_is_not_comparable_for_a_year_after_its_definition_changed(
    framework: Framework, values: dict[str, float], made: dict[str, Any], says: tuple[str, ...]
) -> None:
    of = indicator(change("definition", measure="Closed in 10 days", **made))
    assert assessed(framework, of, values).changes == says


def test_without_a_rating_there_is_nothing_to_say(framework: Framework) -> None:
    of = indicator(change("definition", measure="Closed in 10 days"), target={"kind": "none"})
    assert assessed(framework, of, {"2021-22-q3": 59, NOW: 61}).changes == ()


@pytest.mark.parametrize("restated", [False, True])
def test_nothing_is_compared_across_a_changed_definition(
    framework: Framework, restated: bool
) -> None:
    """Unless the earlier figures were worked out again."""
    years = {f"20{year}-{year + 1}-q4": 40.0 + year for year in range(12, 22)}
    made = change("definition", measure="Closed in 10 days", restated=restated)
    part = assessed(framework, indicator(made), years).parts[0]
    assert (part.travel.direction is Direction.NOT_COMPARABLE) is not restated
    assert [each.first_period for each in part.breaks] == ([] if restated else [NOW])
    assert part.trend.has(Concern.AFTER_BREAK) is not restated
    if not restated:
        assert part.travel.reason == (
            "Comparable figures begin with January to March 2022. "
            f"The definition was changed ({REASON})."
        )


def test_a_break_of_the_source_at_the_same_time_is_said_once(framework: Framework) -> None:
    made = change("definition", measure="Closed in 10 days")
    own = Break(first_period="2022-01", reason="The form is new.")
    earlier = Break(first_period="2019-20-q1", reason="Moved online.")
    found = assessed(framework, indicator(made), {NOW: 61}, breaks=(own, earlier))
    assert found.parts[0].breaks == (earlier, own)


def test_a_baseline_of_the_new_definition_is_not_behind_a_break(framework: Framework) -> None:
    target = {"kind": "direction", "want": "increase"}
    made = change("definition", measure="Closed in 10 days")
    old = change("baseline", baseline={"value": 70, "period": "2020-21-q4"}, baseline_text="70%")
    base = {"target": target, "baseline": Baseline(value=55, period="2020-21-q4")}
    kept = assessed(framework, indicator(made, **base), {NOW: 61})
    assert kept.status is Status.NOT_JUDGEABLE
    assert "definition was changed" in kept.judgement.reason
    assert assessed(framework, indicator(made, old, **base), {NOW: 61}).status is Status.GREEN


# Since when target and tolerance are what they are


def test_the_period_before_had_the_same_target_or_is_not_compared(framework: Framework) -> None:
    old = change("target", target=at_least(65), target_text="65%")
    values = {"2021-22-q3": 40, NOW: 61}
    part = assessed(framework, indicator(old), values).parts[0]
    assert part.short.direction is Direction.NOT_COMPARABLE
    assert assessed(framework, indicator(), values).parts[0].short.direction is Direction.IMPROVED


def test_a_year_before_had_the_same_target_or_is_not_compared(framework: Framework) -> None:
    old = change("target", target=at_least(65), target_text="65%")
    values = {"2020-21-q4": 40, NOW: 61}
    part = assessed(framework, indicator(old), values).parts[0]
    assert part.travel.direction is Direction.NOT_COMPARABLE
    assert part.travel.reason == (
        f"The target was changed after December 2021 from “65%”: {REASON}."
    )
    assert assessed(framework, indicator(), values).parts[0].travel.direction is Direction.IMPROVED


def test_what_is_shown_for_context_does_not_go_by_a_target(framework: Framework) -> None:
    old = change("target", target=at_least(65), target_text="65%")
    of = indicator(old)
    part = Component.model_validate(
        {"id": "part", "text": "A part", "unit": "percent", "assessed": False,
         "polarity": "higher_is_better"}
    )  # fmt: skip
    assert settled_since(of, None, framework.file) is not None
    assert settled_since(of, part, framework.file) is None


def test_only_figures_that_were_promised_the_same_are_counted_as_met(
    framework: Framework,
) -> None:
    """40, 70 and 61 against 60 or more: two of three, and one of one since the target is new."""
    values = {"2021-22-q2": 40, "2021-22-q3": 70, NOW: 61}
    old = change("target", target=at_least(65), target_text="65%")
    met = [assessed(framework, of, values).parts[0].variation.met
           for of in (indicator(), indicator(old))]  # fmt: skip
    assert [(each.met, each.of) for each in met if each] == [(2, 3), (1, 1)]
    gone = assessed(framework, indicator(old), {"2021-22-q2": 40, "2021-22-q3": 70}).parts[0]
    assert gone.variation.met is None


def test_settled_since_the_last_change_of_target_or_tolerance(framework: Framework) -> None:
    first = change("target", "2021-22-q1", target=at_least(65))
    second = change("tolerance", "2021-22-q2")
    other = change("definition", "2021-22-q3", measure="Otherwise")
    of = indicator(first, second, other)
    found = settled_since(of, None, framework.file)
    assert found is not None
    assert found.since == date(2021, 7, 1)
    assert found.reason.startswith("Its tolerance was changed after June 2021 from ")
    assert settled_since(indicator(other), None, framework.file) is None


@pytest.mark.parametrize(("own", "settled"), [(None, date(2022, 1, 1)), ({"absolute": 3}, None)])
def test_a_changed_default_settles_only_what_goes_by_it(
    framework: Framework, own: dict[str, Any] | None, settled: date | None
) -> None:
    old = DefaultToleranceChange.model_validate({
        "kind": "default_tolerance", "date": "2022-01-10", "since": NOW, "reason": REASON,
        "tolerance": {"percentages": {"absolute": 5}, "other": {"relative_pct": 10}},
    })  # fmt: skip
    file = framework.file.model_copy(update={"changes": (old,)})
    of = indicator(target=at_least(60, **({"tolerance": own} if own else {})))
    found = settled_since(of, None, file)
    assert (found.since if found else None) == settled
    assert settled_since(of.model_copy(update={"unit": Unit.COUNT}), None, file) is None
