"""Every shipped notebook: thin, stripped, and exactly what the plan expects."""

from __future__ import annotations

import ast
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from spfbook.book.notebooks import SECTIONS, TITLE, check_notebooks, prepare
from spfbook.book.plan import Page, make_plan
from spfbook.framework.framework import Framework
from spfbook.framework.observations import Observations
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import edition_names, newest_edition, read_edition

REPOSITORY = Path(__file__).resolve().parents[1]


SHIPPED = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for folder in ("notebooks", "book")
    for path in (REPOSITORY / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
MOST_LINES_IN_A_CELL = 24


def read(name: str) -> NotebookNode:
    return nbformat.read(REPOSITORY / name, as_version=4)


def code(name: str) -> list[NotebookNode]:
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    """The first page that each notebook makes of the newest edition."""
    layout = Layout(REPOSITORY)
    framework = read_framework(layout)
    plan = make_plan(newest_edition(layout, framework), framework, Observations(date.min, ()))
    return {page.notebook: page for page in reversed(plan.pages)}


def test_there_is_a_notebook_for_every_page_and_no_other(pages: dict[str, Page]) -> None:
    assert set(SHIPPED) == set(pages)
    names = [name for name in SHIPPED if name.startswith("notebooks/")]
    assert len([name for name in names if name.endswith("/index.ipynb")]) == 4
    assert len(names) == 32


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_is_valid(name: str) -> None:
    """As any tool reads it, nbval among them: version 4.5, ids, a kernel that everyone has."""
    found = read(name)
    nbformat.validate(found)
    assert (found.nbformat, found.nbformat_minor) == (4, 5)
    assert found.metadata.kernelspec.name == "python3"
    assert len({cell["id"] for cell in found.cells}) == len(found.cells)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_holds_no_outputs_and_no_counts(name: str) -> None:
    for cell in code(name):
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_begins_with_its_title_as_the_framework_has_it(
    name: str, pages: dict[str, Page]
) -> None:
    page, first = pages[name], read(name).cells[0]
    assert first.cell_type == "markdown"
    if TITLE in first.metadata.get("tags", []):  # it serves several pages
        shown = prepare(page, Layout(REPOSITORY)).cells[0].source
        assert shown == f"({page.anchor})=\n# {page.title}"
    else:
        assert first.source == f"# {page.title}"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_imports_only_from_the_packages_root(name: str) -> None:
    imported = set()
    for cell in code(name):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module)
    assert imported == {"spfbook"}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_names_exactly_the_parameters_that_the_plan_gives(
    name: str, pages: dict[str, Page]
) -> None:
    (cell,) = [cell for cell in code(name) if "parameters" in cell.metadata.get("tags", [])]
    values = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Assign)
    }
    given = pages[name].parameters
    assert set(values) == set(given)
    assert {key: type(value) for key, value in values.items()} == {
        key: type(value) for key, value in given.items()
    }
    for key in ("theme", "priority"):
        assert values.get(key) == given.get(key)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_notebook_is_thin(name: str) -> None:
    """A few calls; no functions, loops or sums: those belong in the package, where tests are."""
    for cell in code(name):
        assert len(cell.source.splitlines()) <= MOST_LINES_IN_A_CELL
        nodes = list(ast.walk(ast.parse(cell.source)))
        heavy = (ast.FunctionDef, ast.Lambda, ast.For, ast.While, ast.If, ast.BinOp, ast.With)
        assert not [node for node in nodes if isinstance(node, heavy)]


@pytest.mark.parametrize("name", SHIPPED)
def test_headings_go_down_without_a_gap_from_one_title(name: str) -> None:
    text = "\n".join(cell.source for cell in read(name).cells if cell.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize(
    "name", [n for n in SHIPPED if n.startswith("notebooks/") and not n.endswith("/index.ipynb")]
)
def test_a_themes_notebook_shows_all_that_a_theme_has(name: str) -> None:
    sources = [cell.source.strip() for cell in code(name)]
    for call in (
        "about", "scorecard", "indicators", "without_figures", "deliverables", "downloads",
    ):
        assert f"page.{call}()" in sources
    (cell,) = [cell for cell in code(name) if SECTIONS in cell.metadata.get("tags", [])]
    assert cell.source == "page.indicators()"


@pytest.mark.parametrize("edition", edition_names(Layout(REPOSITORY)))
def test_every_edition_can_run_every_notebook(
    edition: str, repository: Layout, spf: Framework
) -> None:
    plan = make_plan(read_edition(repository, spf, edition), spf, Observations(date.min, ()))
    check_notebooks(plan.pages, repository)


def test_the_defaults_of_the_notebooks_are_the_newest_edition(pages: dict[str, Page]) -> None:
    """So that a notebook opened by itself shows the newest figures."""
    for name, page in pages.items():
        (cell,) = [cell for cell in code(name) if "parameters" in cell.metadata.get("tags", [])]
        found: dict = {}
        exec(cell.source, found)
        assert {key: found[key] for key in page.parameters} == dict(page.parameters), name


def test_the_folders_hold_nothing_else() -> None:
    others = [
        path.name
        for path in (REPOSITORY / "notebooks").rglob("*")
        if path.is_file() and path.suffix != ".ipynb"
    ]
    assert others == []
    assert all(Path(name).name == Path(name).name.lower() for name in SHIPPED)
