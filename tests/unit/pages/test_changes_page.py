"""Changes for approval: each with old and new, reason, approval and what it did to the status."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from changed_plan import change, with_changes, with_default_change
from hypothesis import given
from hypothesis import strategies as st
from shown import plain, table, tables
from whole_book import Book

from spfbook.framework.changes import Change
from spfbook.framework.framework import Framework
from spfbook.framework.history import as_it_stood
from spfbook.pages.changes_page import HEADER, ChangesPage, is_redated
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import FrontPage
from spfbook.pages.library_page import LibraryPage
from spfbook.pages.plan_changes import NAMES, PlanChanges
from spfbook.paths import Layout
from spfbook.rules.delivery import Delivery
from spfbook.sources.framework_files import read_framework

STREETS = "clean-streets"
TARGET_95 = {"target": {"kind": "threshold", "bound": "at_least", "value": 95},
             "target_text": "95%"}  # fmt: skip
APPROVED = {"approved_by": "Cabinet", "approved_on": "2022-04-12"}


@pytest.fixture
def plan(northmere: Layout) -> Framework:
    """The invented council's plan, which never changed."""
    found = read_framework(northmere)
    found = replace(found, file=found.file.model_copy(update={"changes": ()}))
    for name in found.indicators:
        found = with_changes(found, name)
    return found


def page_of(book: Book, plan: Framework, *, first: bool = False) -> ChangesPage:
    """The page of the invented council's edition, had its plan been this one."""
    views = [
        replace(view, framework=as_it_stood(plan, view.period, view.as_at))
        for view in book.editions.shown
    ]
    earlier = () if first else tuple(views[:-1])
    return ChangesPage(PlanChanges(plan, Editions(views[-1], earlier)))


def changed(plan: Framework, kind: str, **more: object) -> Framework:
    return with_changes(plan, STREETS, change(kind, "2021-22-q4", "2022-03-01", **more))


def test_a_plan_that_did_not_change_says_so_in_one_sentence(book: Book, plan: Framework) -> None:
    page = page_of(book, plan)
    said = plain(page.about().source).splitlines()[-1]
    assert said == (
        "No indicator, target, tolerance, definition, list of parts, polarity or baseline of the "
        "plan has been changed since the last edition, for October to December 2021."
    )
    assert page.for_approval().source == page.approved().source == ""


CASES = [
    ("target", TARGET_95, "“95%”", "“92%”", "target"),
    ("tolerance", {"tolerance": {"absolute": 3}}, "3 percentage points", "1.5 percentage points",
     "tolerance"),
    ("definition", {"measure": "Streets seen to be clean"}, "“Streets seen to be clean”",
     "“% of streets surveyed that are free of litter”", "definition"),
    ("components", {"components": [{"id": "flats", "text": "flats", "unit": "percent",
                                    "polarity": "higher_is_better"}]}, "Flats", "None", "parts"),
    ("polarity", {"polarity": "lower_is_better"}, "Lower is better", "Higher is better",
     "which way is better"),
    ("baseline", {"baseline_text": "80%"}, "“80%”", "“89.5% (2020/21)”",
     "baseline"),
    ("added", {}, "Not in the plan", "% of streets surveyed that are free of litter. Target: 92%",
     "new indicator"),
    ("retired", {}, "% of streets surveyed that are free of litter. Target: 92%", "Not in the plan",
     "given up"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "old", "new", "what"), CASES)
def test_a_change_of_each_kind_has_old_and_new_reason_and_approval(
    book: Book, plan: Framework, kind: str, fields: dict, old: str, new: str, what: str
) -> None:
    page = page_of(book, changed(plan, kind, **fields))
    (row,) = table(page.for_approval().source).rows
    named = dict(zip(HEADER, row, strict=True))
    assert named["What changes"] == (
        f"Streets free of litter: {what}, from January 2022. Dated 1 March 2022."
    )
    assert (named["Before"], named["After"]) == (old, new)
    assert named["Why, and who approved it"] == "So it was decided. Not approved yet."
    assert named["What it does to the status"]
    assert page.approved().source == ""


def test_the_kinds_of_the_cases_are_all_there_are(plan: Framework) -> None:
    kinds = {each.model_fields["kind"].annotation.__args__[0] for each in NAMES}
    assert kinds == {kind for kind, *_ in CASES} | {"default_tolerance"}
    assert len(NAMES) == len(Change.__origin__.__args__) + 1


@pytest.mark.parametrize(
    ("approved_on", "waits", "says"),
    [
        ("2022-04-12", 0, "So it was decided. Approved by Cabinet on 12 April 2022."),
        ("2022-05-20", 0, "So it was decided. Approved by Cabinet on 20 May 2022."),
        ("2022-05-21", 1, "So it was decided. Not approved yet."),
        (None, 1, "So it was decided. Not approved yet."),
    ],
)
def test_an_approval_counts_once_the_edition_knows_of_it(
    book: Book, plan: Framework, approved_on: str | None, waits: int, says: str
) -> None:
    """Figures known by 20 May: what is approved later must not change a report made again."""
    more = {"approved_by": "Cabinet", "approved_on": approved_on} if approved_on else {}
    page = page_of(book, changed(plan, "target", **TARGET_95, **more))
    assert len(page.changes.to_approve) == waits
    (row,) = table(page.for_approval().source or page.approved().source).rows
    assert row[3] == says


@pytest.mark.parametrize(
    ("day", "approved_on", "shown"),
    [
        ("2022-02-18", None, True),  # known to the edition before, and still not approved
        ("2022-02-18", "2022-02-18", False),
        ("2022-02-18", "2022-02-19", True),  # approved since
        ("2022-02-19", None, True),
        ("2022-05-20", None, True),
        ("2022-05-21", None, False),  # the edition does not know of it
    ],
)
def test_what_is_listed_is_new_or_was_not_approved_by_the_edition_before(
    book: Book, plan: Framework, day: str, approved_on: str | None, shown: bool
) -> None:
    more = {"approved_by": "Cabinet", "approved_on": approved_on} if approved_on else {}
    found = with_changes(plan, STREETS, change("target", "2021-22-q4", day, **TARGET_95, **more))
    assert len(page_of(book, found).changes.steps) == shown


def test_what_it_did_to_the_status_is_shown_as_two_statuses(book: Book, plan: Framework) -> None:
    page = page_of(book, changed(plan, "target", **TARGET_95))
    (row,) = table(page.for_approval().source).rows
    assert row[-1] == "■ Off target → ● On target"
    same = page_of(book, changed(plan, "baseline", baseline_text="80%"))
    (row,) = table(same.for_approval().source).rows
    assert row[-1] == "None: ● On target with it and without it"


def test_a_change_that_holds_later_has_done_nothing_yet(book: Book, plan: Framework) -> None:
    later = change("target", "2022-23-q1", "2022-03-01", **TARGET_95)
    (row,) = table(page_of(book, with_changes(plan, STREETS, later)).for_approval().source).rows
    assert row[-1] == "None yet: it holds from April 2022."
    assert row[1:3] == ("“95%”", "“92%”")


def test_giving_up_a_red_indicator_does_not_hide_it(book: Book, plan: Framework) -> None:
    page = page_of(book, changed(plan, "retired"))
    (row,) = table(page.for_approval().source).rows
    assert row[-1].startswith("It has no status any more; in the last edition it was ")
    assert any(word in row[-1] for word in ("●", "▲", "■"))


def test_a_change_to_the_whole_plan_names_every_status_it_made_another(
    book: Book, plan: Framework
) -> None:
    wide = {"percentages": {"absolute": 60}, "other": {"relative_pct": 90}}
    page = page_of(book, with_default_change(plan, wide))
    (row,) = table(page.for_approval().source).rows
    assert row[0].startswith("The whole plan: tolerance of targets that have none of their own")
    now = {a.indicator.id: a.status for a in page.view.every()}
    before = replace(plan, file=plan.file.model_copy(update={
        "tolerance": page.changes.steps[0].before}))  # fmt: skip
    was = {a.indicator.id: a.status for a in replace(page.view, framework=before).every()}
    differ = [name for name in now if now[name] is not was[name]]
    assert differ
    assert row[-1].startswith(f"{len(differ)} status")
    assert all(plan.indicators[name].name in row[-1] for name in differ)


def test_new_and_given_up_come_before_what_was_amended(book: Book, plan: Framework) -> None:
    found = changed(plan, "target", **TARGET_95, **APPROVED)
    found = with_changes(found, "recycling-rate", change("retired", "2021-22-q4", "2022-03-02"))
    found = with_changes(found, "shops-in-use", change("added", "2021-22-q4", "2022-03-03"))
    page = page_of(book, found)
    assert [type(s.change).__name__ for s in page.changes.steps] == [
        "Added", "Retired", "TargetChange",
    ]  # fmt: skip
    said = plain(page.about().source).splitlines()[-1]
    assert said == (
        "Since the last edition, for October to December 2021, 3 changes were made to the plan: "
        "1 new indicator, 1 given up and 1 amended. Of these 3, 2 wait for approval and 1 is "
        "approved."
    )
    assert len(tables((page.for_approval() + page.approved()).source)) == 2


def test_the_first_edition_lists_all_since_the_plan_began(book: Book, plan: Framework) -> None:
    found = with_changes(plan, STREETS, change("target", "2021-22-q2", "2021-07-01", **TARGET_95))
    said = plain(page_of(book, found, first=True).about().source)
    assert "Since the plan began, 1 change was made to the plan: 1 amended." in said


HOSTILE = "<script>alert(1)</script> **bold** [x](http://y) {math}`z` ::: | # ‮ 😀 " + "w" * 300


def test_reasons_and_old_words_are_text(book: Book, plan: Framework) -> None:
    day = "2022-03-01"
    hostile = change("target", "2021-22-q4", day, **{**TARGET_95, "target_text": HOSTILE})
    hostile = hostile.model_copy(update={"reason": HOSTILE})
    source = page_of(book, with_changes(plan, STREETS, hostile)).for_approval().source
    (line,) = {each for each in source.splitlines() if "script" in each and "decided" not in each
               and "approved" not in each}  # fmt: skip
    assert not re.search(r"(?<!\\)[<>{}`|#*]", line)
    assert "\\*\\*bold" in source
    assert "\\](http" in source
    assert "‮" not in source
    (row,) = table(source).rows
    assert row[1].startswith("“<script>alert(1)</script> **bold** [x](http://y)")


def test_the_front_page_leads_there_when_something_waits(book: Book, plan: Framework) -> None:
    page = page_of(book, changed(plan, "target", **TARGET_95))
    front = FrontPage(page.editions, book.edition, page.changes.to_approve)
    assert front.decisions().source == (
        "The Cabinet is asked to note this report. 1 change of the plan waits for approval: "
        "[Changes for approval](#page-changes)."
    )
    assert "page-changes" not in FrontPage(page.editions, book.edition).decisions().source


def test_the_deliverables_are_those_with_another_day_and_those_given_up(
    illustrative_book: Book,
) -> None:
    editions = illustrative_book.editions
    page = ChangesPage(PlanChanges(editions.now.framework, editions))
    pairs = illustrative_book.deliverables.pairs()
    before = {t.deliverable.id: editions.before.delivery(t.deliverable) for t, _ in pairs}
    redated = [t for t, now in pairs if is_redated(now, before[t.deliverable.id])]
    over = [
        t for t, now in pairs
        if now.state is Delivery.STOPPED
        and before[t.deliverable.id].state is not Delivery.STOPPED
    ]  # fmt: skip
    found = tables(page.deliverables().source)
    assert sum(len(each.rows) for each in found) == len(redated) + len(over) > 0
    for each in found:
        assert all(cell for row in each.rows for cell in row)
        assert "(illustrative progress)" in each.caption
        if "another day" in each.caption:
            assert all(row[2] != row[3] for row in each.rows)


def test_deliverables_without_reports_say_so(our_book: Book) -> None:
    editions = our_book.editions
    source = ChangesPage(PlanChanges(editions.now.framework, editions)).deliverables().source
    assert source == "This edition holds no reports on how the deliverables are going."


def test_the_library_has_each_change_with_its_day_old_new_and_reason(
    book: Book, plan: Framework
) -> None:
    found = with_changes(
        plan, STREETS, change("target", "2021-22-q4", "2022-03-01", **TARGET_95, **APPROVED)
    )
    found = with_changes(found, "recycling-rate", change("retired", "2021-22-q4", "2022-03-02"))
    page = page_of(book, found)
    portfolios = book.overview.portfolios
    shown = tables(LibraryPage(page.view, found, portfolios).tables().source)
    cells = {row[0].split(".")[0]: row for each in shown for row in each.rows}
    assert (
        "Changes: 1 March 2022: target changed from “95%” to “92%”, from January 2022: so it was "
        "decided. Approved by Cabinet on 12 April 2022." in cells["Streets free of litter"][-1]
    )
    assert cells["Household waste recycled"][-1] == (
        "Changes: 2 March 2022: given up, from January 2022: so it was decided. Not approved yet."
    )
    assert cells["Household waste recycled"][0].endswith("It was in Homes and streets.")
    untouched = [row for name, row in cells.items() if name not in
                 ("Streets free of litter", "Household waste recycled")]  # fmt: skip
    assert all(row[-1].endswith("Never changed.") for row in untouched)


def test_a_library_entry_names_the_members_and_the_aspirations_it_serves(
    our_book: Book,
) -> None:
    view, portfolios = our_book.view, our_book.overview.portfolios
    shown = tables(LibraryPage(view, view.framework, portfolios).tables().source)
    cells = {re.search(r"\(([A-Z]+-\d{3})\)", row[0])[1]: row[0] for each in shown
             for row in each.rows}  # fmt: skip
    aspirations = {a.id: a.text.rstrip(".") for a in view.framework.file.aspirations}
    rows = list(view.framework.rows())
    assert len(cells) == len(view.framework.indicators)
    for row in rows:
        where = cells[row.indicator.ref]
        for name in portfolios.of_indicators[row.indicator.id]:
            member = view.framework.members.get(name)
            assert (member.known_as if member else "no lead member") in where
        for each in row.theme.file.aspirations:
            assert f"“{aspirations[each]}”" in where


@given(st.dates(date(2022, 1, 1), date(2022, 6, 30)), st.dates(date(2022, 1, 1), date(2022, 6, 30)))
def test_what_is_approved_and_what_waits_are_all_and_apart(
    book: Book, proposed: date, approved: date
) -> None:
    plan = with_changes(
        book.view.framework, STREETS,
        change("target", "2021-22-q4", str(proposed), **TARGET_95, approved_by="Cabinet",
               approved_on=str(max(proposed, approved))),
    )  # fmt: skip
    changes = PlanChanges(plan, book.editions)
    assert {id(s) for s in changes.to_approve} | {id(s) for s in changes.approved} == {
        id(s) for s in changes.steps
    }
    assert not set(map(id, changes.to_approve)) & set(map(id, changes.approved))
