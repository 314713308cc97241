"""A folder of mistakes, each with the lines it must give: place, what was found, what is right."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from spfbook.errors import USER_MISTAKE
from spfbook.paths import Layout

BAD = Path(__file__).parent / "files" / "bad"
KINDS = ("framework", "observations", "commentary", "params")
NOT_PART_OF_THE_COPY = ("expected.txt", "without.txt")
HASH = "HASH-OF-THE-CSV"


def cases(kind: str) -> list[Path]:
    return sorted(path for path in (BAD / kind).iterdir() if path.is_dir())


def by_name(path: Path) -> str:
    return path.name


def laid_over(case: Path, layout: Layout) -> Layout:
    """The good files with the case's own laid over them."""
    gone = case / "without.txt"
    for name in gone.read_text(encoding="utf-8").split() if gone.is_file() else ():
        path = layout.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    ignored = shutil.ignore_patterns(*NOT_PART_OF_THE_COPY)
    shutil.copytree(case, layout.root, dirs_exist_ok=True, ignore=ignored)
    for sidecar in layout.observations.glob("*.yml"):
        text = sidecar.read_text(encoding="utf-8")
        if HASH in text:
            found = hashlib.sha256(sidecar.with_suffix(".csv").read_bytes()).hexdigest()
            sidecar.write_text(text.replace(HASH, found), encoding="utf-8")
    return layout


def expected(case: Path) -> list[str]:
    return (case / "expected.txt").read_text(encoding="utf-8").splitlines()


def own_names(case: Path, folder: str) -> list[str]:
    return sorted(path.stem for path in (case / folder).iterdir())


@pytest.mark.parametrize("case", cases("framework"), ids=by_name)
def test_a_mistake_in_the_framework_is_lines_and_exit_code_2(
    case: Path, northmere: Layout, run: Callable
) -> None:
    laid_over(case, northmere)
    ran = run("--root", str(northmere.root), "framework", "check")
    assert ran.err.splitlines() == expected(case)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")


@pytest.mark.parametrize("case", cases("observations"), ids=by_name)
def test_a_mistake_in_observations_is_lines_and_exit_code_2(
    case: Path, northmere: Layout, run: Callable
) -> None:
    laid_over(case, northmere)
    ran = run("--root", str(northmere.root), "data", "check")
    assert ran.err.splitlines() == expected(case)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")


@pytest.mark.parametrize("case", cases("commentary"), ids=by_name)
def test_a_mistake_in_commentary_is_lines_and_exit_code_2(
    case: Path, northmere: Layout, run: Callable
) -> None:
    laid_over(case, northmere)
    ran = run("--root", str(northmere.root), "data", "check")
    assert ran.err.splitlines() == expected(case)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")


@pytest.mark.parametrize("case", cases("params"), ids=by_name)
def test_a_mistake_in_an_edition_stops_the_build_before_it_begins(
    case: Path, northmere: Layout, run: Callable
) -> None:
    laid_over(case, northmere)
    (edition,) = own_names(case, "params")
    ran = run("--root", str(northmere.root), "build", edition)
    assert ran.err.splitlines() == expected(case)
    assert (ran.code, ran.out) == (USER_MISTAKE, "")
    assert not northmere.build.exists()


def test_an_unknown_edition_is_refused_with_those_there_are(
    northmere: Layout, run: Callable
) -> None:
    ran = run("--root", str(northmere.root), "build", "2021-22-q5")
    says = "edition '2021-22-q5' is not known; the editions there are: 2021-22-q3, 2021-22-q4"
    assert (ran.code, ran.err.splitlines()) == (USER_MISTAKE, [says])


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_says_what_it_expects(kind: str) -> None:
    silent = [case.name for case in cases(kind) if not expected(case)]
    assert cases(kind)
    assert silent == []
