"""The framework's look-ups: repeats shown where they stand and counted once."""

from __future__ import annotations

import pytest

from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework


@pytest.fixture
def invented(northmere: Layout) -> Framework:
    return read_framework(northmere)


def test_priorities_themes_and_areas_keep_the_order_of_the_file(invented: Framework) -> None:
    assert [p.id for p in invented.priorities] == ["thriving-places", "healthy-lives"]
    themes = ["homes-and-streets", "jobs-and-money", "health-and-care"]
    assert [theme.id for theme in invented.themes] == themes
    assert invented.home.id == "northmere"
    assert [area.id for area in invented.comparators] == ["mereshire", "similar-districts"]


def test_peers_are_neither_areas_nor_comparators(invented: Framework) -> None:
    assert len(invented.peer_ids) == 9
    assert "eastmere" in invented.peer_ids
    assert not invented.peer_ids & {*invented.areas, *(a.id for a in invented.comparators)}


def test_a_framework_may_list_no_peers(invented: Framework) -> None:
    file = invented.file.model_copy(update={"peers": None})
    assert Framework(file, invented.priorities).peer_ids == frozenset()


def test_a_repeated_row_is_shown_in_its_own_words_and_counted_once(invented: Framework) -> None:
    theme = invented.theme("health-and-care")
    (repeat,) = [row for row in invented.rows(theme) if row.is_repeat]
    assert repeat.indicator is invented.indicators["homes-made-warmer"]
    assert repeat.words.measure == "Homes insulated (see Thriving Places)"
    assert repeat.indicator.measure != repeat.words.measure
    assert len(list(invented.rows())) == len(invented.indicators) + 1


def test_a_repeated_deliverable_has_the_date_of_its_home(invented: Framework) -> None:
    (repeat,) = [task for task in invented.tasks() if task.is_repeat]
    assert repeat.deliverable.ref == "TP-D001"
    assert repeat.words.deadline_text == "Q1 21-22"
    assert len(list(invented.tasks())) == len(invented.deliverables) + 1


def test_an_area_is_found_with_or_without_a_code(invented: Framework) -> None:
    coded = {area.id for area in invented.areas.values() if area.codes}
    assert coded == {"northmere", "mereshire"}
    assert "similar-districts" in invented.areas


def test_an_indicator_knows_its_components(invented: Framework) -> None:
    indicator = invented.indicators["young-people-not-in-work"]
    found = indicator.component("number")
    assert found is not None
    assert found.assessed is False
    assert indicator.component("share") is None


def test_every_kind_of_target_is_somewhere_in_the_invented_framework(invented: Framework) -> None:
    """So that building a book from it meets every kind."""
    kinds = {indicator.target.kind for indicator in invented.indicators.values()}
    assert kinds == {
        "threshold", "range", "schedule", "per_period", "direction", "comparator",
        "by_component", "to_be_set", "none", "descriptive",
    }  # fmt: skip
