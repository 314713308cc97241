"""Commentary read from its files: for one edition, by one day, from the right places."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
import yaml

from spfbook.errors import DataError
from spfbook.framework.commentary import Commentary, Expected
from spfbook.paths import Layout
from spfbook.sources.commentary_files import check_commentary, read_commentary
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition

EDITION = "2021-22-q4"
AS_AT = date(2022, 5, 20)
HOMES = "thriving-places/homes-and-streets.yml"


def read(layout: Layout, as_at: date = AS_AT, **options: object) -> Commentary:
    framework = read_framework(layout)
    edition = read_edition(layout, framework, EDITION)
    return read_commentary(layout, framework, edition, as_at, **options)  # type: ignore[arg-type]


def subjects(found: Commentary) -> list[str]:
    return [
        ", ".join(n for n in r.comment.subject if n) or r.theme or r.priority for r in found.remarks
    ]


def write(layout: Layout, place: str, text: str) -> None:
    path = layout.commentary / EDITION / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_what_was_said_by_the_day_is_read_from_every_file(northmere: Layout) -> None:
    assert subjects(read(northmere)) == [
        "healthy-lives",
        "specialist-homes-built, disabled-people",
        "recycling-rate",
        "local-plan-consultation",
        "jobs-and-money",
        "apprenticeship-starts",
    ]


@pytest.mark.parametrize(
    ("day", "seen"),
    [
        (date(2022, 4, 11), 0),
        (date(2022, 4, 12), 1),
        (date(2022, 5, 31), 6),
        (date(2022, 6, 1), 7),
    ],
)
def test_a_comment_is_seen_from_the_day_it_was_written(
    northmere: Layout, day: date, seen: int
) -> None:
    assert len(read(northmere, day).remarks) == seen


def test_a_later_day_never_hides_what_was_seen(northmere: Layout) -> None:
    days = [date(2022, 4, 1), date(2022, 4, 30), AS_AT, date(2030, 1, 1)]
    seen = [set(subjects(read(northmere, day))) for day in days]
    assert seen == sorted(seen, key=len)
    assert all(a <= b for a, b in pairwise(seen))


def test_a_comment_keeps_its_words_its_place_and_its_line(northmere: Layout) -> None:
    remark = read(northmere).on_indicator("specialist-homes-built", "disabled-people")
    assert remark is not None
    assert remark.comment.by_when == date(2022, 7, 31)
    assert remark.comment.forecast == 8
    assert (remark.priority, remark.theme) == ("thriving-places", "homes-and-streets")
    assert remark.where == f"data/commentary/{EDITION}/{HOMES}:3"
    assert not remark.is_illustrative
    made_up = read(northmere).on_indicator("apprenticeship-starts")
    assert made_up is not None
    assert made_up.is_illustrative
    assert made_up.comment.forecast is Expected.ON_TARGET


def test_a_page_reads_its_own_file_and_is_not_stopped_by_anothers(northmere: Layout) -> None:
    write(northmere, "thriving-places/jobs-and-money.yml", "comments: 12\n")
    only = [("thriving-places", "homes-and-streets")]
    assert len(read(northmere, only=only).remarks) == 3
    assert read(northmere, only=[]).remarks == ()
    with pytest.raises(DataError, match=r"jobs-and-money\.yml:1: comments is 12"):
        read(northmere)


def test_an_edition_without_a_folder_has_no_commentary(northmere: Layout) -> None:
    (northmere.commentary / EDITION).rename(northmere.root / "elsewhere")
    assert read(northmere).remarks == ()
    assert check_commentary(northmere, read_framework(northmere)).editions == 0


def test_what_is_not_seen_is_said_with_its_line(northmere: Layout) -> None:
    checked = check_commentary(northmere, read_framework(northmere))
    assert (checked.comments, checked.editions) == (7, 1)
    assert checked.unseen == (
        f"data/commentary/{EDITION}/{HOMES}:21: homes-made-warmer: written on 2022-06-01, after "
        "the edition’s as-at day, 2022-05-20: its pages do not show it",
    )


def test_a_theme_with_a_day_of_its_own_is_held_to_that(northmere: Layout) -> None:
    params = northmere.params / f"{EDITION}.yml"
    found = yaml.safe_load(params.read_text(encoding="utf-8"))
    found["overrides"]["thriving-places/homes-and-streets"] = {"as_at": date(2022, 6, 30)}
    params.write_text(yaml.safe_dump(found), encoding="utf-8")
    assert check_commentary(northmere, read_framework(northmere)).unseen == ()


def test_data_check_counts_the_comments_and_names_what_is_not_seen(
    northmere: Layout, run: Callable
) -> None:
    ran = run("--root", str(northmere.root), "data", "check")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1] == "7 comments on 1 edition: no problems."
    assert ran.out.splitlines()[2].startswith(f"data/commentary/{EDITION}/{HOMES}:21: ")
    assert len(ran.out.splitlines()) == 3


def test_a_build_stops_at_a_mistake_before_it_begins(northmere: Layout, run: Callable) -> None:
    write(northmere, HOMES, "comments:\n- indicator: recycling-rates\n")
    ran = run("--root", str(northmere.root), "build", EDITION)
    assert (ran.code, ran.out) == (2, "")
    assert HOMES in ran.err
    assert [path for path in northmere.build.glob("*") if path != northmere.cache] == []


def test_our_own_editions_of_published_figures_have_no_commentary(repository: Layout) -> None:
    """None was published with them, and none is made up."""
    found = sorted(path.name for path in repository.commentary.iterdir())
    assert found == ["2021-22-q4-illustrative"]
