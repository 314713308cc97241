"""One build at a time makes an output folder; the lock of one that died holds nobody up."""

from __future__ import annotations

import getpass
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from spfbook.book.lock import lock
from spfbook.errors import BuildError, BusyError

HOLD = """
import sys
from pathlib import Path
from spfbook.book.lock import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "_build" / "2021-22-q4"


@pytest.fixture
def holder(folder: Path):
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_one_is_refused_with_who_holds_it(
    folder: Path, holder: subprocess.Popen
) -> None:
    with pytest.raises(BusyError) as caught, lock(folder):
        raise AssertionError("both hold it")
    said = str(caught.value)
    assert said.startswith(f"2021-22-q4 is being built already, by process {holder.pid} of ")
    assert f" of {getpass.getuser()} on {socket.gethostname()} since 20" in said
    assert re.search(r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d; wait until", said)
    assert caught.value.exit_code == 2


def test_another_output_is_not_held_up(folder: Path, holder: subprocess.Popen) -> None:
    with lock(folder.with_name("2021-22-q3")):
        assert holder.poll() is None


def test_the_lock_of_a_killed_process_is_free(folder: Path, holder: subprocess.Popen) -> None:
    holder.kill()
    holder.wait()
    with lock(folder):
        pass


def test_it_is_free_again_afterwards_and_leaves_nothing(folder: Path) -> None:
    with lock(folder):
        with pytest.raises(BusyError), lock(folder):
            raise AssertionError("held twice")
        assert [path.name for path in folder.parent.iterdir()] == [".lock-2021-22-q4"]
    assert list(folder.parent.iterdir()) == []
    with lock(folder):
        pass


def test_it_is_free_after_an_error(folder: Path) -> None:
    with pytest.raises(ValueError, match="broken"), lock(folder):
        raise ValueError("broken")
    with lock(folder):
        pass


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"pid": 1}', b"\xff" * 9000])
def test_what_stands_in_the_file_does_not_matter(folder: Path, left: bytes) -> None:
    """A process may be killed while it writes who it is."""
    folder.parent.mkdir()
    folder.with_name(".lock-2021-22-q4").write_bytes(left)
    with lock(folder):
        folder.with_name(".lock-2021-22-q4").write_bytes(left)
        with pytest.raises(BusyError, match="by another process; wait"), lock(folder):
            raise AssertionError("held twice")


def test_a_user_without_a_name_can_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_user() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", no_user)
    with lock(folder), pytest.raises(BusyError, match="of unknown on "), lock(folder):
        raise AssertionError("held twice")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "_build").write_text("in the way", encoding="utf-8")
    with pytest.raises(BuildError, match=r"^_build cannot be written: "), lock(
        tmp_path / "_build" / "2021-22-q4"
    ):
        raise AssertionError("held nowhere")


TURNS = """
import os, sys, time
from pathlib import Path
from spfbook.book.lock import lock
from spfbook.errors import BusyError
inside, done = Path(sys.argv[1]).with_name("inside"), 0
while done < 150:
    try:
        with lock(Path(sys.argv[1])):
            os.close(os.open(inside, os.O_CREAT | os.O_EXCL))
            inside.unlink()
            done += 1
    except BusyError:
        time.sleep(0.0005)
"""


def test_two_are_never_inside_at_once(folder: Path) -> None:
    """The lock's file is deleted and made again all the time, under the eyes of three others."""
    processes = [
        subprocess.Popen([sys.executable, "-c", TURNS, str(folder)], stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate()[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], said
    assert os.listdir(folder.parent) == []


def test_a_lock_file_of_another_user_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who may not write into it can hold it, and is told by whom it is held."""
    real = os.open

    def may_not_write(path: Path, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, flags, *rest)

    with lock(folder):
        monkeypatch.setattr(os, "open", may_not_write)
        with pytest.raises(BusyError, match=f"by process {os.getpid()} of "), lock(folder):
            raise AssertionError("held twice")
    with pytest.raises(BuildError, match="Permission denied"), lock(folder):
        raise AssertionError("held by a file that is not there")


def test_a_full_disk_leaves_the_holder_unnamed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with lock(folder), pytest.raises(BusyError, match="by another process"), lock(folder):
        raise AssertionError("held twice")
