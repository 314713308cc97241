"""A page is run again when something it is made from has changed, and only then.

Every kind of input is touched in turn, in the invented council's repository. What must run again
is stated for each; and whatever a page shows, none may show anything else while its key is what it
was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from second_framework import EDITION, make_project

from spfbook import notebook
from spfbook.book import page_keys
from spfbook.book.inputs import PACKAGE, Input
from spfbook.book.landed import made_from
from spfbook.book.page_keys import PageKeys, seen_inputs
from spfbook.book.plan import BOOK_PAGES, Page, Plan, plan_of
from spfbook.edition_facts import edition_facts
from spfbook.framework.history import as_it_stood
from spfbook.paths import ROOT_VARIABLE, Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition

HOMES, JOBS = "thriving-places/homes-and-streets", "thriving-places/jobs-and-money"
HEALTH = "healthy-lives/health-and-care"
THEMES = {HOMES, JOBS, HEALTH}
THRIVING, HEALTHY = "thriving-places/index", "healthy-lives/index"
PRIORITIES = {THRIVING, HEALTHY}
WHOLE = {*BOOK_PAGES, "portfolios/brook", "portfolios/no-lead-member"}
ALL = THEMES | PRIORITIES | WHOLE


@dataclass(frozen=True)
class Planned:
    """A plan with the key of each page."""

    plan: Plan
    keys: dict[str, str]


def planned(layout: Layout) -> Planned:
    """As `spfbook build` plans, without running anything."""
    seen = seen_inputs(layout)
    framework = read_framework(layout)
    edition = read_edition(layout, framework, EDITION)
    keys = PageKeys(layout, framework, edition, seen)
    facts = edition_facts(layout, framework, edition, keys)
    edition = edition.model_copy(update={"trend_allowance": facts.allowance})
    stood = as_it_stood(framework, edition.period, edition.as_at)
    plan = plan_of(edition, stood, facts.figures)
    return Planned(plan, keys.of(plan))


def shown(page: Page, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that the page of a theme or a priority shows and hands over."""
    if page.name in THEMES:
        found = notebook.theme_page(**page.parameters)
        seen: list = []
        monkeypatch.setattr("spfbook.pages.theme_page._display", seen.append)
        found.indicators()
        pieces = [found.about(), found.scorecard(), *seen, found.without_figures(),
                  found.deliverables(), found.downloads()]  # fmt: skip
    else:
        found = notebook.priority_page(**page.parameters)
        pieces = [
            found.about(),
            found.counts(),
            found.over_time(),
            found.over_time_table(),
            found.changes(),
            found.off_track(),
            found.themes(),
            found.deliverables(),
        ]
    return [repr(piece) for piece in pieces]


@pytest.fixture(scope="module")
def before_all(tmp_path_factory: pytest.TempPathFactory) -> tuple[Planned, dict[str, list[str]]]:
    """The keys, and what the pages show, before anything is touched."""
    layout = make_project(tmp_path_factory.mktemp("before") / "northmere")
    found = planned(layout)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ROOT_VARIABLE, str(layout.root))
        return found, {p.name: shown(p, patch) for p in found.plan.pages if p.name not in WHOLE}


def edit(path: Path, old: str, new: str) -> None:
    """One replacement; a CSV's sidecar then gets its new hash."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    if path.suffix == ".csv":
        sidecar = path.with_suffix(".yml")
        words = sidecar.read_text(encoding="utf-8")
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        sidecar.write_text(re.sub(r"sha256: \w+", f"sha256: {sha256}", words), encoding="utf-8")


def of(file: str, old: str, new: str) -> Callable[[Layout, pytest.MonkeyPatch], None]:
    return lambda layout, patch: edit(layout.root / file, old, new)


def new_file(file: str, text: str) -> Callable[[Layout, pytest.MonkeyPatch], None]:
    def write(layout: Layout, patch: pytest.MonkeyPatch) -> None:
        path = layout.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def another_code(layout: Layout, patch: pytest.MonkeyPatch) -> None:
    (first, *others) = page_keys.package_inputs()
    changed = Input(first.path, "0" * 64, first.size)
    patch.setattr(page_keys, "package_inputs", lambda: (changed, *others))


def another_library(layout: Layout, patch: pytest.MonkeyPatch) -> None:
    found = page_keys.libraries() | {"pandas": "0.1"}
    patch.setattr(page_keys, "libraries", lambda: found)


def another_python(layout: Layout, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(page_keys.sys, "version", "3.99.0 (main)")


RECYCLED = "recycling-rate,northmere,fy2016-17,41.0,,,,,,,,"
OBSERVATIONS, PROGRESS = "data/observations", "data/progress"
FRAMEWORK, COMMENTARY = "data/framework", f"data/commentary/{EDITION}"
CASES = {
    "a theme's notebook": (of(f"notebooks/{JOBS}.ipynb", "## Scorecard", "## Score"), {JOBS}),
    "a priority's notebook": (of(f"notebooks/{THRIVING}.ipynb", "## Themes", "## All"), {THRIVING}),
    "the summary's notebook": (of("book/index.ipynb", "# Summary", "# In short"), {"index"}),
    "the notebook of all members": (
        of("book/portfolio.ipynb", "## ", "## Now: "),
        {"portfolios/brook", "portfolios/no-lead-member"},
    ),
    "a parameter of one theme": (
        of(f"params/{EDITION}.yml", "history_years: 10", "history_years: 9"),
        {HEALTH, *PRIORITIES, *WHOLE},
    ),
    "a parameter of all": (
        of(f"params/{EDITION}.yml", "history_years: 5", "history_years: 6"),
        ALL - {HEALTH},
    ),
    "the title of the edition": (
        of(f"params/{EDITION}.yml", "Performance report", "Report"),
        PRIORITIES | WHOLE,
    ),
    "an earlier edition": (
        of("params/2021-22-q3.yml", "2022-02-18", "2022-02-19"),
        PRIORITIES | WHOLE,
    ),
    "a row of one theme": (
        of(
            f"{OBSERVATIONS}/returns.csv",
            "2021-05,0.2,,,,,,2021-06-12",
            "2021-05,0.3,,,,,,2021-06-12",
        ),
        {JOBS, THRIVING, *WHOLE},
    ),
    "a row that two themes show": (
        of(
            f"{OBSERVATIONS}/returns.csv",
            "2021-22-q1,6,,,,,,2021-07-20",
            "2021-22-q1,7,,,,,,2021-07-20",
        ),
        {HOMES, HEALTH, *PRIORITIES, *WHOLE},
    ),
    "a row of a published series": (
        of(
            f"{OBSERVATIONS}/statistics.csv",
            "active-adults,northmere,fy2016-17,",
            "active-adults,northmere,fy2016-17,1",
        ),
        {HEALTH, HEALTHY, *WHOLE},
    ),
    "a row more, so that others move down": (
        of(
            f"{OBSERVATIONS}/statistics.csv",
            RECYCLED,
            f"{RECYCLED.replace('16-17', '15-16')}\n{RECYCLED}",
        ),
        {HOMES, THRIVING, *WHOLE},
    ),
    "a series of a sidecar": (
        of(
            f"{OBSERVATIONS}/statistics.yml",
            "Adults active for 150 minutes",
            "Active for 150 minutes",
        ),
        {HEALTH, HEALTHY, *WHOLE},
    ),
    "a source as a whole": (
        of(f"{OBSERVATIONS}/statistics.yml", "Mereshire Statistics Office", "Statistics Mereshire"),
        ALL,
    ),
    "a theme's file": (
        of(f"{FRAMEWORK}/{JOBS}.yml", "Shows how many shops are trading", "Shows what is trading"),
        {JOBS, THRIVING, *WHOLE},
    ),
    "a word of no meaning in a theme's file": (
        of(f"{FRAMEWORK}/{HOMES}.yml", "id: homes-made-warmer", "id: homes-made-warmer  # warmer"),
        {HOMES, THRIVING, *WHOLE},
    ),
    "a record that another theme repeats": (
        of(f"{FRAMEWORK}/{HOMES}.yml", "name: Homes made warmer", "name: Homes made much warmer"),
        {HOMES, HEALTH, *PRIORITIES, *WHOLE},
    ),
    "what another theme says of a record it repeats": (
        of(f"{FRAMEWORK}/{HEALTH}.yml", "As in Thriving Places", "As in Places"),
        {HOMES, HEALTH, *PRIORITIES, *WHOLE},
    ),
    "the name of a theme whose record another repeats": (
        of(f"{FRAMEWORK}/{HOMES}.yml", "name: Homes and streets", "name: Homes and more"),
        {HOMES, HEALTH, *PRIORITIES, *WHOLE},
    ),
    "the framework's own file": (
        of(f"{FRAMEWORK}/framework.yml", "A home for all", "Homes for all"),
        ALL,
    ),
    "what is written of a theme": (
        of(f"{COMMENTARY}/{JOBS}.yml", "The college sends", "The school sends"),
        {JOBS, THRIVING, *WHOLE},
    ),
    "what is written of a priority": (
        of(f"{COMMENTARY}/{HEALTHY}.yml", "what_happened: ", "what_happened: Now "),
        {HEALTHY, *WHOLE},
    ),
    "what is written in another edition": (
        new_file(f"data/commentary/2021-22-q3/{JOBS}.yml", "comments: []\n"),
        set(),
    ),
    "a report on a deliverable": (
        of(f"{PROGRESS}/returns.csv", "skills-plan,2022-04-12", "skills-plan,2022-04-13"),
        {JOBS, THRIVING, *WHOLE},
    ),
    "a report on a deliverable of two themes": (
        of(f"{PROGRESS}/returns.csv", "Waiting for a contractor", "Waiting"),
        {HOMES, HEALTH, *PRIORITIES, *WHOLE},
    ),
    "a source of reports": (
        of(f"{PROGRESS}/returns.yml", "Every report is invented", "All is invented"),
        ALL,
    ),
    "the package's code": (another_code, ALL),
    "a library": (another_library, ALL),
    "Python": (another_python, ALL),
    "what notebooks may import": (new_file("notebooks/house.py", "WORDS = 1\n"), ALL),
    "a worked example": (new_file("book/examples/more.yml", "examples: []\n"), WHOLE),
    "a release": (new_file("releases/releases.json", "{}"), WHOLE),
    "a hand-written page": (new_file("book/how-to-read.md", "# How to read this report\n"), set()),
    "a template": (new_file("book/_templates/layout.html", "<p>\n"), set()),
    "a style": (new_file("book/_static/spfbook.css", "p {}\n"), set()),
    "the configuration": (of("_config.yml", "smartquotes: false", "smartquotes: true"), set()),
}
NOT_SEEN = {"what is written in another edition"}
"""What no page of the edition shows, hand-written ones among them."""
OUTSIDE = {"the package's code", "a library"}
"""What is not in the repository: how a build sees it is tested with `landed`."""


@pytest.mark.parametrize("name", CASES)
def test_what_is_made_from_a_changed_input_runs_again_and_nothing_else(
    name: str, before_all: tuple, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch, expected = CASES[name]
    before, shown_before = before_all
    layout = make_project(tmp_path / "northmere")
    whole = made_from(layout, EDITION)
    touch(layout, monkeypatch)
    after = planned(layout)
    again = {page for page, key in after.keys.items() if before.keys.get(page) != key}
    assert again == expected
    assert (made_from(layout, EDITION) == whole) is (name in NOT_SEEN | OUTSIDE)

    monkeypatch.setenv(ROOT_VARIABLE, str(layout.root))
    for page in after.plan.pages:
        if page.name in shown_before and page.name not in again:
            assert shown(page, monkeypatch) == shown_before[page.name]


def test_the_same_files_elsewhere_give_the_same_keys(before_all: tuple, tmp_path: Path) -> None:
    """Also where no row could be kept: a page is not run again for that."""
    layout = make_project(tmp_path / "elsewhere" / "northmere")
    assert planned(layout).keys == before_all[0].keys
    assert planned(layout).keys == before_all[0].keys


def test_what_all_trend_tests_come_to_runs_every_page_with_a_trend(
    tmp_path: Path,
) -> None:
    """The parameters of every theme tell it how many trend tests the report makes."""
    layout = make_project(tmp_path / "northmere")
    before = planned(layout)
    first = "recycling-rate,northmere,fy2016-17"
    rows = [f"recycling-rate,northmere,fy20{y}-{y + 1},{20 + y},,,,,,,,\n" for y in range(10, 16)]
    edit(layout.observations / "statistics.csv", first, "".join(rows) + first)
    after = planned(layout)
    assert after.plan.edition.trend_allowance.tests > before.plan.edition.trend_allowance.tests
    assert all(after.keys[name] != before.keys[name] for name in THEMES)


def test_files_touched_during_a_build_are_noticed(tmp_path: Path) -> None:
    layout = make_project(tmp_path / "northmere")
    framework = read_framework(layout)
    edition = read_edition(layout, framework, EDITION)
    keys = PageKeys(layout, framework, edition, seen_inputs(layout))
    assert keys.hold_still()
    edit(layout.notebooks / f"{JOBS}.ipynb", "## Scorecard", "## scorecarD")
    assert not keys.hold_still()


def test_the_code_that_counts_is_the_package(tmp_path: Path) -> None:
    assert PACKAGE.name == "spfbook"
    paths = {each.path for each in page_keys.package_inputs()}
    assert {"spfbook/pages/charts.py", "spfbook/book/pdf_assets/template.typ"} <= paths
    assert any(path.endswith(".ttf") for path in paths)
