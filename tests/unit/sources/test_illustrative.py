"""The illustrative source: made up from the framework and a seed, and from nothing else."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from spfbook.errors import DataError
from spfbook.framework.framework import Framework
from spfbook.framework.indicators import MONTHS_BETWEEN, Every
from spfbook.framework.observations import Flag, Observations
from spfbook.framework.periods import Period
from spfbook.framework.targets import Range
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.illustrative import (
    MADE_UP,
    SEED,
    Written,
    really_served,
    write_illustrative,
)
from spfbook.sources.illustrative_courses import Subject
from spfbook.sources.illustrative_figures import months_of
from spfbook.sources.illustrative_periods import span
from spfbook.sources.illustrative_returns import Key, subjects_of
from spfbook.sources.observation_files import read_observations
from spfbook.sources.progress_files import read_progress

LONG_AFTER = date(2030, 1, 1)
LARGEST_CSV = 3_000_000


def files_of(layout: Layout) -> dict[str, bytes]:
    return {layout.shown(path): path.read_bytes() for path in layout.root.rglob("illustrative.*")}


@pytest.fixture(scope="module")
def served(repository: Layout, spf: Framework) -> frozenset[Key]:
    return really_served(repository, spf)


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, spf: Framework, served: frozenset[Key]
) -> tuple[Layout, Written]:
    layout = Layout(tmp_path_factory.mktemp("made"))
    return layout, write_illustrative(layout, spf, seed=SEED, skip=served)


@pytest.fixture(scope="module")
def observations(made: tuple[Layout, Written], spf: Framework) -> Observations:
    return read_observations(made[0], spf, ["illustrative"], LONG_AFTER)


@pytest.fixture(scope="module")
def rows(made: tuple[Layout, Written]) -> list[dict[str, str]]:
    text = (made[0].observations / "illustrative.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def subject_of(spf: Framework, key: Key) -> Subject:
    indicator = spf.indicators[key[0]]
    return Subject(indicator, indicator.component(key[1]) if key[1] else None)


def test_the_shipped_files_are_what_the_generator_gives(
    repository: Layout, made: tuple[Layout, Written]
) -> None:
    shipped = files_of(Layout(repository.root / "data"))
    again = "after a change of the framework or a sidecar, run `spfbook illustrative` again"
    assert shipped == files_of(Layout(made[0].root / "data")), again


def test_the_same_seed_gives_the_same_bytes(
    made: tuple[Layout, Written], spf: Framework, served: frozenset[Key], tmp_path: Path
) -> None:
    layout = Layout(tmp_path)
    assert write_illustrative(layout, spf, seed=SEED, skip=served) == made[1]
    assert files_of(layout) == files_of(made[0])


def test_another_seed_gives_other_figures(
    made: tuple[Layout, Written], spf: Framework, served: frozenset[Key], tmp_path: Path
) -> None:
    layout = Layout(tmp_path)
    write_illustrative(layout, spf, seed=SEED + 1, skip=served)
    ours, theirs = files_of(layout), files_of(made[0])
    assert ours.keys() == theirs.keys()
    assert all(ours[name] != theirs[name] for name in ours)


def test_one_indicator_more_leaves_the_others_as_they_are(
    made: tuple[Layout, Written], spf: Framework, served: frozenset[Key], tmp_path: Path
) -> None:
    layout = Layout(tmp_path)
    extra = next(key for key in (s.key for i in spf.indicators.values() for s in subjects_of(i))
                 if key not in served and (key[0], None) not in served)  # fmt: skip
    write_illustrative(layout, spf, seed=SEED, skip={*served, extra})
    name = "data/observations/illustrative.csv"
    before = files_of(made[0])[name].decode().splitlines()
    start = f"{extra[0]},{extra[1] or ''},"
    kept = [line for line in before if not line.startswith(start)]
    assert len(kept) < len(before)
    assert files_of(layout)[name].decode().splitlines() == kept


def test_lines_end_the_same_on_every_platform(made: tuple[Layout, Written]) -> None:
    files = files_of(made[0])
    assert len(files) == 4
    for content in files.values():
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert len(content) < LARGEST_CSV


def test_nothing_else_is_left_behind(made: tuple[Layout, Written]) -> None:
    files = {path for path in made[0].root.rglob("*") if path.is_file()}
    assert {made[0].shown(path) for path in files} == set(files_of(made[0]))


def test_every_indicator_without_a_real_series_has_rows(
    spf: Framework, served: frozenset[Key], observations: Observations
) -> None:
    found = {(series.indicator, series.component) for series in observations.series}
    wanted = {
        subject.key
        for indicator in spf.indicators.values()
        if (indicator.id, None) not in served
        for subject in subjects_of(indicator)
        if subject.key not in served
    }
    assert found == wanted
    with_any = {name for name, _ in found | served}
    assert with_any == set(spf.indicators)


def test_nothing_is_made_up_beside_a_real_series(
    served: frozenset[Key], observations: Observations
) -> None:
    for series in observations.series:
        assert (series.indicator, series.component) not in served
        assert (series.indicator, None) not in served


def test_each_row_says_that_it_is_made_up(
    made: tuple[Layout, Written], rows: list[dict[str, str]], spf: Framework
) -> None:
    assert {row["note"] for row in rows} == {MADE_UP}
    assert {row["area"] for row in rows} == {spf.home.id}, "no other place's figure is made up"
    for folder in (made[0].observations, made[0].progress):
        text = (folder / "illustrative.yml").read_text(encoding="utf-8")
        assert text.startswith(f"# {MADE_UP}")
        assert yaml.safe_load(text)["illustrative"] is True
    progress = (made[0].progress / "illustrative.csv").read_text(encoding="utf-8")
    assert all(line.endswith(MADE_UP) for line in progress.splitlines()[1:])


def test_what_was_written_is_counted(
    made: tuple[Layout, Written], rows: list[dict[str, str]], observations: Observations
) -> None:
    written = made[1]
    assert written.rows == len(rows)
    assert written.series == len(observations.series)
    assert written.indicators == len({series.indicator for series in observations.series})


def test_each_series_keeps_to_its_frequency(spf: Framework, observations: Observations) -> None:
    first, last = span(spf)
    for series in observations.series:
        every = spf.indicators[series.indicator].frequency.every
        periods = [o.period for o in series.observations]
        assert all(first <= period.end <= last for period in periods)
        assert {_length(every, period) for period in periods} == {True}, series.indicator
        if every is Every.ONCE:
            assert len(periods) == 1


def _length(every: Every, period: Period) -> bool:
    """Whether the period is as long as the frequency says, as far as that fixes it."""
    match every:
        case Every.TERM:
            return period.kind == "term"
        case Every.YEAR | Every.ONCE:
            return months_of(period) in (2, 12, 36)  # a survey's fieldwork; three years pooled
        case Every.NOT_SET:
            return months_of(period) == MONTHS_BETWEEN[Every.QUARTER]
        case _:
            return months_of(period) == MONTHS_BETWEEN[every]


def test_values_are_within_what_their_unit_allows(
    spf: Framework, observations: Observations
) -> None:
    for series in observations.series:
        subject = subject_of(spf, (series.indicator, series.component))
        values = [o.value for o in series.observations if o.value is not None]
        assert all(-v.as_tuple().exponent == subject.decimals for v in values), subject.key
        if isinstance(subject.target, Range):
            continue
        assert min(values) >= 0, subject.key
        if subject.unit is Unit.PERCENT:
            assert max(values) <= 100, subject.key
        if subject.unit is Unit.COUNT and subject.decimals == 0:
            assert all(v == int(v) for v in values), subject.key


def test_a_percentage_is_that_of_its_two_counts(
    spf: Framework, observations: Observations
) -> None:
    checked = 0
    for series in observations.series:
        step = Decimal(1).scaleb(-subject_of(spf, (series.indicator, series.component)).decimals)
        for o in series.observations:
            if o.numerator is not None and o.denominator is not None and o.value is not None:
                assert 0 <= o.numerator <= o.denominator
                assert (o.numerator * 100 / o.denominator).quantize(step) == o.value
                checked += 1
    assert checked > 1_000


def test_a_series_with_a_baseline_starts_near_it(
    spf: Framework, observations: Observations
) -> None:
    for series in observations.series:
        subject = subject_of(spf, (series.indicator, series.component))
        if subject.baseline is None or not subject.baseline.value or subject.is_by_year:
            continue
        first = next(o.value for o in series.observations if o.value is not None)
        assert abs(first - subject.baseline.value) <= subject.baseline.value * Decimal("0.35")


def test_a_running_count_never_falls_within_its_run(
    spf: Framework, observations: Observations
) -> None:
    checked = 0
    for series in observations.series:
        subject = subject_of(spf, (series.indicator, series.component))
        if not (subject.runs_from_start or subject.runs_through_year):
            continue
        runs: dict[int, list[Decimal]] = defaultdict(list)
        for o in series.observations:
            year = o.period.end.year - (o.period.end.month < 4)
            if o.value is not None:
                runs[0 if subject.runs_from_start else year].append(o.value)
        assert all(run == sorted(run) for run in runs.values()), subject.key
        checked += 1
    assert checked > 10


def test_parts_that_make_up_a_whole_add_up(spf: Framework, observations: Observations) -> None:
    whole = observations.of("residents-supported-into-work")
    assert whole is not None
    parts = [
        observations.of(whole.indicator, component.id)
        for component in spf.indicators[whole.indicator].components
    ]
    for position, o in enumerate(whole.observations):
        if o.value is not None:
            assert sum(part.observations[position].value for part in parts if part) == o.value


def test_some_are_missing_late_provisional_estimated_and_revised(
    observations: Observations, rows: list[dict[str, str]]
) -> None:
    assert {row["flag"] for row in rows} == {"", *Flag}
    assert {row["missing"] for row in rows} >= {"", "not_available", "suppressed"}
    assert all((row["value"] == "") == (row["missing"] != "") for row in rows)
    assert sum(len(series.revisions) for series in observations.series) > 100
    every = [o for series in observations.series for o in series.observations]
    late = [o for o in every if (o.recorded_on - o.period.end).days > 90]
    assert 0.03 < len(late) / len(every) < 0.25


def test_an_as_at_date_hides_what_was_recorded_later(
    made: tuple[Layout, Written], spf: Framework, observations: Observations
) -> None:
    as_at = date(2021, 7, 31)
    seen = read_observations(made[0], spf, ["illustrative"], as_at)
    shown = {(s.indicator, s.component, o.period.text): o for s in seen.series
             for o in s.observations}  # fmt: skip
    assert all(o.recorded_on <= as_at for o in shown.values())
    later = hidden = 0
    for series in observations.series:
        for o in series.observations:
            earlier = shown.get((series.indicator, series.component, o.period.text))
            later += o.recorded_on > as_at >= o.period.end and earlier is None
            hidden += earlier is not None and earlier.value != o.value
    assert later, "a late return is not seen yet"
    assert hidden, "a later revision is not seen yet"


def test_progress_is_read_back_and_grows(made: tuple[Layout, Written], spf: Framework) -> None:
    reports = [
        read_progress(made[0], spf, ["illustrative"], as_at).reports
        for as_at in (date(2020, 6, 1), date(2021, 1, 31), date(2022, 5, 31))
    ]
    assert not reports[0]
    assert 0 < len(reports[1]) <= len(reports[2]) == made[1].deliverables
    assert {report.state for report in reports[2].values()} == {
        "not_started", "in_progress", "complete", "stopped",
    }  # fmt: skip
    assert len(reports[2]) < len(spf.deliverables), "some are never reported"


def test_another_councils_framework_needs_no_other_code(northmere: Layout) -> None:
    framework = read_framework(northmere)
    written = write_illustrative(northmere, framework, seed=1, skip=set())
    assert written.indicators == len(framework.indicators)
    after = framework.file.plan.end.replace(year=framework.file.plan.end.year + 2)
    found = read_observations(northmere, framework, ["illustrative"], after)
    assert {series.indicator for series in found.series} == set(framework.indicators)
    read_progress(northmere, framework, ["illustrative"], after)
    (northmere.observations / "illustrative.csv").unlink()
    (northmere.observations / "illustrative.yml").unlink()
    served = really_served(northmere, framework)
    assert served
    assert written.series > write_illustrative(northmere, framework, seed=1, skip=served).series


def test_an_old_file_stays_whole_when_writing_fails(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    framework = read_framework(northmere)
    write_illustrative(northmere, framework, seed=1, skip=set())
    before = files_of(northmere)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(DataError, match=r"illustrative\.csv: cannot be written: No space"):
        write_illustrative(northmere, framework, seed=2, skip=set())
    assert files_of(northmere) == before
    assert not list(northmere.root.rglob("*.draft"))
