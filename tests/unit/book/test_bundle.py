"""The inputs in one piece: unpacked they are the same to the byte, or they are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spfbook.book import bundle as module
from spfbook.book.bundle import Bundle, pack, unpack
from spfbook.book.inputs import digest, inputs_of
from spfbook.errors import BuildError
from spfbook.paths import Layout

EDITION = "2021-22-q4"


@pytest.fixture
def packed(northmere: Layout) -> Bundle:
    (northmere.root / "data" / "observations" / "names with ü.txt").write_text("1", "utf-8")
    return pack(EDITION, northmere)


def test_what_is_unpacked_is_what_was_packed(
    packed: Bundle, northmere: Layout, tmp_path: Path
) -> None:
    there = unpack(packed, tmp_path / "there" / "inputs")
    assert there.root == tmp_path / "there" / "inputs"
    assert inputs_of(EDITION, there) == inputs_of(EDITION, northmere)
    assert digest(inputs_of(EDITION, there)) == packed.sha256


def test_the_same_inputs_are_the_same_bundle(packed: Bundle, northmere: Layout) -> None:
    assert pack(EDITION, northmere) == packed
    (northmere.params / "new.yml").write_text("", encoding="utf-8")
    assert pack(EDITION, northmere).sha256 != packed.sha256


@pytest.mark.parametrize("harm", ["cut off", "other files", "no zip"])
def test_what_arrives_damaged_is_refused_and_nothing_is_left(
    harm: str, packed: Bundle, northmere: Layout, tmp_path: Path
) -> None:
    if harm == "other files":
        (northmere.params / "new.yml").write_text("", encoding="utf-8")
        arrived = replace(packed, packed=pack(EDITION, northmere).packed)
    else:
        content = packed.packed[:1000] if harm == "cut off" else b"nothing"
        arrived = replace(packed, packed=content)
    with pytest.raises(BuildError, match="the inputs arrived damaged; build it again"):
        unpack(arrived, tmp_path / "there" / "inputs")
    assert list((tmp_path / "there").iterdir()) == []


def test_a_file_that_is_saved_while_it_is_packed_is_named(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = inputs_of(EDITION, northmere)
    monkeypatch.setattr(module, "inputs_of", lambda *_: seen)
    (northmere.observations / "returns.csv").write_text("new", encoding="utf-8")
    with pytest.raises(BuildError, match=r"changed while .*: data/observations/returns\.csv"):
        pack(EDITION, northmere)
