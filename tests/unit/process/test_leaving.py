"""The program's end: what was begun is finished, what was said is heard, the code is right."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
