"""What is wrong with a file of worked examples is said with file and line, all of it at once."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from spfbook.errors import DataError
from spfbook.framework.examples.direction import DirectionGroup
from spfbook.framework.examples.figures import observed, setting_of
from spfbook.framework.examples.status import StatusGroup
from spfbook.framework.indicators import Polarity
from spfbook.framework.observations import Missing
from spfbook.paths import Layout
from spfbook.sources.example_files import read_examples

KINDS = {"direction": DirectionGroup}
GROUP = """groups:
- id: a
  title: A
  periods: [fy2019-20, fy2020-21]
  {more}
  rows:
  - {{case: one, direction: improved, {row}}}
"""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "book" / "examples").mkdir(parents=True)
    return Layout(tmp_path)


def read(layout: Layout, row: str, more: str = "decimals: 0") -> DirectionGroup:
    path = layout.book / "examples" / "direction.yml"
    path.write_text(GROUP.format(row=row, more=more), encoding="utf-8")
    (group,) = read_examples(layout, KINDS)["direction"]
    return group


BAD = [
    ("values: [1, 2, 3]", "a: one: values has 3 for 2 periods"),
    ("values: [1, 2], intervals: [[0, 3]]", "a: one: intervals has 1 for 2 periods"),
    ("counts: [1, 2]", "a: one: counts are out of nothing; write out_of"),
    ("unit: days, counts: [1, 2], out_of: 9",
     "a: one: counts do not give a figure in days; write values"),
    ("first: 2020-03-31, values: [1, 2]",
     "a: one: '2020-03-31' has no one period after it; write the periods out"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "message"), BAD)
def test_figures_that_do_not_fit_their_periods(layout: Layout, row: str, message: str) -> None:
    with pytest.raises(DataError) as caught:
        read(layout, row)
    assert caught.value.lines() == [f"book/examples/direction.yml:2: {message}"]


def test_a_period_that_is_none_and_a_key_that_is_unknown(layout: Layout) -> None:
    with pytest.raises(DataError) as caught:
        read(layout, "values: [1, 2], valeus: 3", "first: soon")
    first, second = caught.value.lines()
    where = "book/examples/direction.yml"
    assert first.startswith(f"{where}:5: a: first: 'soon' is no period; write 2020-04, ")
    assert second.startswith(f"{where}:7: a: rows.0.valeus is not known; did you mean values?")


def test_every_file_that_is_wrong_is_named(layout: Layout) -> None:
    (layout.book / "examples" / "status.yml").write_text("groups: []\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_examples(layout, {"status": StatusGroup, **KINDS})
    direction, status = caught.value.lines()
    assert direction == (
        "book/examples/direction.yml: is missing; the methods page shows its examples"
    )
    assert status.startswith("book/examples/status.yml:1: ")


def test_what_a_row_says_of_its_figures_goes_before_what_its_group_says(layout: Layout) -> None:
    row = "polarity: neither, first: 2020, values: [1, suppressed, 3]"
    group = read(layout, row, "polarity: lower_is_better\n  unit: days\n  before: [9]")
    setting = setting_of(group, group.rows[0])
    assert (setting.polarity, setting.unit) == (Polarity.NEITHER, "days")
    found = observed(group, group.rows[0])
    assert [o.period.text for o in found] == ["2020", "2021", "2022", "2023"]
    assert [o.value for o in found] == [9, 1, None, 3]
    assert found[2].missing is Missing.SUPPRESSED


def test_counts_give_the_figure_where_none_is_written(layout: Layout) -> None:
    group = read(layout, "counts: [1, null], out_of: [3, 4]")
    one, other = observed(group, group.rows[0])
    assert (one.value, one.numerator, one.denominator) == (Decimal(100) / 3, 1, 3)
    assert (other.value, other.missing, other.numerator) == (None, Missing.NOT_AVAILABLE, None)
