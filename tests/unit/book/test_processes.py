"""No process that a build starts outlives it, with all that they start themselves."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psutil
import pytest

from spfbook.book.processes import kill_tree

GRANDCHILDREN = """
import subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
pids = [subprocess.Popen(sleep, start_new_session=True).pid for _ in range(3)]
print(*pids, flush=True)
time.sleep(600)
"""
SPHINX = """
import time
from spfbook.book.processes import end_with_input
end_with_input()
print("ready", flush=True)
time.sleep(600)
"""


def are_gone(pids: list[int], within: float = 20) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if not [pid for pid in pids if lives(pid)]:
            return True
        time.sleep(0.02)
    return False


def lives(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_process_ends_with_all_that_it_started() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", GRANDCHILDREN], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    pids = [process.pid, *map(int, process.stdout.readline().split())]
    assert all(map(lives, pids))
    kill_tree(process.pid)
    assert not any(map(lives, pids))
    process.wait()


def test_one_that_is_gone_already_is_no_error() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    kill_tree(process.pid)


def test_a_process_ends_when_its_input_does() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SPHINX], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == "ready\n"
    assert process.poll() is None
    process.stdin.close()
    assert process.wait(timeout=30) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_halted_process_is_ended_too() -> None:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    psutil.Process(process.pid).suspend()
    kill_tree(process.pid)
    assert process.wait(timeout=10) == -9
