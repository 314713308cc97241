"""The invented council's book on a Dask cluster: two workers, one of them killed in mid-run."""

from __future__ import annotations

import hashlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from book_runs import Run, hashes, kernels, leftovers, start
from clusters import Cluster, cluster, living, started_by, until
from second_framework import EDITION, make_project

from spfbook.book import cluster as module
from spfbook.book.executors import default_kernel
from spfbook.book.notebooks import run_page
from spfbook.book.plan import make_plan
from spfbook.cli.build import allowing_for_all_tests
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import read_edition

BUILD = ("build", EDITION, "--html", "--fresh", "--executor", "dask")
COMPARED = (
    "downloads", "versions", "portfolios/brook", "thriving-places/index",
    "thriving-places/homes-and-streets",
)
"""A page of each kind: run here, they are the same bytes. All pages of all editions:
`benchmarks/cluster.py`."""


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return make_project(tmp_path_factory.mktemp("dask") / "northmere")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), workers=2) as made:
        yield made


@pytest.fixture(scope="module")
def killed(layout: Layout, made: Cluster) -> Run:
    """A build during which the first worker is killed while it runs a notebook."""
    process = start(layout, *BUILD, "--scheduler", made.address)
    said = ""
    while "Notebooks: 2 of" not in said:
        line = process.stderr.readline()
        assert line, said + process.communicate()[1]
        said += line
    victim = made.workers[0]
    until(lambda: len(living(started_by(victim))) > 1)  # the warmed process, and a kernel
    at_work = started_by(victim)
    assert elsewhere(layout, made) == []
    victim.kill()
    until(lambda: not living(at_work))
    assert process.poll() is None, "the build was over before the worker was killed"
    out, err = process.communicate()
    assert made.workers[1].poll() is None
    return Run(layout, process.returncode, out, said + err)


def elsewhere(layout: Layout, made: Cluster) -> list[str]:
    """Kernels that see the folder of the build: those on workers have their own copy."""
    workers = [process for worker in made.workers for process in living(started_by(worker))]
    known = {" ".join(process.cmdline()) for process in workers}
    return [line for line in kernels(layout) if line.strip() in known]


def test_the_book_is_whole_though_a_worker_was_killed(killed: Run) -> None:
    assert killed.code == 0, killed.err
    assert "21 pages in " in killed.out
    assert "Notebooks: 21 of 21" in killed.err
    assert "failed" not in killed.err
    assert (killed.folder / "html" / "index.html").is_file()
    assert leftovers(killed.layout) == []


def test_the_pages_are_the_same_bytes_as_when_they_are_run_here(
    killed: Run, layout: Layout, tmp_path: Path
) -> None:
    framework = read_framework(layout)
    edition = allowing_for_all_tests(layout, framework, read_edition(layout, framework, EDITION))
    observed = read_observations(layout, framework, edition.all_sources(), edition.as_at)
    log = killed.folder / "run-log.json"
    assert '"executor": "dask"' in log.read_text(encoding="utf-8")
    compared = [p for p in make_plan(edition, framework, observed).pages if p.name in COMPARED]
    assert len(compared) == len(COMPARED)
    built = {**hashes(killed.folder / "notebooks"), **hashes(killed.folder / "html")}
    for page in compared:
        here = run_page(page, layout, kernel=default_kernel(), log=tmp_path / "log")
        for name, content in here.files.items():
            assert built[name] == hashlib.sha256(content).hexdigest(), name


def test_ctrl_c_ends_what_runs_on_the_workers_and_keeps_the_last_good_book(
    killed: Run, layout: Layout, made: Cluster
) -> None:
    before = hashes(killed.folder)
    worker = made.workers[1]
    known = set(started_by(worker))  # the warmed process, of the build before
    process = start(layout, *BUILD, "--scheduler", made.address, start_new_session=True)
    until(lambda: set(living(started_by(worker))) - known)
    kernel = list(set(living(started_by(worker))) - known)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, err.splitlines()[-1]) == (130, "stopped")
    until(lambda: not living(kernel))
    assert worker.poll() is None
    assert hashes(killed.folder) == before
    assert leftovers(layout) == []


def test_a_scheduler_that_is_lost_is_said_in_a_line(
    killed: Run, layout: Layout, made: Cluster
) -> None:
    """The last test that uses the cluster."""
    before = hashes(killed.folder)
    process = start(layout, *BUILD, "--scheduler", made.address)
    line = process.stderr.readline()
    while line and "Notebooks: 1 of" not in line:
        line = process.stderr.readline()
    made.scheduler.kill()
    _, err = process.communicate()
    said = [line for line in err.splitlines() if not line.startswith("Notebooks: ")]
    assert process.returncode == 1
    assert said == [f"{made.address}: the scheduler was lost while notebooks ran; start it again, "
                    "and build again"]  # fmt: skip
    assert hashes(killed.folder) == before
    assert leftovers(layout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--executor", "dask"), "--executor dask needs --scheduler, the address that it says when "
         "it starts: tcp://HOST:PORT"),
        (("--scheduler", "tcp://127.0.0.1:1"),
         "--scheduler is for --executor dask; give both, or neither"),
        (("--executor", "dask", "--scheduler", "tcp://127.0.0.1:1", "--workers", "2"),
         "--workers is for this machine; a cluster runs as many notebooks at once as its workers "
         "have threads"),
        (("--executor", "dask", "--scheduler", "127.0.0.1:8786"),
         "'127.0.0.1:8786' is no address of a Dask scheduler; write tcp://HOST:PORT, as the "
         "scheduler says when it starts"),
        (("--executor", "dask", "--scheduler", "tcp://127.0.0.1:99999"),
         "'tcp://127.0.0.1:99999' is no address of a Dask scheduler; write tcp://HOST:PORT, as the "
         "scheduler says when it starts"),
        (("--executor", "dask", "--scheduler", "tcp://127.0.0.1:1"),
         "no Dask scheduler answers at tcp://127.0.0.1:1; start one with `dask scheduler`, or give "
         "the address that it says"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_line(
    killed: Run, layout: Layout, run: Callable, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(module, "CONNECTING_SECONDS", 0.2)
    before = hashes(killed.folder)
    ran = run("--root", str(layout.root), "build", EDITION, "--html", "--fresh", *arguments)
    assert ran.code == 2
    lines = [line for line in ran.err.splitlines() if not line.startswith("Notebooks: 0")]
    assert lines == [said]
    assert hashes(killed.folder) == before
    assert leftovers(layout) == []


def test_without_the_library_it_is_said_what_to_install(
    layout: Layout, run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spfbook.book.executors.find_spec", lambda name: None)
    ran = run("--root", str(layout.root), *BUILD, "--scheduler", "tcp://127.0.0.1:8786")
    assert (ran.code, ran.err.strip()) == (
        2, "distributed, the library that speaks to a Dask cluster, is not installed; add it to "
        "this environment, as requirements.lock has it (it is the extra spfbook[dask])",
    )  # fmt: skip
