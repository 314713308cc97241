"""Progress files: read as at a day, and every mistake in them named at once."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from spfbook.errors import DataError
from spfbook.framework.delivery import Progress, Stage
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.progress_files import progress_names, read_progress

HEADER = "deliverable,reported_on,state,expected_on,note\n"
AS_AT = date(2021, 5, 31)


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


@pytest.fixture(scope="module")
def tasks(spf: Framework) -> list[str]:
    return list(spf.deliverables)


def write(
    layout: Layout,
    rows: str,
    *,
    name: str = "returns",
    header: str = HEADER,
    sidecar: dict[str, str] | None = None,
) -> None:
    layout.progress.mkdir(parents=True, exist_ok=True)
    text = (header + rows).encode("utf-8")
    (layout.progress / f"{name}.csv").write_bytes(text)
    found = {
        "id": name,
        "title": "Returns of the services",
        "publisher": "The Council",
        "recorded": "dated",
        "sha256": hashlib.sha256(text).hexdigest(),
        **(sidecar or {}),
    }
    lines = "".join(f"{key}: {value}\n" for key, value in found.items() if value)
    (layout.progress / f"{name}.yml").write_text(lines, encoding="utf-8")


def read(layout: Layout, spf: Framework, *sources: str, as_at: date = AS_AT) -> Progress:
    return read_progress(layout, spf, sources or ("returns",), as_at)


def problems_of(layout: Layout, spf: Framework, *sources: str) -> list[str]:
    with pytest.raises(DataError) as raised:
        read(layout, spf, *sources)
    return raised.value.lines()


def test_a_report_keeps_all_its_cells(layout: Layout, spf: Framework, tasks: list[str]) -> None:
    write(layout, f"{tasks[0]},2021-04-20,in_progress,2021-09-30,A tender is out\n")
    report = read(layout, spf).of(tasks[0])
    assert report is not None
    assert report.state is Stage.IN_PROGRESS
    assert (report.reported_on, report.expected_on) == (date(2021, 4, 20), date(2021, 9, 30))
    assert (report.note, report.source, report.line) == ("A tender is out", "returns", 2)


@pytest.mark.parametrize(
    ("as_at", "state"),
    [
        (date(2021, 1, 19), None),
        (date(2021, 1, 20), "not_started"),
        (date(2021, 4, 19), "not_started"),
        (date(2021, 4, 20), "in_progress"),
        (date(2021, 7, 19), "in_progress"),
        (date(2021, 7, 20), "complete"),
    ],
)
def test_the_last_report_by_the_day_wins(
    layout: Layout, spf: Framework, tasks: list[str], as_at: date, state: str | None
) -> None:
    rows = [f"{tasks[0]},2021-07-20,complete,,", f"{tasks[0]},2021-01-20,not_started,,"]
    write(layout, "\n".join([*rows, f"{tasks[0]},2021-04-20,in_progress,,\n"]))
    report = read(layout, spf, as_at=as_at).of(tasks[0])
    assert (report and report.state) == state


def test_a_source_without_a_progress_file_has_none(layout: Layout, spf: Framework) -> None:
    progress = read(layout, spf, "ons", "phe")
    assert not progress.reports
    assert not progress.sources
    assert progress_names(layout) == []


def test_the_first_source_that_reports_gives_all(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,in_progress,,\n")
    both = f"{tasks[0]},2021-04-20,complete,,\n{tasks[1]},2021-04-20,stopped,,\n"
    write(layout, both, name="invented", sidecar={"illustrative": "true"})
    progress = read(layout, spf, "returns", "invented")
    assert {r.deliverable: r.state for r in progress.reports.values()} == {
        tasks[0]: "in_progress",
        tasks[1]: "stopped",
    }
    assert [progress.is_illustrative(task) for task in tasks[:3]] == [False, True, False]
    assert list(progress.sources) == ["returns", "invented"]


def test_a_source_that_is_not_asked_for_is_not_read(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,nonsense,,\n", name="invented")
    write(layout, f"{tasks[0]},2021-01-20,complete,,\n")
    assert read(layout, spf).of(tasks[0]) is not None


def test_only_the_deliverables_asked_for_are_read(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,nonsense,,\n{tasks[1]},2021-01-20,complete,,\n")
    progress = read_progress(layout, spf, ["returns"], AS_AT, only={tasks[1]})
    assert list(progress.reports) == [tasks[1]]


BAD_ROWS = [
    ("nobody-knows,2021-01-20,complete,,", "deliverable: 'nobody-knows' is not in the framework"),
    (",2021-01-20,complete,,", "deliverable: is empty; a value is needed"),
    ("{task},,complete,,", "reported_on: is empty; a value is needed"),
    (
        "{task},20/01/2021,complete,,",
        "reported_on: '20/01/2021' is not a date; write it like 2021-05-31",
    ),
    ("{task},2021-01-20,,,", "state: is empty; a value is needed"),
    (
        "{task},2021-01-20,done,,",
        "state: 'done' is not known; use one of not_started, in_progress, complete, stopped",
    ),
    (
        "{task},2021-01-20,in_progress,soon,",
        "expected_on: 'soon' is not a date; write it like 2021-05-31",
    ),
    (
        "{task},2021-01-20,in_progress,2021-01-19,",
        "expected_on: 2021-01-19 is before the day of the report (2021-01-20), "
        "and it is still open",
    ),
    (
        "{task},2021-01-20,complete,2021-02-01,",
        "expected_on: is 2021-02-01, but the task is complete; leave it empty",
    ),
    (
        "{task},2021-01-20,stopped,2021-02-01,",
        "expected_on: is 2021-02-01, but the task is stopped; leave it empty",
    ),
    ("{task},2021-01-20,complete", "has 3 cells; the header names 5 columns"),
]


@pytest.mark.parametrize(("row", "message"), BAD_ROWS)
def test_a_bad_row_is_named_with_its_line(
    layout: Layout, spf: Framework, tasks: list[str], row: str, message: str
) -> None:
    good = f"{tasks[1]},2021-01-20,in_progress,2021-01-20,\n"
    write(layout, good + row.format(task=tasks[0]) + "\n")
    assert problems_of(layout, spf) == [f"data/progress/returns.csv:3: {message}"]


def test_all_problems_of_all_files_come_at_once(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    rows = [row.format(task=tasks[0]) for row, _ in BAD_ROWS]
    write(layout, "\n".join(rows) + "\n")
    write(layout, "nobody-knows,2021-01-20,complete,,\n", name="second")
    found = problems_of(layout, spf, "returns", "second")
    assert len(found) == len(BAD_ROWS) + 1
    assert found[-1].startswith("data/progress/second.csv:2: ")


def test_two_reports_on_one_day_are_refused(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,in_progress,,\n" * 2)
    message = f"{tasks[0]} is reported on 2021-01-20 twice, first on line 2"
    assert problems_of(layout, spf) == [f"data/progress/returns.csv:3: {message}"]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("deliverable,reported_on\n", "column 'state' is missing"),
        (HEADER.replace("note", "remark"), "column 'remark' is not known; allowed: deliverable, "
         "reported_on, state, expected_on, note"),
    ],
)  # fmt: skip
def test_a_bad_header_is_named(
    layout: Layout, spf: Framework, header: str, message: str
) -> None:
    write(layout, "a,b\n", header=header)
    assert problems_of(layout, spf) == [f"data/progress/returns.csv:1: {message}"]


@pytest.mark.parametrize(
    ("sidecar", "message"),
    [
        ({"id": "other"}, "yml:1: id is 'other'; in this file it should be 'returns'"),
        ({"title": ""}, "yml:1: title is missing"),
        ({"recorded": "later"}, "yml:4: recorded is 'later'; use one of dated"),
        ({"licence": "OGL"}, "yml:6: licence is not known; allowed: id, illustrative, notes, "
         "publisher, recorded, sha256, title"),
    ],
)  # fmt: skip
def test_a_bad_sidecar_is_named(
    layout: Layout, spf: Framework, tasks: list[str], sidecar: dict[str, str], message: str
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,complete,,\n", sidecar=sidecar)
    assert problems_of(layout, spf) == [f"data/progress/returns.{message}"]


def test_a_file_changed_after_it_was_described_is_refused(
    layout: Layout, spf: Framework, tasks: list[str]
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,complete,,\n")
    with (layout.progress / "returns.csv").open("ab") as file:
        file.write(f"{tasks[1]},2021-01-20,complete,,\n".encode())
    [problem] = problems_of(layout, spf)
    assert problem.startswith("data/progress/returns.yml:5: sha256 does not fit")


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("yml", "data/progress/returns.yml: is missing; "
         "it should describe data/progress/returns.csv"),
        ("csv", "data/progress/returns.csv: is missing; data/progress/returns.yml describes it"),
    ],
)  # fmt: skip
def test_half_a_source_is_a_mistake_not_an_absence(
    layout: Layout, spf: Framework, tasks: list[str], gone: str, message: str
) -> None:
    write(layout, f"{tasks[0]},2021-01-20,complete,,\n")
    (layout.progress / f"returns.{gone}").unlink()
    assert problems_of(layout, spf) == [message]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", HEADER.encode()])
def test_an_unreadable_or_empty_file_is_a_line(
    layout: Layout, spf: Framework, tasks: list[str], content: bytes
) -> None:
    sidecar = {"sha256": hashlib.sha256(content).hexdigest()}
    write(layout, "", sidecar=sidecar)
    (layout.progress / "returns.csv").write_bytes(content)
    [problem] = problems_of(layout, spf)
    assert problem.startswith("data/progress/returns.csv: ")
