"""What makes a release again ends with who asked for it, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from spfbook.release.bound import PREFIX, bound, run_together, scratch

SLEEPER = "import time; print('here', flush=True); time.sleep(600)\n"
PATIENCE = 30
TWO = """
import os, signal, sys
from pathlib import Path
from spfbook.release.bound import bound, run_together, scratch
with scratch() as place:
    Path("place").write_text(str(place))
    run_together([bound("sleeper")] * 2, env=dict(os.environ), cwd=Path.cwd())
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "sleeper.py").write_text(SLEEPER, encoding="utf-8")
    (tmp_path / "words.py").write_text(
        "import sys\nprint(sys.argv[1:], __name__)\nsys.exit(3)\n", encoding="utf-8"
    )
    return tmp_path


def test_a_module_is_run_as_python_does(place: Path) -> None:
    commands = [bound("words", "a", "b c"), bound("words"), bound("nothing")]
    found = run_together(commands, env=dict(os.environ), cwd=place)
    assert found[:2] == [(3, "['a', 'b c'] __main__\n"), (3, "[] __main__\n")]
    assert found[2][0] == 1
    assert "No module named nothing" in found[2][1]


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is told of a parent's end there")
@pytest.mark.parametrize("by", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_all_end_with_the_one_that_runs_them(place: Path, by: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", TWO], cwd=place, stderr=subprocess.DEVNULL)
    both = _wait_for(lambda: _sleepers(process.pid))
    process.send_signal(getattr(signal, by))
    process.wait(timeout=PATIENCE)
    assert len(both) == 2
    _wait_for(lambda: not any(map(psutil.pid_exists, both)))
    left = Path((place / "place").read_text(encoding="utf-8"))
    with scratch() as mine:
        assert mine.is_dir()
        assert mine.name.startswith(f"{PREFIX}{os.getpid()}-")
        assert not left.exists()
    assert not mine.exists()


def test_the_folder_of_one_that_is_at_work_is_left_alone() -> None:
    other = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getppid()}-"))
    with scratch():
        assert other.is_dir()
    other.rmdir()


def _sleepers(pid: int) -> list[int]:
    found = psutil.Process(pid).children()
    return [each.pid for each in found] if len(found) == 2 else []


def _wait_for(ready: object) -> object:
    until = time.monotonic() + PATIENCE
    while not (found := ready()):
        assert time.monotonic() < until
        time.sleep(0.02)
    return found
