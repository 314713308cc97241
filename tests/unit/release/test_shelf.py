"""The shelf: found by name, listed for pages and people, and plain about what is superseded."""

from __future__ import annotations

import json
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from shelves import EDITION, figure, publish, standing

from spfbook.errors import ReleaseError
from spfbook.paths import Layout
from spfbook.release.shelf import find, opened, shelved, write_list

HOSTILE = '</script><script>alert("x")</script> & <b>'


@pytest.fixture
def shelf(northmere: Layout) -> Layout:
    """Two releases of one edition, the second for a reason that is markup."""
    publish(northmere)
    other = standing(figures=(figure("2021-22-q4", "25"),), name=f"Homes {HOSTILE}")
    publish(northmere, on=date(2022, 7, 3), reason=HOSTILE, standings=[other])
    return northmere


def index(layout: Layout) -> BeautifulSoup:
    text = (layout.releases / "index.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


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
