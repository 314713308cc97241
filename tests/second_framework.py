"""Notebooks and a book for the invented council, so that its framework can be built whole.

The files of `tests/files/good` are data only; what a council writes itself besides (notebooks, a
page for each theme) is made here, of the same shape as the shipped ones.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from spfbook.book.notebooks import PARAMETERS, SECTIONS
from spfbook.book.plan import BOOK_PAGES, PORTFOLIO
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

REPOSITORY = Path(__file__).resolve().parents[1]
EDITION = "2021-22-q4"
SETTINGS = """edition = "2021-22-q4"
period = "2021-22-q4"
as_at = "2022-05-20"
sources = ["statistics", "returns"]
comparators = ["mereshire"]
history_years = 5
trend_tests = 0
trend_limit = 0.05"""
CALL = """import spfbook as spf

page = spf.{kind}_page(
    {kind},
    edition=edition,
    period=period,
    as_at=as_at,
    sources=sources,
    comparators=comparators,
    history_years=history_years,
    trend_tests=trend_tests,
    trend_limit=trend_limit,
)"""
THEME_CELLS = (
    ("", "page.about()"),
    ("Scorecard", "page.scorecard()"),
    ("Indicators with figures", "page.indicators()"),
    ("Indicators without a figure", "page.without_figures()"),
    ("Deliverables", "page.deliverables()"),
    ("Download the data", "page.downloads()"),
)
PRIORITY_CELLS = (
    ("", "page.about()"),
    ("How the indicators stand", "page.counts()"),
    ("Edition by edition", "page.over_time()"),
    ("", "page.over_time_table()"),
    ("What has changed since the last edition", "page.changes()"),
    ("What is off target", "page.off_track()"),
    ("Themes", "page.themes()"),
    ("Deliverables", "page.deliverables()"),
)
BOOK_CELLS = {
    "index": (
        "front_page", "front", "in_brief", "priorities", "over_time", "deliverables", "worst",
        "moved", "decisions", "members",
    ),
    "overview": (
        "overview_page", "notice", "over_time", "over_time_table", "changes", "themes", "members",
        "statuses", "off_track", "trends",
    ),
    "changes": ("changes_page", "about", "for_approval", "approved", "deliverables"),
    "comparison": (
        "comparison_page", "about", "statuses", "figures", "revisions", "added_and_gone",
    ),
    "deliverables": ("deliverables_page", "counts", "changes", "late", "stopped", "others"),
    "golden-thread": ("golden_thread_page", "notice", "aspirations", "root_causes", "themes"),
    "benchmarks": ("benchmarks_page", "about", "worsening", "priorities"),
    "context": ("context_page", "about", "tables", "without_figures"),
    "library": ("library_page", "about", "tables"),
    "quality": ("quality_page", "about", "by_source", "baselines", "awaited"),
    "data-sources": (
        "sources_page", "data_sources", "source_notes", "series", "related_series",
    ),
    "downloads": ("downloads_page", "about", "whole_plan", "themes", "codes"),
    "versions": ("versions_page", "versions", "releases", "corrections"),
    "methods": ("methods_page", "notice", "examples"),
}  # fmt: skip
"""By page: the call that opens it, and the calls that show it."""


def make_project(folder: Path) -> Layout:
    """The invented council's repository in `folder`, with all that a build needs."""
    shutil.copytree(REPOSITORY / "tests" / "files" / "good", folder)
    layout = Layout(folder)
    for folder_name in ("_static", "_templates", "examples"):
        shutil.copytree(REPOSITORY / "book" / folder_name, layout.book / folder_name)
    for page in (REPOSITORY / "book").glob("*.md"):
        shutil.copy(page, layout.book / page.name)
    shutil.copy(REPOSITORY / "_config.yml", folder / "_config.yml")
    write_notebooks(layout, read_framework(layout))
    return layout


def write_notebooks(layout: Layout, framework: Framework) -> None:
    """A notebook for each page of the framework, and those about the book."""
    for priority in framework.priorities:
        place = layout.notebooks / priority.id
        _write(place / "index.ipynb", priority.title, "priority", priority.id, PRIORITY_CELLS)
        for theme in priority.themes:
            _write(place / f"{theme.id}.ipynb", theme.name, "theme", theme.id, THEME_CELLS)
    for name, (opener, *calls) in BOOK_CELLS.items():
        cells = [
            ("parameters", f'edition = "{EDITION}"'),
            ("", f"import spfbook as spf\n\npage = spf.{opener}(edition)"),
            *(("", f"page.{call}()") for call in calls),
        ]
        save(layout.book / f"{name}.ipynb", [f"# {BOOK_PAGES[name][0]}", *cells])
    shutil.copy(REPOSITORY / PORTFOLIO, layout.root / PORTFOLIO)


def _write(
    path: Path, title: str, kind: str, name: str, pieces: Iterable[tuple[str, str]]
) -> None:
    cells: list[str | tuple[str, str]] = [
        f"# {title}",
        (PARAMETERS, f'{kind} = "{name}"\n{SETTINGS}'),
        ("", CALL.format(kind=kind)),
    ]
    for heading, call in pieces:
        cells += [f"## {heading}"] if heading else []
        cells.append((SECTIONS if call == "page.indicators()" else "", call))
    save(path, cells)


def save(path: Path, cells: Sequence[str | tuple[str, str]]) -> None:
    """A notebook of Markdown cells (text) and code cells (tag or nothing, and code)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(cells), path)


def notebook(cells: Sequence[str | tuple[str, str]]) -> NotebookNode:
    made = nbformat.v4.new_notebook()
    made.metadata = nbformat.from_dict(
        {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    for number, cell in enumerate(cells):
        if isinstance(cell, str):
            made.cells.append(nbformat.v4.new_markdown_cell(cell))
        else:
            tag, code = cell
            made.cells.append(nbformat.v4.new_code_cell(code))
            made.cells[-1].metadata = nbformat.from_dict({"tags": [tag]} if tag else {})
        made.cells[-1]["id"] = f"cell-{number:02d}"
    return made
