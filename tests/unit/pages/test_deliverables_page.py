"""The page of deliverables: each once, with both of its days, what is late first."""

from __future__ import annotations

import pytest
from shown import Table, plain, table, tables
from whole_book import Book

from spfbook.pages import formats
from spfbook.pages.deliverable_rows import is_late_or_slipped
from spfbook.pages.deliverables import NO_REPORTS, STATE_WORDS
from spfbook.pages.deliverables_page import DeliverablesPage
from spfbook.pages.links import LONGEST_NAME, short_name
from spfbook.pages.movement_words import DELIVERY_MOVE_WORDS
from spfbook.rules.delivery import Delivery
from spfbook.rules.delivery_movement import DeliveryMove

NAMES = ["book", "our_book", "illustrative_book"]
LATE = [STATE_WORDS[state] for state in (Delivery.OVERDUE, Delivery.AT_RISK)]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def all_rows(page: DeliverablesPage) -> list[Table]:
    return [t for block in (page.late(), page.stopped(), page.others())
            for t in tables(block.source)]  # fmt: skip


def test_every_deliverable_stands_on_the_page_once(any_book: Book) -> None:
    page = any_book.deliverables
    total = len(any_book.view.framework.deliverables)
    assert len(page.pairs()) == total
    assert sum(len(each.rows) for each in all_rows(page)) == total


def test_what_is_late_is_all_of_it_and_worst_first(illustrative_book: Book) -> None:
    page = illustrative_book.deliverables
    late = [pair for pair in page.pairs() if is_late_or_slipped(pair[1])]
    shown = table(page.late().source)
    assert len(shown.rows) == len(late) > 20
    states = [LATE.index(state) for state in shown.column("Status") if state in LATE]
    assert states == sorted(states)
    for other in tables(page.others().source):
        assert not set(other.column("Status")) & set(LATE)


def test_a_slipped_day_stays_beside_the_plans(illustrative_book: Book) -> None:
    page = illustrative_book.deliverables
    rows = table(page.late().source)
    slipped = 0
    for row in rows.rows:
        cells = dict(zip(rows.header, row, strict=True))
        assert cells["Due by the plan"] != "None given"
        if cells["Expected now"].endswith(" (later)"):
            slipped += 1
            day = cells["Expected now"].removesuffix(" (later)")
            assert any(
                judged.current and formats.day(judged.current) == day
                and judged.original < judged.current
                for _, judged in page.pairs()
            )
    assert slipped > 10


def test_what_was_stopped_has_the_reason_that_was_reported(illustrative_book: Book) -> None:
    shown = table(illustrative_book.deliverables.stopped().source)
    stopped = [p for p in illustrative_book.deliverables.pairs() if p[1].state is Delivery.STOPPED]
    assert len(shown.rows) == len(stopped)
    assert [plain(reason) for reason in shown.column("Reason")] == [
        judged.report.note or "No reason reported" for _, judged in stopped
    ]


def test_what_has_changed_is_what_the_two_editions_say(illustrative_book: Book) -> None:
    editions = illustrative_book.editions
    names = list(editions.now.framework.deliverables)
    movements = editions.delivery_movements(names)
    source = illustrative_book.deliverables.changes().source
    for move, words in DELIVERY_MOVE_WORDS.items():
        number = sum(m.move is move for m in movements)
        assert (f"- **{words}, {number:,}**" in source) == (number > 0)
    moved = sum(m.move is not DeliveryMove.SAME for m in movements)
    assert source.count("\n  - ") == moved > 10


def test_where_nobody_reports_every_section_says_so_and_no_state_is_made_up(
    our_book: Book,
) -> None:
    page = our_book.deliverables
    assert NO_REPORTS in page.counts().source
    said = [block.source for block in (page.changes(), page.late(), page.stopped())]
    assert all(each.startswith("Without reports no") for each in said)
    assert len(set(said)) == len(said), "the same sentence under three headings"
    for each in tables(page.others().source):
        assert each.header == ("Deliverable", "Lead", "Due by the plan")


def test_a_long_name_is_cut_after_a_whole_word(any_book: Book) -> None:
    for deliverable in any_book.view.framework.deliverables.values():
        name = short_name(deliverable)
        words = " ".join(deliverable.deliverable.split())
        assert len(name) <= LONGEST_NAME
        assert words.startswith(name.rstrip("…"))
        if name.endswith("…") and not words.endswith("…"):
            assert not words[len(name) - 1].isalnum()
