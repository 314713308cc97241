"""The worked examples of usual variation that the methods page shows."""

from __future__ import annotations

import pytest
from example_cases import as_printed, cases, rows

from spfbook.framework.examples.variation import VariationExample, VariationGroup
from spfbook.rules.assurance import Assurance
from spfbook.rules.special_causes import Signal
from spfbook.rules.trend_series import Why
from spfbook.rules.variation_finding import Chart, Icon, NoLimits
from spfbook.rules.variation_words import in_words
from spfbook.rules.worked_examples import judged_variation

REFUSED_BY_THE_READER = {NoLimits.BAD_REBASE}
"""The reader of a source's sidecar says so (tests/files/bad/observations/sidecar-bad-rebase)."""


@pytest.mark.parametrize(("group", "row"), cases("variation"))
def test_worked_example_of_variation(group: VariationGroup, row: VariationExample) -> None:
    found = judged_variation(group, row)
    assert (found.chart.value, found.why and found.why.value) == (row.chart, row.why)
    assert tuple(signal.name.lower() for signal in found.signals) == row.signals
    assert (found.icon and found.icon.value) == row.icon
    assert (found.assurance and found.assurance.value) == row.assurance
    if row.reason is not None:
        assert row.reason in in_words(found)
    if row.limits is not None:
        assert found.limits is not None
        pairs = zip((found.limits.lower, found.limits.upper), row.limits, strict=True)
        assert tuple(as_printed(number, printed) for number, printed in pairs) == row.limits


@pytest.mark.parametrize(("group", "row"), cases("variation"))
def test_an_example_with_limits_names_its_icon_and_one_without_its_reason(
    group: VariationGroup, row: VariationExample
) -> None:
    if row.chart == Chart.XMR:
        assert row.icon and row.why is None
    else:
        assert row.why and row.reason


def test_the_examples_cover_every_chart_signal_icon_and_assurance() -> None:
    known = rows("variation")
    assert {row.chart for row in known} == set(Chart)
    assert {name for row in known for name in row.signals} == {s.name.lower() for s in Signal}
    assert {row.icon for row in known if row.icon} == set(Icon)
    assert {row.assurance for row in known if row.assurance} == set(Assurance)
    whys = {row.why for row in known if row.why}
    assert whys - set(Why) == set(NoLimits) - set(Why) - REFUSED_BY_THE_READER
    assert {Why.CUMULATIVE, Why.OVERLAPPING} <= whys
