"""The data behind the pages: the pages’ own numbers, all of them, once, and none that is hidden."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from downloaded import CODE, by_suffix, everything_in, rows_of
from shown import tables
from whole_book import Book

from spfbook.framework.observations import Missing, Observations
from spfbook.framework.targets import NoTarget
from spfbook.pages.data_deliverables import deliverables
from spfbook.pages.data_figures import figures
from spfbook.pages.data_files import csv_file, files_of
from spfbook.pages.data_status import statuses
from spfbook.pages.data_table import (
    Code,
    Column,
    DataTable,
    Kind,
    Number,
    Scope,
    cells,
    number,
    theme_scope,
)
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View

NAMES = ["book", "our_book", "illustrative_book"]
THE_PLANS_WORDS = {"target", "milestone", "deadline"}
STATUS_NOTES = re.compile(r"( \(uncertain\))?( \(see note\))?$")
SHOWN_NUMBER = re.compile(r"(−?)£?([\d,]+(?:\.(\d+))?)")


@pytest.fixture(params=NAMES)
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def whole(view: View) -> Scope:
    pages = tuple((view, theme) for theme in view.framework.themes)
    return Scope("all", "Everything", view, pages)


def records(table: DataTable) -> list[dict]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def scorecard_rows(page: ThemePage) -> dict[tuple[str, str], dict[str, str]]:
    """By indicator and part; a row of the whole indicator goes by its own name twice."""
    shown, indicator = {}, ""
    for table in tables(page.scorecard().source):
        for row in table.rows:
            name = row[0].removesuffix(" (also shown elsewhere)")
            indicator = indicator if name.startswith("– ") else name
            cells_ = dict(zip(table.header, row, strict=True))
            shown[indicator, name.removeprefix("– ")] = cells_
    return shown


# The pages' own numbers


def test_the_status_file_holds_the_numbers_of_the_scorecard(any_view: View) -> None:
    compared = 0
    for theme in any_view.framework.themes:
        shown = scorecard_rows(ThemePage(any_view, theme))
        scope = theme_scope(any_view, theme)
        for row in rows_of(csv_file(scope, statuses(scope)).content):
            part = row["indicator"] if row["component"] == "[z]" else row["component"]
            found = shown.get((" ".join(row["indicator"].split()), " ".join(part.split())))
            if row["value"] == "[x]":
                latest = found and found.get("Latest figure")  # left out where no row has one
                assert latest is None or "No figure" in latest or "[x]" in latest
                continue
            assert found is not None, row["indicator"]
            if row["value"] == "[c]":
                assert "Hidden [c]" in found["Latest figure"]
                continue
            sign, digits, places = SHOWN_NUMBER.match(found["Latest figure"]).groups()
            step = Decimal(1).scaleb(-len(places or ""))
            value = abs(Decimal(row["value"])).quantize(step, rounding=ROUND_HALF_UP)
            assert value == Decimal(digits.replace(",", "")), row
            assert (sign == "−") is (Decimal(row["value"]) < 0 and value != 0)
            assert STATUS_NOTES.sub("", found["Status"]).endswith(row["status"])
            compared += 1
    assert compared > 5


def test_the_latest_figure_of_the_status_is_among_the_figures(any_view: View) -> None:
    known = {
        (row["indicator_id"], row["component"], row["period"], row["published_on"]): row["value"]
        for row in records(figures(whole(any_view)))
        if row["area"] == any_view.framework.home.name
    }
    latest = [row for row in records(statuses(whole(any_view))) if row["period"] != "[x]"]
    assert latest
    for row in latest:
        place = row["indicator_id"], row["component"], row["period"], row["published_on"]
        assert known[place] == row["value"]


def test_the_figures_are_all_that_the_pages_are_made_from_and_no_later(any_view: View) -> None:
    """Each observation of a series in use, of the council and the places shown beside it, once;
    none after the report's period, and none of peers, which are never named one by one."""
    used = {
        id(part.series): part.series
        for name in any_view.framework.indicators
        for part in any_view.assessment(name).parts
        if part.series
    }
    expected = sorted(
        (s.indicator, any_view.framework.areas[o.area].name, o.period.start, o.period.end)
        for s in used.values()
        for o in s.observations
        if o.period.end <= any_view.period.end and o.area not in any_view.framework.peer_ids
    )
    found = [(r["indicator_id"], r["area"], r["start"], r["end"])
             for r in records(figures(whole(any_view)))]  # fmt: skip
    assert sorted(found) == expected
    assert not any(s.is_related_only for s in used.values())


def test_every_part_of_every_indicator_and_every_deliverable_is_there_once(any_view: View) -> None:
    framework = any_view.framework
    parts = [part for n in framework.indicators for part in any_view.assessment(n).parts]
    rows = records(statuses(whole(any_view)))
    keys = [(row["indicator_id"], row["component"]) for row in rows]
    assert len(set(keys)) == len(keys) == len(parts)
    found = records(deliverables(whole(any_view)))
    assert sorted(row["deliverable_id"] for row in found) == sorted(framework.deliverables)


def test_a_themes_tables_hold_its_own_indicators_those_shown_elsewhere_too(any_view: View) -> None:
    for theme in any_view.framework.themes:
        scope = theme_scope(any_view, theme)
        own = {row.indicator.id for row in any_view.framework.rows(theme)}
        assert {row["indicator_id"] for row in records(statuses(scope))} == own
        assert {row["indicator_id"] for row in records(figures(scope))} <= own


def test_status_says_why_and_by_what(any_view: View) -> None:
    rows = {(r["indicator_id"], r["component"]): r for r in records(statuses(whole(any_view)))}
    for name, indicator in any_view.framework.indicators.items():
        for part in any_view.assessment(name).parts:
            label = part.component.text if part.component else "All together"
            row = rows.get((name, " ".join(label.split()))) or rows[name, "[z]"]
            status = part.judgement.status
            assert row["reason"] == " ".join(part.judgement.reason.split())
            assert row["rag"] == (status.value.capitalize() if status.is_rated else "[z]")
            assert row["uncertain"] == ("yes" if part.is_uncertain else "no")
            if isinstance(indicator.target, NoTarget):
                assert row["tolerance"] == "[z]"
            if status.is_rated and part.is_assessed:
                assert row["tolerance"] != "[z]"


@pytest.mark.parametrize(
    ("indicator", "tolerance"),
    [("attainment-8-score", "5% of the target"), ("english-maths-grade-5", "2 percentage points")],
)
def test_a_tolerance_is_in_words(our_view: View, indicator: str, tolerance: str) -> None:
    rows = {row["indicator_id"]: row for row in records(statuses(whole(our_view)))}
    assert rows[indicator]["tolerance"] == tolerance


# Codes


@pytest.mark.parametrize(
    ("indicator", "low", "high", "against"),
    [
        ("social-care-users-feel-safe", "68.2", "80.4", None),  # not judged
        ("repeat-referrals-to-childrens-social-care", "11.3", "13.3", "15.0"),
        ("overweight-reception-pupils", "22.9", "26.5", "24.7"),  # its baseline: Reduction
        ("secondary-school-absence", None, None, "4.4"),
    ],
)
def test_the_interval_and_the_number_judged_against_are_there(
    our_view: View, indicator: str, low: str | None, high: str | None, against: str | None
) -> None:
    """As the pages show them: 22.9% to 26.5% beside a figure of 24.60497."""
    rows = records(statuses(whole(our_view)))
    (row,) = (row for row in rows if row["indicator_id"] == indicator)
    found = [row[name] for name in ("lower", "upper", "judged_against")]
    shown = [cell.value if isinstance(cell, Number) else None for cell in found]
    assert shown == [each and Decimal(each) for each in (low, high, against)]


def test_no_cell_is_empty_or_a_programs_word_for_nothing(any_view: View) -> None:
    for file in files_of(whole(any_view)):
        if file.form == "CSV":
            for row in rows_of(file.content):
                for column, cell in row.items():
                    assert cell.strip()
                    assert cell.lower() not in {"nan", "none", "null", "nat", "-", "inf"}
                    assert cell != "n/a" or column in THE_PLANS_WORDS


def test_a_column_of_numbers_or_days_holds_those_or_a_code(any_view: View) -> None:
    held = {Kind.NUMBER: Number, Kind.DATE: date}
    for made in (figures, statuses, deliverables):
        table = made(whole(any_view))
        for place, column in enumerate(table.columns):
            for row in table.rows:
                cell = row[place]
                if column.kind in held and not isinstance(cell, held[column.kind]):
                    assert CODE.fullmatch(cell), (column.name, cell)
                if column.kind is Kind.YES_NO:
                    assert cell in ("yes", "no")


def test_marks_and_missing_figures_are_codes(view: View) -> None:
    """Northmere's returns hold one of each."""
    rows = records(figures(whole(view)))

    def found(indicator: str, start: date) -> dict:
        (row,) = [
            r for r in rows
            if (r["indicator_id"], r["start"], r["area"])
            == (indicator, start, view.framework.home.name)
        ]  # fmt: skip
        return row

    snow = found("clean-streets", date(2021, 12, 1))
    assert (snow["value"], snow["numerator"], snow["flag"]) == ("[x]", "[x]", "[z]")
    assert found("affordable-homes-built", date(2021, 10, 1))["flag"] == "[r]"
    assert found("recycling-rate", date(2020, 4, 1))["flag"] == "[p]"
    assert found("active-adults", date(2018, 4, 1))["flag"] == "[b]"
    hidden = found("adaptations-waiting-list", date(2021, 8, 31))
    assert hidden["value"] == hidden["lower"] == hidden["upper"] == "[c]"
    assert hidden["numerator"] == "[z]"  # a count has none


def test_a_table_names_the_codes_it_uses(view: View) -> None:
    assert figures(whole(view)).codes() == [
        Code.SUPPRESSED, Code.NOT_AVAILABLE, Code.NOT_APPLICABLE, Code.PROVISIONAL, Code.REVISED,
        Code.BREAK,
    ]  # fmt: skip


def test_what_is_hidden_is_in_no_file(our_view: View) -> None:
    """Neither the value nor the counts behind it, even where a source still holds those."""
    def telling(o) -> bool:
        return None not in (o.value, o.numerator, o.denominator)

    series = next(
        part.series
        for name in our_view.framework.indicators
        for part in our_view.assessment(name).parts
        if part.latest and telling(part.latest)
    )
    secret = {"numerator": Decimal("98.765431"), "denominator": Decimal("987654.323")}
    limits = {"lower": Decimal("87.654321"), "upper": Decimal("87.654327")}
    hidden = replace(
        series,
        observations=tuple(
            replace(o, value=None, missing=Missing.SUPPRESSED, **secret, **limits)
            for o in series.observations
        ),
    )
    observations = Observations(
        our_view.as_at, tuple(hidden if s is series else s for s in our_view.observations.series)
    )
    view = replace(our_view, observations=observations)
    files = files_of(whole(view))
    rows = [r for r in rows_of(by_suffix(files, "-figures.csv").content)
            if r["indicator_id"] == series.indicator]  # fmt: skip
    assert rows
    columns = ("value", "numerator", "denominator", "lower", "upper")
    assert {row[column] for row in rows for column in columns} == {"[c]"}
    for file in files:
        text = everything_in(file)
        for number_ in (*secret.values(), *limits.values()):
            assert str(number_) not in text, file.name


# What is made up


def test_made_up_figures_and_reports_are_marked_in_their_rows(illustrative_book: Book) -> None:
    view = illustrative_book.view
    made_up = {s.indicator for s in view.observations.series if s.is_illustrative}
    table = figures(whole(view))
    assert table.is_illustrative
    for row in records(table):
        if row["illustrative"] == "yes":
            assert row["indicator_id"] in made_up
            assert "Made up" in row["source"]
    assert {row["illustrative"] for row in records(table)} == {"yes", "no"}
    assert {r["illustrative"] for r in records(deliverables(whole(view)))} == {"yes", "no"}


def test_nothing_of_the_published_edition_is_called_made_up(our_view: View) -> None:
    for made in (figures, statuses, deliverables):
        table = made(whole(our_view))
        assert not table.is_illustrative
        assert {row["illustrative"] for row in records(table)} == {"no"}


def test_without_reports_the_state_of_a_deliverable_is_not_available(our_view: View) -> None:
    """A deadline that has passed says nothing about a task of which nobody has reported."""
    for row in records(deliverables(whole(our_view))):
        assert (row["state"], row["reason"], row["reported_on"]) == ("[x]", "[x]", "[x]")


# The shape


def test_a_row_with_an_empty_cell_or_a_cell_too_few_is_a_mistake() -> None:
    columns = (Column("a", "A", "."), Column("b", "B", "."))
    for row in [("x",), ("x", ""), ("x", "  "), ("x", "y", "z")]:
        with pytest.raises(AssertionError):
            DataTable("t", "About.", columns, (row,))


def test_texts_stand_on_one_line_and_a_blank_one_is_a_code() -> None:
    day = date(2022, 3, 31)
    assert cells(" two\n lines ", " ", day) == ("two lines", "[x]", day)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("72.44"), 1, 1),
        (Decimal("0.04"), 1, 2),  # 0.0 would say that there was none
        (Decimal("-0.04"), 0, 2),
        (Decimal("0"), 1, 1),
        (Decimal("0.00"), 0, 0),
    ],
)
def test_a_small_number_is_not_shown_as_nothing(value: Decimal, places: int, shown: int) -> None:
    assert number(value, places) == Number(value, shown)


@pytest.mark.parametrize("value", [None, Decimal("NaN"), Decimal("Infinity")])
def test_no_number_is_a_code(value: Decimal | None) -> None:
    assert number(value, 1) == Code.NOT_AVAILABLE
