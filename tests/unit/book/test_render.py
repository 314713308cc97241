"""The compiler's own words, shortened to what a person can act on."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from spfbook.book import render as module
from spfbook.book.render import MOST_MESSAGES, render
from spfbook.book.render import compiler as compiler_of
from spfbook.book.sphinx_process import AT_ONCE, few_at_once
from spfbook.errors import BuildError


@pytest.fixture
def compiler(monkeypatch: pytest.MonkeyPatch):
    """A program in the place of Sphinx."""

    def replace(program: str) -> None:
        real = subprocess.Popen

        def popen(command: list[str], **options: Any) -> subprocess.Popen:
            return real([sys.executable, "-c", program, *command[3:]], **options)

        monkeypatch.setattr(module.subprocess, "Popen", popen)

    return replace


def test_each_page_is_named_as_soon_as_it_is_done(compiler, tmp_path: Path) -> None:
    compiler("print('noise'); print('done index'); print('done growth/jobs')")
    assert list(render(tmp_path, tmp_path)) == ["index", "growth/jobs"]


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("reading\na.md:3: WARNING: lost link\n", ["a.md:3: WARNING: lost link"]),
        ("\x1b[31mb.md: ERROR: bad\x1b[39;49;00m\n", ["b.md: ERROR: bad"]),
        ("x: WARNING: one\nx: WARNING: one\n", ["x: WARNING: one"]),
        ("Traceback\n  file\nKeyError: 'x'\n", ["KeyError: 'x'"]),
        ("first\nsecond\nthird\nfourth\n", ["second", "third", "fourth"]),
        ("", []),
    ],
)
def test_a_failure_says_the_warnings_and_errors_each_once(
    compiler, tmp_path: Path, log: str, said: list[str]
) -> None:
    compiler(f"import sys; sys.stderr.write({log!r}); sys.exit(1)")
    with pytest.raises(BuildError) as caught:
        list(render(tmp_path, tmp_path))
    lines = "\n".join(caught.value.lines()).splitlines()
    assert lines == ["The pages could not be compiled:", *said]


def test_a_flood_of_messages_is_cut(compiler, tmp_path: Path) -> None:
    compiler(
        "import sys\nfor n in range(99): print(f'x.md:{n}: WARNING: w', file=sys.stderr)\n"
        "sys.exit(1)"
    )
    with pytest.raises(BuildError) as caught:
        list(render(tmp_path, tmp_path))
    assert len(str(caught.value).splitlines()) == 1 + MOST_MESSAGES


def test_the_compiler_is_ended_when_its_results_are_no_longer_wanted(
    compiler, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler("import time\nprint('done html', flush=True)\ntime.sleep(30)")
    started: list[subprocess.Popen] = []
    replaced = module.subprocess.Popen

    def popen(*given: Any, **options: Any) -> subprocess.Popen:
        started.append(replaced(*given, **options))
        return started[-1]

    monkeypatch.setattr(module.subprocess, "Popen", popen)
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="stop"):
        stop_at_the_first(render(tmp_path, tmp_path))
    assert started[0].poll() is not None
    assert time.monotonic() - began < 15, "it was waited for"


def stop_at_the_first(results) -> None:
    for _ in results:
        results.throw(RuntimeError("stop"))


def test_pages_that_come_after_the_compiler_has_begun_are_in_the_book(tmp_path: Path) -> None:
    """It makes all ready while notebooks run, and reads no page before it is told to."""
    pages, work = tmp_path / "pages", tmp_path / "work"
    pages.mkdir()
    work.mkdir()
    (pages / "_config.yml").write_text("title: Book\nsphinx:\n  extra_extensions:\n"
                                       "  - spfbook.book.sphinx_html\n")  # fmt: skip
    (pages / "_toc.yml").write_text("format: jb-book\nroot: index\nchapters:\n- file: late\n")
    with compiler_of(pages, work) as begun:
        time.sleep(4)  # long enough to read, were it not told to wait
        assert begun.poll() is None
        (pages / "index.md").write_text("# Front\n")
        (pages / "late.md").write_text("# Late\n")
        assert sorted(render(pages, work, begun)) == ["index", "late"]
    assert "Late" in (work / "_build" / "html" / "late.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("pages", [0, 1, 10, 11, 57])
def test_every_page_is_handed_to_one_process(pages: int) -> None:
    names = [str(number) for number in range(pages)]
    chunks = few_at_once(names, 2)
    assert [name for chunk in chunks for name in chunk] == names
    assert all(0 < len(chunk) <= AT_ONCE for chunk in chunks)
