"""A report for half a year, as the Council's own later ones are: the same code, another period."""

from __future__ import annotations

import hashlib

import pytest
from book_runs import spfbook
from html_book import HtmlBook
from second_framework import make_project
from whole_book import Book, opened

from spfbook.framework.observations import Observation
from spfbook.paths import Layout
from spfbook.rules.direction import Direction
from spfbook.rules.part import Part

HALVES = {
    "2020-21-h2": ("2021-05-31", "half 2, October 2020 to March 2021"),
    "2021-22-h1": ("2021-11-30", "half 1, April to September 2021"),
    "2021-22-h2": ("2022-05-20", "half 2, October 2021 to March 2022"),
}
PARAMS = """\
edition: {name}
title: "Performance report, {title}"
period: {name}
as_at: {as_at}
status: Test
sources: [halves, statistics, returns]
comparators: [mereshire]
history_years: 5
"""
ROWS = """\
indicator,component,area,period,value,recorded_on
shops-in-use,,northmere,2020-21-h1,81,2020-10-20
shops-in-use,,northmere,2020-21-h2,88,2021-04-20
shops-in-use,,northmere,2021-22-h1,84,2021-10-20
shops-in-use,,northmere,2021-22-h2,79,2022-04-20
"""
SIDECAR = """\
id: halves
title: Returns of each half year
publisher: Northmere District Council (invented)
licence: Made up for tests
version: "2022-04"
retrieved: 2022-04-20
sha256: {sha256}
recorded: dated
keyed_by: indicator
series:
- id: returns
  title: Returns
  unit: not_stated
  lag_days: 20
  lag_basis: "Invented."
"""


@pytest.fixture(scope="module")
def half_years(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The invented council's repository with three editions of half a year beside its quarters."""
    layout = make_project(tmp_path_factory.mktemp("halves") / "northmere")
    for name, (as_at, title) in HALVES.items():
        text = PARAMS.format(name=name, as_at=as_at, title=title)
        (layout.root / "params" / f"{name}.yml").write_text(text, encoding="utf-8")
    data = ROWS.encode()
    (layout.observations / "halves.csv").write_bytes(data)
    sidecar = SIDECAR.format(sha256=hashlib.sha256(data).hexdigest())
    (layout.observations / "halves.yml").write_text(sidecar, encoding="utf-8")
    return layout


@pytest.fixture(scope="module")
def half(half_years: Layout) -> Book:
    return opened(half_years.root, "2021-22-h2")


def part_of(book: Book, indicator: str) -> Part:
    return book.view.assessment(indicator).parts[0]


def said(found: Observation | None) -> tuple[str, int] | None:
    return found and (found.period.text, int(found.value))


def test_its_period_is_named_by_its_months(half: Book) -> None:
    words = half.front.front().source
    assert "October 2021 to March 2022 (half 2 of 2021 to 2022)" in words


def test_it_is_compared_with_the_half_year_before_and_not_with_a_quarter(half: Book) -> None:
    assert [view.period.text for view in half.editions.shown] == list(HALVES)
    assert "In the last edition, for April to September 2021," in half.front.in_brief().source
    assert half.front.moved().source.startswith("- **Moved")


def test_the_first_of_its_kind_says_that_there_is_none_before(half_years: Layout) -> None:
    first = opened(half_years.root, "2020-21-h2")
    assert first.editions.before is None
    assert "no earlier edition of this kind" in first.front.in_brief().source


def test_a_figure_of_half_a_year_is_set_beside_the_right_earlier_ones(half: Book) -> None:
    """On a year before the same half; on the period before the other one."""
    part = part_of(half, "shops-in-use")
    assert said(part.latest) == ("2021-22-h2", 79)
    assert said(part.travel.earlier) == ("2020-21-h2", 88)
    assert said(part.short.earlier) == ("2021-22-h1", 84)
    assert part.travel.direction is part.short.direction is Direction.WORSENED


def test_quarters_and_months_in_it_keep_their_own_periods(half: Book) -> None:
    """The latest within the half year, beside the same quarter a year before."""
    quarterly = part_of(half, "young-people-not-in-work")
    assert said(quarterly.latest)[0] == "2021-22-q4"
    assert said(quarterly.travel.earlier)[0] == "2020-21-q4"
    assert said(part_of(half, "spending-against-budget").latest)[0] == "2022-03"


def test_a_half_year_edition_knows_nothing_of_the_next(half_years: Layout) -> None:
    earlier = opened(half_years.root, "2021-22-h1")
    for theme in earlier.view.framework.themes:
        for _, assessment in earlier.view.rows(theme):
            for part in assessment.parts:
                assert not part.latest or part.latest.period.end.isoformat() <= "2021-09-30"


def test_its_pages_are_built_and_titled_with_its_months(half_years: Layout) -> None:
    run = spfbook(half_years, "build", "2021-22-h2", "--only", "jobs-and-money", "--html")
    assert run.code == 0, run.err
    book = HtmlBook(half_years.build / "preview-jobs-and-money" / "html")
    (page,) = (p for name, p in book.pages.items() if name.endswith("/jobs-and-money"))
    assert page.soup.title.get_text().endswith("October 2021 to March 2022")
    assert "in October 2021 to March 2022" in " ".join(page.article.get_text().split())
