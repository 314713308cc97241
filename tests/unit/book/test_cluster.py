"""A cluster that is lost, stopped or not alike, with a real scheduler and workers over TCP."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed, wait
from dataclasses import replace
from pathlib import Path

import pytest
from clusters import Cluster, cluster, living, started_by, until
from second_framework import save

from spfbook.book import cluster as module
from spfbook.book.cluster import on_cluster
from spfbook.book.notebooks import Executed
from spfbook.book.plan import Page
from spfbook.book.toolchain import toolchain
from spfbook.errors import BuildError, ClusterError
from spfbook.paths import Layout

EDITION = "2021-22-q4"
PARAMETERS = ("parameters", 'edition = ""')
WAITS = "open('waiting', 'w').close()\nimport time\ntime.sleep(600)"


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers that every test leaves as it found them."""
    with cluster(tmp_path_factory.mktemp("alike"), workers=2) as made:
        yield made


@pytest.fixture
def layout(northmere: Layout) -> Layout:
    return northmere


def page(layout: Layout, name: str, code: str) -> Page:
    save(layout.book / f"{name}.ipynb", [f"# {name}", PARAMETERS, ("", code)])
    return Page(name, name, f"book/{name}.ipynb", {"edition": EDITION})


def ran(cluster: Cluster, layout: Layout, *pages: Page) -> list[Executed]:
    with on_cluster(cluster.address, EDITION, layout, "python3") as submit:
        return [future.result() for future in [submit(page) for page in pages]]


def text_of(executed: Executed) -> str:
    assert executed.outcome.error is None, executed.outcome.traceback
    return executed.files[f"{executed.outcome.page.name}.ipynb"].decode()


def waiting(cluster: Cluster) -> list[Path]:
    """What a notebook that waits for ever on a worker has left."""
    marks = [folder.with_name("waiting") for folder in cluster.unpacked()]
    return [mark for mark in marks if mark.exists()]


def lost(cluster: Cluster, layout: Layout, harm: Callable[[], None]) -> list[str]:
    """What is said when `harm` comes while a notebook runs, and after which the caller is told."""
    waits = page(layout, "waits", WAITS)

    def later() -> None:
        until(lambda: waiting(cluster))
        harm()

    threading.Thread(target=later, daemon=True).start()
    with pytest.raises(BuildError) as caught:
        ran(cluster, layout, waits)
    return caught.value.lines()


def test_pages_come_back_as_bytes_and_inputs_lie_in_the_workers_own_folder(
    alike: Cluster, layout: Layout
) -> None:
    code = "import os, pathlib\nprint(os.getcwd())\nprint(pathlib.Path('{}').read_text()[:9])"
    source = "data/observations/returns.csv"
    found = text_of(ran(alike, layout, page(layout, "here", code.format(source)))[0])
    assert str(alike.folder) in found
    assert str(layout.root) not in found
    assert (layout.root / source).read_text(encoding="utf-8")[:9] in found


def test_the_same_inputs_are_unpacked_once_and_others_anew(
    alike: Cluster, layout: Layout
) -> None:
    (layout.observations / "only-here.txt").write_text("one", encoding="utf-8")
    asks = page(layout, "asks", "print(open('data/observations/only-here.txt').read())")
    assert "one" in text_of(ran(alike, layout, asks)[0])
    before = len(alike.unpacked())
    ran(alike, layout, asks, replace(asks, name="again"))
    assert len(alike.unpacked()) <= max(2, before + 1)  # by the other worker at most
    (layout.observations / "only-here.txt").write_text("two", encoding="utf-8")
    assert "two" in text_of(ran(alike, layout, asks)[0])


def test_a_notebook_that_fails_is_an_outcome_and_stops_no_other(
    alike: Cluster, layout: Layout
) -> None:
    bad, good = page(layout, "bad", "raise ValueError('no')"), page(layout, "good", "print(6 * 7)")
    found = ran(alike, layout, bad, good)
    assert found[0].outcome.error == "cell 3: ValueError: no"
    assert "42" in text_of(found[1])


def test_what_is_stopped_ends_on_the_workers_and_they_go_on(
    alike: Cluster, layout: Layout
) -> None:
    pages = [page(layout, f"waits-{number}", WAITS) for number in range(5)]
    futures: list[Future[Executed]] = []

    def stopped() -> None:
        with on_cluster(alike.address, EDITION, layout, "python3") as submit:
            futures.extend(submit(each) for each in pages)
            until(lambda: all(started_by(worker) for worker in alike.workers))
            until(lambda: waiting(alike))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    until(lambda: not [p for w in alike.workers for p in living(started_by(w))])
    assert not wait(futures, timeout=0).not_done
    assert "42" in text_of(ran(alike, layout, page(layout, "next", "print(6 * 7)"))[0])


def test_an_input_that_is_altered_on_a_worker_stops_the_build(
    alike: Cluster, layout: Layout
) -> None:
    alters = page(layout, "alters", "open('params/2021-22-q4.yml', 'a').write('# mine\\n')")
    with pytest.raises(BuildError, match=r"worker tcp://127\.0\.0\.1:\d+: an input or spfbook was "
                       "changed there meanwhile; build it again"):  # fmt: skip
        ran(alike, layout, alters)
    reads = page(layout, "reads", "print(open('params/2021-22-q4.yml').read())")
    assert "mine" not in text_of(ran(alike, layout, reads)[0])


def test_all_workers_lost(
    tmp_path: Path, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    with cluster(tmp_path / "cluster", workers=1) as made:
        assert lost(made, layout, made.workers[0].kill) == [
            f"{made.address}: all workers were lost while notebooks ran; start some again, and "
            "build again"
        ]


def refused(address: str, layout: Layout) -> list[str]:
    with pytest.raises(ClusterError) as caught, on_cluster(address, EDITION, layout, ""):
        pass
    return caught.value.lines()


@pytest.mark.parametrize("there", ["nothing", "something else", "a worker"])
def test_no_scheduler_there(
    there: str, alike: Cluster, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CONNECTING_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        if there == "nothing":
            server.close()
        if there == "a worker":
            log = (alike.folder / "worker-1.log").read_text(encoding="utf-8")
            address = log.partition("Start worker at:")[2].split()[0]
        assert refused(address, layout) == [
            f"no Dask scheduler answers at {address}; start one with `dask scheduler`, or give "
            "the address that it says"
        ]


def test_workers_with_other_versions_are_each_named(
    alike: Cluster, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = toolchain()
    other = replace(here, libraries={**here.libraries, "pandas": "0.1"})
    monkeypatch.setattr(module, "toolchain", lambda: other)
    found = refused(alike.address, layout)
    assert len(found) == 2
    for line in found:
        assert line.startswith("worker tcp://127.0.0.1:")
        assert line.endswith(f": has other versions than this machine: pandas "
                             f"{here.libraries['pandas']}, here 0.1")  # fmt: skip


def test_no_worker_one_without_spfbook_and_one_with_other_code_that_joins_late(
    tmp_path: Path, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code" / "spfbook"
    shutil.copytree(Path(module.__file__).parents[1], code)
    with (code / "errors.py").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    waits = page(layout, "waits", WAITS)
    others = [page(layout, f"other-{number}", "print(1)") for number in range(4)]

    def joined_late(made: Cluster) -> None:
        with on_cluster(made.address, EDITION, layout, "python3") as submit:
            submit(waits)
            until(lambda: waiting(made))
            made.add_worker(PYTHONPATH=str(code.parent))
            for future in as_completed([submit(each) for each in others]):
                future.result()

    with cluster(tmp_path / "cluster", workers=0) as made:
        with monkeypatch.context() as hurried:
            hurried.setattr(module, "PATIENCE", 0.5)
            assert refused(made.address, layout) == [
                f"no worker has joined the scheduler at {made.address}; start some with "
                f"`dask worker {made.address}`"
            ]
        (tmp_path / "none" / "spfbook").mkdir(parents=True)
        (tmp_path / "none" / "spfbook" / "__init__.py").touch()
        without = made.add_worker(PYTHONPATH=str(tmp_path / "none"))
        (line,) = refused(made.address, layout)
        assert ": has no spfbook, or another one (ModuleNotFoundError(" in line
        assert line.endswith("; install the same as here")
        without.kill()
        made.add_worker()
        said = "has other versions than the build: other code of spfbook"
        with pytest.raises(BuildError, match=said):
            joined_late(made)
        (line,) = refused(made.address, layout)
        assert line.endswith(": has other versions than this machine: other code of spfbook")


def test_a_worker_older_than_the_files_beside_it() -> None:
    here = toolchain()
    old = replace(here, code_sha256="0" * 64)
    assert module._difference((here, here), here) == ""
    assert module._difference((old, here), here) == (
        "was started before spfbook was changed there; start it again"
    )


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (ImportError("cannot import name 'tools'"),
         "has no spfbook, or another one (cannot import name 'tools'); install the same as here"),
        (OSError("gone"), "cannot say what it runs with (OSError: gone)"),
    ],
)  # fmt: skip
def test_a_worker_that_cannot_be_asked(problem: Exception, said: str) -> None:
    assert module._difference(problem, toolchain()) == said


def test_a_cluster_that_does_not_answer_does_not_hold_up_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Silent:
        def shutdown(self, wait: bool) -> None:
            time.sleep(600)

    monkeypatch.setattr(module, "STOPPING_SECONDS", 0.1)
    module._stop(None, Silent(), None)
