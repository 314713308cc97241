"""The shelf: releases found by name, each in its place and what it says it is."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from shelves import EDITION, two_releases

from spfbook.errors import ReleaseError
from spfbook.paths import Layout
from spfbook.release.shelf import find, opened, shelved


@pytest.fixture
def shelf(northmere: Layout) -> Layout:
    return two_releases(northmere)


def test_a_release_is_found_by_its_name_and_by_its_folder(shelf: Layout) -> None:
    folder = shelf.releases / EDITION / "r2"
    assert find(shelf, f"{EDITION}.r2") == folder == find(shelf, str(folder))


@pytest.mark.parametrize(
    "name",
    [f"{EDITION}.r3", "2021-22-q3.r1", "nonsense", "../..x", f"{EDITION}.r0", "",
             "x" * 300, f"{EDITION}.r{'9' * 300}", f"{EDITION}.r{'9' * 5000}"],
    ids=lambda name: name[:20],
)  # fmt: skip
def test_one_that_is_not_known_is_refused_with_those_there_are(shelf: Layout, name: str) -> None:
    with pytest.raises(ReleaseError) as caught:
        find(shelf, name)
    assert caught.value.lines() == [
        f"release {name!r} is not known; there are: {EDITION}.r1, {EDITION}.r2"
    ]


def test_where_nothing_was_released_it_says_so(northmere: Layout) -> None:
    with pytest.raises(ReleaseError, match="nothing has been released yet"):
        find(northmere, f"{EDITION}.r1")


def test_a_release_in_the_place_of_another_is_refused(shelf: Layout) -> None:
    (shelf.releases / EDITION / "r2").rename(shelf.releases / EDITION / "r5")
    with pytest.raises(ReleaseError, match=r"r5: holds 2021-22-q4.r2, whose place is releases/"):
        shelved(shelf)


def test_a_copy_in_the_place_of_another_is_no_release_of_that_name(shelf: Layout) -> None:
    folder = shelf.releases / EDITION
    shutil.rmtree(folder / "r2")
    shutil.copytree(folder / "r1", folder / "r2")
    with pytest.raises(ReleaseError) as caught:
        opened(find(shelf, f"{EDITION}.r2"), shelf)
    assert caught.value.lines() == [
        f"releases/{EDITION}/r2: holds {EDITION}.r1, whose place is releases/{EDITION}/r1"
    ]


def test_a_copy_outside_the_shelf_may_have_any_name(shelf: Layout, tmp_path: Path) -> None:
    shutil.copytree(shelf.releases / EDITION / "r1", tmp_path / "r7")
    assert opened(tmp_path / "r7", shelf).manifest.release.number == 1


def test_a_release_that_is_a_link_is_refused(shelf: Layout, tmp_path: Path) -> None:
    folder = shelf.releases / EDITION / "r2"
    folder.rename(tmp_path / "away")
    folder.symlink_to(tmp_path / "away")
    for ask in (lambda: opened(folder, shelf), lambda: shelved(shelf)):
        with pytest.raises(ReleaseError, match="r2: is a link; a release is a folder of its own"):
            ask()


def test_an_edition_that_may_not_be_read_is_named_and_not_passed_over(
    shelf: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str | Path) -> list[str]:
        if Path(path).name == EDITION:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    listed = os.listdir
    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(ReleaseError, match=f"{EDITION}: cannot be read: Permission denied"):
        shelved(shelf)


def test_every_damaged_manifest_is_named_at_once(shelf: Layout) -> None:
    for number in (1, 2):
        (shelf.releases / EDITION / f"r{number}" / "manifest.json").chmod(0o644)
        path = shelf.releases / EDITION / f"r{number}" / "manifest.json"
        path.write_text("[]", encoding="utf-8")
    with pytest.raises(ReleaseError) as caught:
        shelved(shelf)
    assert [p.where[-18:-14] for p in caught.value.problems] == ["4/r1", "4/r2"]
