"""The worked examples of many tests together that the methods page shows."""

from __future__ import annotations

import pytest
from example_cases import all_examples, as_printed, rows

from spfbook.framework.examples.family import FamilyGroup
from spfbook.rules.worked_examples import judged_family

GROUPS = all_examples()["family"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_worked_example_of_a_family(group: FamilyGroup) -> None:
    family = judged_family(group)
    assert family.m == len(group.rows)
    for row, trend in zip(group.rows, family.trends, strict=True):
        assert trend.adjusted_p is not None
        found = as_printed(trend.adjusted_p, row.adjusted)
        assert (row.case, found, trend.is_found) == (row.case, row.adjusted, row.called)


def test_the_published_example_calls_four_of_fifteen() -> None:
    (published,) = [group for group in GROUPS if group.id == "published-1995"]
    assert (judged_family(published).found, len(published.rows)) == (4, 15)


def test_the_examples_have_both_answers_and_one_that_fails_by_itself_only() -> None:
    known = rows("family")
    assert {row.called for row in known} == {True, False}
    assert any(row.p >= 0.05 and row.adjusted <= 0.1 and not row.called for row in known)
