"""Comments as values: what they take, what they lack, and how they are found again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from spfbook.framework.commentary import (
    FIELDS,
    LONGEST,
    Comment,
    Commentary,
    Expected,
    Remark,
)

ALL = {
    "what_happened": "a", "why": "b", "what_next": "c", "by_when": date(2022, 9, 30), "who": "d",
}  # fmt: skip


def comment(**given: Any) -> Comment:
    return Comment(author="A", written_on=date(2022, 5, 3), **given)


def remark(priority: str = "p", theme: str | None = "t", **given: Any) -> Remark:
    return Remark(comment(**given), priority, theme, False, "file.yml:1")


@settings(deadline=None)
@given(st.sets(st.sampled_from(FIELDS)))
def test_a_comment_lacks_what_it_does_not_say_in_the_order_of_reading(said: set[str]) -> None:
    made = comment(**{name: ALL[name] for name in said})
    assert made.lacking == tuple(name for name in FIELDS if name not in said)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (date(2022, 5, 31), date(2022, 5, 31)),
        ("2022-05-31", date(2022, 5, 31)),
    ],
)
def test_a_day_is_a_date_or_its_text(given: Any, kept: date) -> None:
    assert comment(by_when=given).by_when == kept


@pytest.mark.parametrize("given", [20220531, 1653955200, 1.5, True, "31 May 2022", "", None, [1]])
def test_nothing_else_is_a_day(given: Any) -> None:
    with pytest.raises(ValidationError):
        Comment(author="A", written_on=given)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("on_target", Expected.ON_TARGET),
        ("off_target", Expected.OFF_TARGET),
        (72.1, Decimal("72.1")),
        (0, Decimal(0)),
        (-3, Decimal(-3)),
    ],
)
def test_a_forecast_is_a_word_or_an_exact_number(given: Any, kept: Any) -> None:
    found = comment(indicator="a", forecast=given).forecast
    assert found == kept
    assert type(found) is type(kept)


@pytest.mark.parametrize("given", ["on", "green", "72", True, float("nan"), float("inf"), [72]])
def test_nothing_else_is_a_forecast(given: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        comment(indicator="a", forecast=given)
    assert caught.value.error_count() == 1


@pytest.mark.parametrize("given", ["", " \n\t ", "\u200b", "\u202e\u2069", "\u0301", "x" * 1001])
def test_words_hold_something_to_read_and_are_not_endless(given: str) -> None:
    with pytest.raises(ValidationError):
        comment(why=given)


def test_the_longest_words_are_taken_and_the_space_around_them_dropped() -> None:
    assert comment(why=" " + "x" * LONGEST + "\n").why == "x" * LONGEST


def test_a_remark_is_found_by_what_it_is_about_and_by_nothing_else() -> None:
    whole, part = remark(indicator="a", why="x"), remark(indicator="a", component="c", why="x")
    task, theme = remark(deliverable="a", why="x"), remark(why="x")
    priority = remark(theme=None, why="x")
    found = Commentary((part, whole, task, theme, priority))
    assert found.on_indicator("a") is whole
    assert found.on_indicator("a", "c") is part
    assert found.on_deliverable("a") is task
    assert found.on_place("p", "t") is theme
    assert found.on_place("p", None) is priority
    assert found.on_whole_and_parts("a") == [whole, part]
    assert found.on_indicator("b") is None
    assert found.on_indicator("a", "d") is None
    assert found.on_place("q", "t") is None
    assert found.on_whole_and_parts("b") == []


def test_no_commentary_finds_nothing() -> None:
    none = Commentary()
    assert none.on_indicator("a") is none.on_deliverable("a") is none.on_place("p", None) is None
