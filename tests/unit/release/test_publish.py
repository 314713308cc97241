"""A release is put on the shelf whole, once, and is left alone for ever."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
from releasable import commit, make_releasable
from shelves import EDITION, PAGE, edition_of, figure, publish, standing, write_book

from spfbook.errors import USER_MISTAKE, BusyError, ReleaseError
from spfbook.framework.standing import Aspect
from spfbook.paths import Layout
from spfbook.release.frozen import described
from spfbook.release.origin import origin_of
from spfbook.release.publish import freeze, new_release, staged, standings_of
from spfbook.release.shelf import register_of, shelved
from spfbook.sources.release_files import read_register

LATER = date(2022, 7, 3)


def everything(folder: Path) -> dict[str, str]:
    return {file.path: file.sha256 for file in described(folder, ".")}


def test_what_was_built_is_there_with_the_inputs_and_the_code(northmere: Layout) -> None:
    publish(northmere)
    folder = northmere.releases / EDITION / "r1"
    assert sorted(p.name for p in folder.iterdir()) == [
        f"{EDITION}.pdf", "code", "cover-report.docx", "cover-report.pdf", "html", "inputs",
        "manifest.json", "notebooks", "standings.json",
    ]  # fmt: skip
    for name in ("data/observations/returns.csv", "params/2021-22-q4.yml"):
        assert (folder / "inputs" / name).read_bytes() == (northmere.root / name).read_bytes()


def test_every_file_is_read_only(northmere: Layout) -> None:
    publish(northmere)
    files = [p for p in (northmere.releases / EDITION / "r1").rglob("*") if p.is_file()]
    assert len(files) > 100
    assert [p for p in files if p.stat().st_mode & 0o222] == []


def test_nothing_half_done_is_left_beside_it(northmere: Layout) -> None:
    publish(northmere)
    assert [p.name for p in (northmere.releases / EDITION).iterdir()] == ["r1"]
    assert not northmere.build.exists()


def test_the_book_of_a_release_knows_of_itself_and_the_repository_does_not(
    northmere: Layout,
) -> None:
    publish(northmere)
    inside = read_register(Layout(northmere.releases / EDITION / "r1" / "inputs"))
    assert inside.made is not None and inside.made.id == f"{EDITION}.r1"
    outside = read_register(northmere)
    assert ([r.id for r in outside.releases], outside.made) == ([f"{EDITION}.r1"], None)


def test_a_correction_is_a_new_release_and_changes_no_byte_of_the_one_before(
    northmere: Layout,
) -> None:
    publish(northmere)
    first = northmere.releases / EDITION / "r1"
    before = everything(first)
    new = standing(status="green", status_words="On target",
                   figures=(figure("2021-22-q3", "28"), figure("2021-22-q4", "36")))  # fmt: skip
    publish(northmere, on=LATER, reason="One site was left out", standings=[new],
            page=PAGE.replace("26", "36"))  # fmt: skip
    assert everything(first) == before
    assert len(before) > 100
    one, two = read_register(northmere).releases
    assert (two.id, two.reason, two.released_on) == (
        f"{EDITION}.r2", "One site was left out", LATER,
    )  # fmt: skip
    assert [(d.aspect, d.before, d.now, d.period) for d in two.corrections] == [
        (Aspect.STATUS, "Off target", "On target", ""),
        (Aspect.REVISION, "26", "36", "2021-22-q4"),
    ]
    assert read_register(northmere).after(one) == two


def test_a_digit_changed_in_the_release_before_is_not_frozen_into_the_next(
    northmere: Layout,
) -> None:
    publish(northmere)
    path = northmere.releases / EDITION / "r1" / "standings.json"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b'"26"', b'"27"'))
    with pytest.raises(ReleaseError, match=r"r1/standings\.json: is missing or has been changed"):
        publish(northmere, on=LATER, reason="A figure was wrong")
    assert [p.name for p in (northmere.releases / EDITION).iterdir()] == ["r1"]


def test_standings_of_no_period_are_refused(northmere: Layout) -> None:
    publish(northmere, standings=[standing(figures=(figure("nonsense", "1"),))])
    (first,) = shelved(northmere)
    with pytest.raises(ReleaseError, match=r"r1/standings\.json: homes: .*nonsense"):
        standings_of(first)


def test_a_release_is_never_overwritten(northmere: Layout) -> None:
    """Whatever stands in its place, were it only a folder that somebody made."""
    taken = northmere.releases / EDITION / "r1"
    taken.mkdir(parents=True)
    (taken / "mine.txt").write_text("x", encoding="utf-8")
    with (
        pytest.raises(ReleaseError, match="r1: is there already; a release is never overwr"),
        staged(northmere, _new(northmere), register_of(())),
    ):
        pass
    assert [p.name for p in northmere.releases.rglob("*")] == [EDITION, "r1", "mine.txt"]


def test_a_number_that_is_taken_meanwhile_is_refused(northmere: Layout) -> None:
    """By somebody on another machine, whose lock this one does not see."""
    with staged(northmere, _new(northmere), register_of(())) as stage:
        built = stage.layout.build / EDITION
        write_book(built)
        stage.folder.mkdir()
        (stage.folder / "manifest.json").write_text("{}", encoding="utf-8")
        with pytest.raises(ReleaseError, match="is there already"):
            freeze(northmere, stage, built, [standing()], {})
    assert [p.name for p in (northmere.releases / EDITION).iterdir()] == ["r1"]
    assert [p.name for p in (northmere.releases / EDITION / "r1").iterdir()] == ["manifest.json"]


def test_code_that_is_changed_meanwhile_is_not_frozen_as_what_made_the_book(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staged(northmere, _new(northmere), register_of(())) as stage:
        built = stage.layout.build / EDITION
        write_book(built)
        monkeypatch.setattr("spfbook.release.origin.package_inputs", lambda: stage.origin.code[1:])
        with pytest.raises(ReleaseError) as caught:
            freeze(northmere, stage, built, [standing()], {})
    assert caught.value.lines() == [
        "spfbook/__init__.py: is of spfbook itself and was changed while the release was made; "
        "make it again"
    ]
    assert not northmere.releases.exists()


@pytest.mark.parametrize("when", ["before it is copied", "after"])
def test_an_input_that_is_changed_meanwhile_is_named_and_nothing_published(
    northmere: Layout, when: str
) -> None:
    """What was judged and what was copied would not be the same file."""
    path = northmere.observations / "returns.csv"
    origin = origin_of(northmere, EDITION)
    new = _new(northmere)
    if when != "after":
        path.write_bytes(path.read_bytes() + b"\n")
    with staged(northmere, new, register_of(()), origin) as stage:
        built = stage.layout.build / EDITION
        write_book(built)
        if when == "after":
            path.unlink()
        else:  # and put back, so that nothing is seen at the end
            path.write_bytes(path.read_bytes()[:-1])
        with pytest.raises(ReleaseError) as caught:
            freeze(northmere, stage, built, [standing()], {})
    assert caught.value.lines() == [
        "data/observations/returns.csv: was changed while the release was made; make it again"
    ]
    assert not northmere.releases.exists()


def test_a_commit_made_meanwhile_is_not_taken_for_the_one_that_was_checked(
    tmp_path: Path
) -> None:
    layout = make_releasable(tmp_path / "northmere")
    with staged(layout, _new(layout), register_of(())) as stage:
        built = stage.layout.build / EDITION
        write_book(built)
        (layout.root / "notes.txt").write_text("Something else", encoding="utf-8")
        commit(layout)
        with pytest.raises(ReleaseError, match="the commit that the repository stands at was cha"):
            freeze(layout, stage, built, [standing()], {})
    assert not layout.releases.exists()


def test_two_cannot_make_the_same_release_at_once(northmere: Layout) -> None:
    new = _new(northmere)
    with (
        staged(northmere, new, register_of(())),
        pytest.raises(BusyError, match=r"r1 is being built already, by process \d+"),
        staged(northmere, new, register_of(())),
    ):
        pass
    assert not northmere.releases.exists()


def test_a_folder_that_cannot_be_written_is_named(northmere: Layout) -> None:
    northmere.releases.write_text("a file in its place", encoding="utf-8")
    with pytest.raises(ReleaseError, match="releases/2021-22-q4/r1: cannot be written") as caught:
        publish(northmere)
    assert caught.value.exit_code == USER_MISTAKE


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write to any folder"
)
def test_a_read_only_folder_is_named(northmere: Layout) -> None:
    northmere.releases.mkdir(mode=0o555)
    with pytest.raises(ReleaseError, match="cannot be written: Permission denied"):
        publish(northmere)


def test_a_disk_that_refuses_is_said_in_a_line(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("spfbook.release.publish._check_writable", refuse)
    with pytest.raises(ReleaseError) as caught:
        publish(northmere)
    assert caught.value.lines() == [
        "releases/2021-22-q4/r1: cannot be written: Permission denied"
    ]
    assert not northmere.releases.exists()


def test_what_is_not_ready_leaves_nothing_at_all(northmere: Layout) -> None:
    with (
        pytest.raises(ReleaseError, match="not ready"),
        staged(northmere, _new(northmere), register_of(())),
    ):
        raise ReleaseError("not ready")
    assert not northmere.releases.exists()


def test_the_list_is_made_again_from_the_manifests(northmere: Layout) -> None:
    """So that a release whose list was not written any more is not forgotten by the next."""
    publish(northmere)
    northmere.register.unlink()
    publish(northmere, on=LATER, reason="A figure was wrong")
    found = json.loads(northmere.register.read_text(encoding="utf-8"))
    assert [r["number"] for r in found["releases"]] == [1, 2]
    assert len(shelved(northmere)) == 2


def _new(layout: Layout):
    return new_release(
        edition_of(layout), (), [standing()], released_by="Ann", released_on=date(2022, 6, 20)
    )
