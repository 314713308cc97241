"""Progress files and their sidecars → `Progress`, with all their problems at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from spfbook.errors import DataError, Problem
from spfbook.framework.delivery import Progress, ProgressReport, ProgressSource, Stage
from spfbook.framework.framework import Framework
from spfbook.framework.records import ProgressRecord
from spfbook.paths import Layout
from spfbook.sources.csv_text import Row, read_rows
from spfbook.sources.row_store import sha256_of_table, stored_table
from spfbook.sources.validation import validate
from spfbook.sources.yaml_text import Lines, read_yaml

COLUMNS = ("deliverable", "reported_on", "state")
MORE_COLUMNS = ("expected_on", "note")


def progress_names(layout: Layout) -> list[str]:
    """The sources that report on deliverables, by the names of their files."""
    files = [path for end in ("csv", "yml") for path in layout.progress.glob(f"*.{end}")]
    return sorted({path.stem for path in files})


def read_progress(
    layout: Layout,
    framework: Framework,
    sources: Collection[str],
    as_at: date,
    *,
    only: Collection[str] | None = None,
) -> Progress:
    """What an edition knows: `sources` in order of preference, reported by `as_at`.

    The first source that reports on a deliverable gives all that is known about it; of its
    reports the last one counts. Parameters and errors as for `read_progress_record`.
    """
    record = read_progress_record(layout, framework, sources, only=only)
    return record.known_by(as_at, sources)


def read_progress_record(
    layout: Layout,
    framework: Framework,
    sources: Collection[str],
    *,
    only: Collection[str] | None = None,
) -> ProgressRecord:
    """All that was ever reported in `sources`; one without a progress file reports nothing.

    With `only`, just the rows about those deliverables are read, and checked. Raises `DataError`
    with every problem of every file, each with its file and line.
    """
    found: dict[str, tuple[ProgressReport, ...]] = {}
    described: dict[str, ProgressSource] = {}
    problems: list[Problem] = []
    for name in sources:
        if name not in progress_names(layout):
            continue
        source, theirs = _read_sidecar(layout, name)
        reports, more = _read_reports(layout, framework, name, only)
        problems += theirs + more
        if source is not None:
            described[name], found[name] = source, tuple(reports)
    if problems:
        raise DataError(problems)
    return ProgressRecord(described, found)


def _read_sidecar(layout: Layout, name: str) -> tuple[ProgressSource | None, list[Problem]]:
    path = layout.progress / f"{name}.yml"
    csv_path = path.with_suffix(".csv")
    where = layout.shown(path)
    if not path.is_file():
        message = f"is missing; it should describe {layout.shown(csv_path)}"
        return None, [Problem(where, 0, message)]
    found, lines, problems = read_yaml(path, where)
    if found is None:
        return None, problems
    source, more = validate(ProgressSource, found, lines)
    problems += more
    if source is not None:
        problems += _source_problems(source, name, csv_path, layout, lines)
    return source, problems


def _source_problems(
    source: ProgressSource, name: str, csv_path: Path, layout: Layout, lines: Lines
) -> Iterator[Problem]:
    if source.id != name:
        yield lines.problem(("id",), f"id is {source.id!r}; in this file it should be {name!r}")
    if not csv_path.is_file():
        return
    found = sha256_of_table(layout, csv_path)
    if found != source.sha256:
        message = (
            f"sha256 does not fit {layout.shown(csv_path)}, which has {found}; "
            "the file changed after it was described"
        )
        yield lines.problem(("sha256",), message)


def _read_reports(
    layout: Layout, framework: Framework, name: str, only: Collection[str] | None
) -> tuple[list[ProgressReport], list[Problem]]:
    path = layout.progress / f"{name}.csv"
    where = layout.shown(path)
    if not path.is_file():
        described = layout.shown(path.with_suffix(".yml"))
        return [], [Problem(where, 0, f"is missing; {described} describes it")]
    skip = frozenset() if only is None else frozenset(framework.deliverables) - frozenset(only)
    stored = stored_table(layout, path, COLUMNS[0]) if skip else None
    rows, problems = read_rows(path, where, COLUMNS, MORE_COLUMNS, skip=skip, stored=stored)
    reports: list[ProgressReport] = []
    for row in rows:
        deliverable = _deliverable(row, framework)
        if deliverable is not None and (only is None or deliverable in only):
            report = _report(row, deliverable, name)
            if report is not None:
                reports.append(report)
        problems += row.problems
    return reports, problems + list(_repeats(where, reports))


def _deliverable(row: Row, framework: Framework) -> str | None:
    name = row.needed("deliverable")
    if name is not None and name not in framework.deliverables:
        row.report("deliverable", f"{name!r} is not in the framework")
        return None
    return name


def _report(row: Row, deliverable: str, source: str) -> ProgressReport | None:
    reported = row.day("reported_on") if row.needed("reported_on") else None
    state = row.choice("state", Stage) if row.needed("state") else None
    expected = row.day("expected_on")
    if expected is not None and state is not None and not state.is_open:
        row.report("expected_on", f"is {expected}, but the task is {state}; leave it empty")
    elif expected is not None and reported is not None and expected < reported:
        message = f"{expected} is before the day of the report ({reported}), and it is still open"
        row.report("expected_on", message)
    if row.problems or reported is None or state is None:
        return None
    return ProgressReport(
        deliverable, reported, state, expected, row.text("note"), source, row.line
    )


def _repeats(where: str, reports: list[ProgressReport]) -> Iterator[Problem]:
    """Two reports on one deliverable on one day: there would be no last one."""
    first: dict[tuple[str, date], int] = {}
    for report in reports:
        key = (report.deliverable, report.reported_on)
        if key in first:
            message = f"{report.deliverable} is reported on {report.reported_on} twice, "
            yield Problem(where, report.line, f"{message}first on line {first[key]}")
        first.setdefault(key, report.line)
