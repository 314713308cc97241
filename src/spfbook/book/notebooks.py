"""Notebooks: checked, prepared, executed by papermill, and made alike for alike inputs."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, reader

from spfbook.attachments import PICTURES
from spfbook.book.page_files import take_files
from spfbook.book.plan import Page
from spfbook.errors import NotebookError, Problem
from spfbook.escape import escape
from spfbook.kernels.manager import BuildKernelManager, configured, is_stopped
from spfbook.kernels.warm import Losses, say_once
from spfbook.paths import ROOT_VARIABLE, Layout

PARAMETERS, SECTIONS, TITLE = "parameters", "indicator-sections", "title"
FIGURE_PATH = re.compile(r"^:{3,}\{figure\} (figures/[\w.-]+\.svg)$", re.MULTILINE)
PICTURE_PATH = re.compile(r"figures/[\w.-]+\.svg")
QUIET = ["--IPKernelApp.log_level=50"]
"""A kernel writes its log to the terminal, across the progress of the build."""
NEVER_BEGAN = "died before replying to kernel_info"
"""In what jupyter_client says of a kernel that ended while it started."""


@dataclass(frozen=True)
class Outcome:
    """What became of one page."""

    page: Page
    seconds: float
    error: str | None = None
    """One line: the cell and what it raised; None when the notebook ran through."""
    traceback: str = ""
    is_kept: bool = False
    """It was not run: all that it is made from is as when it ran last."""


@dataclass(frozen=True)
class Executed:
    """A page whose notebook has been run."""

    outcome: Outcome
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The executed notebook and what it hands over, by path below the folder of pages."""


def check_notebooks(pages: tuple[Page, ...], layout: Layout) -> None:
    """Refuse, before any kernel starts, notebooks that cannot take their parameters.

    Raises `NotebookError` with every problem: a missing file, no parameters cell or several,
    a parameter that the notebook does not name or the edition does not give, outputs left in.
    """
    problems: list[Problem] = []
    for page in pages:
        path = layout.root / page.notebook
        if not path.is_file():
            problems.append(Problem(page.notebook, 0, f"is missing; page {page.name} needs it"))
            continue
        try:
            problems += _notebook_problems(page, _read_valid(path))
        except Exception as problem:  # nbformat raises many kinds for a damaged file
            words = " ".join(str(problem).split())[:120]
            problems.append(Problem(page.notebook, 0, f"is not a notebook: {words}"))
    if problems:
        raise NotebookError(problems)


def _read_valid(path: Path) -> NotebookNode:
    """Raises what nbformat has to say. Its own `read` only writes into a log what is wrong with a
    file that is nearly a notebook."""
    notebook = nbformat.convert(reader.reads(path.read_text(encoding="utf-8")), 4)
    nbformat.validate(notebook)
    return notebook


def _notebook_problems(page: Page, notebook: NotebookNode) -> list[Problem]:
    cells = [c for c in notebook.cells if PARAMETERS in c.metadata.get("tags", [])]
    where = page.notebook
    problems = []
    if any(c.get("outputs") for c in notebook.cells if c.cell_type == "code"):
        problems.append(Problem(where, 0, "holds outputs; clear them (make strip)"))
    if len(cells) != 1:
        message = f"has {len(cells)} cells tagged {PARAMETERS!r}; one is needed"
        return [*problems, Problem(where, 0, message)]
    named = set(re.findall(r"^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=", cells[0].source, re.MULTILINE))
    for name in sorted(set(page.parameters) - named):
        problems.append(
            Problem(where, 0, f"its parameters cell does not name {name!r}, which the edition sets")
        )
    for name in sorted(named - set(page.parameters)):
        message = f"its parameters cell names {name!r}, which the edition does not set"
        problems.append(Problem(where, 0, message))
    return problems


def prepare(page: Page, layout: Layout) -> NotebookNode:
    """The notebook with a heading and a cell for each indicator that has figures.

    Headings must stand in Markdown cells: one printed by code would not be in the contents.
    A notebook that serves several pages has its title in a cell tagged so, for each page's own.
    """
    notebook = nbformat.read(layout.root / page.notebook, as_version=4)
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if TITLE in tags:
            cell.source = f"# {escape(page.title)}"
        cells += _section_cells(page) if SECTIONS in tags else [cell]
    if cells and cells[0].cell_type == "markdown" and page.anchor:
        cells[0].source = f"({page.anchor})=\n{cells[0].source}"
    notebook.cells = cells
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:03d}"
    return notebook


def _section_cells(page: Page) -> list[NotebookNode]:
    if not page.sections:
        said = "No indicator of this theme has a figure in this report."
        return [nbformat.v4.new_markdown_cell(said)]
    cells = [nbformat.v4.new_code_cell("page.short_series()")]
    for indicator_id, name in page.sections:
        heading = f"(indicator-{indicator_id})=\n### {escape(name)}"
        cells.append(nbformat.v4.new_markdown_cell(heading))
        cells.append(nbformat.v4.new_code_cell(f"page.indicator({indicator_id!r})"))
    return cells


def run_page(page: Page, layout: Layout, *, kernel: str, log: Path) -> Executed:
    """Execute the page's notebook in a kernel of its own; `log` takes what the kernel says besides.

    Never raises for what a notebook does: the outcome says which cell failed, and the page
    written says so too. Nothing is written but a temporary folder beside `log`.
    """
    import papermill

    started = time.perf_counter()
    error, traceback, files = None, "", {}
    try:
        executed = _execute_whole(page, layout, kernel, log)
        error, traceback = _stopped(executed)
        files = _files(normalise(executed, page), page)
    except papermill.PapermillExecutionError as problem:
        error = f"cell {problem.cell_index}: {problem.ename}: {_one_line(problem.evalue)}"
        traceback = _plain("\n".join(problem.traceback))
    except Exception as problem:  # a kernel that dies, a disk that is full
        error = f"{type(problem).__name__}: {_one_line(str(problem))}"
    if error is not None:
        files = {f"{page.name}.md": _failed_page(page, error).encode()}
    return Executed(Outcome(page, time.perf_counter() - started, error, traceback), files)


def _stopped(notebook: NotebookNode) -> tuple[str | None, str]:
    """The error that a cell ended with, and its traceback: papermill lets `sys.exit(0)` pass, which
    leaves out the rest of a page as any other does."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                words = f"cell {number}: {output.ename}: {_one_line(output.evalue)}"
                return words, _plain("\n".join(output.traceback))
    return None, ""


def _execute_whole(page: Page, layout: Layout, kernel: str, log: Path) -> NotebookNode:
    """Once more if the kernel's end was not the notebook's doing."""
    lost = Losses.count
    try:
        return _execute(page, layout, kernel, log)
    except RuntimeError as problem:  # nbclient's `DeadKernelError` is one too
        if is_stopped(log):
            raise
        if lost != Losses.count:
            say_once("The warmed process was ended from outside; its notebooks are run again")
        elif NEVER_BEGAN in str(problem):
            say_once(f"A kernel ended before its notebook began; {page.name} is run again")
        else:
            raise
        return _execute(page, layout, kernel, log)


def _execute(page: Page, layout: Layout, kernel: str, log: Path) -> NotebookNode:
    """By path, as papermill would otherwise put the whole notebook into its own metadata. No
    `cwd`: papermill would move this whole process there, other pages' threads included."""
    import papermill

    beside = {"dir": log.parent, "ignore_cleanup_errors": True}
    with tempfile.TemporaryDirectory(prefix="page-", **beside) as folder:
        source = Path(folder) / "page.ipynb"
        nbformat.write(prepare(page, layout), source)
        # papermill puts parameters into a path that has braces in it.
        path = str(source).replace("{", "{{").replace("}", "}}")
        return papermill.execute_notebook(
            path, None, parameters=dict(page.parameters), kernel_name=kernel,
            progress_bar=False, log_output=False, autosave_cell_every=0,
            request_save_on_cell_execute=False, extra_arguments=QUIET,
            resources={"metadata": {"path": str(layout.root)}},
            kernel_manager_class=BuildKernelManager,
            config=configured(log, _variables(layout, log), Path(folder) / "kernel.json"),
        )  # fmt: skip


def _variables(layout: Layout, log: Path) -> dict[str, str]:
    """A kernel's own: IPython's start-up files of whoever builds are nothing to the book."""
    return {
        **os.environ, ROOT_VARIABLE: str(layout.root), "IPYTHONDIR": str(log.parent / "ipython"),
    }  # fmt: skip


def _files(notebook: NotebookNode, page: Page) -> dict[str, bytes]:
    """What the book is made from: the notebook, its pictures and its files of data."""
    beside = f"{page.name.rpartition('/')[0]}/".lstrip("/")
    files = {f"{beside}{name}": svg.encode() for name, svg in _figures(notebook).items()}
    files |= take_files(notebook)
    return files | {f"{page.name}.ipynb": (nbformat.writes(notebook) + "\n").encode()}


def normalise(notebook: NotebookNode, page: Page) -> NotebookNode:
    """Drop what differs between two runs of the same inputs, and hide the code. What is written to
    standard error is no part of a page: warnings name temporary files and process numbers."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "title": page.title})
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:03d}"
        tags = [t for t in cell.metadata.get("tags", []) if t != "injected-parameters"]
        cell.metadata = nbformat.from_dict({"tags": sorted({*tags, "remove-input"})}
                                           if cell.cell_type == "code" else {})  # fmt: skip
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
            for output in cell.outputs:
                output.pop("execution_count", None)
                if output.output_type == "execute_result":
                    output["output_type"] = "display_data"
                    output.setdefault("metadata", nbformat.from_dict({}))
    return notebook


def _figures(notebook: NotebookNode) -> dict[str, str]:
    """The pictures that the notebook holds, by the path that its Markdown names."""
    found: dict[str, str] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            found |= _pictures(output.get("data", {}))
    return found


def _pictures(data: dict[str, Any]) -> dict[str, str]:
    """The pictures of one output, by path: one figure, or the small ones inside a table, which
    leave the output: Sphinx does not know their type."""
    named = FIGURE_PATH.search(data.get("text/markdown", ""))
    if named and "image/svg+xml" in data:
        return {named[1]: data["image/svg+xml"]}
    return {n: svg for n, svg in data.pop(PICTURES, {}).items() if PICTURE_PATH.fullmatch(n)}


def _failed_page(page: Page, error: str) -> str:
    """In the page's place, with every anchor that other pages link to."""
    anchors = [page.anchor, *(f"indicator-{name}" for name, _ in page.sections)]
    targets = "".join(f"({name})=\n" for name in anchors)
    return (
        f"{targets}# {escape(page.title)}\n\n:::{{admonition}} This page failed\n"
        f":class: error\n\nThe notebook of this page stopped: {escape(error)}\n\n"
        "This book is not finished and must not be published.\n:::\n"
    )


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)
