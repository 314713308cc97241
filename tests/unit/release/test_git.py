"""What git knows of the inputs; nothing where there is no git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from spfbook.errors import ReleaseError
from spfbook.release.git import committed, has_commit, uncommitted, user_name

PATHS = ["data/ä b.csv", "data/new.csv", "data/ignored.csv", "params/x.yml", "gone/y.yml"]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One commit, of files in a folder below the repository's top."""
    root = tmp_path / "council"
    for name in ("data/ä b.csv", "params/x.yml", "gone/y.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("1\n", encoding="utf-8")
    (root / ".gitignore").write_text("ignored.csv\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "x")
    return root


def test_what_is_as_git_has_it_is_not_named(repository: Path) -> None:
    assert uncommitted(repository, ["data/ä b.csv", "params/x.yml", "gone/y.yml"]) == ()


def test_what_is_changed_new_ignored_renamed_or_staged_is_named(repository: Path) -> None:
    (repository / "data/ä b.csv").write_text("2\n", encoding="utf-8")
    (repository / "data/new.csv").write_text("2\n", encoding="utf-8")
    (repository / "data/ignored.csv").write_text("2\n", encoding="utf-8")
    git(repository, "mv", "params/x.yml", "params/z.yml")
    assert uncommitted(repository, [*PATHS, "params/z.yml"]) == (
        "data/ä b.csv", "data/new.csv", "data/ignored.csv", "params/z.yml",
    )  # fmt: skip


def test_a_new_folder_is_seen_file_by_file(repository: Path) -> None:
    (repository / "book").mkdir()
    (repository / "book" / "index.ipynb").write_text("{}", encoding="utf-8")
    assert uncommitted(repository, ["book/index.ipynb"]) == ("book/index.ipynb",)


def test_a_file_is_given_as_the_commit_has_it(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")
    (repository / "data/ä b.csv").write_text("2\n", encoding="utf-8")
    assert has_commit(repository, commit)
    assert committed(repository, commit, "data/ä b.csv") == b"1\n"
    assert committed(repository, commit, "data/none.csv") is None
    assert not has_commit(repository, "0" * 40)


def test_outside_git_nothing_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    assert uncommitted(tmp_path, ["x"]) == ()
    assert user_name(tmp_path) is None
    monkeypatch.setenv("PATH", "")
    assert not has_commit(tmp_path, "0" * 40)


def test_a_repository_that_git_may_not_read_is_not_taken_for_none(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of another user, as on a shared drive; and without git on the path."""
    with monkeypatch.context() as patch:
        patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(ReleaseError, match="git cannot say whether all is committed: fatal: "):
            uncommitted(repository, ["params/x.yml"])
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(ReleaseError, match="all is committed: git is not found"):
        uncommitted(repository, ["params/x.yml"])
