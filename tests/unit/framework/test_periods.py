"""Periods: what each way of writing one means, its words, its order, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spfbook.framework.periods import (
    PeriodError,
    PeriodKind,
    add_months,
    financial_year_of,
    month_of,
    parse_period,
    quarter_of,
)

K = PeriodKind
KINDS = [
    # text, kind, first day, last day, label, short label
    ("2020-04", K.MONTH, (2020, 4, 1), (2020, 4, 30), "April 2020", "Apr 2020"),
    ("2020-02", K.MONTH, (2020, 2, 1), (2020, 2, 29), "February 2020", "Feb 2020"),
    ("2020-21-q1", K.QUARTER, (2020, 4, 1), (2020, 6, 30), "April to June 2020", "Apr to Jun 2020"),
    (
        "2020-21-q4", K.QUARTER, (2021, 1, 1), (2021, 3, 31),
        "January to March 2021", "Jan to Mar 2021",
    ),
    (
        "2020-21-h1", K.HALF_YEAR, (2020, 4, 1), (2020, 9, 30),
        "April to September 2020", "Apr to Sep 2020",
    ),
    (
        "2020-21-h2", K.HALF_YEAR, (2020, 10, 1), (2021, 3, 31),
        "October 2020 to March 2021", "Oct 2020 to Mar 2021",
    ),
    (
        "fy2020-21", K.FINANCIAL_YEAR, (2020, 4, 1), (2021, 3, 31),
        "financial year 2020 to 2021", "2020/21",
    ),
    (
        "fy1999-00", K.FINANCIAL_YEAR, (1999, 4, 1), (2000, 3, 31),
        "financial year 1999 to 2000", "1999/00",
    ),
    (
        "ay2018-19", K.ACADEMIC_YEAR, (2018, 9, 1), (2019, 8, 31),
        "academic year 2018 to 2019", "2018/19",
    ),
    (
        "ay2018-19-autumn", K.TERM, (2018, 9, 1), (2018, 12, 31),
        "autumn term 2018 to 2019", "autumn term 2018 to 2019",
    ),
    (
        "ay2018-19-spring", K.TERM, (2019, 1, 1), (2019, 3, 31),
        "spring term 2018 to 2019", "spring term 2018 to 2019",
    ),
    (
        "ay2018-19-summer", K.TERM, (2019, 4, 1), (2019, 8, 31),
        "summer term 2018 to 2019", "summer term 2018 to 2019",
    ),
    (
        "ay2018-19-autumn+spring", K.TERM, (2018, 9, 1), (2019, 3, 31),
        "autumn and spring terms 2018 to 2019", "autumn and spring terms 2018 to 2019",
    ),
    ("2019", K.CALENDAR_YEAR, (2019, 1, 1), (2019, 12, 31), "2019", "2019"),
    ("2020-03-31", K.SNAPSHOT, (2020, 3, 31), (2020, 3, 31), "31 March 2020", "31 Mar 2020"),
    ("2016..2018", K.YEARS, (2016, 1, 1), (2018, 12, 31), "2016 to 2018", "2016 to 2018"),
    (
        "fy2016-17..fy2018-19", K.YEARS, (2016, 4, 1), (2019, 3, 31),
        "2016 to 2019", "2016 to 2019",
    ),
    (
        "2019-05..2020-04", K.MONTHS, (2019, 5, 1), (2020, 4, 30),
        "May 2019 to April 2020", "May 2019 to Apr 2020",
    ),
    (
        "2020-02..2020-03", K.MONTHS, (2020, 2, 1), (2020, 3, 31),
        "February to March 2020", "Feb to Mar 2020",
    ),
]  # fmt: skip
TEXTS = [case[0] for case in KINDS]


@pytest.mark.parametrize(("text", "kind", "start", "end", "label", "short"), KINDS, ids=TEXTS)
def test_a_period_has_its_days_and_its_words(
    text: str, kind: PeriodKind, start: tuple, end: tuple, label: str, short: str
) -> None:
    period = parse_period(text)
    assert (period.kind, period.start, period.end) == (kind, date(*start), date(*end))
    assert (period.label, period.short_label) == (label, short)


def test_every_kind_of_period_is_in_the_table() -> None:
    assert {case[1] for case in KINDS} == set(PeriodKind)


@pytest.mark.parametrize("text", TEXTS)
def test_a_period_is_written_as_it_was_read(text: str) -> None:
    assert str(parse_period(f"  {text} ")) == text
    assert parse_period(str(parse_period(text))) == parse_period(text)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("2020-04", "2019-04"),
        ("2020-21-q1", "2019-20-q1"),
        ("2020-21-h2", "2019-20-h2"),
        ("fy2020-21", "fy2019-20"),
        ("fy2000-01", "fy1999-00"),
        ("fy1999-00", "fy1998-99"),
        ("ay2018-19", "ay2017-18"),
        ("ay2018-19-autumn+spring", "ay2017-18-autumn+spring"),
        ("2019", "2018"),
        ("2020-03-31", "2019-03-31"),
        ("2020-02-29", "2019-02-28"),
        ("2016..2018", "2015..2017"),
        ("fy2016-17..fy2018-19", "fy2015-16..fy2017-18"),
        ("2019-05..2020-04", "2018-05..2019-04"),
    ],
)
def test_the_same_period_a_year_earlier(text: str, earlier: str) -> None:
    assert parse_period(text).year_earlier() == parse_period(earlier)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is no period; write 2020-04,"),
        ("April 2020", "is no period; write 2020-04,"),
        ("2020-4", "is no period; write"),
        ("2020-21-q5", "is no period; write"),
        ("2020-21-h3", "is no period; write"),
        ("2020/21", "is no period; write"),
        ("ay2018-19-winter", "is no period; write"),
        ("2020-13", "month must be in 1..12"),
        ("2020-02-30", "day is out of range"),
        ("0000", "is no period"),
        ("9999-12", "is no period"),
        ("fy2020-22", "2020 is followed by 21, not 22"),
        ("2020-22-q1", "2020 is followed by 21, not 22"),
        ("ay2018-19-spring+autumn", "autumn comes before spring"),
        ("2018..2016", "write an earlier and a later one of one kind"),
        ("2018..2018", "write an earlier and a later one of one kind"),
        ("2016..2017..2018", "write an earlier and a later one of one kind"),
        ("2016..fy2018-19", "write an earlier and a later one of one kind"),
        ("2020-21-q1..2020-21-q2", "only years or months can be taken together"),
        ("2016..", "is no period"),
    ],
)
def test_what_is_no_period_is_refused_with_a_reason(text: str, says: str) -> None:
    with pytest.raises(PeriodError, match="is no period") as caught:
        parse_period(text)
    assert says in str(caught.value)


def test_periods_stand_in_order_of_their_ends_then_of_their_starts() -> None:
    written = ["fy2020-21", "2021-03-31", "2020-21-q3", "2021-03", "2020-21-q4", "2020", "2021"]
    ordered = [str(period) for period in sorted(map(parse_period, written))]
    assert ordered == [
        "2020", "2020-21-q3", "fy2020-21", "2020-21-q4", "2021-03", "2021-03-31", "2021",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [
        ("2020-04", "2020-05", False),
        ("fy2020-21", "2020-21-q2", True),
        ("fy2020-21", "fy2021-22", False),
        ("fy2020-21", "2021", True),
        ("2020-03-31", "2020-03", True),
        ("2020-03-31", "2020-04", False),
    ],
)
def test_whether_periods_overlap(one: str, other: str, do: bool) -> None:
    assert parse_period(one).overlaps(parse_period(other)) is do
    assert parse_period(other).overlaps(parse_period(one)) is do


def test_only_years_and_months_taken_together_are_pooled() -> None:
    assert {K.YEARS, K.MONTHS} == {parse_period(t).kind for t in TEXTS if parse_period(t).is_pooled}


@pytest.mark.parametrize(
    ("day", "month", "quarter", "year"),
    [
        (date(2021, 3, 31), "2021-03", "2020-21-q4", "fy2020-21"),
        (date(2021, 4, 1), "2021-04", "2021-22-q1", "fy2021-22"),
        (date(2020, 12, 31), "2020-12", "2020-21-q3", "fy2020-21"),
        (date(2021, 1, 1), "2021-01", "2020-21-q4", "fy2020-21"),
        (date(2000, 3, 31), "2000-03", "1999-00-q4", "fy1999-00"),
    ],
)
def test_the_periods_a_day_lies_in(day: date, month: str, quarter: str, year: str) -> None:
    found = (month_of(day), quarter_of(day), financial_year_of(day))
    assert tuple(map(str, found)) == (month, quarter, year)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2021, 1, 30), 1, date(2021, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 2, 28), 1, date(2021, 3, 31)),  # a last day stays a last day
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2020, 1, 15), -1, date(2019, 12, 15)),
    ],
)
def test_days_move_by_whole_months(day: date, months: int, moved: date) -> None:
    assert add_months(day, months) == moved


years = st.integers(min_value=1950, max_value=2100)
terms = st.sampled_from(["autumn", "spring", "summer", "autumn+spring", "spring+summer"])


def two_years(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


texts = st.one_of(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.builds("{}-{:02d}".format, years, st.integers(1, 12)),
    st.builds("{}-q{}".format, years.map(two_years), st.integers(1, 4)),
    st.builds("{}-h{}".format, years.map(two_years), st.integers(1, 2)),
    years.map(two_years).map("fy{}".format),
    years.map(two_years).map("ay{}".format),
    st.builds("ay{}-{}".format, years.map(two_years), terms),
    years.map(str),
    st.builds(lambda year, more: f"{year}..{year + more}", years, st.integers(1, 5)),
    st.builds(
        lambda year, more: f"fy{two_years(year)}..fy{two_years(year + more)}",
        years, st.integers(1, 5),
    ),
    st.builds(
        lambda year, month: f"{year}-{month:02d}..{year + 1}-{month:02d}",
        years, st.integers(1, 12),
    ),
)  # fmt: skip


@given(texts)
def test_reading_and_writing_are_each_others_inverse(text: str) -> None:
    period = parse_period(text)
    assert str(period) == text
    assert period.start <= period.end


@given(texts)
def test_a_year_earlier_keeps_kind_and_length_and_ends_before(text: str) -> None:
    period = parse_period(text)
    earlier = period.year_earlier()
    assert earlier.kind is period.kind
    assert earlier < period
    assert abs((period.end - period.start) - (earlier.end - earlier.start)).days <= 1


@given(texts, texts)
def test_two_periods_have_one_order(one: str, other: str) -> None:
    first, second = parse_period(one), parse_period(other)
    assert (first < second) + (second < first) + (first == second) == 1


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_its_month_its_quarter_and_its_year(day: date) -> None:
    for period in (month_of(day), quarter_of(day), financial_year_of(day)):
        assert period.contains(day)
