"""Asked to stop, the command says so, whatever else goes wrong on the way."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import os, signal, sys
import spfbook.cli as module
from spfbook.errors import BuildError

class Lost:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})  # what is raised here, Python drops

def command(**_):
    lost = Lost()
    del lost
    raise {error}

module.cli = command
module.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
@pytest.mark.parametrize("error", ["BuildError('The pages could not be compiled')", "ValueError"])
def test_an_interrupt_that_python_drops_is_remembered(name: str, code: int, error: str) -> None:
    program = PROGRAM.format(name=name, error=error)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    assert done.stderr.splitlines()[-1] == "stopped"
    assert "could not be compiled" not in done.stderr


def test_an_error_without_a_signal_is_the_error() -> None:
    program = PROGRAM.format(name="SIGCONT", error="BuildError('The pages are lost')")
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "The pages are lost\n")
