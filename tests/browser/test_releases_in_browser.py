"""The bar of a release’s page, opened from a folder: superseded or latest, the way to others."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from releasable import make_releasable

from spfbook.paths import Layout

sys.path.append(str(Path(__file__).parents[1] / "unit" / "release"))
from shelves import EDITION, publish

SCRIPT = Path(__file__).parents[2] / "book" / "_static" / "spfbook.js"
REASON = 'A <b>figure</b> was "wrong"'


def page(number: int) -> str:
    """A page as the layout has it, with its bar and nothing else."""
    return (
        '<!doctype html><html lang="en-GB"><title>A page</title>'
        '<button class="colours">Dark colours</button>'
        f'<section class="book-release" aria-label="This release" data-page="index.html" '
        f'data-release="{EDITION}.r{number}" data-shelf="../../../"><p>Release {number} of this '
        'edition. <a href="../../../index.html">All releases</a> says whether this is the latest.'
        '</p></section><script src="../../../releases.js"></script>'
        f"<script>{SCRIPT.read_text(encoding='utf-8')}</script></html>"
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases of an edition."""
    layout = Layout(tmp_path_factory.mktemp("bar") / "northmere")
    make_releasable(layout.root)
    publish(layout, page=page(1))
    publish(layout, page=page(2), on=date(2022, 7, 3), reason=REASON)
    return layout.releases


@pytest.fixture
def opened(chromium, shelf: Path):
    """Opens the first page of a release, from its folder."""
    tab = chromium.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))

    def go(number: int, folder: Path = shelf):
        tab.goto((folder / EDITION / f"r{number}" / "html" / "index.html").as_uri())
        return tab

    yield go
    tab.close()
    assert said == []


def test_a_superseded_page_says_so_with_date_and_reason_as_text(opened) -> None:
    tab = opened(1)
    said = tab.inner_text(".book-release > p")
    assert said.startswith(f"Superseded. Release 2 replaced this on 3 July 2022: {REASON}. ")
    assert tab.locator(".book-release b").count() == 0
    assert "superseded" in tab.get_attribute(".book-release", "class").split()


def test_the_latest_page_says_that_it_is(opened) -> None:
    assert opened(2).inner_text(".book-release > p") == (
        "Release 2 of this edition, 3 July 2022: the latest of it."
    )


def test_the_keyboard_leads_from_one_release_to_the_other(opened, shelf: Path) -> None:
    tab = opened(1)
    tab.focus(".book-release summary")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert tab.url == (shelf / EDITION / "r2" / "html" / "index.html").as_uri()


def test_the_list_names_every_release_and_the_one_at_hand(opened) -> None:
    tab = opened(1)
    tab.click(".book-release summary")
    assert tab.locator(".book-release li").all_inner_texts() == [
        "Performance report, quarter 4, 2021 to 2022, release 2, 3 July 2022",
        "Performance report, quarter 4, 2021 to 2022, release 1, 20 June 2022 (superseded)",
        "All releases, with dates and reasons",
    ]
    assert tab.inner_text(".book-release [aria-current]").endswith("release 1, 20 June 2022")


def test_without_scripts_the_page_says_where_to_look(chromium, shelf: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((shelf / EDITION / "r1" / "html" / "index.html").as_uri())
    with tab.expect_navigation():
        tab.click("text=All releases")
    assert tab.url == (shelf / "index.html").as_uri()
    assert "Superseded by release 2" in tab.inner_text("main")
    context.close()
