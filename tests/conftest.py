"""What many tests need: a copy of the invented council's files, whole editions to make pages from,
and the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from whole_book import Book, opened

from spfbook import cli
from spfbook.framework.framework import Framework
from spfbook.pages.view import View
from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework

# A property holds or it does not, however busy the machine is.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REPOSITORY = Path(__file__).resolve().parents[1]
FILES = REPOSITORY / "tests" / "files"


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def repository() -> Layout:
    """Our own repository: the framework of Barking and Dagenham."""
    return Layout(REPOSITORY)


@pytest.fixture(scope="session")
def spf(repository: Layout) -> Framework:
    """The Single Performance Framework, read once."""
    return read_framework(repository)


@pytest.fixture
def northmere(tmp_path: Path) -> Layout:
    """A fresh copy of the invented council's files, to be changed at will."""
    shutil.copytree(FILES / "good", tmp_path / "northmere")
    return Layout(tmp_path / "northmere")


@pytest.fixture(scope="session")
def book() -> Book:
    """The invented council's edition: some figures published, some made up."""
    return opened(REPOSITORY / "tests" / "files" / "good", "2021-22-q4")


@pytest.fixture(scope="session")
def view(book: Book) -> View:
    return book.view


@pytest.fixture(scope="session")
def our_book() -> Book:
    """Our own edition of published statistics."""
    return opened(REPOSITORY, "2021-22-q4")


@pytest.fixture(scope="session")
def our_view(our_book: Book) -> View:
    return our_book.view


@pytest.fixture(scope="session")
def illustrative_book() -> Book:
    """Our own edition with illustrative returns."""
    return opened(REPOSITORY, "2021-22-q4-illustrative")


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run `spfbook` with the arguments given; an exception that escapes fails the test."""

    def run_with(*arguments: str) -> Ran:
        monkeypatch.setattr("sys.argv", ["spfbook", *arguments])
        capsys.readouterr()
        try:
            cli.main()
        except SystemExit as stop:
            code = 0 if stop.code is None else int(stop.code)
        else:
            code = 0
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run_with
