"""nbval over the frozen notebooks: each cell is run again and must show what it showed.

A second opinion beside the bytes: nbval runs the notebooks by its own means, without papermill.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat

from spfbook.attachments import MIME_TYPE, PICTURES
from spfbook.errors import Problem
from spfbook.release.bound import bound, run_together
from spfbook.release.rebuild import Rebuilt, environment

SETTINGS = f"""def pytest_collectstart(collector):
    # What a build takes out of a notebook and puts beside it as files, which have hashes.
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += {(MIME_TYPE, PICTURES)!r}
"""
CELL = re.compile(r"^(?:FAILED|ERROR) (\S+?\.ipynb)(?:::Cell (\d+))?", re.MULTILINE)
NO_NOTEBOOK = (
    ValueError, AttributeError, KeyError, TypeError, RecursionError, nbformat.ValidationError,
)  # fmt: skip
"""What nbformat raises of a file that is none, by what is wrong with it."""
Failures = tuple[list[tuple[str, str]], str]
"""The notebooks that do not pass, each with a cell or none, and nbval's last words where it does
not end well."""
OF_PYTEST = "PYTEST_"
"""How the variables begin that tell pytest what to do, whatever its command says."""


def check_notebooks(notebooks: Path, found: Rebuilt, where: str) -> Iterator[Problem]:
    """What nbval finds: each notebook in the folder with the cell that shows something else.

    All of them are run: the folder holds copies of those that the manifest vouches for.
    """
    names = sorted(
        path.relative_to(notebooks).as_posix() for path in notebooks.rglob("*.ipynb")
    )
    place = found.root / "_nbval"
    place.mkdir(exist_ok=True)
    broken = [name for name in names if not _write_runnable(notebooks / name, place / name)]
    yield from (Problem(f"{where}/{name}", 0, "is no notebook that can be run") for name in broken)
    names = [name for name in names if name not in broken]
    (place / "conftest.py").write_text(SETTINGS, encoding="utf-8")
    (place / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    workers = max(1, os.cpu_count() or 1)
    shares = [share for start in range(workers) if (share := names[start::workers])]
    for failed, said in _run(shares, place, found):
        if said and not failed:
            yield Problem(where, 0, f"nbval cannot run the notebooks: {said}")
        yield from (_problem(f"{where}/{name}", cell) for name, cell in failed)


def _write_runnable(source: Path, target: Path) -> bool:
    """As nbval wants it: a cell without a number counts as one that never ran. False for what is
    no notebook."""
    try:
        notebook = nbformat.read(source, as_version=4)
        for number, cell in enumerate(notebook.cells, 1):
            if cell.cell_type == "code":
                cell.execution_count = number
    except NO_NOTEBOOK:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, target)
    return True


def _run(shares: Sequence[Sequence[str]], place: Path, found: Rebuilt) -> list[Failures]:
    """What does not pass is run once more before it is accused: nbval's kernels are promised
    ports, and another program may take one before its kernel does."""
    first = _failures(shares, place, found)
    again = [sorted({name for name, _ in failed}) for failed, _ in first]
    second = iter(_failures([names for names in again if names], place, found))
    return [next(second) if failed else (failed, said) for failed, said in first]


def _failures(shares: Sequence[Sequence[str]], place: Path, found: Rebuilt) -> list[Failures]:
    """Of each share of the notebooks, all run at once."""
    quiet = {k: v for k, v in environment(found).items() if not k.startswith(OF_PYTEST)}
    commands = [
        bound(
            "pytest", "--nbval", "--nbval-current-env", "-q", "-rfE", "--color=no",
            "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist",
            "-c", str(place / "pytest.ini"), "--rootdir", str(place), *names,
        )
        for names in shares
    ]  # fmt: skip
    return [_read(*ended) for ended in run_together(commands, env=quiet, cwd=place)]


def _read(code: int, said: str) -> Failures:
    last = said.strip().splitlines()[-1:] or ["nothing is said"]
    return list(dict.fromkeys(CELL.findall(said))), last[0] if code else ""


def _problem(place: str, cell: str) -> Problem:
    if not cell:
        return Problem(place, 0, "cannot be run again")
    return Problem(place, 0, f"code cell {int(cell) + 1} shows something else when run again")
