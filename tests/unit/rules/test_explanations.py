"""Which reds are not explained: every red once, and only reds."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spfbook.framework.commentary import FIELDS, Comment, Commentary, Remark
from spfbook.pages.view import View
from spfbook.rules.explanations import Lacking, lacking_commentary
from spfbook.rules.status import Status

WHOLE = {
    "what_happened": "a", "why": "b", "what_next": "c", "by_when": date(2022, 9, 30), "who": "d",
}  # fmt: skip


def said(*given: dict[str, Any]) -> Commentary:
    return Commentary([
        Remark(Comment(author="A", written_on=date(2022, 5, 3), **each), "p", "t", False, "")
        for each in given
    ])  # fmt: skip


def assessment(name: str, status: Status, parts: dict[str | None, Status] | None = None) -> Any:
    """As much of an assessment as the rule looks at."""
    found = {None: status} if parts is None else parts
    return SimpleNamespace(
        indicator=SimpleNamespace(id=name),
        status=status,
        parts=[
            SimpleNamespace(
                component=SimpleNamespace(id=component) if component else None,
                is_assessed=True,
                judgement=SimpleNamespace(status=each),
            )
            for component, each in found.items()
        ],
    )


TWO = {"x": Status.RED, "y": Status.RED, "z": Status.GREEN}


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.RED])
def test_only_red_needs_an_explanation(status: Status) -> None:
    assert lacking_commentary([assessment("a", status)], Commentary()) == []


def test_a_red_of_which_nothing_is_said_lacks_all() -> None:
    (found,) = lacking_commentary([assessment("a", Status.RED)], said({"why": "not about a"}))
    assert (found, found.is_silent) == (Lacking("a", None, FIELDS), True)


@settings(deadline=None)
@given(st.sets(st.sampled_from(FIELDS), min_size=1))
def test_a_red_lacks_what_its_comment_does_not_say(names: set[str]) -> None:
    made = said({"indicator": "a", **{name: WHOLE[name] for name in names}})
    found = lacking_commentary([assessment("a", Status.RED)], made)
    unsaid = tuple(name for name in FIELDS if name not in names)
    assert found == ([Lacking("a", None, unsaid)] if unsaid else [])
    assert all(not each.is_silent for each in found)


@pytest.mark.parametrize(
    ("comments", "lacking"),
    [
        # nothing said: once, of the whole
        ([], [Lacking("a", None, FIELDS)]),
        # words on the whole do for its parts
        ([{"indicator": "a", **WHOLE}], []),
        ([{"indicator": "a", "why": "b"}], [Lacking("a", None, FIELDS[:1] + FIELDS[2:])]),
        # words on one red part leave the other; words on a green part explain nothing
        ([{"indicator": "a", "component": "x", **WHOLE}], [Lacking("a", "y", FIELDS)]),
        ([{"indicator": "a", "component": c, **WHOLE} for c in "xy"], []),
        ([{"indicator": "a", "component": "z", **WHOLE}], [Lacking("a", None, FIELDS)]),
        (
            [{"indicator": "a", "component": "x", **WHOLE},
             {"indicator": "a", "component": "y", "why": "b"}],
            [Lacking("a", "y", FIELDS[:1] + FIELDS[2:])],
        ),
    ],
)  # fmt: skip
def test_of_several_parts_each_red_one_needs_words(
    comments: list[dict[str, Any]], lacking: list[Lacking]
) -> None:
    assert lacking_commentary([assessment("a", Status.RED, TWO)], said(*comments)) == lacking


def test_an_indicator_shown_twice_is_named_once_in_the_order_given() -> None:
    reds = [assessment(name, Status.RED) for name in ("b", "a", "b")]
    assert [each.indicator for each in lacking_commentary(reds, Commentary())] == ["b", "a"]


def test_what_the_invented_council_does_not_explain(view: View) -> None:
    found = lacking_commentary(
        [view.assessment(name) for name in view.framework.indicators], view.commentary
    )
    assert found == [
        Lacking("recycling-rate", None, ("why", "what_next", "by_when", "who")),
        Lacking("active-adults", None, FIELDS),
    ]


def test_nothing_is_made_up_to_explain_our_own_published_figures(our_view: View) -> None:
    reds = [
        name for name in our_view.framework.indicators
        if our_view.assessment(name).status is Status.RED
    ]  # fmt: skip
    found = lacking_commentary(map(our_view.assessment, reds), our_view.commentary)
    assert len(our_view.commentary.remarks) == 0
    assert [each.indicator for each in found] == reds
    assert len(reds) > 3
