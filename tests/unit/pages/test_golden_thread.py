"""The golden thread: whoever walks down can walk back up, and every indicator hangs on it."""

from __future__ import annotations

import re

import pytest
from shown import plain, tables
from whole_book import Book

from spfbook.pages.golden_thread_page import GoldenThreadPage
from spfbook.pages.theme_page import ThemePage
from spfbook.pages.threads import anchor_of
from spfbook.pages.view import View

NAMES = ["book", "our_book"]


@pytest.fixture(params=NAMES)
def thread(request: pytest.FixtureRequest) -> GoldenThreadPage:
    book: Book = request.getfixturevalue(request.param)
    return book.thread


def themes_in(line: str) -> list[str]:
    return re.findall(r"\(#theme-([\w-]+)\)", line)


def below(view: View, source: str) -> dict[str, list[str]]:
    """Words of each aspiration or root cause → the themes that its row links to."""
    rows = re.split(r"^\* - ", source, flags=re.MULTILINE)[2:]
    return {plain(row.splitlines()[0]): themes_in(row) for row in rows}


def test_every_aspiration_and_root_cause_leads_to_its_themes(thread: GoldenThreadPage) -> None:
    file = thread.view.framework.file
    for things, source, of in (
        (file.aspirations, thread.aspirations().source, "aspirations"),
        (file.root_causes, thread.root_causes().source, "root_causes"),
    ):
        found = below(thread.view, source)
        assert list(found) == [each.text for each in things]
        for each in things:
            assert found[each.text] == [
                theme.id for theme in thread.view.framework.themes
                if each.id in getattr(theme.file, of)
            ]  # fmt: skip


def test_every_theme_leads_to_its_indicators(thread: GoldenThreadPage) -> None:
    rows = re.split(r"^\* - ", thread.themes().source, flags=re.MULTILINE)
    by_theme = {themes_in(row)[0]: row for row in rows if themes_in(row)}
    assert set(by_theme) == {theme.id for theme in thread.view.framework.themes}
    for theme in thread.view.framework.themes:
        names = [plain(n) for n in re.findall(r"\[((?:[^\[\]\\]|\\.)*)\]\(#", by_theme[theme.id])]
        expected = [a.indicator.name for a in thread.view.assessments(theme)]
        assert names[1:] == [" ".join(name.split()) for name in expected]


def test_a_theme_says_what_it_serves_and_links_back(thread: GoldenThreadPage) -> None:
    file = thread.view.framework.file
    texts = {each.id: each.text.rstrip(".") for each in (*file.aspirations, *file.root_causes)}
    anchors = {anchor_of("Aspiration"), anchor_of("Root cause")}
    shown = thread.aspirations().source + thread.root_causes().source
    served = 0
    for theme in thread.view.framework.themes:
        about = ThemePage(thread.view, theme).about().source
        for name in (*theme.file.aspirations, *theme.file.root_causes):
            assert f"“{texts[name]}”" in plain(about)
            served += 1
        linked = set(re.findall(r"\(#(thread-[\w-]+)\)", about))
        assert linked <= anchors
        assert bool(linked) == bool(theme.file.aspirations or theme.file.root_causes)
        assert all(f"({anchor})=" in shown for anchor in linked)
    assert served > 0


def test_the_indicators_below_an_aspiration_are_counted_once(thread: GoldenThreadPage) -> None:
    view = thread.view
    (shown,) = tables(thread.aspirations().source)
    for each, row in zip(view.framework.file.aspirations, shown.rows, strict=True):
        found = {
            a.indicator.id
            for theme in view.framework.themes
            if each.id in theme.file.aspirations
            for a in view.assessments(theme)
        }
        if found:
            assert int(re.match(r"\d+", row[2])[0]) == len(found)
        else:
            assert row[1:] == ("No theme names it", "None")


def test_every_aspiration_of_ours_is_spelt_as_the_framework_has_it(our_book: Book) -> None:
    """A theme that named one that is not there would hang in the air."""
    file = our_book.view.framework.file
    known = {each.id for each in (*file.aspirations, *file.root_causes)}
    for theme in our_book.view.framework.themes:
        assert {*theme.file.aspirations, *theme.file.root_causes} <= known
