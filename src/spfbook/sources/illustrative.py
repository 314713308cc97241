"""The illustrative source: figures and progress made up from the framework and a seed alone.

It shows what the book does with a council's own returns where no open data exist. Nothing in
it is a statistic; every file of it, and every row, says so. The same framework, seed and skip
give the same bytes, on any platform.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from spfbook.errors import DataError, Problem
from spfbook.framework.framework import Framework
from spfbook.framework.units import Unit
from spfbook.paths import Layout
from spfbook.sources.illustrative_progress import Report, reports_of
from spfbook.sources.illustrative_returns import Key, Return, returns_of
from spfbook.sources.observation_files import read_observations
from spfbook.sources.source_files import read_source, source_names

NAME = "illustrative"
SEED = 2022
MADE_UP = "Made up for demonstration"
LICENCE = f"{MADE_UP}; not statistics"
LAG_DAYS = 30
OBSERVATION_COLUMNS = (
    "indicator", "component", "area", "period", "value", "numerator", "denominator", "flag",
    "missing", "published_on", "recorded_on", "note",
)  # fmt: skip
PROGRESS_COLUMNS = ("deliverable", "reported_on", "state", "expected_on", "note")


@dataclass(frozen=True)
class Written:
    """What was made, for the line that says so."""

    indicators: int
    series: int
    rows: int
    deliverables: int
    reports: int


def write_illustrative(
    layout: Layout, framework: Framework, *, seed: int = SEED, skip: Collection[Key]
) -> Written:
    """Make the source and write its four files, each whole or not at all.

    `skip`: the (indicator, component) pairs that real sources serve; see `really_served`.
    Raises `DataError` when a file cannot be written.
    """
    returns = list(returns_of(framework, seed, frozenset(skip)))
    reports = list(reports_of(framework, seed))
    observations = _csv(OBSERVATION_COLUMNS, (_row(each, framework) for each in returns))
    progress = _csv(PROGRESS_COLUMNS, map(_report_row, reports))
    recorded = max((each.recorded_on for each in returns), default=framework.file.plan.end)
    texts = {
        layout.observations / f"{NAME}.csv": observations,
        layout.observations / f"{NAME}.yml": _sidecar(observations, seed, recorded),
        layout.progress / f"{NAME}.csv": progress,
        layout.progress / f"{NAME}.yml": _progress_sidecar(progress, seed),
    }
    write_whole(layout, texts)
    keys = {each.key for each in returns}
    return Written(
        len({indicator for indicator, _ in keys}), len(keys), len(returns),
        len({report.deliverable for report in reports}), len(reports),
    )  # fmt: skip


def really_served(layout: Layout, framework: Framework) -> frozenset[Key]:
    """The (indicator, component) pairs that a real source gives values for.

    Raises `DataError` with every problem of every sidecar.
    """
    served: set[Key] = set()
    problems: list[Problem] = []
    for name in source_names(layout):
        if name == NAME:
            continue
        read, theirs = read_source(layout, framework, name)
        problems += theirs
        if read is None or theirs or read.source.illustrative:
            continue
        links = [link for series in read.source.series for link in series.serves]
        served |= {(k.indicator, k.component) for k in links if k.match != "related"}
        if read.source.keyed_by == "indicator":
            found = read_observations(layout, framework, [name], date.max)
            served |= {(series.indicator, series.component) for series in found.series}
    if problems:
        raise DataError(problems)
    return frozenset(served)


def _row(each: Return, framework: Framework) -> Sequence[object]:
    indicator, component = each.key
    figure = each.figure
    counts = (figure.numerator, figure.denominator) if figure else (None, None)
    return (
        indicator, component, framework.home.id, each.period, figure and figure.value, *counts,
        each.flag, each.missing, each.recorded_on, each.recorded_on, MADE_UP,
    )  # fmt: skip


def _report_row(report: Report) -> Sequence[object]:
    return (
        report.deliverable, report.reported_on, report.state, report.expected_on, MADE_UP,
    )  # fmt: skip


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if cell is None else str(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8")


def _sidecar(observations: bytes, seed: int, recorded: date) -> bytes:
    return _yaml({
        "id": NAME,
        "title": "Illustrative returns, made up for demonstration",
        "publisher": "spfbook",
        "licence": LICENCE,
        "version": f"seed {seed}",
        "retrieved": recorded,
        "sha256": hashlib.sha256(observations).hexdigest(),
        "illustrative": True,
        "recorded": "dated",
        "keyed_by": "indicator",
        "notes": [
            "Every figure is made up from the plan's baselines and targets and a seed. None was "
            "measured, none is an estimate, and none says how the council performed.",
            "Indicators that have real published figures have none here, and no other place "
            "has any.",
            "Written by `spfbook illustrative`; not to be edited by hand.",
        ],
        "series": [{
            "id": "made-up-returns",
            "title": "Made-up returns for the indicators without open data",
            "unit": str(Unit.NOT_STATED),
            "lag_days": LAG_DAYS,
            "lag_basis": "Made up; each row has its own dates.",
        }],
    })  # fmt: skip


def _progress_sidecar(progress: bytes, seed: int) -> bytes:
    return _yaml({
        "id": NAME,
        "title": f"Illustrative progress of deliverables, made up for demonstration (seed {seed})",
        "publisher": "spfbook",
        "illustrative": True,
        "recorded": "dated",
        "sha256": hashlib.sha256(progress).hexdigest(),
        "notes": [
            "Every state and date is made up from the plan's deadlines and a seed. None says "
            "what the council did.",
            "Written by `spfbook illustrative`; not to be edited by hand.",
        ],
    })  # fmt: skip


def _yaml(found: dict[str, object]) -> bytes:
    heading = f"# {LICENCE}.\n"
    text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=98)
    return (heading + text).encode("utf-8")


def write_whole(layout: Layout, texts: dict[Path, bytes]) -> None:
    """All files beside their places first, then each moved into its place.

    Raises `DataError` when one cannot be written.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
            drafts[path] = draft
            draft.write_bytes(text)
        for path, draft in drafts.items():
            os.replace(draft, path)
    except OSError as problem:
        where = layout.shown(path)
        raise DataError(Problem(where, 0, f"cannot be written: {problem.strerror}")) from problem
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
