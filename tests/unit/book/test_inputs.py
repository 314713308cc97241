"""The inputs of an edition: all files it is made from, and no other, whatever the system."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest

from spfbook.book.inputs import digest, inputs_of, package_inputs
from spfbook.errors import DataError
from spfbook.paths import Layout

EDITION = "2021-22-q4"


def paths(layout: Layout) -> list[str]:
    return [each.path for each in inputs_of(EDITION, layout)]


def test_each_input_has_its_path_hash_and_size(northmere: Layout) -> None:
    found = {each.path: each for each in inputs_of(EDITION, northmere)}
    one = found["data/observations/returns.csv"]
    content = (northmere.observations / "returns.csv").read_bytes()
    assert (one.sha256, one.size) == (hashlib.sha256(content).hexdigest(), len(content))


def test_they_come_in_the_order_of_their_paths(northmere: Layout) -> None:
    assert paths(northmere) == sorted(paths(northmere))
    assert len(paths(northmere)) == len(set(paths(northmere)))


@pytest.mark.parametrize(
    "path",
    [
        "data/framework/framework.yml", "data/observations/new.csv", "data/progress/new.yml",
        f"data/commentary/{EDITION}/homes/new.yml", "params/2022-23-q1.yml",
        "notebooks/homes/new.ipynb", "notebooks/homes/own-list.csv", "book/_static/spfbook.css",
        "book/examples/status.yml", "_config.yml", "requirements.lock",
    ],
)  # fmt: skip
def test_a_file_that_the_book_is_made_from_is_an_input(northmere: Layout, path: str) -> None:
    before = digest(inputs_of(EDITION, northmere))
    file = northmere.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("one\n", encoding="utf-8")
    once = digest(inputs_of(EDITION, northmere))
    file.write_text("two\n", encoding="utf-8")
    twice = digest(inputs_of(EDITION, northmere))
    assert path in paths(northmere)
    assert len({before, once, twice}) == 3


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "_build/2021-22-q4/html/index.html", "docs/notes.md",
        "data/commentary/2021-22-q3/homes/new.yml",
        "notebooks/homes/.ipynb_checkpoints/new-checkpoint.ipynb",
        "book/__pycache__/x.pyc", "params/.2021-22-q4.yml.swp",
    ],
)  # fmt: skip
def test_a_file_that_it_is_not_made_from_is_none(northmere: Layout, path: str) -> None:
    before = digest(inputs_of(EDITION, northmere))
    file = northmere.root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("one\n", encoding="utf-8")
    assert digest(inputs_of(EDITION, northmere)) == before


def test_another_folder_makes_no_difference(northmere: Layout, tmp_path: Path) -> None:
    shutil.copytree(northmere.root, tmp_path / "elsewhere" / "northmere two")
    other = Layout(tmp_path / "elsewhere" / "northmere two")
    assert inputs_of(EDITION, other) == inputs_of(EDITION, northmere)


def test_the_same_content_under_another_name_is_another_input(northmere: Layout) -> None:
    before = digest(inputs_of(EDITION, northmere))
    (northmere.params / "2021-22-q3.yml").rename(northmere.params / "2021-22-q2.yml")
    assert digest(inputs_of(EDITION, northmere)) != before


def test_the_package_s_code_fonts_and_templates_are_inputs_of_its_own() -> None:
    found = [each.path for each in package_inputs()]
    assert "spfbook/book/inputs.py" in found
    assert "spfbook/book/pdf_assets/template.typ" in found
    assert any(path.endswith(".ttf") for path in found)
    assert not [path for path in found if "__pycache__" in path]


def test_files_in_a_folder_that_is_a_link_are_inputs(northmere: Layout, tmp_path: Path) -> None:
    """Readers follow it: what they read must count."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "new.yml").write_text("one\n", encoding="utf-8")
    place = northmere.commentary / EDITION / "linked"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(tmp_path / "shared", target_is_directory=True)
    assert f"data/commentary/{EDITION}/linked/new.yml" in paths(northmere)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_that_is_no_text_is_refused(northmere: Layout) -> None:
    (northmere.params / os.fsdecode(b"M\xfcller.txt")).write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=r"params/M\\udcfcller.txt: has a name that is not UTF-8"):
        inputs_of(EDITION, northmere)
