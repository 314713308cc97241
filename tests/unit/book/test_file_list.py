"""The list of an output folder names what was altered, lost or added, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from spfbook.book.file_list import check_list, write_list


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "index.html").write_text("<p>12.3</p>", encoding="utf-8")
    (tmp_path / "a b – c.pdf").write_bytes(b"%PDF")
    (tmp_path / "run-log.json").write_text("{}", encoding="utf-8")
    write_list(tmp_path, leave_out=frozenset({"run-log.json"}))
    return tmp_path


def check(folder: Path) -> list[str]:
    return check_list(folder, leave_out=frozenset({"run-log.json"}))


def test_a_folder_as_it_was_written_is_whole(folder: Path) -> None:
    assert check(folder) == []


def test_what_is_altered_lost_or_added_is_named(folder: Path) -> None:
    (folder / "html" / "index.html").write_text("<p>12.4</p>", encoding="utf-8")
    (folder / "a b – c.pdf").unlink()
    (folder / "html" / "new.html").write_text("", encoding="utf-8")
    assert check(folder) == [
        "a b – c.pdf is missing", "html/index.html was altered",
        "html/new.html is not in the list",
    ]  # fmt: skip


def test_a_file_that_is_left_out_may_change(folder: Path) -> None:
    (folder / "run-log.json").write_text("{...}", encoding="utf-8")
    assert check(folder) == []


def test_the_system_s_own_tool_reads_it(folder: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    command = ["sha256sum", "--check", "--strict", "files.sha256"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)


def test_without_a_list_there_is_nothing_to_check_against(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_list(tmp_path)
