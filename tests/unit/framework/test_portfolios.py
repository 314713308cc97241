"""Who answers for what on a day: people change, and what they led stays with the portfolio."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.framework import Framework
from spfbook.framework.members import Member, Portfolio, PortfolioTheme
from spfbook.framework.portfolios import NOBODY, Portfolios, held
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

HOMES, HEALTH = "Cabinet Member for Homes", "Cabinet Member for Health"
LAST = date(2022, 5, 10)


@pytest.fixture
def framework(northmere: Layout) -> Framework:
    """Councillor Abara holds Homes until 10 May 2022; Councillor Brook holds Health throughout."""
    return read_framework(northmere)


def member(name: str, *portfolios: Portfolio) -> Member:
    return Member(id=name, name=f"Councillor {name}", known_as=name, portfolios=portfolios)


def with_members(framework: Framework, *members: Member) -> Framework:
    file = framework.file.model_copy(update={"members": members})
    return Framework(file, framework.priorities)


def leads(framework: Framework, day: date, indicator: str = "affordable-homes-built") -> tuple:
    """The plan names Abara for that indicator."""
    return Portfolios(framework, day).of_indicators[indicator]


@pytest.mark.parametrize(
    ("day", "holder"), [(date(2021, 4, 1), "abara"), (LAST, "abara"), (date(2022, 5, 11), NOBODY)]
)
def test_a_portfolio_is_held_to_the_end_of_its_last_day(
    framework: Framework, day: date, holder: str
) -> None:
    assert leads(framework, day) == (holder,)


def test_who_takes_over_a_portfolio_answers_for_what_the_plan_gave_the_one_before(
    framework: Framework,
) -> None:
    first = member("abara", Portfolio(title=HOMES, end=LAST))
    then = member("chen", Portfolio(title=HOMES, start=LAST + timedelta(days=1)))
    other = member("brook", Portfolio(title=HEALTH))
    found = with_members(framework, first, then, other)
    assert leads(found, LAST) == ("abara",)
    assert leads(found, LAST + timedelta(days=1)) == ("chen",)
    assert [m.id for m in Portfolios(found, LAST).members] == ["abara", "brook"]


def test_who_moves_to_another_portfolio_leaves_the_first_ones_things_behind(
    framework: Framework,
) -> None:
    moved = member(
        "abara",
        Portfolio(title=HOMES, end=LAST),
        Portfolio(title=HEALTH, start=LAST + timedelta(days=1)),
    )
    then = member("brook", Portfolio(title=HOMES, start=LAST + timedelta(days=1)))
    found = with_members(framework, moved, then)
    assert leads(found, LAST + timedelta(days=1)) == ("brook",)


def test_a_member_who_joined_later_is_known_by_the_first_portfolio(framework: Framework) -> None:
    later = member("abara", Portfolio(title=HOMES, start=date(2021, 9, 1)))
    other = member("brook", Portfolio(title=HEALTH))
    assert leads(with_members(framework, later, other), date(2021, 10, 1)) == ("abara",)


def test_a_shared_portfolio_is_led_by_both(framework: Framework) -> None:
    both = (member("abara", Portfolio(title=HOMES)), member("brook", Portfolio(title=HOMES)))
    assert leads(with_members(framework, *both), LAST) == ("abara", "brook")


@given(day=st.dates(date(2020, 1, 1), date(2024, 1, 1)))
def test_everything_is_somebodys_or_nobodys_and_never_both(spf: Framework, day: date) -> None:
    known = Portfolios(spf, day)
    everyone = [*(m.id for m in known.members), NOBODY]
    for leads_of, rows in ((known.of_indicators, known.rows), (known.of_deliverables, known.tasks)):
        shown = [id_of(row) for name in everyone for row in rows(name)]
        assert set(shown) == set(leads_of)
        assert len(shown) == sum(map(len, leads_of.values()))
        assert all(each == (NOBODY,) or NOBODY not in each for each in leads_of.values())


def id_of(row: object) -> str:
    return (getattr(row, "indicator", None) and row.indicator.id) or row.deliverable.id


def test_a_member_named_only_where_a_row_is_repeated_leads_it_too(spf: Framework) -> None:
    known = Portfolios(spf, date(2022, 5, 31))
    for row in spf.rows():
        assert set(row.words.lead_members) <= set(known.of_indicators[row.indicator.id])
    for task in spf.tasks():
        assert set(task.words.lead_members) <= set(known.of_deliverables[task.deliverable.id])


def test_a_portfolio_without_dates_is_always_held() -> None:
    assert held(member("x", Portfolio(title=HOMES)), date.min)
    assert held(member("x", Portfolio(title=HOMES)), date.max)


# Indicators that name nobody

SHOPS = "shops-in-use"
"""Names no lead member; of the theme jobs-and-money."""
JOBS = PortfolioTheme(theme="jobs-and-money", words="She answers for jobs.")


def test_what_names_nobody_is_answered_for_by_whose_portfolio_has_its_theme(
    framework: Framework,
) -> None:
    with_jobs = Portfolio(title=HOMES, end=LAST, source="The plan", themes=(JOBS,))
    first = member("abara", with_jobs)
    then = member("chen", Portfolio(title=HOMES, start=LAST + timedelta(days=1)))
    other = member("brook", Portfolio(title=HEALTH))
    found = with_members(framework, first, then, other)
    assert leads(framework, LAST, SHOPS) == (NOBODY,)
    assert leads(found, LAST, SHOPS) == ("abara",)
    assert leads(found, LAST + timedelta(days=1), SHOPS) == ("chen",)
    known = Portfolios(found, LAST)
    assert SHOPS in {row.indicator.id for row in known.rows("abara")}
    assert SHOPS not in {row.indicator.id for row in known.named_rows("abara")}


def test_a_name_in_the_plan_goes_before_the_theme(framework: Framework) -> None:
    homes = PortfolioTheme(theme="homes-and-streets", words="He answers for homes.")
    other = member("brook", Portfolio(title=HEALTH, source="The plan", themes=(homes,)))
    found = with_members(framework, member("abara", Portfolio(title=HOMES)), other)
    assert leads(found, LAST) == ("abara",)


def test_a_part_of_a_theme_gives_only_its_own_rows(framework: Framework) -> None:
    rows = {row.indicator.id: row for row in framework.rows(framework.theme("jobs-and-money"))}
    group = rows[SHOPS].indicator.group
    part = JOBS.model_copy(update={"groups": (group or "None of them",)})
    holder = member("chen", Portfolio(title="Jobs", source="The plan", themes=(part,)))
    others = [member("abara", Portfolio(title=HOMES)), member("brook", Portfolio(title=HEALTH))]
    known = Portfolios(with_members(framework, *others, holder), LAST)
    given = {row.indicator.id for row in known.rows("chen")}
    assert given == {
        name for name, row in rows.items()
        if row.indicator.group == group and not row.indicator.lead_members
    }  # fmt: skip
