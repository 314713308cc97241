"""The words for statuses, directions, targets and baselines: all there, none twice."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import pytest
from second_framework import REPOSITORY
from whole_book import Book

from spfbook.framework.indicators import Baseline, Every, Frequency, Polarity
from spfbook.framework.observations import Flag
from spfbook.pages import formats, words
from spfbook.pages.deliverables import STATE_MEANING, STATE_WORDS
from spfbook.pages.view import View
from spfbook.rules.delivery import Delivery
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part
from spfbook.rules.status import Status


def part_of(view: View, indicator: str, component: str | None = None) -> Part:
    parts = view.assessment(indicator).parts
    return next(p for p in parts if (p.component.id if p.component else None) == component)


@pytest.mark.parametrize(
    ("kinds", "table"),
    [
        (Status, words.STATUS_WORDS),
        (Status, words.STATUS_MEANING),
        (Direction, words.DIRECTION_WORDS),
        (Every, words.FREQUENCY_WORDS),
        (Polarity, words.POLARITY_WORDS),
        (Delivery, STATE_WORDS),
        (Delivery, STATE_MEANING),
    ],
)
def test_every_kind_has_words_of_its_own(kinds: type[StrEnum], table: dict) -> None:
    assert set(table) == set(kinds)
    assert len(set(table.values())) == len(table)


def test_a_rated_status_has_a_shape_beside_its_word() -> None:
    """So that no meaning rests on colour."""
    assert {status for status in Status if status.is_rated} == set(words.SHAPES)
    assert words.status_chip(Status.RED) == "[■ Off target]{.status .status-red}"
    assert words.status_chip(Status.STALE) == "[Too old to judge]{.status .status-none}"


def test_the_page_how_to_read_explains_every_status_in_the_same_words() -> None:
    page = (REPOSITORY / "book" / "how-to-read.md").read_text(encoding="utf-8")
    for status in Status:
        row = f"* - {words.status_chip(status)}\n  - {words.STATUS_MEANING[status]}\n"
        assert row in page


@pytest.mark.parametrize(
    ("indicator", "component", "shown"),
    [
        ("recycling-rate", None, "Got worse by 0.4 percentage points"),
        ("clean-streets", None, "No figure a year before"),
        ("life-expectancy", None, "Not comparable"),
        ("active-adults", None, "No clear change"),
    ],
)
def test_a_change_is_said_with_its_size_only_where_it_is_clear(
    view: View, indicator: str, component: str | None, shown: str
) -> None:
    assert words.travel_words(part_of(view, indicator, component)) == shown


def test_the_change_is_the_difference_of_the_two_figures_as_shown(our_view: View) -> None:
    """So that a reader who subtracts one from the other comes to the same."""
    looked_at = 0
    for name in our_view.framework.indicators:
        for part in our_view.assessment(name).parts:
            change = words.shown_change(part)
            if change is None:
                continue
            looked_at += 1
            latest, earlier = part.latest, part.travel.earlier
            assert latest.value is not None and earlier.value is not None
            shown = [
                Decimal(formats.number(o.value, part.decimals).replace("−", "-").replace(",", ""))
                for o in (latest, earlier)
            ]
            assert change == shown[0] - shown[1]
    assert looked_at > 20


@pytest.mark.parametrize(
    ("baseline", "value"),
    [
        (None, "None given"),
        (Baseline(), "To be established"),
        (Baseline(value=61.4, period="fy2019-20"), "61.4%"),
        (Baseline(value=61.45), "61.45%"),
    ],
)
def test_a_baseline_keeps_the_places_that_the_plan_prints(
    view: View, baseline: Baseline | None, value: str
) -> None:
    assert words.baseline_value(baseline, part_of(view, "active-adults")) == value


def test_a_value_carries_the_letter_of_its_flag(view: View) -> None:
    part = part_of(view, "recycling-rate")
    assert part.latest is not None
    assert part.latest.flag is Flag.PROVISIONAL
    assert words.value_of(part.latest, part) == "42.8% [p]"
    assert words.value_of(None, part) == "No figure"


def test_a_hidden_value_says_so_and_shows_nothing(view: View) -> None:
    part = part_of(view, "adaptations-waiting-list")
    (hidden,) = [o for o in part.values if o.missing == "suppressed"]
    assert words.value_of(hidden, part) == "Hidden [c]"


def test_a_target_is_in_the_plans_own_words(view: View) -> None:
    indicators = view.framework.indicators
    assert words.target_words(indicators["active-adults"], view.framework) == "Increase"
    waiting = indicators["adaptations-waiting-list"]
    assert words.target_words(waiting, view.framework) == "None set"


def test_as_above_is_said_with_what_stands_above(our_view: View) -> None:
    framework = our_view.framework
    referring = [i for i in framework.indicators.values() if i.refers_to]
    assert referring
    for indicator in referring:
        above = framework.indicators[indicator.refers_to or ""].target_text
        assert (above or "None set") in words.target_words(indicator, framework)


@pytest.mark.parametrize(
    ("frequency", "shown"),
    [
        (Frequency(every=Every.YEAR), "once a year"),
        (Frequency(every=Every.MONTH, arrears_months=1), "every month, 1 month in arrears"),
        (
            Frequency(every=Every.QUARTER, arrears_months=2, counted_from="year_start"),
            "every quarter, 2 months in arrears, counted from the start of the year",
        ),
        (
            Frequency(every=Every.MONTH, counted_from="scheme_start", counted_since="2020-05"),
            "every month, counted since May 2020",
        ),
        (
            Frequency(every=Every.MONTH, counted_from="scheme_start"),
            "every month, counted since the start of the scheme",
        ),
    ],
)
def test_how_often_is_said_in_words(frequency: Frequency, shown: str) -> None:
    assert words.frequency_words(frequency) == shown


def test_a_target_that_is_a_bare_number_has_the_unit_that_is_measured(our_book: Book) -> None:
    framework = our_book.view.framework
    said = {name: words.target_words(framework.indicators[name], framework) for name in (
        "adult-residential-admissions-18-64", "permanent-exclusions", "progress-8-score",
    )}  # fmt: skip
    assert list(said.values()) == ["13.2 per 100,000", "0.06%", "0.20"]
    every = [words.target_words(i, framework) for i in framework.indicators.values()]
    assert not [each for each in every if each.endswith("- Target")]
