"""A build that is stopped, killed, starved or disturbed leaves the last good output, and nothing
else: no process, no folder. With real processes, on the page of one theme."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from book_runs import Run, hashes, kernels, leftovers, spfbook, start
from second_framework import EDITION, make_project

from spfbook.book.file_list import check_list
from spfbook.book.run_log import FILE as RUN_LOG
from spfbook.book.sphinx_process import GO
from spfbook.kernels.warm import why_not
from spfbook.paths import Layout

THEME = "jobs-and-money"
NOTEBOOK = f"notebooks/thriving-places/{THEME}.ipynb"
BUILD = ("build", "--only", THEME, "--html", "--fresh")
"""Fresh: each of these builds is to run its notebook, though nothing has changed."""
linux = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))
posix = pytest.mark.skipif(os.name == "nt", reason="Windows stops a process in another way")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A project whose page was built once, and whole."""
    layout = make_project(tmp_path_factory.mktemp("safety") / "northmere")
    run = spfbook(layout, *BUILD)
    assert run.code == 0, run.err
    return run


@pytest.fixture
def layout(good: Run) -> Iterator[Layout]:
    """That project; each test leaves its output as it was, or made again with the same bytes."""
    before = made(good.layout)
    yield good.layout
    assert made(good.layout) == before
    assert whole(good.layout)
    assert leftovers(good.layout) == []
    assert kernels(good.layout) == []


def published(layout: Layout) -> Path:
    return layout.build / f"preview-{THEME}"


def made(layout: Layout) -> dict[str, str]:
    """What is published, but for the log of when and how."""
    return {k: v for k, v in hashes(published(layout)).items() if k != RUN_LOG}


def whole(layout: Layout) -> bool:
    return check_list(published(layout), leave_out=frozenset({RUN_LOG})) == []


def log_in(folder: Path) -> dict:
    return json.loads((folder / RUN_LOG).read_text(encoding="utf-8"))


@pytest.fixture
def change(layout: Layout) -> Iterator[Callable[[str], None]]:
    """Put a line of code into the theme's notebook for the time of the test."""
    path = layout.root / NOTEBOOK
    kept = path.read_text(encoding="utf-8")

    def with_code(code: str) -> None:
        changed = kept.replace('"page.scorecard()"', json.dumps(code))
        assert changed != kept
        path.write_text(changed, encoding="utf-8")

    yield with_code
    path.write_text(kept, encoding="utf-8")


def until(happens: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def at_kernel(process: subprocess.Popen, layout: Layout) -> None:
    """Until the notebook is at work and waits for ever."""
    until(lambda: (layout.root / "waiting").exists())
    (layout.root / "waiting").unlink()


def at_sphinx(process: subprocess.Popen, layout: Layout) -> None:
    """Until the pages are being compiled."""

    def compiling() -> bool:
        assert process.poll() is None, process.communicate()
        return any(layout.build.glob(f".work-*/{GO}"))

    until(compiling)


WAITS = "open('waiting', 'w').close()\nimport time\ntime.sleep(600)"
STAGES = [pytest.param(at_kernel, id="in a notebook"), pytest.param(at_sphinx, id="in Sphinx")]


def begin(layout: Layout, change: Callable, stage: Callable, **options: object) -> subprocess.Popen:
    """A build that has come as far as `stage`."""
    if stage is at_kernel:
        change(WAITS)
    process = start(layout, *BUILD, start_new_session=True, **options)
    stage(process, layout)
    return process


def family(process: subprocess.Popen) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def living(processes: list[psutil.Process]) -> list[str]:
    found = []
    for process in processes:
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline()))
        except psutil.NoSuchProcess:
            continue
    return found


# What a build writes about itself


def test_the_run_log_says_what_the_output_was_made_from_and_with(layout: Layout) -> None:
    log = log_in(published(layout))
    assert (log["edition"], log["result"]) == (EDITION, "built")
    assert log["options"].items() >= {"only": THEME, "html": True, "pdf": False}.items()
    assert log["options"]["kernel"] in ("spfbook-warm", "python3")
    assert log["options"]["workers"] == "cores + 1"
    inputs = {each["path"]: each for each in log["inputs"]}
    assert len(inputs[NOTEBOOK]["sha256"]) == 64
    assert "data/observations/returns.csv" in inputs
    assert log["made_with"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert "papermill" in log["made_with"]["libraries"]
    (page,) = log["pages"]
    assert (page["page"], page["error"]) == (f"thriving-places/{THEME}", None)
    assert {"reading", "notebooks", "pages"} <= log["steps"].keys()
    assert all(check["passed"] for check in log["checks"])
    assert log["problems"] == []


def test_the_last_line_says_how_long_it_took_and_where_the_log_is(good: Run) -> None:
    (line,) = [line for line in good.out.splitlines() if "run log" in line]
    assert line.startswith("1 page in ")
    assert line.endswith(f"; run log: _build/preview-{THEME}/run-log.json")


def test_only_the_run_log_knows_of_time_and_place(layout: Layout) -> None:
    """The year of the test's own day, the folder and the host stand in no other file."""
    started = log_in(published(layout))["started"][:10]
    for path in published(layout).rglob("*"):
        if path.is_file() and path.name != RUN_LOG:
            content = path.read_bytes()
            assert started.encode() not in content, path
            assert str(layout.root).encode() not in content, path


# Two at once


@posix
def test_a_second_build_is_refused_and_the_first_goes_on(
    layout: Layout, change: Callable
) -> None:
    first = begin(layout, change, at_kernel)
    second = spfbook(layout, *BUILD)
    assert second.code == 2
    said = second.err.splitlines()[-1]
    assert said.startswith(f"preview-{THEME} is being built already, by process {first.pid} of ")
    assert first.poll() is None
    os.kill(first.pid, signal.SIGTERM)
    first.communicate()


# Stopped and killed


@posix
@pytest.mark.parametrize(
    ("stage", "name", "code"),
    [
        (at_kernel, "SIGINT", 130), (at_sphinx, "SIGINT", 130),
        (at_kernel, "SIGTERM", 143), (at_sphinx, "SIGHUP", 129),
    ],
)  # fmt: skip
def test_a_build_that_is_asked_to_stop_does_so_at_once(
    layout: Layout, change: Callable, stage: Callable, name: str, code: int
) -> None:
    """The signal goes to the build alone, not to its kernels and tools."""
    process = begin(layout, change, stage)
    started = family(process)
    os.kill(process.pid, getattr(signal, name))
    _, said = process.communicate(timeout=60)
    assert process.returncode == code
    assert said.splitlines()[-1] == "stopped"
    assert "Traceback" not in said
    assert living(started) == []


@posix
@pytest.mark.parametrize("stage", STAGES)
def test_after_a_kill_nothing_goes_on_and_the_next_build_succeeds(
    layout: Layout, change: Callable, stage: Callable
) -> None:
    process = begin(layout, change, stage)
    started = family(process)
    assert len(started) >= 1
    process.kill()
    process.communicate()
    until(lambda: living(started) == [], seconds=20)
    assert whole(layout)
    assert leftovers(layout) != []  # a killed process deletes nothing
    restored = layout.root / NOTEBOOK
    restored.write_text(
        restored.read_text(encoding="utf-8").replace(json.dumps(WAITS), '"page.scorecard()"'),
        encoding="utf-8",
    )
    run = spfbook(layout, *BUILD)
    assert run.code == 0, run.err


# What dies or is refused inside a build


@posix
def test_a_kernel_that_dies_is_a_page_that_failed(layout: Layout, change: Callable) -> None:
    change("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    run = spfbook(layout, *BUILD)
    assert run.code == 1
    (line,) = [line for line in run.err.splitlines() if line.startswith("FAILED")]
    assert line.startswith(f"FAILED {NOTEBOOK}: ")
    assert "Traceback" not in run.err
    log = log_in(layout.build / f"failed-preview-{THEME}")
    assert log["result"] == "failed"
    assert log["problems"] == [line.removeprefix("FAILED ")]
    assert {"what": "every notebook ran through", "passed": False} in log["checks"]


@linux
def test_when_the_warmed_process_dies_its_notebooks_are_run_again(
    layout: Layout, change: Callable
) -> None:
    process = begin(layout, change, at_kernel)
    (parent,) = [each for each in family(process) if "kernels.parent" in " ".join(each.cmdline())
                 and each.ppid() == process.pid]  # fmt: skip
    started = [parent, *parent.children(recursive=True)]
    parent.kill()
    at_kernel(process, layout)
    assert living(started) == []
    os.kill(process.pid, signal.SIGTERM)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 143
    assert "Traceback" not in said
    (line,) = [line for line in said.splitlines() if "warmed" in line]
    assert line == "The warmed process was ended from outside; its notebooks are run again"


def test_a_file_saved_meanwhile_stops_the_build(layout: Layout, change: Callable) -> None:
    other = "notebooks/healthy-lives/health-and-care.ipynb"
    change(f"open({other!r}, 'a').write(' ')")
    kept = (layout.root / other).read_text(encoding="utf-8")
    run = spfbook(layout, *BUILD)
    (layout.root / other).write_text(kept, encoding="utf-8")
    assert run.code == 1
    assert run.err.splitlines()[-1] == (
        f"changed while the book was made: {other}; build it again"
    )
    log = log_in(layout.build / f"failed-preview-{THEME}")
    assert log["problems"] == [run.err.splitlines()[-1]]


@posix
def test_a_file_that_cannot_be_written_whole_is_a_line(layout: Layout) -> None:
    """No file may grow beyond so many bytes, in the build and in all that it starts."""
    import resource

    most = 2000
    process = start(
        layout, *BUILD, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    )
    _, said = process.communicate()
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert "File too large" in said


NAMESPACE = ["unshare", "--mount", "--map-root-user"]


def has_namespaces() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


SMALL_DISK = """
build=$1 good=$2 size=$3
shift 3
mount -t tmpfs -o "size=${size}k" tmpfs "$build" && cp -r "$good/." "$build" || exit 90
"$@"
code=$?
diff -r "$good" "$build" --exclude="failed-*" || exit 91
exit $code
"""


@posix
@pytest.mark.parametrize("room", [64, 4000])
def test_a_full_disk_is_said_and_changes_nothing(
    layout: Layout, tmp_path: Path, room: int
) -> None:
    """`_build` lies on a disk of its own with what it holds and `room` kB."""
    if not has_namespaces():
        pytest.skip("this system does not let a test mount a small disk")
    good = shutil.copytree(layout.build, tmp_path / "good")
    used = subprocess.run(["du", "-sk", good], capture_output=True, text=True, check=True)
    size = int(used.stdout.split()[0]) + room
    command = [sys.executable, "-m", "spfbook", "--root", str(layout.root), *BUILD]
    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", SMALL_DISK, "sh", layout.build, good, str(size), *command],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "the disk that _build is on is full; make room and build again" in done.stderr
    assert "Traceback" not in done.stderr
