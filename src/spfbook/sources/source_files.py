"""Sidecars of observation files → `Source`, checked against the framework and the CSV's hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from spfbook.errors import Problem
from spfbook.framework.framework import Framework
from spfbook.framework.history import all_components
from spfbook.framework.indicators import Every, Indicator
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.framework.roll_up import BASES
from spfbook.framework.sources import Link, Source, SourceSeries
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.sources.row_store import sha256_of_table
from spfbook.sources.suggestions import did_you_mean
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import Lines, read_yaml


@dataclass(frozen=True)
class ReadSource:
    """A sidecar that was understood, with its lines and its CSV file."""

    source: Source
    lines: Lines
    csv: Path


_READ: dict[Path, tuple[Framework, str, ReadSource]] = {}
"""Sidecars that were read without a problem: with which framework, and what file and CSV held."""


def source_names(layout: Layout) -> list[str]:
    """The sources that the repository has, by the names of their files."""
    files = [path for end in ("csv", "yml") for path in layout.observations.glob(f"*.{end}")]
    return sorted({path.stem for path in files})


def illustrative_sources(layout: Layout, framework: Framework) -> set[str]:
    """The sources whose figures are made up, by what their sidecars say."""
    read = [read_source(layout, framework, name)[0] for name in source_names(layout)]
    return {each.source.id for each in read if each is not None and each.source.illustrative}


def read_source(
    layout: Layout, framework: Framework, name: str
) -> tuple[ReadSource | None, list[Problem]]:
    """The sidecar of source `name`, checked against the framework and its CSV file's hash.

    The same value again while neither file has changed: a warm kernel has it from the process it
    was forked from.
    """
    path = layout.observations / f"{name}.yml"
    try:
        key = f"{sha256(path.read_bytes()).hexdigest()} {sha256_of_table(layout, csv_of(path))}"
    except OSError:  # a file that cannot be opened: its reader says so
        return _read(layout, framework, path)
    known = _READ.get(path)
    if known is not None and known[0] is framework and known[1] == key:
        return known[2], []
    read, problems = _read(layout, framework, path)
    if read is not None and not problems:
        _READ[path] = framework, key, read
    return read, problems


def csv_of(sidecar: Path) -> Path:
    return sidecar.with_suffix(".csv")


def _read(
    layout: Layout, framework: Framework, path: Path
) -> tuple[ReadSource | None, list[Problem]]:
    csv_path = csv_of(path)
    where = layout.shown(path)
    has_csv = csv_path.is_file()
    if not path.is_file():
        known = ", ".join(source_names(layout)) or "none"
        right = f"it should describe {layout.shown(csv_path)}" if has_csv else (
            f"the sources there are: {known}"
        )
        return None, [Problem(where, 0, f"is missing; {right}")]
    found, lines, problems = read_yaml(path, where)
    if not has_csv:
        problems.append(Problem(layout.shown(csv_path), 0, f"is missing; {where} describes it"))
    if found is None:
        return None, problems
    source, more = validate(Source, found, lines)
    problems += more
    if source is None:
        return None, problems
    problems += _source_problems(source, path.stem, framework, lines)
    if not has_csv:
        return None, problems
    problems += _hash_problems(source, csv_path, layout, lines)
    return ReadSource(source, lines, csv_path), problems


def _source_problems(
    source: Source, name: str, framework: Framework, lines: Lines
) -> Iterator[Problem]:
    if source.id != name:
        yield lines.problem(("id",), f"id is {source.id!r}; in this file it should be {name!r}")
    seen: set[str] = set()
    for position, series in enumerate(source.series):
        place = ("series", position)
        if series.id in seen:
            yield lines.problem((*place, "id"), f"series {series.id!r} stands twice")
        seen.add(series.id)
        for key, dated in (("breaks", series.breaks), ("rebases", series.rebases)):
            for number, each in enumerate(dated):
                try:
                    parse_period(each.first_period)
                except PeriodError as problem:
                    yield lines.problem((*place, key, number), f"{series.id}: {problem}")
        for number, link in enumerate(series.serves):
            message = (
                _link_problem(link, framework)
                or _unit_problem(series, link, framework)
                or _roll_up_problem(series, link, framework)
            )
            if message:
                yield lines.problem((*place, "serves", number), f"{series.id}: {message}")


def _unit_problem(series: SourceSeries, link: Link, framework: Framework) -> str | None:
    """A value is in the unit of its indicator, so that it can be set against the target."""
    indicator = framework.indicators[link.indicator]
    measured = all_components(indicator).get(link.component or "") or indicator
    is_same = measured.unit in (series.unit, Unit.NOT_STATED)
    if is_same or link.match == "related":
        return None
    return f"unit is {series.unit}; {link.component or link.indicator} is in {measured.unit}"


def _roll_up_problem(series: SourceSeries, link: Link, framework: Framework) -> str | None:
    """Months are made into quarters only where the plan asks for quarters."""
    if link.rolled_up is None:
        return None
    every = framework.indicators[link.indicator].frequency.every
    if every is not Every.QUARTER:
        return f"rolled_up makes quarters; the plan has {link.indicator} by every: {every}"
    if series.counted_from is not None and link.rolled_up != "last":
        return f"rolled_up: {link.rolled_up} counts twice what each value includes; use last"
    is_rate = series.unit in BASES
    if link.rolled_up == "ratio" and not is_rate:
        return f"rolled_up: ratio makes one of {', '.join(BASES)}; unit is {series.unit}"
    if link.rolled_up == "sum" and is_rate:
        return f"rolled_up: sum adds up counts; unit is {series.unit}, so use ratio or mean"
    return None


def _link_problem(link: Link, framework: Framework) -> str | None:
    indicator = framework.indicators.get(link.indicator)
    if indicator is None:
        hint = did_you_mean(link.indicator, framework.indicators)
        return f"indicator {link.indicator!r} is not in the framework{hint}"
    return component_problem(indicator, link.component)


def component_problem(indicator: Indicator, component: str | None) -> str | None:
    """Why figures of `component` have no place; those it had earlier keep theirs."""
    known = all_components(indicator)
    if component is not None and component not in known:
        names = ", ".join(known) or "none"
        return f"{indicator.id} has no component {component!r}; it has: {names}"
    return None


def _hash_problems(
    source: Source, path: Path, layout: Layout, lines: Lines
) -> Iterator[Problem]:
    found = sha256_of_table(layout, path)
    if found != source.sha256:
        message = (
            f"sha256 does not fit {layout.shown(path)}, which has {found}; "
            "the file changed after it was described"
        )
        yield lines.problem(("sha256",), message)
