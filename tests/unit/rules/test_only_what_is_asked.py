"""Judgements are made when they are asked for, and once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from spfbook.framework.edition import TrendAllowance
from spfbook.pages.view import View
from spfbook.rules import part as module


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the dearer judgements, whenever one is made."""
    made: list[str] = []
    for name in ("assess_trend", "assess_variation", "rank_among_peers", "effects_on_part"):
        judge = getattr(module, name)

        def noted(*given: Any, _judge: Any = judge, _name: str = name, **named: Any) -> Any:
            made.append(_name)
            return _judge(*given, **named)

        monkeypatch.setattr(module, name, noted)
    return made


def test_a_status_needs_no_trend(view: View, calls: list[str]) -> None:
    view = replace(view)
    assert {found.status for found in view.every()}
    assert calls == []


def test_copies_with_another_allowance_judge_nothing_again(
    view: View, calls: list[str]
) -> None:
    view = replace(view)
    first = [part.trend for found in view.every() for part in found.parts]
    allowed = view.with_changes(trend_allowance=TrendAllowance(tests=99, p=1e-9))
    again = [part.trend for found in allowed.every() for part in found.parts]
    assert calls.count("assess_trend") == len(first) == len(again) > 0
    assert [t.p for t in first] == [t.p for t in again]
    assert {t.family_size for t in again if t.method.is_of_family and t.p is not None} <= {99}
