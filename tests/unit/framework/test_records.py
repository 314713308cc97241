"""Records: files are read once, and each edition knows what it knew by its own day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations, read_record
from spfbook.sources.progress_files import read_progress, read_progress_record

DAYS = [date(2021, 6, 1), date(2022, 2, 18), date(2022, 5, 20), date(2023, 1, 1)]
SOURCES = ["statistics", "returns"]


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    return read_framework(northmere)


@pytest.mark.parametrize("sources", [SOURCES, SOURCES[::-1], SOURCES[:1], []])
def test_a_record_read_once_gives_what_reading_for_each_day_gives(
    northmere: Layout, framework: Framework, sources: list[str]
) -> None:
    record = read_record(northmere, framework, SOURCES)
    progress = read_progress_record(northmere, framework, SOURCES)
    for day in DAYS:
        found = record.known_by(day, sources)
        assert found == read_observations(northmere, framework, sources, day)
        assert progress.known_by(day, sources) == read_progress(
            northmere, framework, sources, day
        )


def test_a_later_day_never_knows_less(northmere: Layout, framework: Framework) -> None:
    record = read_record(northmere, framework, SOURCES)
    known = [
        {(s.indicator, s.component, o.area, o.period.text)
         for s in record.known_by(day, SOURCES).series for o in s.observations}
        for day in DAYS
    ]  # fmt: skip
    for earlier, later in pairwise(known):
        assert earlier <= later
    assert known[0] < known[-1]
