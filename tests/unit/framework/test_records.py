"""Records: files are read once, and each edition knows what it knew by its own day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observation
from spfbook.framework.periods import parse_period
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


def observed(area: str, period: str, value: int, recorded: str, line: int) -> Observation:
    day = date.fromisoformat(recorded)
    return Observation(
        area, parse_period(period), Decimal(value), None, None, None, None, None, None,
        day, True, day, None, line,
    )  # fmt: skip


def test_in_whatever_order_rows_stand_the_last_recorded_by_the_day_counts(
    northmere: Layout, framework: Framework
) -> None:
    some = read_record(northmere, framework, SOURCES).series[0]
    rows = [
        observed("northmere", "2021", 4, "2022-03-01", 9),
        observed("mereshire", "2021", 7, "2022-02-01", 3),
        observed("northmere", "2021", 5, "2022-02-01", 4),
        observed("mereshire", "2021", 8, "2022-04-01", 2),
        observed("northmere", "2020", 1, "2021-02-01", 5),
        observed("northmere", "2021", 6, "2022-02-01", 5),
        observed("northmere", "2021", 6, "2022-05-01", 1),
    ]
    for rows_so in (rows, rows[::-1]):
        series = replace(some, link=some.link.model_copy(update={"rolled_up": None}),
                         observations=tuple(rows_so))  # fmt: skip
        known = series.known_by(date(2022, 4, 30))
        assert [(o.area, o.period.text, o.value) for o in known.observations] == [
            ("northmere", "2020", 1), ("mereshire", "2021", 8), ("northmere", "2021", 4),
        ]  # fmt: skip
        # As they came to be known.
        assert [(one.value, other.value) for one, other in known.revisions] == [
            (5, 6), (6, 4), (7, 8),
        ]  # fmt: skip
        assert series.known_by(date(2021, 1, 1)).observations == ()
