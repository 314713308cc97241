"""The plan as it stood for a period: a changed target holds from the period after its last."""

from __future__ import annotations

import pytest

from spfbook.framework.framework import Framework, Theme
from spfbook.framework.in_force import in_force
from spfbook.framework.indicators import Indicator
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Bound, EarlierTarget, Threshold
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

NAME = "recycling-rate"


def at_least(value: int) -> Threshold:
    return Threshold(kind="threshold", bound=Bound.AT_LEAST, value=value)


@pytest.fixture
def changed(northmere: Layout) -> Framework:
    """A target of 30 to the end of 2020-21, then 40 to 2021-22 Q2, then the plan's own."""
    framework = read_framework(northmere)
    earlier = tuple(
        EarlierTarget(target=at_least(n), target_text=f"{n}%", until=until, reason="Agreed")
        for n, until in ((30, "2020-21-q4"), (40, "2021-22-q2"))
    )

    def with_earlier(theme: Theme) -> Theme:
        rows = tuple(
            row.model_copy(update={"earlier_targets": earlier}) if row.id == NAME else row
            for row in theme.file.indicators
            if isinstance(row, Indicator)
        )
        return Theme(theme.file.model_copy(update={"indicators": rows}), theme.priority)

    priorities = tuple(
        type(p)(p.id, p.title, p.about, tuple(map(with_earlier, p.themes)))
        for p in framework.priorities
    )
    return Framework(framework.file, priorities)


@pytest.mark.parametrize(
    ("period", "text", "earlier"),
    [
        ("2020-21-q1", "30%", 0),
        ("2020-21-q4", "30%", 0),
        ("2021-22-q1", "40%", 1),
        ("2021-22-q2", "40%", 1),
        ("2021-09", "40%", 1),
        ("2021-10", None, 2),
        ("2021-22-q4", None, 2),
    ],
)
def test_the_target_is_the_one_that_held_for_the_period(
    changed: Framework, period: str, text: str | None, earlier: int
) -> None:
    own = changed.indicators[NAME]
    found = in_force(changed, parse_period(period)).indicators[NAME]
    assert found.target_text == (text or own.target_text)
    assert found.target == (at_least(int(text[:-1])) if text else own.target)
    assert len(found.earlier_targets) == earlier


def test_nothing_else_of_the_plan_changes(changed: Framework) -> None:
    found = in_force(changed, parse_period("2020-21-q1"))
    assert list(found.indicators) == list(changed.indicators)
    for name, indicator in found.indicators.items():
        if name != NAME:
            assert indicator == changed.indicators[name]
    assert found.deliverables == changed.deliverables


def test_a_plan_that_was_never_changed_is_itself(spf: Framework) -> None:
    assert in_force(spf, parse_period("2020-21-q1")) is spf
