"""The program's end: what was begun is finished, what was said is heard, the code is right."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from second_framework import make_project

PROGRAM = """
import atexit, sys, threading, time
from spfbook.leaving import leave
atexit.register(lambda: print("registered"))
threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
sys.stdout.write("no end of line, ")
sys.stderr.write("said")
leave({code})
"""


@pytest.mark.parametrize("code", [0, 2, 143])
def test_threads_end_then_what_was_registered_and_all_is_written(code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(code=code)], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == code
    assert done.stdout == "no end of line, thread\nregistered\n"
    assert done.stderr == "said"


INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "spfbook.cli":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from spfbook.__main__ import run
run()
"""


def test_an_interrupt_while_the_program_begins_is_a_word() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (130, "stopped\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way to close them")
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_it_works_without_its_streams(tmp_path: Path, closed: str) -> None:
    make_project(tmp_path / "northmere")
    command = f'"{sys.executable}" -m spfbook --root "{tmp_path}/northmere" contents --write'
    done = subprocess.run(["sh", "-c", f"{command} {closed}"], check=False)
    assert done.returncode == 0
    assert "root: index" in (tmp_path / "northmere" / "_toc.yml").read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk to be found full")
@pytest.mark.parametrize(
    "asked", ["editions", "contents", "status 2021-22-q4", "trend series.csv",
              "compare 2021-22-q4 2021-22-q3", "compare 2021-22-q4 2021-22-q4 --format csv"]
)  # fmt: skip
def test_what_cannot_be_said_is_a_line_and_no_success(tmp_path: Path, asked: str) -> None:
    project = make_project(tmp_path / "northmere").root
    (project / "series.csv").write_text("period,value\n2019,1\n2020,2\n", encoding="utf-8")
    command = f'"{sys.executable}" -m spfbook {asked} >/dev/full'
    done = subprocess.run(
        ["sh", "-c", command], cwd=project, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "cannot write: No space left on device\n")
    assert subprocess.run(["sh", "-c", f"{command} 2>&1"], cwd=project, check=False).returncode == 2


def test_a_file_that_may_not_be_read_is_a_line(
    run: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/plan/book/private.md")

    monkeypatch.setattr("spfbook.cli.cli", closed)
    ran = run("build")
    assert (ran.code, ran.err) == (2, "/plan/book/private.md: Permission denied\n")


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--version"], 0), (["build", "--nothing"], 2), (["--root", ""], 2)]
)
def test_the_program_ends_with_its_code(arguments: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "spfbook", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert (done.stdout if code == 0 else done.stderr).strip()
    assert "Traceback" not in done.stderr
