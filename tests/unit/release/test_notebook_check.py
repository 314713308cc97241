"""A frozen notebook is accused only of what it does twice."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

from spfbook.release import notebook_check as module
from spfbook.release.notebook_check import check_notebooks

GOOD = (0, "2 passed\n")
LOST = (1, "ERROR a.ipynb - RuntimeError\n1 error\n")
OTHER = (1, "FAILED a.ipynb::Cell 2\n1 failed\n")
BROKEN = (4, "no module named nbval\n")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / "frozen").mkdir(exist_ok=True)
        cells = [nbformat.v4.new_code_cell("1 + 1")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "frozen" / f"{name}.ipynb")
    return tmp_path / "frozen"


@pytest.mark.parametrize(
    ("runs", "asked", "said"),
    [
        ([GOOD], [["a.ipynb", "b.ipynb"]], []),
        ([LOST, GOOD], [["a.ipynb", "b.ipynb"], ["a.ipynb"]], []),
        ([LOST, LOST], [["a.ipynb", "b.ipynb"], ["a.ipynb"]],
         ["frozen/a.ipynb: cannot be run again"]),
        ([OTHER, OTHER], [["a.ipynb", "b.ipynb"], ["a.ipynb"]],
         ["frozen/a.ipynb: code cell 3 shows something else when run again"]),
        ([BROKEN], [["a.ipynb", "b.ipynb"]],
         ["frozen: nbval cannot run the notebooks: no module named nbval"]),
    ],
)  # fmt: skip
def test_what_does_not_pass_is_run_once_more_and_then_named(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runs: list, asked: list,
    said: list[str],
) -> None:  # fmt: skip
    commands: list[list[str]] = []

    def run(together: list[list[str]], **_: Any) -> list[tuple[int, str]]:
        for command in together:
            commands.append([word for word in command if word.endswith(".ipynb")])
        return [runs[len(commands) - 1]] if together else []

    monkeypatch.setattr(module, "environment", lambda _: {})
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(module, "run_together", run)
    (tmp_path / "again" / "_nbval").mkdir(parents=True)
    found = check_notebooks(frozen, SimpleNamespace(root=tmp_path / "again"), "frozen")
    assert [str(problem) for problem in found] == said
    assert commands == asked


def test_pytest_is_told_nothing_by_the_environment_and_a_damaged_notebook_is_named(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`PYTEST_ADDOPTS=--collect-only` would have every notebook pass."""
    environments: list[dict[str, str]] = []

    def run(together: list, *, env: dict[str, str], **_: Any) -> list[tuple[int, str]]:
        environments.extend(env for _ in together)
        return [GOOD for _ in together]

    told = {"PATH": "x", "PYTEST_ADDOPTS": "--collect-only", "PYTEST_PLUGINS": "x"}
    monkeypatch.setattr(module, "environment", lambda _: told)
    monkeypatch.setattr(module.os, "cpu_count", lambda: 1)
    monkeypatch.setattr(module, "run_together", run)
    (frozen / "c.ipynb").write_text("{", encoding="utf-8")
    (frozen / "d.ipynb").write_text('{"cells": [{}]}', encoding="utf-8")
    (tmp_path / "again").mkdir()
    found = check_notebooks(frozen, SimpleNamespace(root=tmp_path / "again"), "frozen")
    assert [str(problem) for problem in found] == [
        f"frozen/{name}.ipynb: is no notebook that can be run" for name in "cd"
    ]
    assert environments == [{"PATH": "x"}]
