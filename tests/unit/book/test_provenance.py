"""What a book was made with, as far as the machine can say."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from spfbook.book.provenance import commit_of, libraries, other_libraries, provenance_of
from spfbook.paths import Layout

HAS_GIT = shutil.which("git") is not None


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A Tester", "-c", "user.email=tester@northmere.example"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(northmere: Layout) -> Layout:
    if not HAS_GIT:
        pytest.skip("git is not installed")
    git(northmere.root, "init", "--quiet")
    git(northmere.root, "add", ".")
    git(northmere.root, "commit", "--quiet", "-m", "All of it")
    return northmere


def test_libraries_are_those_installed_with_their_versions() -> None:
    found = libraries()
    assert found["papermill"] == version("papermill")
    assert found["jupyter-book"] == version("jupyter-book")
    assert list(found) == sorted(found)


def test_the_first_library_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, number in (("first", "2.0"), ("second", "1.0")):
        (tmp_path / place / f"some_thing-{number}.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second")])
    assert libraries() == {"some-thing": "2.0"}


def test_a_repository_as_committed_is_not_dirty(committed: Layout) -> None:
    found = commit_of(committed)
    assert found is not None
    assert len(found.id) == 40
    assert not found.is_dirty


@pytest.mark.parametrize("path", ["params/2021-22-q4.yml", "params/new.yml"])
def test_a_file_changed_or_new_makes_it_dirty(committed: Layout, path: str) -> None:
    with (committed.root / path).open("a", encoding="utf-8") as file:
        file.write("# more\n")
    found = commit_of(committed)
    assert found is not None
    assert found.is_dirty


def test_outside_a_repository_there_is_no_commit(northmere: Layout) -> None:
    assert commit_of(northmere) is None


def test_without_git_there_is_no_commit(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert commit_of(northmere) is None


def test_the_lock_file_is_named_by_its_hash(northmere: Layout) -> None:
    assert provenance_of(northmere).lock_sha256 is None
    (northmere.root / "requirements.lock").write_bytes(b"pandas==2.2.3\n")
    found = provenance_of(northmere).lock_sha256
    assert found == hashlib.sha256(b"pandas==2.2.3\n").hexdigest()


def test_other_libraries_are_named() -> None:
    made = {"pandas": "2.2.3", "numpy": "2.1", "old": "1"}
    here = {"pandas": "2.3.0", "numpy": "2.1"}
    assert other_libraries(made, here) == ["pandas 2.2.3, here 2.3.0", "old 1, here none"]
