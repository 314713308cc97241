"""Made-up commentary: settled by the seed, on made-up figures only, some of it missing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from whole_book import Book

from spfbook.framework.commentary import Commentary, Expected
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.periods import month_end
from spfbook.paths import Layout
from spfbook.rules.status import Status
from spfbook.sources.commentary_files import read_commentary
from spfbook.sources.framework_files import read_framework
from spfbook.sources.illustrative_commentary import (
    HEAD,
    SILENT,
    OffTrack,
    write_commentary,
)
from spfbook.sources.params_files import read_edition

EDITION = "2021-22-q4"
HOMES, CARE = ("thriving-places", "homes-and-streets"), ("healthy-lives", "health-and-care")
FOUND = [
    OffTrack(HOMES, "affordable-homes-built", "amber", "improved", True),
    OffTrack(HOMES, "clean-streets", "red", "worsened", True),
    OffTrack(CARE, "active-adults", "red", "no_clear_change", False),
]


@pytest.fixture
def empty(northmere: Layout) -> tuple[Layout, Framework, Edition]:
    """The invented council's files without a comment."""
    (northmere.commentary / EDITION).rename(northmere.root / "elsewhere")
    framework = read_framework(northmere)
    return northmere, framework, read_edition(northmere, framework, EDITION)


def files(layout: Layout) -> dict[str, bytes]:
    found = layout.commentary.rglob("*.yml")
    return {path.relative_to(layout.commentary).as_posix(): path.read_bytes() for path in found}


def read(empty: tuple[Layout, Framework, Edition]) -> Commentary:
    return read_commentary(*empty, date(2030, 1, 1))


@pytest.mark.parametrize("seed", range(12))
def test_what_is_written_can_be_read_and_says_what_was_found(
    empty: tuple[Layout, Framework, Edition], seed: int
) -> None:
    written = write_commentary(*empty, FOUND, seed=seed)
    found = read(empty)
    assert len(found.remarks) == written
    closed = empty[2].as_at
    for remark in found.remarks:
        comment = remark.comment
        (off,) = [each for each in FOUND if each.indicator == comment.indicator]
        assert (remark.priority, remark.theme) == off.place
        assert remark.is_illustrative
        stands = {"red": "off target", "amber": "near its target"}[off.status]
        assert (comment.what_happened or "").startswith(f"At the last count it was {stands}")
        assert closed - timedelta(days=30) <= comment.written_on < closed
        if comment.by_when:
            assert comment.by_when == month_end(comment.by_when.year, comment.by_when.month)
            assert comment.by_when > closed
        assert comment.forecast is None or off.is_year_open
        hopes = {"red": Expected.ON_TARGET, "amber": Expected.OFF_TARGET}
        assert comment.forecast is not hopes[off.status]
        names = [comment.who, comment.author, comment.approved_by]
        assert all(name.endswith("(made up)") for name in names if name)


def test_the_direction_is_said_only_as_it_was_found(
    empty: tuple[Layout, Framework, Edition],
) -> None:
    says = {
        ("red", "improved"): "though better than a year before",
        ("red", "worsened"): "and worse than a year before",
        ("amber", "improved"): "and better than a year before",
        ("amber", "worsened"): "though worse than a year before",
        ("red", "no_clear_change"): "with no clear change on a year before",
        ("red", "not_comparable"): None,
        ("red", ""): None,
    }
    for (status, change), words in says.items():
        for seed in range(8):
            write_commentary(*empty, [OffTrack(HOMES, "clean-streets", status, change, False)],
                             seed=seed)  # fmt: skip
            for remark in read(empty).remarks:
                said = remark.comment.what_happened or ""
                assert said.endswith(f", {words}.") if words else ("year before" not in said)


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(
    empty: tuple[Layout, Framework, Edition],
) -> None:
    made = []
    for seed in (1, 1, 2):
        write_commentary(*empty, FOUND, seed=seed)
        made.append(files(empty[0]))
    assert made[0] == made[1] != made[2]


def test_one_indicator_more_leaves_the_words_on_the_others(
    empty: tuple[Layout, Framework, Edition],
) -> None:
    write_commentary(*empty, FOUND[1:])
    before = {r.comment.subject: r.comment for r in read(empty).remarks}
    write_commentary(*empty, FOUND)
    after = {r.comment.subject: r.comment for r in read(empty).remarks}
    assert before.items() <= after.items()


def test_a_theme_that_is_on_track_again_loses_its_file(
    empty: tuple[Layout, Framework, Edition],
) -> None:
    many = [OffTrack(HOMES, name, "red", "", False) for name in
            ("clean-streets", "recycling-rate", "homes-made-warmer")]  # fmt: skip
    assert write_commentary(*empty, many) > 0
    assert write_commentary(*empty, []) == 0
    assert files(empty[0]) == {}


def test_what_somebody_wrote_is_left_as_it_is(
    empty: tuple[Layout, Framework, Edition],
) -> None:
    path = empty[0].commentary / EDITION / HOMES[0] / f"{HOMES[1]}.yml"
    path.parent.mkdir(parents=True)
    own = b"comments:\n- why: Ours.\n  author: Us\n  written_on: 2022-05-03\n"
    path.write_bytes(own)
    write_commentary(*empty, FOUND)
    assert path.read_bytes() == own
    assert {remark.comment.why for remark in read(empty).remarks} >= {"Ours."}


def test_the_shipped_words_are_what_the_command_gives(
    repository: Layout, spf: Framework, illustrative_book: Book, tmp_path: Path
) -> None:
    from spfbook.cli.figures import off_track

    edition = illustrative_book.edition
    write_commentary(Layout(tmp_path), spf, edition, off_track(repository, spf, edition))
    made, kept = files(Layout(tmp_path)), files(repository)
    assert made == {n: b for n, b in kept.items() if n.startswith(f"{edition.id}/")}, (
        "run `spfbook illustrative` again"
    )


def test_only_made_up_figures_are_explained_and_most_of_them(illustrative_book: Book) -> None:
    view = illustrative_book.view
    named = {remark.comment.indicator for remark in view.commentary.remarks}
    for status, silent in SILENT.items():
        found = [
            a for a in map(view.assessment, view.framework.indicators)
            if a.status is Status(status)
        ]  # fmt: skip
        made_up = [a for a in found if a.worst_part.is_illustrative]
        assert not {a.indicator.id for a in found if a not in made_up} & named
        share = sum(a.indicator.id not in named for a in made_up) / len(made_up)
        assert 0 < share < silent + 0.2
    partial = [r for r in view.commentary.remarks if r.comment.lacking]
    assert partial
    assert any(remark.comment.forecast for remark in view.commentary.remarks)


def test_each_file_says_that_it_is_made_up(repository: Layout) -> None:
    for path in repository.commentary.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(HEAD)
        assert yaml.safe_load(text)["illustrative"] is True
        assert "\r" not in text
