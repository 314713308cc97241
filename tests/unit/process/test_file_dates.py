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


def test_what_a_link_leads_to_is_seen(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shared = tmp_path_factory.mktemp("shared")
    (shared / "c.yml").write_text("one")
    (folder / "linked").symlink_to(shared, target_is_directory=True)
    (folder / "c.yml").symlink_to(shared / "c.yml")
    before = state(folder)
    assert str(folder / "linked" / "c.yml") in [path for path, *_ in before]
    (shared / "c.yml").write_text("another")
    assert len(set(state(folder)) - set(before)) == 2


def test_a_folder_that_holds_itself_has_an_end(folder: Path) -> None:
    (folder / "round").symlink_to(folder, target_is_directory=True)
    (folder / "nowhere").symlink_to(folder / "gone")
    assert sum(path.endswith("round") for path, *_ in state(folder)) > 1


def test_what_is_no_folder_holds_nothing(folder: Path) -> None:
    assert state(folder / "none") == state(folder / "b.csv") == []
