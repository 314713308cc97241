"""A browser and a book for it: Debian's (or any) Chromium, driven by Playwright.

Where there is no Chromium, or no Playwright, the tests are skipped and say so: the product itself
needs no browser. They look at the book that `SPFBOOK_HTML` names (`make browser` names the
shipped edition) or build the invented council's, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from book_runs import spfbook
from browser_process import NAMES, Chromium, browser_path
from html_book import HtmlBook, given_book
from second_framework import make_project

from spfbook.book.contents import HAND_WRITTEN
from spfbook.book.plan import BOOK_PAGES
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

HERE = Path(__file__).parent
GOOD = HERE.parent / "files" / "good"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `name` is run for every page of the book."""
    if "name" in metafunc.fixturenames:
        given = given_book()
        metafunc.parametrize("name", list(given.pages) if given else invented_pages())


def invented_pages() -> list[str]:
    """The pages of the invented council's book, before it is built."""
    framework = read_framework(Layout(GOOD))
    priorities = [f"{priority.id}/index" for priority in framework.priorities]
    themes = [f"{theme.priority}/{theme.id}" for theme in framework.themes]
    return sorted([*BOOK_PAGES, *HAND_WRITTEN, *priorities, *themes, "search"])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that stopped answering says nothing of the book: asked once more, in a new one."""
    again = pytest.mark.flaky(reruns=1, only_rerun=["TargetClosedError"])
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(again)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A running browser; skips where there is none."""
    driver = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: no browser checks"
    )
    path = browser_path()
    if path is None:
        pytest.skip(f"no browser of {', '.join(NAMES)} on the path: no browser checks")
    with driver.sync_playwright() as playwright:
        chromium = Chromium(playwright, path)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def not_for_ever(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a test asks of the browser ends, one way or the other."""
    if "chromium" not in request.fixturenames:
        yield
        return
    with request.getfixturevalue("chromium").watched():
        yield


@pytest.fixture(scope="session")
def html(chromium: Chromium, tmp_path_factory: pytest.TempPathFactory) -> HtmlBook:
    given = given_book()
    if given is not None:
        return given
    project = make_project(tmp_path_factory.mktemp("browser") / "northmere")
    run = spfbook(project, "build", "--html")
    assert run.code == 0, run.err
    return HtmlBook(run.folder / "html")


@pytest.fixture
def visit(chromium: Chromium, html: HtmlBook) -> Iterator[Callable]:
    """Open a page of the book as a reader with such a screen would.

    Whatever is asked from elsewhere than the book's own files, or goes wrong in the console,
    fails the test.
    """
    contexts, complaints = [], []

    def open_page(name: str, *, width: int = 1280, height: int = 900, **how: object):
        context = chromium.new_context(viewport={"width": width, "height": height}, **how)
        contexts.append(context)
        context.on("request", lambda r: _complain(complaints, "asked for", r.url))
        context.on("requestfailed", lambda r: _lost(complaints, html, r.url))
        page = context.new_page()
        page.on("console", lambda m: m.type == "error" and complaints.append(m.text))
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.goto(html.pages[name].path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _complain(complaints: list[str], what: str, address: str) -> None:
    if not address.startswith(("file://", "data:")):
        complaints.append(f"{what} {address}")


def _lost(complaints: list[str], html: HtmlBook, address: str) -> None:
    """A file that is saved, and so does not become the page, is not lost."""
    folder = (html.folder / "downloads").as_uri()
    is_saved = address.startswith(f"{folder}/") and Path(unquote(urlsplit(address).path)).is_file()
    if not is_saved:
        complaints.append(f"not found: {address}")


@pytest.fixture(scope="session")
def with_chart(html: HtmlBook) -> str:
    """The name of a page with a scorecard and a chart."""
    return next(
        name for name, page in html.pages.items()
        if page.article.select_one(".scorecard") and page.article.select_one("figure")
    )  # fmt: skip
