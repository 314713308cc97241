"""A colour that a changed target made says so, once the earlier target no longer holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.targets import Bound, EarlierTarget, Threshold, Tolerance
from spfbook.rules.colour_change import target_change
from spfbook.rules.status import Evidence, judge_status

POINTS = Tolerance(absolute=Decimal(2))


def threshold(value: int, tolerance: Tolerance | None = None) -> Threshold:
    return Threshold(
        kind="threshold", bound=Bound.AT_LEAST, value=Decimal(value), tolerance=tolerance
    )


def earlier(value: int, tolerance: Tolerance | None = None) -> EarlierTarget:
    return EarlierTarget(
        target=threshold(value, tolerance), target_text=f"{value}%", until="2020-21-q4",
        reason="Cabinet agreed the new plan",
    )  # fmt: skip


def said(value: str, now: Threshold, before: EarlierTarget, period: str) -> str | None:
    when = parse_period(period)
    figure = Observation(
        "home", when, Decimal(value), None, None, None, None, None, None, when.end, True,
        when.end, None, 1,
    )  # fmt: skip
    evidence = Evidence([figure], when)
    rule = {"polarity": Polarity.HIGHER_IS_BETTER, "tolerance": POINTS}
    return target_change(evidence, judge_status(evidence, now, **rule), [before], **rule)


@pytest.mark.parametrize(
    ("value", "now", "before", "period", "words"),
    [
        ("90", threshold(90), earlier(95), "2021-22-q1", "from red to green"),
        ("90", threshold(95), earlier(90), "2021-22-q1", "from green to red"),
        ("87", threshold(90, Tolerance(absolute=Decimal(5))), earlier(90), "2021-22-q1",
         "from red to amber"),
        ("96", threshold(90), earlier(95), "2021-22-q1", None),
        ("90", threshold(90), earlier(95), "2020-21-q4", None),
    ],
)  # fmt: skip
def test_only_a_change_that_changes_the_colour_is_said(
    value: str, now: Threshold, before: EarlierTarget, period: str, words: str | None
) -> None:
    found = said(value, now, before, period)
    if words is None:
        assert found is None
        return
    assert found is not None
    assert words in found
    assert before.target_text in found
    assert found.endswith("Cabinet agreed the new plan.")
