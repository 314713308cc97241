"""What has been touched in a folder is seen, and what Python leaves there is not looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from spfbook.file_dates import seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    (tmp_path / "deep" / "deeper" / "a.csv").write_text("1")
    (tmp_path / "b.csv").write_text("2")
    return tmp_path


def state(folder: Path) -> list:
    return sorted(seen(folder))


def test_every_file_and_folder_is_seen_at_any_depth(folder: Path) -> None:
    found = [Path(path).relative_to(folder).as_posix() for path, *_ in state(folder)]
    assert found == ["b.csv", "deep", "deep/deeper", "deep/deeper/a.csv"]


def longer(folder: Path) -> None:
    (folder / "deep" / "deeper" / "a.csv").write_text("12")


def touched(folder: Path) -> None:
    os.utime(folder / "b.csv", ns=(1, 1))


def gone(folder: Path) -> None:
    (folder / "b.csv").unlink()


def one_more(folder: Path) -> None:
    (folder / "deep" / "c.csv").write_text("")


def another_of_that_name(folder: Path) -> None:
    (folder / "new").write_text("2")
    os.replace(folder / "new", folder / "b.csv")


@pytest.mark.parametrize("change", [longer, touched, gone, one_more, another_of_that_name])
def test_a_change_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    before = state(folder)
    change(folder)
    assert state(folder) != before


@pytest.mark.parametrize("name", ["__pycache__", ".ipynb_checkpoints"])
def test_what_programs_leave_beside_files_is_not(folder: Path, name: str) -> None:
    before = [path for path, *_ in state(folder)]
    (folder / "deep" / name).mkdir()
    (folder / "deep" / name / "x").write_text("")
    assert [path for path, *_ in state(folder)] == before


def test_links_are_not_followed_and_no_folder_is_empty(folder: Path) -> None:
    (folder / "round").symlink_to(folder, target_is_directory=True)
    assert sum("round" in path for path, *_ in state(folder)) == 1
    assert state(folder / "none") == state(folder / "b.csv") == []
