"""The folder a build works in: temporary files in it, gone afterwards, leftovers cleared away."""

from __future__ import annotations

import os
import tempfile
from collections import namedtuple
from pathlib import Path

import pytest

from spfbook.book import work_folder as module
from spfbook.book.lock import lock
from spfbook.book.work_folder import is_full, sweep, work_folder
from spfbook.errors import BuildError, BusyError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "_build" / "2021-22-q4"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_there_meanwhile_and_gone_afterwards(book: Path) -> None:
    with work_folder(book) as work:
        (work / "pages").mkdir()
        assert work.parent == book.parent
    assert names(book.parent) == []


def test_it_is_gone_after_an_error(book: Path) -> None:
    with pytest.raises(KeyboardInterrupt), work_folder(book):
        raise KeyboardInterrupt
    assert names(book.parent) == []


def test_temporary_files_lie_in_it_and_then_where_they_did(book: Path) -> None:
    before = tempfile.gettempdir(), dict(os.environ)
    with work_folder(book) as work:
        _, path = tempfile.mkstemp()
        assert Path(path).is_relative_to(work)
        for name in ("TMPDIR", "TEMP", "TMP", "JUPYTER_RUNTIME_DIR"):
            assert Path(os.environ[name]).is_relative_to(work)
    assert (tempfile.gettempdir(), dict(os.environ)) == before


def test_a_second_one_is_refused_and_the_first_goes_on(book: Path) -> None:
    with work_folder(book) as work:
        (work / "page").write_text("half done", encoding="utf-8")
        with pytest.raises(BusyError), work_folder(book):
            raise AssertionError("two at work")
        assert (work / "page").is_file()


def test_what_a_killed_build_left_is_cleared_away(book: Path) -> None:
    for name in (".work-2021-22-q4", ".work-2021-22-q3", ".work-preview-schools"):
        (book.parent / name / "pages").mkdir(parents=True)
    book.mkdir()
    with work_folder(book) as work:
        assert names(work) == ["tmp"]
        assert names(book.parent) == [".lock-2021-22-q4", ".work-2021-22-q4", "2021-22-q4"]
    assert names(book.parent) == ["2021-22-q4"]


def test_what_a_living_build_works_in_is_left_alone(book: Path) -> None:
    other = book.with_name("2021-22-q3")
    (book.parent / ".work-2021-22-q3").mkdir(parents=True)
    with lock(other):
        sweep(book.parent)
        assert ".work-2021-22-q3" in names(book.parent)
    sweep(book.parent)
    assert names(book.parent) == []


def test_a_landing_that_was_cut_short_is_finished_first(book: Path) -> None:
    work = book.parent / ".work-2021-22-q4"
    for folder, content in ((work / "ready", "new"), (work / "before" / book.name, "old")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(content, encoding="utf-8")
    sweep(book.parent)
    assert (book / "index.html").read_text(encoding="utf-8") == "new"
    assert names(book.parent) == ["2021-22-q4"]


def test_with_nothing_new_the_old_one_is_put_back(book: Path) -> None:
    old = book.parent / ".work-2021-22-q4" / "before" / book.name
    old.mkdir(parents=True)
    (old / "index.html").write_text("old", encoding="utf-8")
    sweep(book.parent)
    assert (book / "index.html").read_text(encoding="utf-8") == "old"


def test_a_folder_that_cannot_be_made_is_said(book: Path) -> None:
    book.parent.mkdir()
    (book.parent / ".work-2021-22-q4").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(BuildError, match=r"^_build cannot be written: "), work_folder(book):
        raise AssertionError("no folder to work in")


def test_a_disk_is_full_when_nothing_more_goes_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    for free, said in ((0, True), ((1 << 20) - 1, True), (1 << 20, False)):
        monkeypatch.setattr(module.shutil, "disk_usage", lambda _, free=free: usage(9, 9, free))
        assert is_full(tmp_path) is said
