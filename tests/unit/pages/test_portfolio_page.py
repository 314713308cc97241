"""The page of a member: all that the member leads and nothing else, reds first."""

from __future__ import annotations

import re
from datetime import date

import pytest
from shown import plain, table, tables
from whole_book import Book

from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.pages import words
from spfbook.pages.editions import Editions
from spfbook.pages.portfolio_page import PortfolioPage
from spfbook.pages.questions import questions
from spfbook.rules.comparison import is_red_and_worsening
from spfbook.rules.status import Status

NAMES = ["book", "our_book", "illustrative_book"]


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def pages(book: Book) -> list[PortfolioPage]:
    members = [m.id for m in book.overview.portfolios.members]
    return [book.portfolio(name) for name in (*members, NOBODY)]


LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\(#(?:indicator|theme)-[\w-]+\)")


def named(page: PortfolioPage) -> list[str]:
    """The indicators in the page's list: a row each, or for nobody's the links of a theme's row."""
    cells = page.indicators().source.splitlines()
    start = "  - " if page.member == NOBODY else "* - "
    return [plain(name) for cell in cells if cell.startswith(start) for name in LINK.findall(cell)]


def in_plan(book: Book, member: str) -> set[str]:
    """Indicators that the plan gives the member in any row, or that name nobody and whose theme
    the member's portfolio has; found without `Portfolios`: in these frameworks nobody has taken
    over another's portfolio."""
    members = {m.id: m for m in book.overview.portfolios.members}
    leads: dict[str, set[str]] = {}
    for row in book.view.framework.rows():
        leads.setdefault(row.indicator.id, set()).update(members.keys() & row.words.lead_members)
    for row in book.view.framework.rows():
        if leads[row.indicator.id] or row.is_repeat:
            continue
        for name, each in members.items():
            given = [t for portfolio in each.portfolios for t in portfolio.themes
                     if t.theme == row.theme.id]  # fmt: skip
            if any(t.sub_theme in (None, row.indicator.sub_theme)
                   and (not t.groups or row.indicator.group in t.groups) for t in given):
                leads[row.indicator.id].add(name)
    return {name for name, found in leads.items() if (member in found or not found)
            and (found or member == NOBODY)}  # fmt: skip


def test_a_page_lists_all_and_only_the_members_indicators(any_book: Book) -> None:
    known = any_book.view.framework.indicators
    for page in pages(any_book):
        expected = [known[name].name for name in in_plan(any_book, page.member)]
        assert sorted(named(page)) == sorted(expected)


def test_every_indicator_of_the_plan_is_on_a_page(any_book: Book) -> None:
    shown = {a.indicator.id for page in pages(any_book) for a in page.assessments()}
    assert shown == set(any_book.view.framework.indicators)


def test_every_deliverable_is_on_the_pages_of_those_who_lead_it_and_no_other(
    any_book: Book,
) -> None:
    leads = any_book.overview.portfolios.of_deliverables
    for page in pages(any_book):
        own = [task.deliverable.id for task, _ in page.tasks()]
        assert sorted(own) == sorted(name for name, found in leads.items() if page.member in found)
        rows = [t for source in (page.late().source, page.deliverables().source)
                for t in tables(source)]  # fmt: skip
        assert sum(len(each.rows) for each in rows) == len(own)


def test_what_is_red_comes_first(any_book: Book) -> None:
    order = [words.status_name(status) for status in Status]
    for page in pages(any_book):
        found = tables(page.indicators().source)
        if not found or page.member == NOBODY:
            continue
        shown = [order.index(cell) for cell in found[0].column("Status")]
        assert shown == sorted(shown)


def test_what_several_lead_is_said_on_each_ones_page(our_book: Book) -> None:
    leads = our_book.overview.portfolios.of_deliverables
    shared = {name: found for name, found in leads.items() if len(found) > 1}
    assert shared
    known = our_book.view.framework.members
    for members in shared.values():
        for member in members:
            said = our_book.portfolio(member).about().source
            others = [known[each].known_as for each in members if each != member]
            assert all(f"[{other}](#portfolio-" in said for other in others)
            assert "led together with others" in said


def test_an_indicator_that_several_lead_names_the_others_in_its_row(book: Book) -> None:
    known = Portfolios(book.view.framework, date(2022, 4, 1))
    leads = {**known.of_indicators, "active-adults": ("brook", "abara")}
    known.__dict__["of_indicators"] = leads
    rows = table(PortfolioPage(book.editions, known, "brook").indicators().source).by_first()
    assert rows["Adults who are physically active"]["Also led by"] == "Cllr Abara"
    assert rows["Spending against budget"]["Also led by"] == "Nobody"


def test_a_member_out_of_office_has_no_page_and_the_things_are_nobodys(book: Book) -> None:
    """Councillor Abara held Homes until 10 May 2022; the meeting is on 14 June."""
    assert [m.id for m in book.overview.portfolios.members] == ["brook"]
    nobody = book.portfolio(NOBODY)
    assert "affordable-homes-built" in {a.indicator.id for a in nobody.assessments()}
    assert "nobody who holds office now" in nobody.about().source


def test_an_indicator_that_names_nobody_is_on_the_page_of_its_themes_portfolio(
    our_book: Book,
) -> None:
    """And the page says so, and what gives the portfolio the theme."""
    page = our_book.portfolio("carpenter")
    assert "attainment-8-score" in {a.indicator.id for a in page.assessments()}
    assert not page.portfolios.named_rows("carpenter")
    assert "it names nobody: they are here because" in page.about().source
    assert "good quality local schools”" in page.themes().source
    assert "attainment-8-score" not in {
        a.indicator.id for a in our_book.portfolio(NOBODY).assessments()
    }


def test_a_portfolio_without_a_theme_says_that_it_has_none(our_book: Book) -> None:
    page = our_book.portfolio("rice")
    assert not page.assessments()
    assert "ties no theme to the portfolio" in page.about().source
    assert page.indicators().source.count("no indicator") == 1


# Questions


def test_a_question_is_asked_once_about_a_thing(any_book: Book) -> None:
    for page in pages(any_book):
        asked = page.questions().source
        about = re.findall(r"^- \[[^\]]*\]\((#indicator-[\w-]+)\)", asked, re.MULTILINE)
        assert len(about) == len(set(about))


def test_every_question_is_true_of_the_figures(illustrative_book: Book) -> None:
    """Each fact that a question states is found again in the editions themselves."""
    editions = illustrative_book.editions
    every = list(editions.now.framework.indicators)
    asked = questions(editions, every, list(editions.now.framework.tasks()))
    checked = 0
    for question in asked:
        found = re.match(r"\[[^\]]*\]\(#indicator-([\w-]+)\): (.*)", question)
        if not found:
            continue
        now = editions.now.assessment(found[1])
        said = plain(found[2])
        running = re.search(r"off target for (\w+) editions running", said)
        if running:
            count = ("", "one", "two", "three", "four").index(running[1])
            statuses = [v.assessment(found[1]).status for v in editions.shown]
            assert statuses[-count:] == [Status.RED] * count
            assert len(statuses) == count or statuses[-count - 1] is not Status.RED
            checked += 1
        if "worse than a year before" in said and "off target" in said:
            assert any(is_red_and_worsening(p.judgement, p.travel) for p in now.parts)
            checked += 1
        if "on the figure for" in said:
            latest = {v.assessment(found[1]).worst_part.latest for v in editions.shown[-2:]}
            assert len({(o.period, o.value) for o in latest if o}) == 1
            checked += 1
    assert checked > 5
    statuses = [editions.now.assessment(name).status for name in every]
    awaiting = [q for q in asked if "have a target and no figure" in q]
    assert len(awaiting) == (1 if Status.AWAITED in statuses else 0)


def test_one_that_has_just_turned_red_is_not_said_to_run_on(book: Book) -> None:
    (asked,) = questions(book.editions, ["active-adults"], [])
    assert asked == (
        "[Adults who are physically active](#indicator-active-adults): off target. What is "
        "being done, and by when?"
    )


def test_a_fall_to_near_target_and_a_lost_rating_are_asked_about(our_book: Book) -> None:
    (fell,) = questions(our_book.editions, ["level-2-qualified-by-19"], [])
    assert fell.endswith(": on target in the last edition, near target now. What happened?")
    (lost,) = questions(our_book.editions, ["progress-8-score"], [])
    assert ": off target in the last edition, too old to judge now." in lost


def test_without_facts_nothing_is_asked(book: Book) -> None:
    assert questions(Editions(book.view), ["clean-streets"], []) == []
    assert questions(Editions(book.view), [], []) == []
