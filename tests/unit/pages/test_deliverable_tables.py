"""Tables of deliverables: every promise once, with its words, its day and how it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from shown import number, table, tables
from whole_book import Book

from spfbook.pages.deliverables import (
    STATE_STYLE,
    STATE_WORDS,
    deliverables_table,
    delivery_counts,
    each_once,
    late_table,
)
from spfbook.pages.view import View
from spfbook.rules.delivery import Delivery


def pairs(view: View, *themes: str) -> list:
    wanted = themes or [theme.id for theme in view.framework.themes]
    return [pair for name in wanted for pair in view.tasks(view.framework.theme(name))]


def test_a_deliverable_stands_with_the_plans_words_and_its_state(view: View) -> None:
    rows = table(
        deliverables_table(view, pairs(view, "homes-and-streets"), "Homes").source
    ).by_first()
    assert rows["Launch the warm homes scheme"] == {
        "Deliverable": "Launch the warm homes scheme",
        "Milestone": "Scheme open to applications",
        "Deadline": "June 2021",
        "Lead member": "Cllr Abara",
        "Lead officer": "Head of Housing",
        "State": "● Complete",
    }
    late = rows["Consult residents on the Local Plan"]
    assert late["Deadline"] == "Q3 21-22 to Q4 21-22; now expected 30 June 2022"
    assert (late["State"], late["Milestone"], late["Lead officer"]) == (
        "■ Overdue", "None given", "Not named",
    )  # fmt: skip
    assert rows["Survey the streets with residents"]["State"] == "Comes round"


def test_a_column_in_which_no_row_says_anything_is_a_sentence(view: View) -> None:
    found = pairs(view, "homes-and-streets")
    bare = [
        (replace(task, words=task.words.model_copy(update={"milestone": None})), judged)
        for task, judged in found
    ]
    source = deliverables_table(view, bare, "Homes").source
    shown = table(source)
    assert shown.header == ("Deliverable", "Deadline", "Lead member", "Lead officer", "State")
    assert len(shown.rows) == len(found)
    assert "For none of these does the plan name a milestone." in source
    assert "For none of these" not in deliverables_table(view, found, "Homes").source


def test_a_repeat_has_its_own_words_and_says_that_it_is_shown_elsewhere(view: View) -> None:
    rows = table(deliverables_table(view, pairs(view, "health-and-care"), "Health").source)
    name = "Launch the warm homes scheme (with Thriving Places) (also shown elsewhere)"
    assert rows.by_first()[name]["State"] == "● Complete"


def test_a_repeat_is_counted_once_in_the_row_that_defines_it(view: View) -> None:
    found = each_once(pairs(view, "health-and-care", "homes-and-streets"))
    assert len(found) == len({task.deliverable.id for task, _ in found}) == 4
    (launch,) = [t for t, _ in found if t.deliverable.id == "warm-homes-scheme-launch"]
    assert not launch.is_repeat


@pytest.mark.parametrize("name", ["book", "our_book", "illustrative_book"])
def test_states_add_up(request: pytest.FixtureRequest, name: str) -> None:
    book: Book = request.getfixturevalue(name)
    once = each_once(pairs(book.view))
    for shown in tables(delivery_counts(book.view, once, "All").source):
        assert sum(map(number, shown.column("Deliverables"))) == len(once)
    assert len(once) == len(book.view.framework.deliverables)


def test_what_is_late_is_overdue_first_then_at_risk(illustrative_book: Book) -> None:
    once = each_once(pairs(illustrative_book.view))
    states = table(late_table(illustrative_book.view, once, "All").source).column("State")
    wanted = [j.state for _, j in once if j.state in (Delivery.OVERDUE, Delivery.AT_RISK)]
    assert sorted(states, key=["■ Overdue", "▲ At risk"].index) == states
    assert len(states) == len(wanted) > 2


def test_where_nothing_is_late_there_is_no_table(view: View) -> None:
    assert late_table(view, pairs(view, "health-and-care"), "Health").source == ""


def test_where_nobody_reports_no_state_is_made_up(our_book: Book) -> None:
    view = our_book.view
    assert not view.progress.sources
    source = deliverables_table(view, pairs(view, "schools"), "Schools").source
    assert "holds no reports" in source
    assert "State" not in tables(source)[0].header


def test_every_state_that_has_a_shape_has_its_colour() -> None:
    shaped = {state for state, words in STATE_WORDS.items() if words[0] in "■▲●"}
    assert shaped == set(STATE_STYLE)
