"""The page of versions tells what was released, what superseded it, and what was corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from whole_book import Book

from spfbook.framework.releases import Register, Release
from spfbook.framework.standing import Aspect, Difference
from spfbook.pages.difference_words import ASPECT_WORDS
from spfbook.pages.versions_page import VersionsPage


def release(number: int, **said: object) -> Release:
    found = {
        "edition": "2021-22-q4", "number": number, "title": "Quarter 4", "period": "Quarter 4",
        "as_at": date(2022, 5, 20), "released_on": date(2022, 6, 13 + number), "released_by": "Ann",
    }  # fmt: skip
    return Release(**{**found, **said})


CORRECTION = Difference(
    aspect=Aspect.REVISION, indicator="clean-streets", component="",
    name="Streets free of | litter", period="2022-03", before="93.5%", now="94.5%",
)  # fmt: skip
CORRECTED = release(2, reason="two *wards* were left out", corrections=(CORRECTION,))


@pytest.fixture
def page(book: Book) -> VersionsPage:
    return VersionsPage(book.edition, (book.edition,))


def with_releases(page: VersionsPage, *releases: Release, making: str = "") -> VersionsPage:
    return replace(page, register=Register(releases=releases, making=making))


def test_where_nothing_was_released_both_parts_say_so(page: VersionsPage) -> None:
    assert page.releases().source == "No edition of this report has been released yet."
    assert page.corrections().source == "No release has been corrected."


def test_releases_are_listed_newest_first_and_say_what_superseded_them(page: VersionsPage) -> None:
    shown = with_releases(page, release(1), CORRECTED, making="2021-22-q4.r2").releases().source
    second, first = shown.split("* - ")[2:]
    assert second.startswith("Quarter 4, release 2 (this release)\n  - 15 June 2022\n")
    assert "  - Latest\n  - two \\*wards\\* were left out" in second
    assert "14 June 2022" in first and "Superseded by release 2\n  - First release" in first


def test_a_correction_tells_measure_period_old_new_and_reason(page: VersionsPage) -> None:
    shown = with_releases(page, release(1), CORRECTED).corrections().source
    assert shown.startswith(
        "**Quarter 4, release 2, 15 June 2022.** Two \\*wards\\* were left out."
    )
    row = shown.split("* - ")[2].split("\n  - ")
    assert [cell.strip() for cell in row][1:] == [
        "Figure revised", "Mar 2022", "93.5%", "94.5%\n::::",
    ]  # fmt: skip
    assert row[0].startswith("Streets free of ")


def test_a_correction_of_words_alone_says_that_no_figure_changed(page: VersionsPage) -> None:
    found = with_releases(page, release(1), release(2, reason="A comment was missing"))
    assert found.corrections().source.endswith(
        "A comment was missing. No figure, status or target changed."
    )


def test_every_difference_has_words() -> None:
    assert set(ASPECT_WORDS) == set(Aspect)
