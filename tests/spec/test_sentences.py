"""Every sentence with a number in it agrees with the table that it speaks of.

A council once published "28 (68%) … 14 (33%)" of the same 41. Here every count and share on the
summary and on the pages of priorities is worked out again, from the rows a reader sees.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from shown import Table, number, plain, table, tables
from whole_book import Book

from spfbook.framework.edition import TrendAllowance
from spfbook.framework.observations import Observation
from spfbook.pages.editions import Editions
from spfbook.pages.overview_page import OverviewPage
from spfbook.pages.priority_page import FEWEST_FOR_SHARES, PriorityPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import Standing
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part
from spfbook.rules.status import Status
from spfbook.rules.trend_finding import Method

BEFORE = "On a year before"
NAMES = ["our_book", "illustrative_book", "book"]
RATED = {"● On target": "green", "▲ Near target": "amber", "■ Off target": "red"}


@pytest.fixture(params=NAMES)
def any_book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue(request.param)


def priorities(book: Book) -> list[PriorityPage]:
    return [book.priority(each) for each in book.view.framework.priorities]


def percent(part: int, whole: int) -> str:
    share = (Decimal(100 * part) / whole).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return f"{share}%"


def numbers(sentence: str) -> list[int]:
    return [number(found) for found in re.findall(r"\d[\d,]*", sentence)]


def counts(shown: Table) -> dict[str, int]:
    return {row[0]: number(row[1]) for row in shown.rows}


# In brief


def test_the_first_sentence_is_the_table_by_priority(any_book: Book) -> None:
    """Now, and in the edition before."""
    first = plain(any_book.front.in_brief().source).splitlines()[0]
    now = re.match(
        r"- Of ([\d,]+) indicators?, ([\d,]+) can be rated: ([\d,]+) on target, ([\d,]+) near it "
        r"and ([\d,]+) off target\. ",
        first,
    )
    assert now, first
    told = r"the numbers were ([\d,]+), ([\d,]+) and ([\d,]+), of ([\d,]+) rated"
    before = re.search(told, first)
    assert before, first
    rows = table(any_book.front.priorities().source).by_first()
    total, rated, *each = map(number, now.groups())
    check_row(rows["All priorities"], each, rated, total)
    *each, rated = map(number, before.groups())
    check_row(rows["All priorities, last edition"], each, rated, total)


def check_row(row: dict[str, str], each: list[int], rated: int, total: int) -> None:
    assert [number(row[name]) for name in RATED] == each
    assert rated == sum(each)
    assert (number(row["Indicators"]), number(row["Not rated"])) == (total, total - rated)


def test_the_second_sentence_counts_what_became_of_every_rating(any_book: Book) -> None:
    second = plain(any_book.front.in_brief().source).splitlines()[1]
    now, before = any_book.editions.now, any_book.editions.before
    order = list(RATED.values())
    moved = Counter()
    for name in now.framework.indicators:
        was, became = (view.assessment(name).status.value for view in (before, now))
        if was in order and became in order:
            step = order.index(became) - order.index(was)
            moved["down" if step > 0 else "up" if step < 0 else "kept"] += 1
        elif was in order or became in order:
            moved["newly" if became in order else "no longer"] += 1
    assert f"{moved['kept']:,} kept" in second
    if any(moved[kind] for kind in ("up", "down", "newly", "no longer")):
        up, down = (f"{moved[kind]:,}" if moved[kind] else "none" for kind in ("up", "down"))
        assert f"Since then {up} moved up, {down} moved down" in second.replace(" and", ",")
        for kind in ("newly", "no longer"):
            told = re.search(rf"([\d,]+) (?:is|are) {kind} rated", second)
            assert (number(told[1]) if told else 0) == moved[kind]
    else:
        assert "no rating has changed" in second


def test_the_third_sentence_counts_the_list_below_it(any_book: Book) -> None:
    third = plain(any_book.front.in_brief().source).splitlines()[2]
    red, worse = numbers(third)
    assert red == number(table(any_book.front.priorities().source).rows[-2][3])
    said, named = listed(any_book.front.worst().source).get("off target", (0, []))
    assert worse == said == len(named)


def test_the_summary_counts_what_the_rows_of_the_tables_count(any_book: Book) -> None:
    """Against the tables of the themes, in which every indicator has its own row."""
    view = any_book.view
    statuses: dict[str, str] = {}
    for theme in view.framework.themes:
        shown = [row for each in tables(ThemePage(view, theme).scorecard().source)
                 for row in each.rows if not row[0].startswith("– ")]  # fmt: skip
        for row, found in zip(shown, view.rows(theme), strict=True):
            statuses[found[0].indicator.id] = row[1].split(" (")[0]
    by_status = counts(table(any_book.overview.statuses().source))
    assert by_status == Counter(statuses.values())


# Counts by status


def check_counts(source: str) -> None:
    shown = table(source)
    found = re.match(r"([\d,]+) indicators?: ([\d,]+) rated, ([\d,]+) not rated\.", plain(source))
    assert found, source
    total, rated, others = map(number, found.groups())
    by_status = counts(shown)
    assert total == sum(by_status.values())
    assert rated == sum(by_status.get(name, 0) for name in RATED)
    assert others == total - rated
    assert ("Of those rated" in shown.header) is (rated > 0)
    for row in shown.rows:
        name, count, of_all, of_rated = row[0], row[1], row[2], row[3] if rated else "[z]"
        assert of_all == percent(number(count), total)
        if name not in RATED:
            assert of_rated == "[z]"
        elif rated < FEWEST_FOR_SHARES:
            assert of_rated == f"{number(count)} of {rated}"
        else:
            assert of_rated == percent(number(count), rated)


def test_the_shares_of_the_whole_plan_are_of_its_own_counts(any_book: Book) -> None:
    check_counts(any_book.overview.statuses().source)


def test_the_shares_of_a_priority_are_of_its_own_counts(any_book: Book) -> None:
    for page in priorities(any_book):
        check_counts(page.counts().source)


def test_a_priority_says_the_same_on_its_page_as_in_the_summary(any_book: Book) -> None:
    rows = table(any_book.front.priorities().source).by_first()
    for page in priorities(any_book):
        by_status = counts(table(page.counts().source))
        row = rows[page.priority.title]
        assert [number(row[name]) for name in RATED] == [
            by_status.get(name, 0) for name in RATED
        ]
        assert number(row["Indicators"]) == sum(by_status.values())
        assert sum(number(n) for n in table(page.themes().source).column("Indicators")) >= (
            number(row["Indicators"])
        )


# What is getting worse


LISTED = re.compile(
    r"(No|[\d,]+) indicators? (?:is|are) (off target|worse than ([^()]+?)) and worse than a year "
    r"before(?: \(illustrative figures\))?(?:: (.*))?\."
)


def listed(source: str) -> dict[str, tuple[int, list[str]]]:
    """Each list of the page: what it is about → the number said, and the links to indicators."""
    found = {}
    for line in source.splitlines():
        match = LISTED.fullmatch(plain(line.removeprefix("- "))) if line[:2] == "- " else None
        if match:
            said = 0 if match[1] == "No" else number(match[1])
            found[match[3] or match[2]] = (said, re.findall(r"\(#indicator-([\w-]+)\)", line))
    return found


def worse(assessment: Assessment, area: str) -> bool:
    return any(
        part.travel.direction is Direction.WORSENED
        and any(c.area == area and c.standing is Standing.WORSE for c in part.comparisons)
        for part in assessment.parts
    )


def is_beside(assessments: list[Assessment], area: str) -> bool:
    return any(
        c.area == area and c.standing not in (Standing.NOT_COMPARED, Standing.NOT_JUDGED)
        for a in assessments
        for part in a.parts
        for c in part.comparisons
    )


def check_lists(view: View, source: str, assessments: list[Assessment]) -> int:
    found = listed(source)
    is_rated = any(a.status.is_rated for a in assessments)
    beside = [area for area in view.areas if is_beside(assessments, area.id)]
    assert list(found) == ["off target"] * is_rated + [area.name for area in beside]
    apart = [area.name for area in view.areas if area not in beside]
    alone = f"- No indicator can be compared with {' or '.join(apart)}."
    assert (alone in plain(source).splitlines()) is bool(apart)
    for said, names in found.values():
        assert said == len(names) == len(set(names))
    red = {
        a.indicator.id
        for a in assessments
        for part in a.parts
        if part.is_assessed
        and part.judgement.status is Status.RED
        and part.travel.direction is Direction.WORSENED
    }
    assert set(found.get("off target", (0, []))[1]) == red
    for area in beside:
        expected = {a.indicator.id for a in assessments if worse(a, area.id)}
        assert set(found[area.name][1]) == expected
    return sum(said for said, _ in found.values())


def off_track(book: Book) -> list[tuple[str, list[Assessment]]]:
    view = book.view
    whole = [view.assessment(name) for name in view.framework.indicators]
    pages = [
        (page.off_track().source, view.of_priority(page.priority)) for page in priorities(book)
    ]
    return [(book.overview.off_track().source, whole), *pages]


def test_the_lists_of_what_is_worse_name_each_one_they_count(any_book: Book) -> None:
    looked_at = [check_lists(any_book.view, *each) for each in off_track(any_book)]
    assert looked_at[0] > 0


def test_what_is_off_target_and_worse_stands_so_in_the_table_beside(any_book: Book) -> None:
    looked_at = 0
    for source, assessments in off_track(any_book):
        shown = tables(source)
        names = {a.indicator.id: " ".join(a.indicator.name.split()) for a in assessments}
        rows = [row for each in shown for row in each.by_first().values()]
        off = [row for row in rows if row.get("Status", "").startswith("■")]
        _, red = listed(source).get("off target", (0, []))
        for name in red:
            (row,) = [row for row in off if row["Indicator"].split(" – ")[0] == names[name]]
            looked_at += row[BEFORE].startswith("Got worse")
        single = [n for n in red if len(_parts(assessments, n)) == 1]
        worse_off = [row["Indicator"] for row in off if row[BEFORE].startswith("Got worse")]
        told = [name for name in worse_off if " – " not in name]
        assert sorted(told) == sorted(names[n] for n in single)
    assert looked_at > 0


def _parts(assessments: list[Assessment], name: str) -> tuple:
    (found,) = [a for a in assessments if a.indicator.id == name]
    return found.parts


# Trends


def test_the_tests_that_are_counted_are_those_that_were_made(any_book: Book) -> None:
    view = any_book.view
    said = plain(any_book.overview.trends().source.partition("::::")[0])
    together, alone = set(), set()
    for name in view.framework.indicators:
        for part in view.assessment(name).parts:
            if part.series is None or not part.trend.is_tested:
                continue
            own = (part.indicator.id, part.component and part.component.id)
            is_own = part.series.source.keyed_by == "indicator"
            key = (part.series.source.id, own if is_own else part.series.definition.id)
            (alone if part.trend.method is Method.FIVE_POINT else together).add(key)
    assert view.trend_allowance.tests == len(together)
    expected = []
    if together:
        expected.append(f"{len(together):,} series w(?:as|ere) long enough for a trend test")
    if alone:
        expected.append(f"{len(alone):,} series w(?:as|ere) tested by (?:its|their) last five")
    if not expected:
        expected.append("No series was long enough for a trend test")
    for sentence in expected:
        assert re.search(sentence, said), said
    counted = [int(n.replace(",", "")) for n in re.findall(r"([\d,]+) series w", said)]
    assert counted == [n for n in (len(together), len(alone)) if n]


def test_every_trend_that_is_found_has_a_row_and_says_what_its_page_says(
    any_book: Book,
) -> None:
    view = any_book.view
    source = any_book.overview.trends().source
    found = [p for name in view.framework.indicators for p in view.assessment(name).parts
             if p.trend.is_found]  # fmt: skip
    if not found:
        assert tables(source) == []
        assert "No trend stands out." in source
        return
    shown = table(source)
    assert len(shown.rows) == len(found)
    for part, row in zip(found, shown.rows, strict=True):
        assert row[0].startswith(" ".join(part.indicator.name.split()))
        assert row[0].endswith("Illustrative") is part.is_illustrative
        assert numbers(row[1])[0] == sum(o.value is not None for o in _tested(part))
        word = "increase" if part.trend.verdict.value == "increase" else "decrease"
        assert word in row[1]
        assert row[2] == part.trend.method.value


def _tested(part: Part) -> list[Observation]:
    """The values from the first period that the test names to the last."""
    first, last = part.trend.first, part.trend.last
    assert first is not None
    assert last is not None
    return [o for o in part.values if first.start <= o.period.start and o.period.end <= last.end]


def test_the_sentence_about_trends_reads_well_for_none_and_for_one(book: Book) -> None:
    view = replace(book.view, trend_allowance=TrendAllowance(tests=1, p=0.04))
    one = plain(OverviewPage(Editions(view), book.overview.portfolios).trends().source)
    assert one.startswith("1 series was long enough for a trend test")
    none = plain(book.overview.trends().source)
    assert none.startswith("No series was long enough for a trend test.")


# Themes and deliverables


def test_the_numbers_of_a_theme_are_those_of_its_row(any_book: Book) -> None:
    view = any_book.view
    for page in priorities(any_book):
        rows = table(page.themes().source).by_first()
        for theme in page.priority.themes:
            said = plain(ThemePage(view, theme).about().source).splitlines()[-1]
            total, *each = numbers(said)
            row = rows[" ".join(theme.name.split())]
            assert total == sum(each) == number(row["Indicators"])


def test_deliverables_are_counted_as_their_table_counts(any_book: Book) -> None:
    pages = (any_book.front, *priorities(any_book))
    blocks = [page.deliverables() for page in pages]
    for block in blocks:
        shown = [t for t in tables(block.source) if "Deliverables" in t.header]
        total = numbers(plain(block.source))[0]
        for each in shown:
            assert sum(map(number, each.column("Deliverables"))) == total


# Variation


def test_the_charts_that_signal_are_counted_from_the_charts(any_book: Book) -> None:
    """Those with limits, and of them those that signal at the latest figure."""
    view = any_book.view
    found = [part.variation for name in view.framework.indicators
             for part in view.assessment(name).parts if part.variation.limits]  # fmt: skip
    said = plain(any_book.overview.trends().source)
    if not found:
        assert "No chart has limits." in said
        return
    match = re.search(r"([\d,]+) charts? ha(?:s|ve) limits, and ([\d,]+) of them signals? at", said)
    assert match, said
    signals = [each for each in found if each.signals]
    assert [number(n) for n in match.groups()] == [len(found), len(signals)]
