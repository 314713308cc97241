"""The last day to publish: five clear working days before the meeting, bank holidays left out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from spfbook.framework.working_days import BankHolidays
from spfbook.rules.publication_day import is_too_late, latest_publication
from spfbook.sources.bank_holidays import bank_holidays

HOLIDAYS = bank_holidays()
MONDAY, SATURDAY = 0, 5


def made(*days: str, first: int, last: int) -> BankHolidays:
    return BankHolidays.model_validate({
        "place": "England", "title": "Some", "source": "A test", "first_year": first,
        "last_year": last, "days": [{"day": day, "name": "A holiday"} for day in days],
    })  # fmt: skip


@pytest.mark.parametrize(
    ("meeting", "latest"),
    [
        ("2022-07-12", "2022-07-04"),  # Tuesday: Monday of the week before
        ("2022-07-11", "2022-07-01"),  # Monday: five days from Monday to Friday, so the Friday
        ("2022-06-14", "2022-06-06"),
        ("2022-06-10", "2022-05-31"),  # 2 and 3 June 2022 were holidays
        ("2022-06-09", "2022-05-30"),
        ("2021-04-13", "2021-04-01"),  # Easter: Thursday before Good Friday
        ("2023-01-03", "2022-12-21"),  # over Christmas and into another year
        ("2022-09-27", "2022-09-16"),  # the state funeral of 19 September 2022
        ("2021-07-17", "2021-07-09"),  # a meeting on a Saturday
    ],
)
def test_the_last_day_to_publish(meeting: str, latest: str) -> None:
    found = latest_publication(date.fromisoformat(meeting), HOLIDAYS)
    assert found == date.fromisoformat(latest)


def test_the_councils_own_case_of_september_2018() -> None:
    """Published on Monday 10 September for Tuesday 18 September (REPORT 3)."""
    holidays = made("2018-08-27", "2018-12-25", first=2018, last=2018)
    assert latest_publication(date(2018, 9, 18), holidays) == date(2018, 9, 10)


def clear(after: date, meeting: date) -> int:
    """Working days between the two, neither of them counted."""
    between = [after + timedelta(n) for n in range(1, (meeting - after).days)]
    holidays = {each.day for each in HOLIDAYS.days}
    return sum(day.weekday() < SATURDAY and day not in holidays for day in between)


@given(st.dates(date(2020, 1, 20), date(2027, 12, 31)))
def test_it_leaves_five_clear_working_days_and_the_next_day_to_publish_does_not(
    meeting: date,
) -> None:
    found = latest_publication(meeting, HOLIDAYS)
    assert found is not None
    assert HOLIDAYS.is_working(found)
    assert clear(found, meeting) == 5
    later = found + timedelta(1)
    while not HOLIDAYS.is_working(later):
        later += timedelta(1)
    assert clear(later, meeting) == 4


@pytest.mark.parametrize("meeting", ["2019-12-31", "2020-01-06", "2028-01-01"])
def test_where_holidays_are_not_held_no_day_is_named(meeting: str) -> None:
    assert latest_publication(date.fromisoformat(meeting), HOLIDAYS) is None


@pytest.mark.parametrize(
    ("today", "late"),
    [("2022-07-04", False), ("2022-07-05", True), ("2022-07-12", True), ("2022-07-13", False)],
)
def test_it_is_late_after_the_last_day_until_the_meeting_is_over(today: str, late: bool) -> None:
    meeting = date(2022, 7, 12)
    latest = latest_publication(meeting, HOLIDAYS)
    assert is_too_late(date.fromisoformat(today), meeting, latest) is late
    assert is_too_late(date.fromisoformat(today), meeting, None) is False


ONE_OFF = {
    2020: {date(2020, 5, 8): date(2020, 5, 4)},  # VE day in place of the first Monday of May
    2022: {date(2022, 6, 2): date(2022, 5, 30), date(2022, 6, 3): None, date(2022, 9, 19): None},
    2023: {date(2023, 5, 8): None},
}
"""Days by proclamation, each with the one it stands for, where there is one."""


@pytest.mark.parametrize("year", range(2020, 2028))
def test_the_holidays_are_those_of_the_act_and_the_proclamations(year: int) -> None:
    """Worked out again: the Banking and Financial Dealings Act 1971, and Easter."""
    sunday = easter(year)
    days = {sunday - timedelta(2), sunday + timedelta(1)}
    days.add(next(d for d in may(year) if d.weekday() == MONDAY))
    days.add(next(d for d in reversed(may(year)) if d.weekday() == MONDAY))
    august = [date(year, 8, n) for n in range(31, 0, -1)]
    days.add(next(d for d in august if d.weekday() == MONDAY))
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    days |= {d for d in fixed if d.weekday() < SATURDAY}
    for day in fixed:
        if day.weekday() >= SATURDAY:  # the next day that is no holiday itself
            while day in days or day.weekday() >= SATURDAY:
                day += timedelta(1)
            days.add(day)
    for day, instead in ONE_OFF.get(year, {}).items():
        days = (days - {instead}) | {day}
    assert {each.day for each in HOLIDAYS.days if each.day.year == year} == days


def may(year: int) -> list[date]:
    return [date(year, 5, n) for n in range(1, 32)]


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (("2022-01-01",), "on a weekend"),
        (("2022-06-03", "2022-06-02"), "not in order"),
        (("2022-06-02", "2022-06-02"), "one is there twice"),
        (("2023-01-02",), "years are not those"),
    ],
)
def test_a_wrong_file_of_holidays_is_refused(days: tuple[str, ...], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        made(*days, first=2022, last=2022)
