"""A manifest is read as it was written, or refused with what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shelves import publish

from spfbook.errors import USER_MISTAKE, ReleaseError
from spfbook.paths import Layout
from spfbook.release.manifest import FILE, digest_of, is_inside, read_manifest, sealed

WHERE = "releases/2021-22-q4/r1"


@pytest.fixture
def folder(northmere: Layout) -> Path:
    publish(northmere)
    return northmere.releases / "2021-22-q4" / "r1"


def change(folder: Path, how: Callable[[dict[str, Any]], None], *, seal: bool = False) -> None:
    path = folder / FILE
    path.chmod(0o644)
    found = json.loads(path.read_text(encoding="utf-8"))
    how(found)
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")
    if seal:
        from spfbook.release.manifest import Manifest, as_text

        path.write_text(as_text(sealed(Manifest.model_validate_json(json.dumps(found)))),
                        encoding="utf-8")  # fmt: skip


def refused(folder: Path) -> str:
    with pytest.raises(ReleaseError) as caught:
        read_manifest(folder, WHERE)
    assert caught.value.exit_code == USER_MISTAKE
    return str(caught.value)


def test_a_manifest_says_what_was_released_when_by_whom_and_with_what(folder: Path) -> None:
    found = read_manifest(folder, WHERE)
    release = found.release
    assert (release.id, str(release.released_on), release.released_by, str(release.as_at)) == (
        "2021-22-q4.r1", "2022-06-20", "Ann", "2022-05-20",
    )  # fmt: skip
    assert found.counts == {"red": 1}
    assert [(w.indicator, w.reason) for w in found.waivers] == [("homes", "counted in June")]
    assert found.made_with.libraries["papermill"]
    assert found.digest == digest_of(found)
    paths = {f.path for f in found.files()}
    assert {"html/index.html", "notebooks/index.ipynb", "2021-22-q4.pdf", "standings.json",
            "inputs/params/2021-22-q4.yml", "inputs/releases/releases.json",
            "code/spfbook/rules/status.py"} <= paths  # fmt: skip
    assert not [path for path in paths if "run-log" in path or "_build" in path]


def test_one_that_is_missing_is_refused(folder: Path) -> None:
    (folder / FILE).unlink()
    assert refused(folder) == f"{WHERE}/{FILE}: is missing; without it nothing can be proved"


def test_one_that_is_no_json_is_refused_with_its_line(folder: Path) -> None:
    path = folder / FILE
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    assert "is not JSON" in refused(folder) and f"{FILE}:" in refused(folder)


def test_one_that_is_no_text_is_refused(folder: Path) -> None:
    path = folder / FILE
    path.chmod(0o644)
    path.write_bytes(b"\xff\xfe{}")
    assert refused(folder) == f"{WHERE}/{FILE}: is no UTF-8 text; it is damaged"


def test_one_without_a_key_or_with_one_too_many_is_refused_with_both(folder: Path) -> None:
    def how(found: dict[str, Any]) -> None:
        del found["inputs"]
        found["extra"] = 1

    change(folder, how)
    said = refused(folder)
    assert "inputs: field required" in said
    assert "extra: extra inputs are not permitted" in said


def test_one_of_a_later_version_is_refused(folder: Path) -> None:
    change(folder, lambda found: found.update(version=2))
    assert refused(folder) == f"{WHERE}/{FILE}: is of version 2; this spfbook reads version 1"


def test_a_digit_changed_in_it_is_noticed(folder: Path) -> None:
    change(folder, lambda found: found["counts"].update(red=2))
    assert "its own digest does not fit" in refused(folder)


def test_what_is_no_hash_is_refused(folder: Path) -> None:
    change(folder, lambda found: found["outputs"][0].update(sha256="12ab"), seal=True)
    assert "'12ab' is no SHA-256" in refused(folder)


@pytest.mark.parametrize(
    "path",
    ["../../../etc/passwd", "/etc/passwd", "html/../../r2/index.html", "C:\\x", "html\\x", "",
     ".", "html//index.html", "./html", "a:b", "x\0y"],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_release_is_refused(folder: Path, path: str) -> None:
    assert not is_inside(path)
    change(folder, lambda found: found["outputs"][0].update(path=path), seal=True)
    assert f"names {path!r}, which is no path inside the release" in refused(folder)


def test_a_file_that_is_named_twice_is_refused(folder: Path) -> None:
    change(folder, lambda found: found["outputs"].append(found["outputs"][0]), seal=True)
    assert "twice" in refused(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"number": 1', '"number": "1"'),
        ('"number": 1', '"number": true'),
        ('"number": 1', '"number": 1.0'),
        ('"number": 1', '"number": 2,\n  "number": 1'),
        ('"2022-06-20"', '"2022-06-20T00:00:00"'),
        ('"version": 1', '"version":  1'),
    ],
)
def test_the_same_values_in_other_characters_are_refused(folder: Path, old: str, new: str) -> None:
    path = folder / FILE
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert f"{WHERE}/{FILE}: " in refused(folder)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 200_000, "is nested too deeply to be read; it is damaged"),
        ('{"version": ' + "9" * 5000 + "}", "holds a number that is too long to be read"),
    ],
)
def test_one_that_is_too_much_for_a_reader_is_refused(folder: Path, text: str, said: str) -> None:
    (folder / FILE).chmod(0o644)
    (folder / FILE).write_text(text, encoding="utf-8")
    assert said in refused(folder)


def test_one_that_is_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (folder / FILE).rename(tmp_path / "away.json")
    (folder / FILE).symlink_to(tmp_path / "away.json")
    assert refused(folder) == f"{WHERE}/{FILE}: is a link; a release holds files only"


def test_a_correction_of_no_period_is_refused(folder: Path) -> None:
    correction = {"aspect": "revision", "indicator": "homes", "component": "", "name": "Homes",
                  "period": "nonsense", "before": "1", "now": "2"}  # fmt: skip
    change(folder, lambda found: found["release"].update(corrections=[correction]), seal=True)
    assert "homes: " in refused(folder) and "nonsense" in refused(folder)
