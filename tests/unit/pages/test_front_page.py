"""The front page: complete by itself, and nothing on it that the figures do not say."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from shown import number, plain, table
from whole_book import Book

from spfbook.framework.framework import Framework
from spfbook.framework.periods import parse_period
from spfbook.notebook import front_page
from spfbook.pages.changes import MOST_NAMED
from spfbook.pages.columns import FORECAST
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import NOT_RATED_WORDS, TO_NOTE, FrontPage
from spfbook.pages.markdown import Block, Chart
from spfbook.pages.movement_words import MOVE_WORDS, period_in_full
from spfbook.paths import ROOT_VARIABLE, Layout
from spfbook.rules.movement import Move
from spfbook.rules.status import Status

NAMES = ["book", "our_book", "illustrative_book"]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def with_file(book: Book, **changed: object) -> FrontPage:
    file = book.edition.file.model_copy(update=changed)
    return FrontPage(book.editions, book.edition.model_copy(update={"file": file}))


def test_the_front_says_whose_report_it_is_of_when_and_for_when(book: Book) -> None:
    said = plain(book.front.front().source).splitlines()[0]
    assert said == (
        "Northmere District Council: Northmere Plan 2021 to 2023. "
        "Period: January to March 2022 (quarter 4 of 2021 to 2022). "
        "Figures known by: 20 May 2022. Cabinet meeting: 14 June 2022. "
        "Status of this edition: test."
    )


def test_the_picture_of_the_editions_is_there_as_soon_as_there_are_two(
    our_book: Book, book: Book
) -> None:
    drawn = our_book.front.over_time()
    now = [part.strip() for part in our_book.front.where_they_stand().split(":")]
    assert isinstance(drawn, Chart)
    assert re.search(r"Stacked bars for \d editions\.", drawn.source)
    green = re.search(r"(\d+) on target", now[1]).group(1)
    assert f"{green} in Jan to Mar 2022." in drawn.source
    first = Editions(book.editions.now)
    assert FrontPage(first, book.edition).over_time() == Block("")


def test_a_meeting_that_is_not_known_is_said_to_be_so(book: Book) -> None:
    assert "Cabinet meeting: date not set." in plain(with_file(book, meeting=None).front().source)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2021-22-q1", "April to June 2021 (quarter 1 of 2021 to 2022)"),
        ("2021-22-q4", "January to March 2022 (quarter 4 of 2021 to 2022)"),
        ("2021-22-h2", "October 2021 to March 2022 (half 2 of 2021 to 2022)"),
        ("2021-11", "November 2021"),
        ("fy2021-22", "Financial year 2021 to 2022"),
    ],
)
def test_a_period_is_named_by_its_months_first(period: str, words: str) -> None:
    assert period_in_full(parse_period(period)) == words


def test_the_totals_count_an_indicator_once_and_add_up(any_book: Book) -> None:
    total = len(any_book.view.framework.indicators)
    shown = table(any_book.front.priorities().source)
    counted = [n for n, name in enumerate(shown.header) if name != FORECAST]
    *priorities, whole, before = [[row[n] for n in counted] for row in shown.rows]
    assert [row[0] for row in priorities] == [p.title for p in any_book.view.framework.priorities]
    assert number(whole[-1]) == number(before[-1]) == total
    for row in (*priorities, whole, before):
        *parts, of_all = map(number, row[1:])
        assert of_all == sum(parts)
    assert sum(number(row[-1]) for row in priorities) >= total


def test_everything_that_is_not_rated_has_its_reason_counted(any_book: Book) -> None:
    source = any_book.front.priorities().source
    not_rated = table(source).column("Not rated")[-2]
    said = plain(source.rsplit("::::", 1)[1])
    statuses = Counter(a.status for a in any_book.view.every() if not a.status.is_rated)
    told = re.findall(r"(\d[\d,]*) (?:has|have|await|awaits|cannot)\b", said)
    assert sorted(map(number, told)) == sorted(statuses.values())
    assert sum(map(number, told)) == number(not_rated)


def test_every_status_without_a_rating_has_words() -> None:
    assert set(NOT_RATED_WORDS) == {status for status in Status if not status.is_rated}


def test_the_red_ones_that_get_worse_are_all_named(any_book: Book) -> None:
    named = re.findall(r"\(#indicator-([\w-]+)\)", any_book.front.worst().source.splitlines()[0])
    assert set(named) == {
        a.indicator.id
        for a in any_book.view.every()
        if any(
            p.judgement.status is Status.RED and p.travel.direction.value == "worsened"
            for p in a.parts
        )
    }


def test_what_moved_is_named_under_what_happened_to_it(any_book: Book) -> None:
    movements = any_book.editions.movements(any_book.view.framework.indicators)
    lines = any_book.front.moved().source.splitlines()
    for move, words in MOVE_WORDS.items():
        expected = [m.indicator.id for m in movements if m.move is move]
        found = [line for line in lines if line.startswith(f"- **{words}, {len(expected):,}")]
        assert len(found) == bool(expected)
        for line in found:
            named = re.findall(r"\(#(?:indicator|theme)-([\w-]+)\)", line)
            assert len(named) == min(len(expected), MOST_NAMED)
            with_section = {n for n in expected if any_book.view.assessment(n).has_data}
            shown = set(re.findall(r"\(#indicator-([\w-]+)\)", line))
            assert shown <= with_section
            assert shown == with_section or len(expected) > MOST_NAMED


def test_a_long_list_names_the_gravest_and_counts_the_rest(
    illustrative_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spfbook.pages.changes.MOST_NAMED", 2)
    (line,) = [
        line for line in illustrative_book.front.moved().source.splitlines()
        if line.startswith("- **Moved down")
    ]  # fmt: skip
    number_of = sum(
        m.move is Move.DOWN
        for m in illustrative_book.editions.movements(illustrative_book.view.framework.indicators)
    )
    assert f"And {number_of - 2} more." in line
    assert line.count("(#indicator-") == 2
    assert "→ Off target" in line


def test_without_an_earlier_edition_the_front_says_so(book: Book) -> None:
    front = FrontPage(Editions(book.view), book.edition)
    assert "There is no earlier edition of this kind" in front.in_brief().source
    assert "There is no earlier edition of this kind" in front.moved().source
    assert len(front.in_brief().source.splitlines()) == 3
    assert "last edition" not in front.priorities().source


@pytest.mark.parametrize(
    ("decisions", "shown"),
    [
        ((), TO_NOTE),
        (("note the report",), "Note the report."),
        (
            ("note the report", "agree the *new* targets"),
            "The Cabinet is asked:\n\n- Note the report.\n- Agree the \\*new\\* targets.",
        ),
    ],
)
def test_the_decisions_asked_for_are_those_of_the_edition(
    book: Book, decisions: tuple[str, ...], shown: str
) -> None:
    assert with_file(book, decisions=decisions).decisions().source == shown


def test_every_member_in_office_is_linked(any_book: Book) -> None:
    source = any_book.front.members().source
    linked = re.findall(r"\(#portfolio-([\w-]+)\)", source)
    known = any_book.overview.portfolios
    assert linked == [*(m.id for m in known.members), "no-lead-member"]


def test_deliverables_are_told_in_a_line_that_adds_up(any_book: Book) -> None:
    said = plain(any_book.front.deliverables().source)
    total = len(any_book.view.framework.deliverables)
    assert said.startswith(f"The plan has {total:,} deliverables")
    if not any_book.view.progress.sources:
        assert "holds no reports" in said
        return
    listed = said.partition(": ")[2].partition(". ")[0]
    assert sum(map(number, re.findall(r"\d[\d,]*", listed))) == total


def test_a_target_changed_between_two_editions_is_said_beside_the_move(
    northmere: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earlier edition is judged by the target that held then."""
    path = northmere.framework / "thriving-places" / "homes-and-streets.yml"
    text = path.read_text(encoding="utf-8")
    old = "  target: {kind: comparator, areas: [mereshire], relation: in_line_with}\n"
    assert text.count(old) == 1
    path.write_text(text.replace(old, f"""{old}  changes:
  - kind: target
    date: 2022-02-01
    since: "2021-22-q4"
    reason: Cabinet agreed another target
    target: {{kind: threshold, bound: at_least, value: 40}}
    target_text: "40%"
"""), encoding="utf-8")  # fmt: skip
    monkeypatch.setenv(ROOT_VARIABLE, str(northmere.root))
    page = front_page("2021-22-q4")
    (moved,) = page.editions.movements(["recycling-rate"])
    assert (moved.before, moved.now, moved.move) == (Status.GREEN, Status.RED, Move.DOWN)
    said = page.moved().source
    assert "On target → Off target: [Household waste recycled](#indicator-recycling-rate) " in said
    assert "(target or definition changed)" in said


def test_the_day_whose_members_count_is_the_meetings(book: Book, spf: Framework) -> None:
    assert book.edition.day == date(2022, 6, 14)
    file = book.edition.file.model_copy(update={"meeting": None})
    assert book.edition.model_copy(update={"file": file}).day == date(2022, 5, 20)
