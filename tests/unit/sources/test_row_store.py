"""Tables kept by the names of their rows: what is read from them is what the table says."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.paths import Layout
from spfbook.sources import row_store
from spfbook.sources.csv_text import read_rows
from spfbook.sources.row_store import sha256_of_table, store_table, stored_table

TABLE = (
    "series,value,note\n"
    "a,1,\n"
    "b,2,\"two\nlines\"\n"
    "\n"
    "a,3,x\n"
    "c,4\n"
    "odd,5,\n"
    ",6,\n"
)
"""Names that come and go, a cell of two lines, an empty line, and rows that are wrong."""


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "data" / "observations").mkdir(parents=True)
    return Layout(tmp_path)


def written(layout: Layout, text: str, *, age: int = 60) -> Path:
    """The table, last changed a minute ago, as far as its dates can say so."""
    path = layout.observations / "returns.csv"
    path.write_bytes(text.encode("utf-8"))
    then = path.stat().st_mtime_ns - age * 1_000_000_000
    os.utime(path, ns=(then, then))
    return path


def read(layout: Layout, path: Path, skip: set[str], *, stored: bool) -> tuple:
    table = stored_table(layout, path, "series") if stored else None
    assert (table is not None) is stored
    return read_rows(path, "returns.csv", ("series", "value"), ("note",), skip=skip, stored=table)


@pytest.mark.parametrize("skip", [{"b"}, {"a", "b"}, {"a", "b", "c"}, {"none"}])
def test_kept_rows_and_their_problems_are_those_of_the_table(
    layout: Layout, skip: set[str]
) -> None:
    path = written(layout, TABLE)
    assert store_table(layout, path, "series") is not None
    kept = read(layout, path, skip, stored=True)
    assert kept == read(layout, path, skip, stored=False)
    assert {row.line for row in kept[0]} >= {8, 9}  # a name that nobody knows, and none at all


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)


@given(st.lists(st.tuples(st.sampled_from("abc"), CELLS, CELLS)), st.sets(st.sampled_from("abc")))
def test_any_cells_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list, skip: set[str]
) -> None:
    layout = Layout(tmp_path_factory.mktemp("any"))
    layout.observations.mkdir(parents=True)
    lines = [("series", "value", "note"), *rows]
    quoted = [[cell.replace('"', '""') for cell in cells] for cells in lines]
    path = written(layout, "".join('"{}","{}","{}"\n'.format(*cells) for cells in quoted))
    kept = store_table(layout, path, "series")
    assert (kept is None) is (not rows)
    if kept and skip:
        expected = read(layout, path, skip, stored=False)
        assert read(layout, path, skip, stored=True)[0] == expected[0]


def test_rows_of_others_are_not_looked_at(layout: Layout) -> None:
    path = written(layout, TABLE)
    table = store_table(layout, path, "series")
    assert table is not None
    content = bytearray(table.path.read_bytes())
    place = content.index(b"two")
    content[place : place + 3] = b"TWO"
    table.path.write_bytes(content)
    assert read(layout, path, {"b"}, stored=True)[0][0].cells["value"] == "1"


def test_a_damaged_block_is_removed_and_the_table_read_instead(layout: Layout) -> None:
    path = written(layout, TABLE)
    table = store_table(layout, path, "series")
    assert table is not None
    content = bytearray(table.path.read_bytes())
    place = content.index(b"two")
    content[place : place + 3] = b"TWO"
    table.path.write_bytes(content)
    rows, _ = read_rows(path, "it", ("series", "value"), ("note",), skip={"a"}, stored=table)
    assert rows[0].cells["note"] == "two\nlines"
    assert stored_table(layout, path, "series") is None
    assert store_table(layout, path, "series") is not None


def test_a_damaged_index_is_not_used(layout: Layout) -> None:
    path = written(layout, TABLE)
    table = store_table(layout, path, "series")
    assert table is not None
    table.path.write_bytes(table.path.read_bytes().replace(b'"series"', b'"serias"', 1))
    assert stored_table(layout, path, "series") is None


@pytest.mark.parametrize(
    "text", ["", "series,value\n", "other,value\na,1\n", 'series\n"a\n', "\xff"]
)
def test_what_is_no_table_of_that_column_is_not_kept(layout: Layout, text: str) -> None:
    path = written(layout, text)
    path.write_bytes(text.encode("latin-1"))
    assert store_table(layout, path, "series") is None


def test_a_changed_table_is_seen_though_it_is_as_long_and_as_old(layout: Layout) -> None:
    path = written(layout, TABLE)
    store_table(layout, path, "series")
    changed = written(layout, TABLE.replace("a,1", "a,9"))
    assert stored_table(layout, changed, "series") is None
    assert sha256_of_table(layout, changed) == hashlib.sha256(changed.read_bytes()).hexdigest()


def test_the_table_is_not_read_again_to_see_whether_it_changed(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(layout, TABLE)
    monkeypatch.setattr(row_store, "SETTLED_AFTER", -1)
    store_table(layout, path, "series")
    monkeypatch.setattr(row_store, "_sha256", lambda path: pytest.fail("read"))
    assert stored_table(layout, path, "series") is not None


def test_dates_are_not_trusted_just_after_a_change(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(layout, TABLE, age=0)
    monkeypatch.setattr(row_store, "SETTLED_AFTER", 10**15)
    store_table(layout, path, "series")
    asked = []
    monkeypatch.setattr(row_store, "_sha256", lambda path: asked.append(path) or "0" * 64)
    assert stored_table(layout, path, "series") is None
    assert asked == [path]


def test_rows_that_only_move_down_hold_what_they_held(layout: Layout) -> None:
    before = store_table(layout, written(layout, TABLE), "series")
    longer = written(layout, TABLE.replace("a,3,x\n", "a,3,x\na,7,\n"))
    after = store_table(layout, longer, "series")
    assert before is not None and after is not None
    assert before.hash_of("odd") == after.hash_of("odd") is not None
    assert before.hash_of("a") != after.hash_of("a")
    assert before.hash_of("unknown") is None


def test_a_table_that_cannot_be_kept_is_read_as_before(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "read-only")

    path = written(layout, TABLE)
    monkeypatch.setattr(row_store, "_write", refuse)
    assert store_table(layout, path, "series") is None


def test_what_was_kept_of_an_earlier_version_goes(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_store, "SETTLED_AFTER", -1)
    before = store_table(layout, written(layout, TABLE), "series")
    store_table(layout, written(layout, TABLE + "a,8,\n"), "series")
    assert before is not None and not before.path.exists()
