"""What a member asks of the front page, answered within two clicks: counted, timed and printed.

The clicks are a reader's: on links that can be seen, with the mouse. What the answer must be is
taken from the downloaded data. The seconds are those of this machine; none is tested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

import pytest
from csv_checks import Data, data_of
from html_book import GIVEN, HtmlBook, given_book

pytestmark = pytest.mark.skipif(
    given_book() is None, reason=f"asked of a whole edition, which {GIVEN} names (make browser)"
)
MOST_CLICKS = 2
AT_A_GLANCE = "The whole plan at a glance"


@dataclass
class Reader:
    """Somebody at the front page with a question."""

    page: object
    clicks: int = 0
    began: float = field(default_factory=perf_counter)

    def follow(self, link: object) -> None:
        link.first.click()
        self.clicks += 1
        self.page.wait_for_load_state()

    def sees(self, place: object) -> str:
        """The words of what is on the screen, or can be scrolled to."""
        place.first.wait_for(state="visible")
        place.first.scroll_into_view_if_needed()
        return " ".join(place.first.inner_text().split())

    def answer(self) -> tuple[int, float]:
        return self.clicks, perf_counter() - self.began


@pytest.fixture
def reader(visit: Callable) -> Callable[[], Reader]:
    page = visit("index")

    def start() -> Reader:
        if page.url != front:
            page.goto(front)
        return Reader(page)

    front = page.url
    return start


@pytest.fixture
def data(html: HtmlBook) -> Data:
    return data_of(html)


@pytest.fixture
def reds(data: Data) -> dict[str, str]:
    """The reason of each indicator that is off target."""
    rows = [row for rows in data.statuses.values() for row in rows if row["status"] == "Off target"]
    assert rows, "an edition without a red answers no question about one"
    return {row["indicator_id"]: row["reason"] for row in rows}


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable]:
    def say(question: str, answers: list[tuple[int, float]]) -> None:
        clicks, seconds = (max(each) for each in zip(*answers, strict=True))
        with capsys.disabled():
            print(f"\n{question}: {len(answers)} asked, {clicks} clicks, {seconds:.1f} s at most")
        assert clicks <= MOST_CLICKS, question

    return say


def to_red(reader: Reader, indicator: str) -> object:
    """The section of a red: named on the front page, or in the list that it leads to."""
    link = f'article a[href$="#indicator-{indicator}"]'
    if not reader.page.locator(link).count():
        reader.follow(reader.page.locator("article").get_by_role("link", name=AT_A_GLANCE))
    reader.follow(reader.page.locator(link))
    return reader.page.locator(f"#indicator-{indicator}")


def test_the_reds_of_each_portfolio(reader: Callable, html: HtmlBook, said: Callable) -> None:
    answers, found = [], 0
    names = [name for name in html.pages if name.startswith("portfolios/")]
    for name in names:
        asked = reader()
        asked.follow(asked.page.locator(f'article a[href*="{name}.html"]'))
        asked.sees(asked.page.get_by_role("heading", name="What is off target"))
        table = asked.page.locator("section:has(> h2:text-is('What is off target')) table")
        found += table.locator(".status-red").count()
        answers.append(asked.answer())
    assert found
    said("The reds of a portfolio", answers)


def test_what_changed_since_the_last_edition(reader: Callable, said: Callable) -> None:
    asked = reader()
    moved = asked.sees(asked.page.locator("section:has(> h2:text-matches('^Moved since'))"))
    at_first = asked.answer()
    moves = re.findall(r"(?:Moved (?:up|down)|No longer rated|Newly rated), \d+", moved)
    asked.follow(asked.page.locator("article").get_by_role("link", name=AT_A_GLANCE))
    heading = "What has changed since the last edition"
    words = asked.sees(asked.page.locator(f"section:has(> h2:text-is('{heading}'))"))
    assert not moves or "What lies behind it" in words
    said("What changed since the last edition", [at_first, asked.answer()])


def test_why_a_red_is_red_and_its_definition(
    reader: Callable, reds: dict[str, str], said: Callable
) -> None:
    why, what = [], []
    for indicator, reason in reds.items():
        asked = reader()
        section = to_red(asked, indicator)
        assert reason in asked.sees(section.locator("p:has(.status-red)").last)
        why.append(asked.answer())
        definition = asked.sees(section.locator("dt:text-is('What it is') + dd"))
        assert "In the plan:" in definition
        what.append(asked.answer())
    said("Why a red is red", why)
    said("The definition of a red", what)


def test_the_data_of_a_red(
    reader: Callable, reds: dict[str, str], html: HtmlBook, said: Callable
) -> None:
    """From its section where the front page names it; else from the page that lists all files."""
    answers = []
    for indicator in reds:
        asked = reader()
        theme = next(n for n, page in html.pages.items() if f"indicator-{indicator}" in page.ids)
        file = f'a[href$="downloads/{theme.rpartition("/")[2]}-figures.csv"]'
        named = asked.page.locator(f'article a[href$="#indicator-{indicator}"]')
        if named.count():
            asked.follow(named)
            link = asked.page.locator(f"#indicator-{indicator}").locator(file)
        else:
            asked.follow(asked.page.locator("article").get_by_role("link", name="Downloads"))
            link = asked.page.locator("article").locator(file)
        with asked.page.expect_download() as download:
            asked.follow(link)
        assert indicator in download.value.path().read_text(encoding="utf-8-sig")
        answers.append(asked.answer())
    said("The data of a red", answers)
