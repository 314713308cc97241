"""Notebooks: refused before a kernel starts, prepared, and alike after alike runs."""

from __future__ import annotations

from pathlib import Path

import nbformat
import papermill
import pytest
from nbformat import NotebookNode
from second_framework import notebook, save

from spfbook.book.notebooks import (
    _figures,
    check_notebooks,
    normalise,
    prepare,
    run_page,
)
from spfbook.book.plan import Page
from spfbook.errors import NotebookError
from spfbook.pages.markdown import Illustrated
from spfbook.paths import Layout

PARAMETERS = ("parameters", 'theme = "jobs"\nperiod = "2021-22-q4"\nyears: int = 5')
PAGE = Page(
    name="places/jobs",
    title="Jobs",
    notebook="notebooks/places/jobs.ipynb",
    parameters={"theme": "jobs", "period": "2021-22-q4", "years": 5},
    sections=(("shops", "Shops & `stalls`"), ("work", "% in work")),
    anchor="theme-jobs",
)
CELLS = ["# Jobs", PARAMETERS, ("", "1 + 1")]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def problems(layout: Layout, *pages: Page) -> list[str]:
    with pytest.raises(NotebookError) as caught:
        check_notebooks(pages or (PAGE,), layout)
    return caught.value.lines()


def test_a_notebook_of_the_right_shape_passes(layout: Layout) -> None:
    save(layout.root / PAGE.notebook, CELLS)
    check_notebooks((PAGE,), layout)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["# Jobs", ("", "x = 1")], "has 0 cells tagged 'parameters'; one is needed"),
        ([PARAMETERS, PARAMETERS], "has 2 cells tagged 'parameters'; one is needed"),
        (
            [("parameters", 'theme = "jobs"\nperiod = "x"')],
            "its parameters cell does not name 'years', which the edition sets",
        ),
        (
            [("parameters", PARAMETERS[1] + "\nyeers = 5")],
            "its parameters cell names 'yeers', which the edition does not set",
        ),
        (
            [("parameters", PARAMETERS[1].replace("years", "# years"))],
            "its parameters cell does not name 'years', which the edition sets",
        ),
    ],
)
def test_a_notebook_that_cannot_take_its_parameters_is_refused(
    layout: Layout, cells: list, said: str
) -> None:
    save(layout.root / PAGE.notebook, cells)
    assert problems(layout) == [f"{PAGE.notebook}: {said}"]


def test_outputs_left_in_are_refused_with_what_to_do(layout: Layout) -> None:
    made = notebook(CELLS)
    made.cells[-1].outputs = [nbformat.v4.new_output("stream", text="2")]
    path = layout.root / PAGE.notebook
    path.parent.mkdir(parents=True)
    nbformat.write(made, path)
    assert problems(layout) == [f"{PAGE.notebook}: holds outputs; clear them (make strip)"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"cells": 5}', "not json"])
def test_a_damaged_notebook_is_one_short_line(layout: Layout, text: str) -> None:
    path = layout.root / PAGE.notebook
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    (line,) = problems(layout)
    assert line.startswith(f"{PAGE.notebook}: ")
    assert len(line) < 200


def test_every_problem_of_every_notebook_is_said_at_once(layout: Layout) -> None:
    other = Page("places/homes", "Homes", "notebooks/places/homes.ipynb", {"theme": "homes"})
    save(layout.root / PAGE.notebook, [("parameters", "theme = 1\nmore = 2")])
    assert problems(layout, PAGE, other) == [
        f"{other.notebook}: is missing; page places/homes needs it",
        f"{PAGE.notebook}: its parameters cell does not name 'period', which the edition sets",
        f"{PAGE.notebook}: its parameters cell does not name 'years', which the edition sets",
        f"{PAGE.notebook}: its parameters cell names 'more', which the edition does not set",
    ]


def prepared(layout: Layout, cells: list, page: Page = PAGE) -> NotebookNode:
    save(layout.root / page.notebook, cells)
    return prepare(page, layout)


def test_the_cell_for_sections_becomes_a_heading_and_a_call_for_each(layout: Layout) -> None:
    found = prepared(layout, [*CELLS, ("indicator-sections", "page.indicators()"), "## Last"])
    assert [(c.cell_type, c.source) for c in found.cells[3:]] == [
        ("code", "page.short_series()"),
        ("markdown", "(indicator-shops)=\n### Shops \\& \\`stalls\\`"),
        ("code", "page.indicator('shops')"),
        ("markdown", "(indicator-work)=\n### \\% in work"),
        ("code", "page.indicator('work')"),
        ("markdown", "## Last"),
    ]


def test_where_no_indicator_has_a_figure_the_page_says_so(layout: Layout) -> None:
    page = Page(PAGE.name, PAGE.title, PAGE.notebook, PAGE.parameters, (), PAGE.anchor)
    found = prepared(layout, [*CELLS, ("indicator-sections", "page.indicators()")], page)
    assert found.cells[-1].source == "No indicator of this theme has a figure in this report."


def test_the_title_gets_the_anchor_that_other_pages_link_to(layout: Layout) -> None:
    found = prepared(layout, CELLS)
    assert found.cells[0].source == "(theme-jobs)=\n# Jobs"
    kept = nbformat.read(layout.root / PAGE.notebook, as_version=4)
    assert kept.cells[0].source == "# Jobs"


def executed(run: int, cells: list) -> NotebookNode:
    """As papermill leaves a notebook: times, paths, counts and ids that no two runs share."""
    made = notebook(cells)
    made.metadata["papermill"] = {"start_time": f"2022-01-0{run}", "output_path": f"/tmp/{run}"}
    for number, cell in enumerate(made.cells):
        cell["id"] = f"run{run}-{number}"
        cell.metadata["papermill"] = {"duration": run / 7}
        if cell.cell_type == "code":
            cell.execution_count = run * 10 + number
            cell.outputs = [
                nbformat.v4.new_output(
                    "execute_result", {"text/plain": "2"}, execution_count=run * 10 + number
                )
            ]
    made.cells.insert(2, nbformat.v4.new_code_cell('theme = "jobs"'))
    made.cells[2].metadata["tags"] = ["injected-parameters"]
    return made


def test_two_runs_of_the_same_inputs_give_the_same_bytes() -> None:
    first, second = (nbformat.writes(normalise(executed(run, CELLS), PAGE)) for run in (1, 2))
    assert first == second
    for trace in ("papermill", "2022-01", "/tmp", "run1", "injected"):
        assert trace not in first


def test_a_normal_notebook_is_valid_hides_its_code_and_keeps_its_results() -> None:
    found = normalise(executed(1, CELLS), PAGE)
    nbformat.validate(found)
    code = [cell for cell in found.cells if cell.cell_type == "code"]
    assert all("remove-input" in cell.metadata["tags"] for cell in code)
    assert [o.output_type for cell in code for o in cell.outputs] == ["display_data"] * 2
    assert found.metadata["title"] == "Jobs"


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("::::{figure} figures/a-b.c.svg\n:alt: x\n::::", ["figures/a-b.c.svg"]),
        ("Words\n\n::::{figure} figures/themes.svg\n::::", ["figures/themes.svg"]),
        ("no figure", []),
        ("::::{figure} ../../outside.svg\n::::", []),
        ("::::{figure} figures/../../x.svg\n::::", []),
        ("::::{figure} /etc/x.svg\n::::", []),
    ],
)
def test_a_picture_is_written_where_its_markdown_names_it_and_nowhere_else(
    markdown: str, written: list[str]
) -> None:
    made = notebook([("", "chart")])
    data = {"image/svg+xml": "<svg>é</svg>", "text/markdown": markdown}
    made.cells[0].outputs = [nbformat.v4.new_output("display_data", data)]
    assert _figures(made) == dict.fromkeys(written, "<svg>é</svg>")


@pytest.mark.parametrize(
    ("name", "is_written"),
    [
        ("figures/history-a.b.svg", True),
        ("figures/../x.svg", False),
        ("/etc/x.svg", False),
        ("figures/x.sh", False),
    ],
)
def test_the_small_pictures_of_a_table_are_written_too(
    name: str, is_written: bool
) -> None:
    made = notebook([("", "scorecard")])
    data = Illustrated("| table |", {name: "<svg/>"})._repr_mimebundle_()
    made.cells[0].outputs = [nbformat.v4.new_output("display_data", data)]
    assert list(_figures(made)) == [name] * is_written


@pytest.fixture
def papermill_raises(monkeypatch: pytest.MonkeyPatch):
    """Papermill's run replaced by an error; no kernel is started."""

    def replace(error: Exception) -> None:
        def raising(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(papermill, "execute_notebook", raising)

    return replace


def test_a_page_that_failed_says_so_and_keeps_the_anchors_others_link_to(
    layout: Layout, papermill_raises, tmp_path: Path
) -> None:
    save(layout.root / PAGE.notebook, CELLS)
    papermill_raises(
        papermill.PapermillExecutionError(2, 3, "x", "ValueError", "\x1b[31mno\nluck\x1b[0m", [])
    )
    executed = run_page(PAGE, layout, kernel="python3", log=tmp_path / "log")
    assert executed.outcome.error == "cell 2: ValueError: no luck"
    said = executed.files["places/jobs.md"].decode()
    for anchor in ("theme-jobs", "indicator-shops", "indicator-work"):
        assert f"({anchor})=\n" in said
    assert "\n# Jobs\n" in said or "=\n# Jobs\n" in said
    assert "no luck" in said
    assert "must not be published" in said


@pytest.mark.parametrize("error", [OSError("disk full"), RuntimeError("Kernel died")])
def test_whatever_happens_to_a_kernel_is_an_outcome(
    layout: Layout, papermill_raises, tmp_path: Path, error: Exception
) -> None:
    save(layout.root / PAGE.notebook, CELLS)
    papermill_raises(error)
    executed = run_page(PAGE, layout, kernel="python3", log=tmp_path / "log")
    assert executed.outcome.error == f"{type(error).__name__}: {error}"
    assert list(executed.files) == ["places/jobs.md"]
