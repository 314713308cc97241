"""Observation files and their sidecars → `Observations`, with all their problems at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.framework import Framework
from spfbook.framework.history import all_components
from spfbook.framework.observations import Flag, Missing, Observation, Observations
from spfbook.framework.periods import PeriodKind
from spfbook.framework.records import Record, RecordedSeries
from spfbook.framework.sources import FoundBaseline, Link, Source, SourceSeries
from spfbook.paths import Layout
from spfbook.sources.csv_text import Row, read_rows
from spfbook.sources.row_store import stored_table
from spfbook.sources.source_files import ReadSource, component_problem, read_source
from spfbook.sources.suggestions import did_you_mean

VALUE_COLUMNS = ("area", "period", "value")
MORE_COLUMNS = (
    "numerator", "denominator", "lower", "upper", "flag", "missing", "published_on",
    "recorded_on", "note",
)  # fmt: skip

SMALL = 4_000_000
"""Bytes; a file up to that size is kept in memory once all of it was read without a problem."""

_READ: dict[Path, tuple[ReadSource, list[RecordedSeries]]] = {}
"""What such files hold, and with which sidecar they were read; that fits one content only."""

Key = tuple[str, str | None]
"""Which series a row belongs to: (series id, None), or (indicator id, component id)."""


def read_observations(
    layout: Layout,
    framework: Framework,
    sources: Collection[str],
    as_at: date,
    *,
    only: Collection[str] | None = None,
) -> Observations:
    """What an edition sees: `sources` in order of preference, known by `as_at`.

    Parameters and errors as for `read_record`.
    """
    return read_record(layout, framework, sources, only=only).known_by(as_at, sources)


def read_record(
    layout: Layout,
    framework: Framework,
    sources: Collection[str],
    *,
    only: Collection[str] | None = None,
) -> Record:
    """All that was ever written down in `sources`.

    With `only`, just the rows about those indicators are read, and checked; none, of a file that
    this process, or the one it was forked from, has read. Raises `DataError` with every problem of
    every file, each with its file and line.
    """
    known: dict[str, Source] = {}
    series: list[RecordedSeries] = []
    problems: list[Problem] = []
    for name in sources:
        read, theirs = read_source(layout, framework, name)
        problems += theirs
        if read is not None:
            known[name] = read.source
            found, more = _known_series(layout, framework, read, only)
            series += found
            problems += more
    if problems:
        raise DataError(problems)
    return Record(known, tuple(series))


def is_small(layout: Layout, source: str) -> bool:
    """Whether its figures are few enough to be held by every process that has read them."""
    path = layout.observations / f"{source}.csv"
    return path.is_file() and path.stat().st_size <= SMALL


def _known_series(
    layout: Layout, framework: Framework, read: ReadSource, only: Collection[str] | None
) -> tuple[list[RecordedSeries], list[Problem]]:
    known = _READ.get(read.csv)
    if known is not None and known[0] is read:
        series = known[1]
        return [each for each in series if only is None or each.link.indicator in only], []
    found, problems = _read_series(layout, framework, read, only)
    if only is None and not problems and is_small(layout, read.source.id):
        _READ[read.csv] = read, found
    return found, problems


def _read_series(
    layout: Layout, framework: Framework, read: ReadSource, only: Collection[str] | None
) -> tuple[list[RecordedSeries], list[Problem]]:
    where = layout.shown(read.csv)
    keys = ("series",) if read.source.keyed_by == "series" else ("indicator", "component")
    wanted = _wanted(read.source, framework, only)
    skip = frozenset() if only is None else _others(read.source, framework, wanted)
    required = (*keys, *VALUE_COLUMNS)
    stored = stored_table(layout, read.csv, keys[0]) if skip else None
    rows, problems = read_rows(
        read.csv, where, required, MORE_COLUMNS, skip=skip, stored=stored
    )
    is_dated = read.source.recorded == "dated"
    found: dict[Key, list[Observation]] = defaultdict(list)
    for row in rows:
        key = _key(row, read.source, framework)
        if key is not None and (only is None or key in wanted):
            definition = _definition(read.source, key)
            observation = _observation(row, definition, framework, is_dated=is_dated)
            if observation is not None:
                found[key].append(observation)
        problems += row.problems
    for key, observations in found.items():
        problems += _order_problems(where, key, observations)
        if any(link.rolled_up for link in wanted.get(key, ())):
            problems += _not_months(where, key, observations)
    series = [
        RecordedSeries(read.source, _definition(read.source, key), link, tuple(found[key]))
        for key, links in wanted.items()
        for link in links
        if key in found
    ]
    return series, problems


def _wanted(
    source: Source, framework: Framework, only: Collection[str] | None
) -> dict[Key, list[Link]]:
    """The links of each key of the file, in the order the sidecar (or framework) lists them."""
    if source.keyed_by == "indicator":
        return {
            (indicator.id, component): [_own_link(indicator.id, component)]
            for indicator in framework.indicators.values()
            if only is None or indicator.id in only
            for component in (None, *all_components(indicator))
        }
    wanted = {
        (series.id, None): [k for k in series.serves if only is None or k.indicator in only]
        for series in source.series
    }
    return {key: links for key, links in wanted.items() if links}


def _others(source: Source, framework: Framework, wanted: Collection[Key]) -> frozenset[str]:
    """What rows of the file may name and the page does not show."""
    is_by_series = source.keyed_by == "series"
    names = (s.id for s in source.series) if is_by_series else framework.indicators
    return frozenset(names) - {name for name, _ in wanted}


def _own_link(indicator: str, component: str | None) -> Link:
    """The council's own return of an indicator measures just that indicator."""
    baseline = FoundBaseline(finding="no_baseline")
    return Link(indicator=indicator, component=component, match="same", baseline=baseline)


def _key(row: Row, source: Source, framework: Framework) -> Key | None:
    """Which series the row belongs to; None, with a problem noted, when there is none."""
    if source.keyed_by == "series":
        name = row.needed("series")
        if name is not None and all(series.id != name for series in source.series):
            row.report("series", f"{name!r} is not described in the sidecar")
            return None
        return (name, None) if name else None
    name, component = row.needed("indicator"), row.text("component")
    if name is None:
        return None
    indicator = framework.indicators.get(name)
    if indicator is None:
        hint = did_you_mean(name, framework.indicators)
        row.report("indicator", f"{name!r} is not in the framework{hint}")
        return None
    message = component_problem(indicator, component)
    if message:
        row.report("component", message)
        return None
    return name, component


def _definition(source: Source, key: Key) -> SourceSeries:
    if source.keyed_by == "indicator":
        return source.series[0]
    return next(series for series in source.series if series.id == key[0])


def _observation(
    row: Row, series: SourceSeries, framework: Framework, *, is_dated: bool
) -> Observation | None:
    area = row.needed("area")
    if area is not None and area not in framework.areas and area not in framework.peer_ids:
        row.report("area", f"{area!r} is not known; use one of {_areas(framework)}")
    period = row.period("period")
    value, missing = row.number("value"), row.choice("missing", Missing)
    if row.text("value") is None and missing is None and not row.text("missing"):
        row.report("value", f"is empty; say why in missing: {', '.join(Missing)}")
    if value is not None and missing is not None:
        row.report("missing", f"is {missing}, but there is a value; keep one of the two")
    numbers = {name: row.number(name) for name in ("numerator", "denominator", "lower", "upper")}
    _check_numbers(row, value, numbers)
    flag = row.choice("flag", Flag)
    if is_dated:
        row.needed("recorded_on")
    published, recorded = row.day("published_on"), row.day("recorded_on")
    if period is not None and published is not None and published < period.start:
        row.report("published_on", f"{published} is before the period begins ({period.start})")
    if row.problems or area is None or period is None:
        return None
    derived = published or period.end + timedelta(days=series.lag_days)
    return Observation(
        area=area, period=period, value=value, missing=missing, **numbers, flag=flag,
        published_on=derived, is_publication_stated=published is not None,
        recorded_on=recorded or derived, note=row.text("note"), line=row.line,
    )  # fmt: skip


def _areas(framework: Framework) -> str:
    listed = ", ".join(framework.areas)
    return f"{listed}, or a peer of framework.yml" if framework.peer_ids else listed


def _check_numbers(row: Row, value: object, numbers: dict) -> None:
    lower, upper = numbers["lower"], numbers["upper"]
    if lower is not None and upper is not None and lower > upper:
        row.report("lower", f"{lower} is above upper, {upper}")
    if numbers["denominator"] is not None and numbers["denominator"] < 0:
        row.report("denominator", f"{numbers['denominator']} is below zero")


def _not_months(where: str, key: Key, observations: list[Observation]) -> Iterator[Problem]:
    """Rows of a series that is rolled up and that are no months."""
    for o in observations:
        if o.period.kind is not PeriodKind.MONTH:
            said = f"{key[0]} is rolled up from months; {o.period} is not a month (2021-04)"
            yield Problem(where, o.line, said)


def _order_problems(
    where: str, key: Key, observations: list[Observation]
) -> Iterator[Problem]:
    """Rows that say the same thing twice, and periods that cannot stand in one series."""
    name = "/".join(part for part in key if part)
    first: dict[tuple, int] = {}
    by_area: dict[str, dict[str, Observation]] = defaultdict(dict)
    for o in observations:
        same = (o.area, o.period.text, o.recorded_on)
        if same in first:
            message = f"{name}, {o.area}, {o.period} stands twice, first on line {first[same]}"
            yield Problem(where, o.line, message)
        first.setdefault(same, o.line)
        by_area[o.area].setdefault(o.period.text, o)
    for area, periods in by_area.items():
        single = sorted((o for o in periods.values() if not o.period.is_pooled),
                        key=lambda o: o.period)  # fmt: skip
        for earlier, later in pairwise(single):
            if earlier.period.overlaps(later.period):
                message = f"{name}, {area}: {later.period} overlaps {earlier.period}"
                yield Problem(where, later.line, f"{message} (line {earlier.line})")
