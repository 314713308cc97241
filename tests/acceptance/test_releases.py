"""The invented council publishes its report, corrects it, and proves both, by the commands."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from book_runs import Run, hashes, leftovers, spfbook
from bs4 import BeautifulSoup
from releasable import commit, correct_a_figure, git, make_releasable
from second_framework import EDITION

from spfbook.paths import Layout
from spfbook.release.manifest import read_manifest
from spfbook.release.notebook_check import check_notebooks
from spfbook.release.rebuild import unpack
from spfbook.sources.release_files import read_register

BROKEN = "notebooks/thriving-places/jobs-and-money.ipynb"
REASON = "March’s survey of litter <left out> two wards"
FIRST, SECOND = f"{EDITION}.r1", f"{EDITION}.r2"


@dataclass(frozen=True)
class Published:
    """A release, refused, made, corrected, and proved."""

    layout: Layout
    refused: Run
    first: Run
    before: dict[str, str]
    """The first release, file by file, when nothing else had been released."""
    second: Run
    proved: Run

    def html(self, release: int, page: str = "index") -> BeautifulSoup:
        path = self.layout.releases / EDITION / f"r{release}" / "html" / f"{page}.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    layout = make_releasable(tmp_path_factory.mktemp("releases") / "northmere")
    refused = _not_ready(layout)
    first = spfbook(layout, "release", EDITION, "--by", "Ann Example", "--on", "2022-06-20")
    before = hashes(layout.releases / EDITION / "r1")
    correct_a_figure(layout)
    commit(layout)
    second = spfbook(
        layout, "release", EDITION, "--by", "Ben Example", "--on", "2022-07-03",
        "--reason", REASON,
    )  # fmt: skip
    proved = spfbook(layout, "verify", SECOND)
    return Published(layout, refused, first, before, second, proved)


def _not_ready(layout: Layout) -> Run:
    """A notebook that raises, a comment taken back, a file that is not committed: all at once."""
    notebook = layout.root / BROKEN
    text = notebook.read_text(encoding="utf-8")
    notebook.write_text(text.replace('"page.scorecard()"', '"1 / 0"'), encoding="utf-8")
    comments = layout.commentary / EDITION / "healthy-lives" / "health-and-care.yml"
    comments.unlink()
    try:
        return spfbook(layout, "release", EDITION, "--by", "Ann", "--on", "2022-06-20")
    finally:
        git(layout.root, "checkout", "--quiet", "--", ".")


def test_what_is_not_ready_is_refused_with_every_reason_and_nothing_is_frozen(
    published: Published,
) -> None:
    run = published.refused
    lines = [line for line in run.err.splitlines() if not line.startswith(("Notebooks", "Pages"))]
    assert run.code == 2
    assert [re.sub(r"; commit it.*", "", line) for line in lines] == [
        f"data/commentary/{EDITION}/healthy-lives/health-and-care.yml: active-adults: is red and "
        "has no commentary",
        f"{BROKEN}: fails: cell 6: ZeroDivisionError: division by zero",
        f"{BROKEN}: is not committed",
    ]
    assert "Traceback" not in run.err
    assert published.first.out.splitlines()[1].startswith(f"Released {FIRST} on 2022-06-20 by Ann")


def test_a_release_is_whole_and_nothing_is_left_beside_it(published: Published) -> None:
    assert (published.first.code, published.second.code) == (0, 0), published.second.err
    releases = published.layout.releases
    assert sorted(p.name for p in releases.iterdir()) == [
        EDITION, "index.html", "releases.js", "releases.json",
    ]  # fmt: skip
    assert sorted(p.name for p in (releases / EDITION).iterdir()) == ["r1", "r2"]
    assert not published.layout.build.exists() or leftovers(published.layout) == []
    names = {path.split("/")[0] for path in published.before}
    assert {"html", "notebooks", "pdf", f"{EDITION}.pdf", "inputs", "code", "standings.json",
            "manifest.json"} <= names  # fmt: skip
    assert "run-log.json" not in names


def test_the_manifest_says_which_commit_and_lists_every_file(published: Published) -> None:
    folder = published.layout.releases / EDITION / "r1"
    found = read_manifest(folder, "r1")
    assert re.fullmatch("[0-9a-f]{40}", found.made_with.commit or "")
    assert {f.path: f.sha256 for f in found.files()} == {
        path: sha256 for path, sha256 in published.before.items() if path != "manifest.json"
    }
    assert sum(found.counts.values()) == 12


def test_a_correction_leaves_the_first_release_as_it_was_to_the_byte(published: Published) -> None:
    assert len(published.before) > 300
    assert hashes(published.layout.releases / EDITION / "r1") == published.before


def test_the_correction_is_told_in_the_book_and_in_the_list(published: Published) -> None:
    article = published.html(2, "versions").article
    row = next(
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in article.select("table")[-1].select("tbody tr")
    )
    assert row == ["Streets free of litter", "Figure revised", "Mar 2022", "93.5%", "94.5%"]
    assert "2 wards" not in article.get_text() and REASON in article.get_text()
    assert "release 2 (this release)" in article.get_text()
    index = BeautifulSoup(
        (published.layout.releases / "index.html").read_text(encoding="utf-8"), "html.parser"
    )
    assert REASON in index.get_text()
    assert "Streets free of litter, Mar 2022, revision: was 93.5%; is now 94.5%" in index.get_text()
    assert "Superseded by release 2" in index.get_text()


def test_every_page_says_which_release_it_is_and_where_to_look_for_a_later_one(
    published: Published,
) -> None:
    folder = published.layout.releases / EDITION / "r1" / "html"
    pages = [p for p in folder.rglob("*.html") if "_static" not in p.parts]
    assert len(pages) > 20
    for path in pages:
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        bar = page.find(class_="book-release")
        assert bar.p.get_text(" ", strip=True).startswith(
            "Release 1 of this edition, 20 June 2022. All releases says whether this is the latest"
        ), path
        target = (path.parent / bar.a["href"]).resolve()
        assert target == published.layout.releases / "index.html"
        scripts = [(path.parent / s["src"]).resolve() for s in page.find_all("script", src=True)]
        assert published.layout.releases / "releases.js" in scripts


def test_the_pdf_says_which_release_it_is(published: Published) -> None:
    for number in (1, 2):
        path = published.layout.releases / EDITION / f"r{number}" / f"{EDITION}.pdf"
        document = pypdfium2.PdfDocument(path)
        text = document[2].get_textpage().get_text_range()
        assert f"release {number}" in " ".join(text.split())


def test_the_repository_knows_of_both(published: Published) -> None:
    register = read_register(published.layout)
    assert [r.id for r in register.releases] == [FIRST, SECOND]
    assert register.made is None


def test_the_corrected_release_comes_out_the_same_to_the_byte_and_by_nbval(
    published: Published,
) -> None:
    """The back-test: the report as published is made again from what was kept of it."""
    run = published.proved
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[-1] == (
        f"{SECOND}: its files are as they were frozen; made again, every output is the same to "
        "the byte."
    )


def test_ids_and_numbers_are_the_same_in_both(published: Published) -> None:
    """Acceptance 19: a measure's reference is identical in every release."""
    known = [
        {
            s["indicator"]: s["ref"]
            for s in json.loads(
                (published.layout.releases / EDITION / f"r{number}" / "standings.json").read_text(
                    encoding="utf-8"
                )
            )["standings"]
        }
        for number in (1, 2)
    ]
    assert known[0] == known[1]
    assert len(known[0]) == 12


def test_nbval_names_the_notebook_and_cell_of_a_changed_digit(
    published: Published, tmp_path: Path
) -> None:
    folder = published.layout.releases / EDITION / "r2"
    again = unpack(folder, read_manifest(folder, "r2"), tmp_path / "again")
    place = tmp_path / "notebooks"
    (place / "thriving-places").mkdir(parents=True)
    name = "thriving-places/homes-and-streets.ipynb"
    shutil.copyfile(folder / "notebooks" / name, place / name)
    text = (place / name).read_text(encoding="utf-8")
    assert "94.5%" in text
    (place / name).write_text(text.replace("94.5%", "94.6%"), encoding="utf-8")
    found = [str(p) for p in check_notebooks(place, again, "notebooks")]
    assert found
    assert all(
        re.fullmatch(rf"notebooks/{name}: code cell \d+ shows something else when run again", each)
        for each in found
    )
