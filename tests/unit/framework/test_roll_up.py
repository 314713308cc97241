"""A quarter made of months equals the declared rule, or is not made and says why."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from spfbook.framework.observations import Flag, Missing, Observation
from spfbook.framework.periods import parse_period
from spfbook.framework.records import RecordedSeries
from spfbook.framework.roll_up import roll_up, rolled_revisions
from spfbook.framework.sources import Break, FoundBaseline, Link, Source, SourceSeries
from spfbook.framework.units import Unit

JUL, AUG, SEP = "2021-07", "2021-08", "2021-09"
HIDDEN, NONE = "hidden", "none"


def month(text: str, value: str | int, counts: str = "", flag: Flag | None = None) -> Observation:
    """`value`: a number, `hidden` or `none`; `counts`: `12/48`."""
    period = parse_period(text)
    missing = {HIDDEN: Missing.SUPPRESSED, NONE: Missing.NOT_AVAILABLE}.get(str(value))
    above, _, below = counts.partition("/")
    published = period.end + timedelta(days=20)
    return Observation(
        area="home", period=period, value=None if missing else Decimal(value), missing=missing,
        numerator=Decimal(above) if above else None, denominator=Decimal(below) if below else None,
        lower=None, upper=None, flag=flag, published_on=published, is_publication_stated=False,
        recorded_on=published, note=None, line=period.start.month,
    )  # fmt: skip


def months(*values: str | int, counts: tuple[str, ...] = ("", "", "")) -> list[Observation]:
    return [month(*each) for each in zip((JUL, AUG, SEP), values, counts, strict=False)]


COUNTS = ("1/4", "3/4", "10/40")

WORKED = [
    # rule, unit, months → the quarter, its two counts
    ("sum", Unit.COUNT, months(10, 20, 5), "35", (None, None)),
    ("sum", Unit.COUNT, months(0, 0, 0), "0", (None, None)),
    ("sum", Unit.COUNT, months(-3, 2, 0), "-1", (None, None)),
    ("mean", Unit.DAYS, months("10.5", "11", "12"), "11.16667", (None, None)),
    ("mean", Unit.COUNT, months(1, 1, 2), "1.33333", (None, None)),
    ("last", Unit.COUNT, months(391, 402, 388), "388", (None, None)),
    ("last", Unit.PERCENT, months(25, 75, 25, counts=COUNTS), "25", (10, 40)),
    # 14 of 48, and not the mean of 25%, 75% and 25%, which is 41.7%
    ("ratio", Unit.PERCENT, months(25, 75, 25, counts=COUNTS), "29.16667", (14, 48)),
    ("ratio", Unit.PER_1000, months(250, 750, 250, counts=COUNTS), "291.66667", (14, 48)),
    ("ratio", Unit.RATIO, months("0.25", "0.75", "0.25", counts=COUNTS), "0.29167", (14, 48)),
    ("mean", Unit.PERCENT, months(25, 75, 25, counts=COUNTS), "41.66667", (None, None)),
]


@pytest.mark.parametrize(("rule", "unit", "given", "value", "counts"), WORKED)
def test_a_quarter_of_three_months_is_made_by_the_rule(rule, unit, given, value, counts) -> None:
    (made,) = roll_up(given, rule, unit)
    assert (made.period.text, made.value, made.missing) == ("2021-22-q2", Decimal(value), None)
    assert (made.numerator, made.denominator) == counts
    assert (made.published_on, made.note) == (date(2021, 10, 20), None)


NOT_MADE = [
    # rule, months → why not, and the code
    ("sum", months(10, 20), "Of its three months only July 2021 and August 2021 are held.",
     Missing.NOT_AVAILABLE),
    ("last", [month(SEP, 388)], "Of its three months only September 2021 is held.",
     Missing.NOT_AVAILABLE),
    ("sum", months(10, NONE, 5), "There is no figure for August 2021.", Missing.NOT_AVAILABLE),
    ("sum", months(10, HIDDEN, 5), "The figure for August 2021 is hidden.", Missing.SUPPRESSED),
    ("mean", months(HIDDEN, NONE, 5), "The figure for July 2021 is hidden.", Missing.SUPPRESSED),
    ("last", months(10, HIDDEN, 5), "The figure for August 2021 is hidden.", Missing.SUPPRESSED),
    ("ratio", months(25, 75, 25, counts=("1/4", "", "10/40")),
     "The two counts for August 2021 are not held.", Missing.NOT_AVAILABLE),
    ("ratio", months(0, 0, 0, counts=("0/0", "0/0", "0/0")),
     "The counts below the line add up to 0.", Missing.NOT_AVAILABLE),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "given", "why", "missing"), NOT_MADE)
def test_a_quarter_that_cannot_be_made_has_no_value_and_says_why(rule, given, why, missing) -> None:
    (made,) = roll_up(given, rule, Unit.PERCENT)
    assert (made.value, made.note, made.missing) == (None, why, missing)
    assert (made.numerator, made.denominator, made.flag) == (None, None, None)


@pytest.mark.parametrize(
    ("first", "is_made"), [("2021-07", True), ("2021-08", False), ("2021-09", False),
                           ("2021-10", True), ("2021-22-q2", True)],
)  # fmt: skip
def test_a_break_inside_a_quarter_lets_none_be_made(first: str, is_made: bool) -> None:
    """One that begins with the quarter leaves all its months comparable."""
    (made,) = roll_up(months(1, 2, 3), "sum", Unit.COUNT, [Break(first_period=first, reason="x")])
    assert (made.value is not None) is is_made
    if not is_made:
        assert made.note.startswith(f"From {parse_period(first).label} its months cannot")


@pytest.mark.parametrize(
    ("flags", "flag"),
    [
        ((None, None, None), None),
        ((None, Flag.PROVISIONAL, None), Flag.PROVISIONAL),
        ((Flag.REVISED, Flag.PROVISIONAL, Flag.ESTIMATED), Flag.PROVISIONAL),
        ((Flag.REVISED, Flag.ESTIMATED, None), Flag.ESTIMATED),
        ((Flag.REVISED, None, None), Flag.REVISED),
    ],
)
def test_a_quarter_is_as_sure_as_its_least_sure_month(flags, flag) -> None:
    given = [month(text, 1, "", each) for text, each in zip((JUL, AUG, SEP), flags, strict=True)]
    assert roll_up(given, "sum", Unit.COUNT)[0].flag is flag


def test_each_place_and_quarter_has_its_own() -> None:
    """In order of time; years meet between December and January."""
    given = [month(f"2021-{n:02d}", n) for n in range(4, 13)] + [month("2022-01", 1)]
    made = roll_up(given, "sum", Unit.COUNT)
    assert [(q.period.text, q.value) for q in made] == [
        ("2021-22-q1", 15), ("2021-22-q2", 24), ("2021-22-q3", 33), ("2021-22-q4", None),
    ]  # fmt: skip


def test_a_revised_month_revises_its_quarter() -> None:
    before, after = month(AUG, 20), month(AUG, 26)
    ((was, now),) = rolled_revisions(months(10, 26, 5), [(before, after)], "sum", Unit.COUNT)
    assert (was.value, now.value) == (35, 41)
    assert rolled_revisions(months(10, 26), [(before, after)], "sum", Unit.COUNT) == ()


def test_an_edition_sees_the_quarter_when_its_last_month_is_out() -> None:
    series = RecordedSeries(SOURCE, DEFINITION, LINK, tuple(months(10, 20, 5)))
    for day, value in ((date(2021, 10, 19), None), (date(2021, 10, 20), 35)):
        (found,) = series.known_by(day).observations
        assert (found.period.text, found.value) == ("2021-22-q2", value)


LINK = Link(
    indicator="shops-in-use", match="same", rolled_up="sum",
    baseline=FoundBaseline(finding="no_baseline"),
)  # fmt: skip
DEFINITION = SourceSeries(
    id="shops", title="Shops", unit=Unit.COUNT, lag_days=20, lag_basis="usual",
    serves=(LINK,),
)  # fmt: skip
SOURCE = Source(
    id="monthly", title="Monthly", publisher="Northmere", licence="Own", version="1",
    retrieved=date(2022, 1, 1), sha256="0" * 64, recorded="when_published", series=(DEFINITION,),
)  # fmt: skip
