"""`spfbook release`, `releases`, `verify` and `compare`: what they say, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from releasable import commit, make_releasable

from spfbook.book.inputs import PACKAGE
from spfbook.cli.readiness import Asked, gather
from spfbook.errors import USER_MISTAKE
from spfbook.framework.standing import StandingsFile
from spfbook.paths import Layout

sys.path.append(str(Path(__file__).parents[1] / "unit" / "release"))
from shelves import EDITION, publish, standing

R1 = f"releases/{EDITION}/r1"


@pytest.fixture
def said(northmere: Layout, run: Callable) -> Callable:
    """Runs a command on the invented council's files."""
    return lambda *arguments: run("--root", str(northmere.root), *arguments)


def test_releases_are_listed_and_their_page_is_written_again(
    northmere: Layout, said: Callable
) -> None:
    assert said("releases").out == "Nothing has been released yet.\n"
    publish(northmere)
    publish(northmere, reason="A figure was wrong")
    (northmere.releases / "index.html").unlink()
    lines = said("releases").out.splitlines()
    assert [line.split()[:3] for line in lines] == [
        [f"{EDITION}.r1", "2022-06-20", "superseded"], [f"{EDITION}.r2", "2022-06-20", "latest"],
    ]  # fmt: skip
    assert lines[1].endswith("A figure was wrong")
    assert (northmere.releases / "index.html").is_file()


def test_a_release_that_is_not_known_is_refused(northmere: Layout, said: Callable) -> None:
    ran = said("verify", f"{EDITION}.r1")
    assert (ran.code, ran.out) == (USER_MISTAKE, "")
    assert ran.err == f"release '{EDITION}.r1' is not known; nothing has been released yet\n"
    assert not northmere.releases.exists()


def test_the_hashes_of_a_whole_release_are_proved(northmere: Layout, said: Callable) -> None:
    publish(northmere)
    ran = said("verify", f"{EDITION}.r1", "--hashes")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-1] == f"{EDITION}.r1: its files are as they were frozen."


def test_a_release_is_verified_by_its_folder_too(northmere: Layout, said: Callable) -> None:
    publish(northmere)
    assert said("verify", str(northmere.root / R1), "--hashes").code == 0


def test_a_damaged_release_is_named_file_by_file(northmere: Layout, said: Callable) -> None:
    publish(northmere)
    for name in ("html/index.html", "inputs/params/2021-22-q4.yml"):
        path = northmere.root / R1 / name
        path.chmod(0o644)
        path.write_bytes(path.read_bytes().replace(b"2", b"3", 1))
    ran = said("verify", f"{EDITION}.r1")
    assert ran.code == USER_MISTAKE
    assert ran.err.splitlines() == [
        f"{R1}/html/index.html: has been changed since the release",
        f"{R1}/inputs/params/2021-22-q4.yml: has been changed since the release",
    ]


def test_a_damaged_manifest_is_refused_by_every_command_that_reads_it(
    northmere: Layout, said: Callable
) -> None:
    publish(northmere)
    path = northmere.root / R1 / "manifest.json"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b'"red": 1', b'"red": 2'))
    wrong = (
        f"{R1}/manifest.json: is not as it was written: its own digest does not fit what it says\n"
    )
    for command in (
        ("verify", f"{EDITION}.r1"), ("compare", f"{EDITION}.r1", EDITION), ("releases",),
        ("release", EDITION, "--by", "Ann", "--reason", "x"),
    ):  # fmt: skip
        ran = said(*command)
        assert (ran.code, ran.out, ran.err) == (USER_MISTAKE, "", wrong), command
    assert [p.name for p in (northmere.releases / EDITION).iterdir()] == ["r1"]


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("2021-22-q9", "--by", "Ann"), "edition '2021-22-q9' is not known; the editions there "
         "are: 2021-22-q3, 2021-22-q4\n"),
        ((EDITION, "--by", "Ann", "--waive", "homes"), "--waive 'homes': write INDICATOR=REASON\n"),
        ((EDITION, "--by", "Ann", "--waive", "homes= "),
         "--waive 'homes= ': write INDICATOR=REASON\n"),
    ],
)  # fmt: skip
def test_a_mistake_in_the_command_is_a_line_and_changes_nothing(
    northmere: Layout, said: Callable, arguments: tuple[str, ...], wrong: str
) -> None:
    ran = said("release", *arguments)
    assert (ran.code, ran.out, ran.err) == (USER_MISTAKE, "", wrong)
    assert not northmere.releases.exists()


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (("--by", ""), "--by: is blank; say who releases it"),
        (("--by", " \u200b"), "--by: is blank; say who releases it"),
        (("--by", "Ann\n"), "--by: holds a control character, or an end of line, '\\n'; "),
        (("--by", "A\x1b[2J"), "--by: holds a control character, or an end of line, '\\x1b'; "),
        (("--by", "A\udcff"), "--by: holds a byte that is no UTF-8, '\\udcff'; "),
        (("--by", "A", "--reason", "a\u202eb"),
         "--reason: holds a mark that turns the direction of writing, '\\u202e'; "),
        (("--by", "A", "--reason", "a\nb"), "--reason: holds a control character, or an end of "),
        (("--by", "A", "--waive", "homes=a\u2066b"), "--waive: holds a mark that turns the dir"),
        (("--by", "A", "--on", "9999-12-31"), "--on: 9999-12-31 is in the future (today is "),
    ],
)  # fmt: skip
def test_what_cannot_be_frozen_for_readers_is_refused_before_anything_is_read(
    northmere: Layout, said: Callable, arguments: tuple[str, ...], wrong: str
) -> None:
    ran = said("release", EDITION, *arguments)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")
    assert ran.err.startswith(wrong) and ran.err.count("\n") == 1
    assert not northmere.releases.exists()


@pytest.mark.parametrize("name", ["x" * 300, f"{EDITION}.r{'9' * 300}", f"{EDITION}.r{'9' * 5000}"],
                         ids=len)  # fmt: skip
def test_a_name_that_is_too_long_is_not_known(said: Callable, name: str) -> None:
    for command in (("verify", name), ("compare", name, EDITION), ("compare", EDITION, name),
                    ("release", name, "--by", "Ann")):  # fmt: skip
        ran = said(*command)
        assert (ran.code, ran.out) == (USER_MISTAKE, "")
        assert "is not known; " in ran.err and ran.err.count("\n") == 1


def test_nothing_is_no_name(said: Callable, northmere: Layout) -> None:
    for command in (("verify", ""), ("compare", "", EDITION), ("compare", EDITION, "")):
        ran = said(*command)
        assert (ran.code, ran.out) == (USER_MISTAKE, "")
        assert "'' is not known; " in ran.err


def test_an_edition_is_compared_though_a_folder_has_its_name(
    said: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here" / EDITION).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert said("compare", EDITION, EDITION).out == f"{EDITION} and {EDITION} say the same.\n"


def test_a_copy_of_another_release_is_neither_proved_nor_compared(
    northmere: Layout, said: Callable
) -> None:
    publish(northmere)
    shutil.copytree(northmere.root / R1, northmere.root / R1.replace("r1", "r2"))
    wrong = f"releases/{EDITION}/r2: holds {EDITION}.r1, whose place is {R1}\n"
    for command in (("verify", f"{EDITION}.r2"), ("compare", f"{EDITION}.r2", EDITION)):
        ran = said(*command)
        assert (ran.code, ran.out, ran.err) == (USER_MISTAKE, "", wrong)


def test_a_day_that_is_none_is_refused(said: Callable) -> None:
    ran = said("release", EDITION, "--by", "Ann", "--on", "31/02/2022")
    assert ran.code == USER_MISTAKE
    assert "does not match the format '%Y-%m-%d'" in ran.err


def test_two_editions_are_compared_as_a_table_csv_and_json(said: Callable) -> None:
    table = said("compare", "2021-22-q3", EDITION).out
    assert "2021-22-q3 and 2021-22-q4: 21 differences" in table
    assert "Figure revised" in table and "30 [r]" in table
    rows = list(csv.DictReader(io.StringIO(said("compare", "2021-22-q3", EDITION,
                                                "--format", "csv").out)))  # fmt: skip
    assert {
        "what": "revision", "indicator": "affordable-homes-built", "component": "",
        "name": "Affordable homes built", "period": "2021-22-q3", "before": "28", "now": "30 [r]",
    } in rows  # fmt: skip
    found = json.loads(said("compare", "2021-22-q3", EDITION, "--format", "json").out)
    assert len(found) == len(rows) == 21


def test_an_edition_compared_with_itself_says_the_same(said: Callable) -> None:
    assert said("compare", EDITION, EDITION).out == f"{EDITION} and {EDITION} say the same.\n"


def test_a_release_is_compared_as_it_was_published(northmere: Layout, said: Callable) -> None:
    publish(northmere)
    publish(northmere, reason="Counted again", standings=[standing(name="Homes", target="40")])
    found = json.loads(said("compare", f"{EDITION}.r1", f"{EDITION}.r2", "--format", "json").out)
    assert [(d["aspect"], d["before"], d["now"]) for d in found] == [
        ("target", "At least 30", "40"), ("name", "Homes built", "Homes"),
    ]  # fmt: skip


def test_what_the_framework_says_otherwise_since_a_release_is_told(
    northmere: Layout, said: Callable
) -> None:
    kept = said("status", EDITION, "--format", "standings").out
    publish(northmere, standings=StandingsFile.model_validate_json(kept).standings)
    path = northmere.root / "data/framework/thriving-places/homes-and-streets.yml"
    text = path.read_text(encoding="utf-8")
    for old, new in {
        "name: Affordable homes built": "name: New affordable homes",
        "Shows how fast homes that": "Shows how many homes that",
        "counts: homes\n  decimals: 0": "counts: dwellings\n  decimals: 1",
        "lead_members: [abara]": "lead_members: [brook]",
        "frequency: {every: quarter}": "frequency: {every: quarter, arrears_months: 1}",
    }.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8", newline="\n")
    ran = said("compare", f"{EDITION}.r1", EDITION, "--format", "json")
    assert {(d["indicator"], d["component"], d["name"]) for d in json.loads(ran.out)} == {
        ("affordable-homes-built", "", "New affordable homes")
    }
    assert {d["aspect"]: (d["before"], d["now"]) for d in json.loads(ran.out)} == {
        "name": ("Affordable homes built", "New affordable homes"),
        "purpose": (
            "Shows how fast homes that local people can afford are being built.",
            "Shows how many homes that local people can afford are being built.",
        ),
        "unit": ("number of homes", "number of dwellings, 1 decimal"),
        "frequency": ("every quarter", "every quarter, 1 month in arrears"),
        "lead": ("Councillor Ada Abara", "Councillor Ben Brook"),
    }


def test_nothing_is_compared_with_a_release_that_was_changed(
    northmere: Layout, said: Callable
) -> None:
    publish(northmere)
    path = northmere.root / R1 / "standings.json"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"26", b"27"))
    ran = said("compare", f"{EDITION}.r1", EDITION)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")
    assert ran.err == (
        f"{R1}/standings.json: is missing or has been changed since the release; see spfbook "
        "verify\n"
    )


def test_the_standings_of_an_edition_are_what_a_release_would_keep(said: Callable) -> None:
    found = json.loads(said("status", EDITION, "--format", "standings").out)
    assert found["edition"] == EDITION
    one = next(s for s in found["standings"] if s["indicator"] == "affordable-homes-built")
    assert one["figures"][-1] == {"period": "2021-22-q4", "exact": "26", "shown": "26"}


def test_an_indicator_is_missed_whichever_release_had_it_last(northmere: Layout) -> None:
    """Not only those of the release that was made last, which may be of an older edition."""
    publish(northmere, standings=[standing("parks-kept"), standing("homes")])
    publish(northmere, reason="Counted again", standings=[standing("homes", ref="HS-002")])
    found = gather(northmere, Asked(EDITION, {}, date(2022, 7, 3), "Once more")).findings
    assert {(each.indicator, each.ref) for each in found.last_released} == {
        ("parks-kept", "HS-001"), ("homes", "HS-002"),
    }  # fmt: skip


def test_an_installed_program_is_not_asked_of_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A council's own repository has it in `.venv`, which git ignores."""
    layout = make_releasable(tmp_path / "northmere")
    place = layout.root / ".venv" / "site-packages"
    shutil.copytree(PACKAGE / "framework", place / "spfbook")
    (layout.root / ".gitignore").write_text("_build/\nreleases/\n.venv/\n", encoding="utf-8")
    commit(layout)
    for module in ("spfbook.cli.readiness", "spfbook.book.inputs"):
        monkeypatch.setattr(f"{module}.PACKAGE", place / "spfbook")

    def uncommitted() -> int:
        asked = Asked(EDITION, {}, date(2022, 7, 3), "")
        return len(gather(layout, asked).findings.uncommitted)

    assert uncommitted() > 0
    monkeypatch.setattr("spfbook.cli.readiness.get_path", lambda _: str(place))
    assert uncommitted() == 0
