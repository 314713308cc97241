"""The framework is read again when, and only when, one of its files has changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from spfbook.errors import FrameworkError
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

THEME = Path("thriving-places") / "jobs-and-money.yml"


def reworded(folder: Path) -> None:
    path = folder / THEME
    path.write_text(path.read_text(encoding="utf-8") + "\n# a comment\n", encoding="utf-8")


def touched(folder: Path) -> None:
    (folder / THEME).touch()


def test_it_is_the_same_value_while_no_file_has_changed(northmere: Layout) -> None:
    first = read_framework(northmere)
    touched(northmere.framework)
    assert read_framework(northmere) is first


def test_a_changed_file_is_read(northmere: Layout) -> None:
    first = read_framework(northmere)
    reworded(northmere.framework)
    again = read_framework(northmere)
    assert again is not first
    assert again == first


def test_a_changed_word_is_seen(northmere: Layout) -> None:
    def title_of(found: Framework) -> str:
        return found.file.plan.title

    path = northmere.framework / "framework.yml"
    before = title_of(read_framework(northmere))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(before, f"{before} X"), encoding="utf-8")
    assert title_of(read_framework(northmere)) == f"{before} X"


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / THEME).write_text("theme: [open\n", encoding="utf-8"),
        lambda folder: (folder / THEME).unlink(),
        lambda folder: (folder / THEME).with_name("unlisted.yml").write_text("a: 1\n"),
    ],
    ids=["damaged", "missing", "unlisted"],
)
def test_a_file_that_became_wrong_is_an_error_each_time(
    northmere: Layout, harm: Callable[[Path], None]
) -> None:
    read_framework(northmere)
    harm(northmere.framework)
    for _ in range(2):
        with pytest.raises(FrameworkError):
            read_framework(northmere)
