"""nbval over the frozen notebooks: each cell is run again and must show what it showed.

A second opinion beside the bytes: nbval runs the notebooks by its own means, without papermill.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from spfbook.attachments import MIME_TYPE, PICTURES
from spfbook.errors import Problem
from spfbook.release.rebuild import Rebuilt, environment

SETTINGS = f"""def pytest_collectstart(collector):
    # What a build takes out of a notebook and puts beside it as files, which have hashes.
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += {(MIME_TYPE, PICTURES)!r}
"""
CELL = re.compile(r"^(?:FAILED|ERROR) (\S+?\.ipynb)(?:::Cell (\d+))?", re.MULTILINE)


def check_notebooks(notebooks: Path, found: Rebuilt, where: str) -> Iterator[Problem]:
    """What nbval finds: each notebook with the cell that shows something else."""
    names = sorted(
        path.relative_to(notebooks).as_posix() for path in notebooks.rglob("*.ipynb")
    )
    place = found.root / "_nbval"
    for name in names:
        _write_runnable(notebooks / name, place / name)
    (place / "conftest.py").write_text(SETTINGS, encoding="utf-8")
    (place / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    workers = max(1, os.cpu_count() or 1)
    shares = [share for start in range(workers) if (share := names[start::workers])]
    with ThreadPoolExecutor(workers) as pool:
        for problems in pool.map(lambda share: _run(share, place, found, where), shares):
            yield from problems


def _write_runnable(source: Path, target: Path) -> None:
    """As nbval wants it: a cell without a number counts as one that never ran."""
    notebook = nbformat.read(source, as_version=4)
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type == "code":
            cell.execution_count = number
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)


def _run(names: Sequence[str], place: Path, found: Rebuilt, where: str) -> list[Problem]:
    command = [
        sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q", "-rfE",
        "--color=no", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
        "-c", str(place / "pytest.ini"), "--rootdir", str(place), *names,
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, check=False, env=environment(found), cwd=place,
        text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    problems = list(_problems(done.stdout, where))
    if done.returncode and not problems:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        problems.append(Problem(where, 0, f"nbval cannot run the notebooks: {''.join(last)}"))
    return problems


def _problems(said: str, where: str) -> Iterator[Problem]:
    for name, cell in dict.fromkeys(CELL.findall(said)):
        place = f"{where}/{name}"
        if cell:
            said = f"code cell {int(cell) + 1} shows something else when run again"
            yield Problem(place, 0, said)
        else:
            yield Problem(place, 0, "cannot be run again")
