"""Pages kept by their key: the same files again, or none at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from spfbook.book.kept_values import KeptValues
from spfbook.book.page_cache import CONTENT, LISTING, PageCache

KEY = "a" * 64
FILES = {
    "prevention/schools.ipynb": b"{}",
    "prevention/figures/one.svg": b"<svg/>",
    "downloads/schools.csv": b"\xef\xbb\xbfa\r\n",
}


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    cache = PageCache(tmp_path / "cache")
    cache.keep(KEY, FILES)
    return cache


def test_what_was_kept_is_given_back(cache: PageCache) -> None:
    assert cache.take(KEY) == FILES


def test_what_was_not_kept_is_not_there(cache: PageCache) -> None:
    assert cache.take("b" * 64) is None


def one_digit(entry: Path) -> None:
    path = entry / CONTENT / "downloads" / "schools.csv"
    path.write_bytes(path.read_bytes().replace(b"a", b"b"))


def one_file_gone(entry: Path) -> None:
    (entry / CONTENT / "prevention" / "figures" / "one.svg").unlink()


def one_file_short(entry: Path) -> None:
    (entry / CONTENT / "prevention" / "schools.ipynb").write_bytes(b"")


def no_listing(entry: Path) -> None:
    (entry / LISTING).unlink()


def listing_cut_short(entry: Path) -> None:
    (entry / LISTING).write_bytes((entry / LISTING).read_bytes()[:40])


def listing_of_nothing(entry: Path) -> None:
    (entry / LISTING).write_text("{}", encoding="utf-8")


def listing_of_another_kind(entry: Path) -> None:
    (entry / LISTING).write_text("[1]", encoding="utf-8")


def listing_altered(entry: Path) -> None:
    listed = json.loads((entry / LISTING).read_bytes())
    listed["downloads/schools.csv"] = "0" * 64
    (entry / LISTING).write_text(json.dumps(listed), encoding="utf-8")


@pytest.mark.parametrize("damage", [
    one_digit, one_file_gone, one_file_short, no_listing, listing_cut_short, listing_of_nothing,
    listing_of_another_kind, listing_altered,
])  # fmt: skip
def test_a_damaged_entry_is_thrown_away_and_nothing_of_it_used(damage, cache: PageCache) -> None:
    damage(cache.folder / KEY)
    assert cache.take(KEY) is None
    assert not (cache.folder / KEY).exists()
    cache.keep(KEY, FILES)
    assert cache.take(KEY) == FILES


def test_a_page_made_again_takes_the_place_of_the_kept_one(cache: PageCache) -> None:
    cache.keep(KEY, {"index.ipynb": b"{}"})
    assert cache.take(KEY) == {"index.ipynb": b"{}"}


def test_a_cache_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    cache = PageCache(tmp_path / "cache")
    cache.keep(KEY, FILES)
    assert cache.take(KEY) is None


def test_what_was_not_used_for_longest_goes_first(cache: PageCache) -> None:
    for number, name in enumerate("bcd"):
        cache.keep(name, {"page.ipynb": bytes(1000)})
        os.utime(cache.folder / name, (number, number))
    assert cache.take("b")  # which makes c the one not used for longest
    cache.prune(most=3500)
    assert {path.name for path in cache.folder.iterdir()} == {KEY, "b", "d"}


def test_what_an_ended_build_left_half_written_goes(cache: PageCache) -> None:
    left, now = cache.folder / f".{KEY}.1.part", cache.folder / f".{KEY}.2.part"
    for part in (left, now):
        part.mkdir()
    os.utime(left, (0, 0))
    cache.prune()
    assert not left.exists() and now.exists()


# Values


def test_a_kept_value_is_given_back_whole_or_not_at_all(tmp_path: Path) -> None:
    values = KeptValues(tmp_path / "values")
    assert values.get("one") is None
    values.keep("one", {"p": [0.1 + 0.2, None]})
    assert values.get("one") == {"p": [0.30000000000000004, None]}
    path = tmp_path / "values" / "one.json"
    path.write_bytes(path.read_bytes().replace(b"0.3", b"0.4"))
    assert values.get("one") is None


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"00\n{", b"\n"])
def test_a_damaged_value_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_bytes(content)
    assert KeptValues(tmp_path).get("one") is None


def test_a_folder_that_cannot_be_written_keeps_no_value(tmp_path: Path) -> None:
    (tmp_path / "values").write_text("a file", encoding="utf-8")
    values = KeptValues(tmp_path / "values")
    values.keep("one", 1)
    assert values.get("one") is None


def test_the_oldest_values_go(tmp_path: Path) -> None:
    values = KeptValues(tmp_path)
    for number in range(4):
        values.keep(str(number), number)
        os.utime(tmp_path / f"{number}.json", (number, number))
    values.prune(most=2)
    assert [values.get(str(number)) for number in range(4)] == [None, None, 2, 3]
