"""The facts of an indicator: every one made again from the observations themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from altered import part_with
from shown import plain
from whole_book import Book

from spfbook.framework.indicators import Polarity
from spfbook.framework.period_kinds import YEAR_KINDS
from spfbook.framework.targets import NoTarget, Tolerance
from spfbook.pages import facts, formats, words
from spfbook.pages.indicator_chart import comparable_areas
from spfbook.pages.target_words import judging
from spfbook.pages.view import View
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part
from spfbook.rules.status import Status

BOOKS = ["book", "our_book", "illustrative_book"]
ORDER = [
    "What it is", "Figure", "Target", "On a year before", "On the period before", "Other places",
    "Baseline", "Lead member", "Bear in mind",
]  # fmt: skip
SAME = "The same goes for the period before."
CLEAR = (Direction.IMPROVED, Direction.WORSENED, Direction.INCREASED, Direction.DECREASED)


@pytest.fixture(params=BOOKS)
def any_view(request: pytest.FixtureRequest) -> View:
    book: Book = request.getfixturevalue(request.param)
    return book.view


def parts(view: View) -> Iterator[Part]:
    """Every part of every indicator that has a figure."""
    for name in view.framework.indicators:
        yield from (part for part in view.assessment(name).parts if part.values)


def is_single(view: View, part: Part) -> bool:
    return len(view.assessment(part.indicator.id).parts) == 1


def facts_of(view: View, part: Part) -> list[tuple[str, str]]:
    made = facts.facts_of_single if is_single(view, part) else facts.facts_of_part
    return [(label, plain(value)) for label, value in made(view, part)]


def fact(view: View, part: Part, label: str) -> str:
    return dict(facts_of(view, part)).get(label, "")


def shown(value: Decimal, part: Part) -> str:
    return words.quantity(value, part)


def of(view: View, indicator: str, component: str | None = None) -> dict[str, str]:
    found = view.assessment(indicator).parts
    (part,) = [p for p in found if (p.component.id if p.component else None) == component]
    return dict(facts_of(view, part))


def test_the_same_labels_stand_in_the_same_order_wherever_an_indicator_is_shown(
    any_view: View,
) -> None:
    """And none stands twice, or is empty."""
    looked_at = 0
    for part in parts(any_view):
        found = facts_of(any_view, part)
        labels = [label for label, _ in found]
        assert labels == [label for label in ORDER if label in labels]
        assert {"Figure", "On a year before", "Baseline"} <= set(labels)
        assert all(value.strip() for _, value in found)
        looked_at += 1
    assert looked_at > 10


def test_the_whole_of_several_parts_says_what_they_share(view: View) -> None:
    found = facts.facts_of_whole(view, view.assessment("specialist-homes-built"))
    assert [(label, plain(value)) for label, value in found] == [
        ("What it is", "Shows whether new homes suit the people who need them most. Higher is "
         "better. In the plan: Specialist homes completed since April 2021"),
        ("Target", "20 for older people, 8 for disabled people"),
        ("Baseline", "None given"),
        ("Lead member", "Councillor Ada Abara and Councillor Ben Brook"),
    ]  # fmt: skip


def test_what_it_is_holds_the_plans_words_and_which_way_is_better(any_view: View) -> None:
    for part in parts(any_view):
        said = fact(any_view, part, "What it is")
        indicator = part.indicator
        if not said:
            continue
        assert said.endswith(f"In the plan: {' '.join(indicator.measure.split())}")
        way = words.POLARITY_WORDS[indicator.polarity]
        assert (way in said) is (indicator.polarity is not Polarity.NEITHER)


# The figure


def test_the_figure_is_the_latest_one_with_its_period_and_unit(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        last = max(part.values, key=lambda o: o.period.end)
        said = fact(any_view, part, "Figure")
        assert last.period.label in said
        if last.value is None:
            assert "about so few people that it is not shown [c]" in said
            continue
        looked_at += 1
        assert said.startswith(words.value_of(last, part))
        assert said.startswith(shown(last.value, part))
        assert said.endswith("Illustrative") is part.is_illustrative
    assert looked_at > 8


def test_an_interval_is_said_with_its_figure_and_holds_it(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        said = fact(any_view, part, "Figure")
        if part.limits is None:
            assert "interval" not in said
            continue
        looked_at += 1
        low, high = (shown(limit, part) for limit in part.limits)
        assert re.search(rf"[(; ]95% confidence interval {low} to {high}\)\.", said)
        assert part.limits[0] <= part.latest.value <= part.limits[1]
    assert looked_at > 2


def test_two_counts_are_named_only_where_they_give_the_figure(any_view: View) -> None:
    for part in parts(any_view):
        found = re.search(r"[( ]([\d,]+) of ([\d,]+)[;)]", fact(any_view, part, "Figure"))
        if found:
            top, bottom = (Decimal(number.replace(",", "")) for number in found.groups())
            assert formats.rounded(top / bottom * 100, part.decimals) == formats.rounded(
                part.latest.value, part.decimals
            )


# The target


def test_the_target_is_in_the_plans_words_and_the_tolerance_as_it_was_judged(
    any_view: View,
) -> None:
    looked_at = 0
    for part in parts(any_view):
        said = fact(any_view, part, "Target")
        if is_single(any_view, part):
            promised = words.target_in_full(part.indicator, any_view.framework)
            assert said.startswith(" ".join(promised.split()))
        if not part.judgement.status.is_rated:
            continue
        looked_at += 1
        tolerance = part.target.tolerance or any_view.framework.file.tolerance.for_unit(part.unit)
        if tolerance.relative_pct is not None:
            assert f"ithin {tolerance.relative_pct}% of it is near target." in said
        else:
            reach = formats.difference(tolerance.absolute, part.unit, 0)
            assert re.search(rf"ithin [\d.]*{reach[1:]} of it is near target\.", said)
    assert looked_at > 5


def test_no_tolerance_is_said_of_what_cannot_be_judged(any_view: View) -> None:
    for part in parts(any_view):
        if part.is_assessed and isinstance(part.target, NoTarget):
            assert "near target" not in fact(any_view, part, "Target")
        if not part.is_assessed:
            assert fact(any_view, part, "Target") == "Shown for context; not judged."


@pytest.mark.parametrize(
    ("tolerance", "says"),
    [
        (Tolerance(absolute=Decimal("1.5")), "Within 1.5 percentage points of it is near target."),
        (Tolerance(absolute=Decimal(1)), "Within 1 percentage point of it is near target."),
        (Tolerance(relative_pct=Decimal(5)), "Within 5% of it is near target."),
        (Tolerance(relative_pct=Decimal(0)), "Any miss is off target."),
        (Tolerance(absolute=Decimal(0)), "Any miss is off target."),
    ],
)
def test_a_tolerance_in_words(view: View, tolerance: Tolerance, says: str) -> None:
    (part,) = view.assessment("clean-streets").parts
    target = part.target.model_copy(update={"tolerance": tolerance})
    indicator = part.indicator.model_copy(update={"target": target})
    assert judging(view.framework, part_with(part, indicator=indicator)) == says


@pytest.mark.parametrize(
    ("indicator", "component", "says"),
    [
        ("affordable-homes-built", None, "120 a year. 111 is judged against 120; within 10% of it"),
        ("recycling-rate", None, "In line with the Mereshire average. Judged against 45.2%;"),
        ("active-adults", None, "Increase. Judged against 61.4%;"),
        ("specialist-homes-built", "disabled-people", "Judged against 8; within 10% of it"),
        ("shops-in-use", None, "A busy high street"),
        ("spending-against-budget", None, "+/- 2%. Within 1 percentage point of it is near"),
    ],
)
def test_a_target_names_the_number_that_was_judged_against(
    view: View, indicator: str, component: str | None, says: str
) -> None:
    """Where the plan's words do not hold it."""
    assert of(view, indicator, component)["Target"].startswith(says)


# The changes


def test_a_change_is_the_difference_of_the_two_figures_shown(any_view: View) -> None:
    """By name and by size, on a year before and on the period before."""
    looked_at = 0
    for part in parts(any_view):
        for label, travel in (("year", part.travel), ("period", part.short)):
            said = fact(any_view, part, f"On {'a' if label == 'year' else 'the'} {label} before")
            if travel.direction not in CLEAR or not said:
                continue
            looked_at += 1
            change = formats.rounded(part.latest.value, part.decimals) - formats.rounded(
                travel.earlier.value, part.decimals
            )
            size = formats.difference(change, part.unit, part.decimals)
            name = words.DIRECTION_WORDS[travel.direction]
            earlier = shown(travel.earlier.value, part)
            assert said.startswith(f"{name} by {size}, from {earlier} ")
            assert travel.earlier.period.label in said
            if part.polarity is Polarity.HIGHER_IS_BETTER:
                assert (name == "Improved") is (change > 0)
            if part.polarity is Polarity.LOWER_IS_BETTER:
                assert (name == "Improved") is (change < 0)
    assert looked_at > 2


def test_what_is_no_clear_change_or_not_comparable_says_why(any_view: View) -> None:
    looked_at = 0
    for part in parts(any_view):
        said = fact(any_view, part, "On a year before")
        if part.travel.direction in CLEAR:
            continue
        looked_at += 1
        assert " ".join(part.travel.reason.split())[1:].rstrip(".") in said
        if part.travel.direction is Direction.NO_CLEAR_CHANGE:
            assert said.startswith(f"No clear change from {shown(part.travel.earlier.value, part)}")
    assert looked_at > 2


def test_both_directions_are_always_said_and_the_same_one_once(any_view: View) -> None:
    for part in parts(any_view):
        found = dict(facts_of(any_view, part))
        same = found["On a year before"].endswith(SAME)
        is_yearly = part.latest is not None and part.latest.period.kind in YEAR_KINDS
        assert not (same and is_yearly), "of a yearly figure it goes without saying"
        is_once = "On the period before" not in found
        assert is_once if same else is_yearly or not is_once
        if is_once and part.travel.earlier is not None:
            assert part.short.earlier.period == part.travel.earlier.period


@pytest.mark.parametrize(
    ("indicator", "label", "says"),
    [
        ("homes-made-warmer", "On a year before", "Not comparable: the count runs on from its "
         f"start, so that it can only grow. {SAME}"),
        ("homes-made-warmer", "Figure", "43 in January to March 2022 (counted since April 2021)."),
        ("life-expectancy", "On a year before", "Not comparable with 80.7 years in 2017 to 2019. "),
        ("recycling-rate", "On a year before", "Got worse by 0.4 percentage points, from 43.2% in "
         "the financial year 2019 to 2020."),
        ("recycling-rate", "Figure", "It is provisional [p] and may be revised."),
        ("adaptations-waiting-list", "Figure", "11 on 31 March 2022."),
        ("active-adults", "Figure", "(95% confidence interval 55.5% to 61.9%)."),
        ("recycling-rate", "Other places",
         "It is worse than Mereshire (45.2%), by more than 1 percentage point."),
        ("spending-against-budget", "Figure", "0.6% in March 2022."),
        ("spending-against-budget", "Lead member", "Councillor Ben Brook"),
        ("clean-streets", "Lead member", "Not named in the plan"),
    ],
)  # fmt: skip
def test_what_is_said_of_an_indicator(view: View, indicator: str, label: str, says: str) -> None:
    assert says in of(view, indicator)[label]


# Other places


def test_other_places_are_given_for_the_same_period_or_with_their_own(any_view: View) -> None:
    """Every place with a figure, its figure, and its period wherever that is another."""
    looked_at = 0
    for part in parts(any_view):
        last = part.latest
        if last is None or last.value is None:
            continue
        said = fact(any_view, part, "Other places")
        beside = {found.area: found for found in part.comparisons}
        for area in comparable_areas(any_view, part):
            found = beside.get(area.id)
            if found is None or found.other is None:
                assert re.search(rf"No figure is held for [^.]*\b{area.name}\b", said)
                continue
            looked_at += 1
            known = [
                o for o in part.of_area(area.id, any_view.period)
                if o.value is not None and o.period.end <= last.period.end
            ]  # fmt: skip
            assert found.other in known
            own = [o for o in known if o.period == last.period]
            assert found.other == (own or [known[-1]])[0]
            entry = f"{area.name} ({shown(found.other.value, part)}"
            other_period = f", {found.other.period.short_label}" if not own else ""
            assert f"{entry}{other_period})" in said
    assert looked_at > 3


STANDS = re.compile(r"(better than|similar to|worse than|higher than|lower than) ")


def test_a_place_is_named_after_how_the_figure_stands_beside_it(any_view: View) -> None:
    """By polarity and not by chance: worse is never said of what the rules call similar."""
    looked_at = 0
    for part in parts(any_view):
        said = fact(any_view, part, "Other places")
        for area in comparable_areas(any_view, part):
            for found in part.comparisons:
                before, name, _ = said.partition(f"{area.name} (")
                if found.area != area.id or not name:
                    continue
                looked_at += 1
                sentence = before.rsplit("It ", 1)[1]
                if found.standing is Standing.NOT_COMPARED:
                    assert sentence.startswith("cannot be compared with")
                elif found.standing is Standing.NOT_JUDGED:
                    assert sentence.startswith("is not judged against")
                else:
                    assert STANDS.findall(sentence)[-1].split()[0] == found.standing.value
    assert looked_at > 3


def test_a_place_that_is_not_judged_is_said_to_be_and_why(our_view: View) -> None:
    looked_at = 0
    for part in parts(our_view):
        said = fact(our_view, part, "Other places")
        areas = {area.id: area.name for area in comparable_areas(our_view, part)}
        unjudged = [
            areas[c.area] for c in part.comparisons
            if c.area in areas and c.standing is Standing.NOT_JUDGED
        ]  # fmt: skip
        sentences = re.findall(r"It is not judged against (.*?\)): (?:a|no) band .*?[a-z]\.", said)
        assert len(sentences) == bool(unjudged)
        assert all(f"{name} (" in sentences[0] for name in unjudged)
        looked_at += len(unjudged)
    assert looked_at > 0


def test_a_plain_count_is_not_set_beside_a_larger_place(view: View) -> None:
    said = of(view, "young-people-not-in-work", "number")["Other places"]
    assert said == "Not compared: a number that grows with the size of a place."


def test_an_edition_that_names_no_places_says_nothing_of_them(view: View) -> None:
    alone = replace(view, comparators=())
    (part,) = view.assessment("recycling-rate").parts
    assert "Other places" not in dict(facts.facts_of_single(alone, part))


# The baseline


def test_a_baseline_that_is_a_published_figure_names_its_period(any_view: View) -> None:
    for part in parts(any_view):
        found = part.series.link.baseline
        said = fact(any_view, part, "Baseline")
        is_found = found is not None and found.finding == "found" and bool(found.period)
        assert (", the published figure for " in said) is is_found
        if is_single(any_view, part):
            assert said.startswith(" ".join((part.indicator.baseline_text or "None given").split()))


def test_a_hidden_figure_keeps_its_status_and_its_number_to_itself(any_view: View) -> None:
    """No fact of a suppressed figure holds a figure for its period."""
    for part in parts(any_view):
        if part.judgement.status is Status.SUPPRESSED:
            assert not re.search(r"^[£−]?\d", fact(any_view, part, "Figure"))
            assert "by" not in fact(any_view, part, "On a year before").split()[:3]
