"""How a build is followed: plain lines to a file, names and time left on a terminal."""

from __future__ import annotations

import io

import pytest

from spfbook.book.notebooks import Outcome
from spfbook.book.plan import Page
from spfbook.cli.progress import show_progress

DONE = Outcome(Page("places/jobs", "Jobs and [money]", "jobs.ipynb", {}), 3.26)
FAILED = Outcome(Page("places/homes", "Homes", "homes.ipynb", {}), 1.0, "cell 3: ValueError: no")


def follow() -> None:
    with show_progress() as report:
        report("Notebooks", 0, 2, None)
        report("Notebooks", 1, 2, FAILED)
        report("Notebooks", 2, 2, DONE)
        report("Pages", 0, 1, None)


def test_without_a_terminal_each_step_is_a_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    follow()
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "Notebooks: 0 of 2",
        "Notebooks: 1 of 2  places/homes  failed, 1.0 s",
        "Notebooks: 2 of 2  places/jobs  done, 3.3 s",
        "Pages: 0 of 1",
    ]


def test_on_a_terminal_it_names_the_theme_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    follow()
    said = terminal.getvalue()
    assert "Jobs and [money]" in said
    assert "2/2" in said
    assert "Pages" in said
