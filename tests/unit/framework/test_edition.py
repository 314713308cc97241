"""Editions: settings laid over each other from edition to priority to theme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from spfbook.framework.edition import Edition, EditionFile

WHOLE: dict[str, Any] = {
    "edition": "2021-22-q4",
    "title": "Quarter 4",
    "period": "2021-22-q4",
    "as_at": date(2022, 5, 20),
    "sources": ("statistics",),
    "comparators": ("mereshire",),
    "history_years": 5,
    "overrides": {
        "places": {"history_years": 3, "sources": ("returns", "statistics")},
        "places/homes": {"history_years": 9},
    },
}


def edition(**changed: Any) -> Edition:
    return Edition(file=EditionFile.model_validate({**WHOLE, **changed}))


@pytest.mark.parametrize(
    ("priority", "theme", "years", "sources"),
    [
        ("lives", None, 5, ("statistics",)),
        ("lives", "health", 5, ("statistics",)),
        ("places", None, 3, ("returns", "statistics")),
        ("places", "jobs", 3, ("returns", "statistics")),
        ("places", "homes", 9, ("returns", "statistics")),
    ],
)
def test_the_nearest_setting_wins(
    priority: str, theme: str | None, years: int, sources: tuple
) -> None:
    found = edition().settings_for(priority, theme)
    assert (found.history_years, found.sources) == (years, sources)
    assert (found.as_at, found.comparators) == (date(2022, 5, 20), ("mereshire",))


def test_all_sources_are_those_of_any_page_each_once() -> None:
    assert edition().all_sources() == ("statistics", "returns")


@pytest.mark.parametrize("name", ["as_at", "sources", "comparators", "history_years", "title"])
def test_an_edition_is_not_complete_without(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        EditionFile.model_validate({key: WHOLE[key] for key in WHOLE if key != name})


@pytest.mark.parametrize(
    ("as_at", "is_right"),
    [(date(2022, 3, 30), False), (date(2022, 3, 31), True), (date(2022, 4, 1), True)],
)
def test_an_edition_is_not_closed_before_its_period_ends(as_at: date, is_right: bool) -> None:
    if is_right:
        assert edition(as_at=as_at).as_at == as_at
    else:
        with pytest.raises(ValidationError, match="is before it ends, on 2022-03-31"):
            edition(as_at=as_at)
