"""`spfbook release`, `releases`, `verify` and `compare`: what they say, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from spfbook.errors import USER_MISTAKE
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


def test_a_day_that_is_none_is_refused(said: Callable) -> None:
    ran = said("release", EDITION, "--by", "Ann", "--on", "31/02/2022")
    assert ran.code == USER_MISTAKE
    assert "does not match the format '%Y-%m-%d'" in ran.err


def test_two_editions_are_compared_as_a_table_csv_and_json(said: Callable) -> None:
    table = said("compare", "2021-22-q3", EDITION).out
    assert "2021-22-q3 and 2021-22-q4: 14 differences" in table
    assert "Figure revised" in table and "30 [r]" in table
    rows = list(csv.DictReader(io.StringIO(said("compare", "2021-22-q3", EDITION,
                                                "--format", "csv").out)))  # fmt: skip
    assert {
        "what": "revision", "indicator": "affordable-homes-built", "component": "",
        "name": "Affordable homes built", "period": "2021-22-q3", "before": "28", "now": "30 [r]",
    } in rows  # fmt: skip
    found = json.loads(said("compare", "2021-22-q3", EDITION, "--format", "json").out)
    assert len(found) == len(rows) == 14


def test_an_edition_compared_with_itself_says_the_same(said: Callable) -> None:
    assert said("compare", EDITION, EDITION).out == f"{EDITION} and {EDITION} say the same.\n"


def test_a_release_is_compared_as_it_was_published(northmere: Layout, said: Callable) -> None:
    publish(northmere)
    publish(northmere, reason="Counted again", standings=[standing(name="Homes", target="40")])
    found = json.loads(said("compare", f"{EDITION}.r1", f"{EDITION}.r2", "--format", "json").out)
    assert [(d["aspect"], d["before"], d["now"]) for d in found] == [
        ("target", "At least 30", "40")
    ]


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
