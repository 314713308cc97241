"""The public list beside the releases: what it says, and that it is what the releases say."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from shelves import EDITION, HOSTILE, publish, two_releases

from spfbook.book.lock import lock
from spfbook.errors import Problem, ReleaseError
from spfbook.paths import Layout
from spfbook.release.public_list import list_problems, write_list
from spfbook.release.shelf import shelved
from spfbook.release.verify import verify

FILES = ("index.html", "releases.js", "releases.json")
WRONG = "is not as the releases have it; spfbook releases writes it again"


@pytest.fixture
def shelf(northmere: Layout) -> Layout:
    return two_releases(northmere)


def index(layout: Layout) -> BeautifulSoup:
    text = (layout.releases / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


@pytest.mark.parametrize("name", FILES)
def test_a_digit_changed_in_the_list_is_named_by_every_look_at_it(
    shelf: Layout, run: Callable, name: str
) -> None:
    path = shelf.releases / name
    was = path.read_text(encoding="utf-8")
    path.write_text(was.replace("2022", "2021", 1), encoding="utf-8", newline="\n")
    where = f"releases/{name}"
    assert list_problems(shelf, shelved(shelf)) == (Problem(where, 0, WRONG),)
    proved = verify(shelf.releases / EDITION / "r1", shelf, hashes_only=True, say=lambda _: None)
    assert (proved.damaged, proved.notes) == ((), (f"{where}: {WRONG}",))
    ran = run("--root", str(shelf.root), "releases", "--check")
    assert (ran.code, ran.out, ran.err) == (2, "", f"{where}: {WRONG}\n")
    ran = run("--root", str(shelf.root), "releases")
    assert (ran.code, ran.err) == (0, f"{where}: was not as the releases have it; written again\n")
    assert path.read_text(encoding="utf-8") == was
    assert run("--root", str(shelf.root), "releases", "--check").err == ""


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_released_where_the_list_cannot_be_written(
    shelf: Layout, name: str
) -> None:
    (shelf.releases / name).unlink()
    (shelf.releases / name).mkdir()
    with pytest.raises(ReleaseError) as caught:
        publish(shelf, on=date(2022, 7, 4), reason="Once more")
    assert caught.value.lines() == [
        f"releases/{name}: is a folder; a file of the list of releases is to be written here"
    ]
    assert not (shelf.releases / EDITION / "r3").exists()


def test_a_list_that_fails_after_all_is_told_beside_what_is_published(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ReleaseError(Problem("releases/index.html", 0, "cannot be written: No space left"))

    with monkeypatch.context() as patch:
        patch.setattr("spfbook.release.publish.write_list", refuse)
        with pytest.raises(ReleaseError) as caught:
            publish(northmere)
    assert caught.value.lines() == [
        f"{EDITION}.r1 is published; the list of releases does not have it yet: mend what is named "
        "here, then run spfbook releases",
        "releases/index.html: cannot be written: No space left",
    ]
    assert len(write_list(northmere)) == 1


GONE = "was released and is gone; put it back"


@pytest.mark.parametrize("numbers", [(2,), (1,), (1, 2)], ids=str)
def test_a_release_that_was_taken_away_is_named_and_its_number_not_given_again(
    shelf: Layout, run: Callable, numbers: tuple[int, ...]
) -> None:
    for number in numbers:
        shutil.rmtree(shelf.releases / EDITION / f"r{number}")
    before = shelf.register.read_bytes()
    lines = [f"releases/{EDITION}/r{number}: {GONE}" for number in numbers]
    for command in (("releases",), ("releases", "--check"), ("verify", f"{EDITION}.r{numbers[0]}")):
        ran = run("--root", str(shelf.root), *command)
        assert (ran.code, ran.out, ran.err.splitlines()) == (2, "", lines)
    with pytest.raises(ReleaseError, match=GONE):
        publish(shelf, on=date(2022, 7, 4), reason="Once more")
    assert shelf.register.read_bytes() == before


def test_an_earlier_release_is_missed_without_a_list_too(shelf: Layout) -> None:
    shelf.register.unlink()
    shutil.rmtree(shelf.releases / EDITION / "r1")
    with pytest.raises(ReleaseError, match=f"r1: {GONE}"):
        shelved(shelf)


def test_who_writes_the_list_waits_for_another_who_does(
    shelf: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shelf.releases / ".index.html.77.part").write_text("left by one that was killed")
    with ThreadPoolExecutor(1) as pool:
        with lock(shelf.releases / "list"):
            waiting = pool.submit(write_list, shelf)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert len(waiting.result(timeout=30)) == 2
    assert not list(shelf.releases.glob(".*"))
    monkeypatch.setattr("spfbook.release.public_list.PATIENCE", 0.0)
    with (
        lock(shelf.releases / "list"),
        pytest.raises(ReleaseError, match="list is being built already, by process"),
    ):
        write_list(shelf)


def test_releases_without_a_manifest_are_named_and_the_list_is_left_alone(shelf: Layout) -> None:
    """Nothing else would say that they were ever published."""
    for number in (1, 2):
        (shelf.releases / EDITION / f"r{number}" / "manifest.json").unlink()
    (shelf.releases / EDITION / ".work-r3" / "ready").mkdir(parents=True)
    before = shelf.register.read_bytes()
    with pytest.raises(ReleaseError) as caught:
        write_list(shelf)
    assert caught.value.lines() == [
        f"releases/{EDITION}/r{number}/manifest.json: is missing; without it nothing can be proved"
        for number in (1, 2)
    ]
    assert shelf.register.read_bytes() == before


def test_the_script_lists_the_releases_newest_first_and_ends_no_script(shelf: Layout) -> None:
    text = (shelf.releases / "releases.js").read_text(encoding="utf-8")
    assert "</script" not in text
    found = json.loads(text.removeprefix("window.spfbookReleases = ").removesuffix(";\n"))
    assert [(r["id"], r["after"]) for r in found["releases"]] == [
        (f"{EDITION}.r2", ""), (f"{EDITION}.r1", f"{EDITION}.r2"),
    ]  # fmt: skip
    assert found["releases"][0]["reason"] == HOSTILE
    assert found["pages"] == [["index.html"]]


def test_the_index_is_a_whole_page_in_british_english(shelf: Layout) -> None:
    page = index(shelf)
    assert page.html["lang"] == "en-GB"
    assert page.title.get_text() == "Performance report: all releases"
    assert [h.name for h in page.find_all(re.compile("^h[1-6]$"))] == ["h1", "h2", "h3"]
    table = page.table
    assert table.caption.get_text()
    assert {th["scope"] for th in table.find_all("th")} == {"col", "row"}
    assert [td for td in table.find_all("td") if not td.get_text(strip=True)] == []


def test_the_index_says_which_is_the_latest_and_what_was_superseded_and_why(shelf: Layout) -> None:
    rows = [
        [cell.get_text() for cell in row.find_all(["th", "td"])][:5]
        for row in index(shelf).select("tbody tr")
    ]
    assert rows == [
        ["Release 2", "3 July 2022", "20 May 2022", "Latest", HOSTILE],
        ["Release 1", "20 June 2022", "20 May 2022", "Superseded by release 2", "First release"],
    ]
    assert index(shelf).find("script") is None and index(shelf).find("b") is None


def test_every_link_of_the_index_leads_somewhere_and_has_words_of_its_own(shelf: Layout) -> None:
    links = index(shelf).find_all("a")
    assert len(links) == 10
    assert [a["href"] for a in links if not (shelf.releases / a["href"]).is_file()] == []
    assert len({a.get_text() for a in links}) == len(links)
    told = re.compile(r"\(.*(HTML|PDF|Word), [\d.]+ [kM]B\)|manifest, JSON\)")
    assert [a.get_text() for a in links if not told.search(a.get_text())] == []


def test_a_list_is_written_where_nothing_was_released(northmere: Layout) -> None:
    write_list(northmere)
    assert "Nothing has been released yet." in index(northmere).get_text()
    assert not [p for p in Path(northmere.releases).iterdir() if p.name.startswith(".")]
