"""Landing: whoever looks, whenever, sees all of the old folder or all of the new one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from spfbook.book import landing
from spfbook.book.landing import exchange, finish_landing, land
from spfbook.errors import BuildError

HAS_EXCHANGE = sys.platform in ("linux", "darwin")


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A work folder with something finished in it, and something published beside it."""
    make(tmp_path / ".work-book" / "ready", "new")
    make(tmp_path / "book", "old")
    return tmp_path / ".work-book"


def make(folder: Path, content: str) -> None:
    (folder / "html").mkdir(parents=True)
    for name in ("index.html", "other.html"):
        (folder / "html" / name).write_text(content, encoding="utf-8")


def read(folder: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in (folder / "html").iterdir()}


@pytest.fixture(params=["at once", "in two steps"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways, on every system that has both."""
    if request.param == "in two steps":
        monkeypatch.setattr(landing, "exchange", lambda *_: False)
    elif not HAS_EXCHANGE:
        pytest.skip("this system cannot exchange two names")
    return request.param


def test_the_new_folder_is_in_place(work: Path, way: str) -> None:
    land(work, work.parent / "book")
    assert read(work.parent / "book") == {"new"}
    shutil.rmtree(work)
    assert [path.name for path in work.parent.iterdir()] == ["book"]


def test_where_nothing_was_it_is_in_place_too(work: Path, way: str) -> None:
    land(work, work.parent / "other")
    assert read(work.parent / "other") == {"new"}


@pytest.mark.skipif(not HAS_EXCHANGE, reason="this system cannot exchange two names")
def test_a_reader_never_finds_nothing(work: Path) -> None:
    book, missing, over = work.parent / "book", [], threading.Event()

    def look() -> None:
        while not over.is_set():
            if not os.path.exists(book / "html" / "index.html"):
                missing.append(1)

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(2000):
        assert exchange(work / "ready", book)
    over.set()
    reader.join()
    assert missing == []


def refused(number: int) -> Callable[..., bool]:
    def refuse(*_: object) -> bool:
        raise OSError(number, os.strerror(number))

    return refuse


def test_what_the_system_refuses_is_said_and_nothing_changes(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "exchange", refused(13))
    with pytest.raises(BuildError) as caught:
        land(work, work.parent / "book")
    assert str(caught.value) == (
        "book cannot be put in place: Permission denied; "
        "close what has a file of it open, or make it writable"
    )
    assert read(work.parent / "book") == {"old"}


def test_the_second_of_two_steps_that_fails_undoes_the_first(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "exchange", lambda *_: False)
    rename = Path.rename

    def held_open(self: Path, target: Path) -> Path:
        if self.name == "ready":
            raise PermissionError(13, "a file is open")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", held_open)
    with pytest.raises(BuildError, match="book cannot be put in place: a file is open; close"):
        land(work, work.parent / "book")
    assert read(work.parent / "book") == {"old"}


def test_a_read_only_folder_is_left_as_it_is(work: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("root may write anywhere; Windows has other rights")
    (work.parent / "book").chmod(0o555)
    try:
        with pytest.raises(BuildError, match="book cannot be put in place: Permission denied"):
            land(work, work.parent / "book")
    finally:
        (work.parent / "book").chmod(0o755)
    assert read(work.parent / "book") == {"old"}


DIE_BETWEEN = """
import os, signal, sys
from pathlib import Path
from spfbook.book import landing
landing.exchange = lambda *_: False
rename = Path.rename
def die(self, target):
    if self.name == "ready":
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
Path.rename = die
landing.land(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows stops a process in another way")
def test_who_dies_between_two_steps_is_finished_by_the_next(work: Path) -> None:
    book = work.parent / "book"
    done = subprocess.run([sys.executable, "-c", DIE_BETWEEN, str(work), str(book)], check=False)
    assert done.returncode == -9
    assert not book.exists()
    finish_landing(work)
    assert read(book) == {"new"}


def test_what_landed_is_not_landed_again(work: Path, way: str) -> None:
    land(work, work.parent / "book")
    finish_landing(work)
    assert read(work.parent / "book") == {"new"}


@pytest.mark.parametrize("number", sorted(landing.NOT_HERE))
def test_a_disk_that_cannot_exchange_takes_two_steps(
    work: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    if not HAS_EXCHANGE:
        pytest.skip("this system cannot exchange two names")

    class NoSuchCall:
        @staticmethod
        def renameat2(*_: object) -> int:
            landing.ctypes.set_errno(number)
            return -1

        renamex_np = renameat2

    monkeypatch.setattr(landing.ctypes, "CDLL", lambda *_, **__: NoSuchCall)
    land(work, work.parent / "book")
    assert read(work.parent / "book") == {"new"}
