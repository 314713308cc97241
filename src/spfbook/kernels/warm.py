"""Kernels forked from a warmed parent, for the process that wants them.

A process has one parent, started with its first kernel. A new one takes its place when a file of
the package or of the environment has changed since, or when a kernel wants other variables of those
that are read when Python and the libraries start; the old one then ends with its last kernel.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from spfbook.file_dates import seen
from spfbook.kernels.child import LAUNCHER

FEW = "few"
"""What tells the parent to load the libraries only that every page needs (`kernels/parent.py`)."""
CODE = "import sys; sys.path.pop(0); from spfbook.kernels.parent import main; main()"
"""Without the working directory among the places for modules, as an ordinary kernel starts."""
WARMING_SECONDS = 120.0
ENDING_SECONDS = 5.0
PACKAGE = Path(__file__).resolve().parents[1]
READ_AT_START = ("PYTHON", "LD_", "DYLD_", "LC_", "LANG", "MPL", "OMP_", "OPENBLAS_", "MKL_")
"""How the names of variables begin that count only when a process starts."""
LOG = logging.getLogger("spfbook.kernels")
_SAID: set[str] = set()
Stream = int | IO[Any] | None


class WarmStartError(Exception):
    """No warm kernel can be had, in words; an ordinary one can."""


def why_not() -> str | None:
    """Why there can be no warm kernel on this system; None when there can.

    Only Linux is known to fork safely after these imports: on macOS the system's own libraries
    may not be used in a fork.
    """
    if sys.platform != "linux":
        return f"{sys.platform} cannot fork a process that has imported these libraries"
    return None


def say_once(words: str) -> None:
    """In the log of this process, unless it was said there already."""
    if words not in _SAID:
        _SAID.add(words)
        LOG.warning(words)


class Losses:
    """How many kernels of this process ended only because their parent was ended from outside."""

    count = 0


class WarmProcess:
    """A kernel as `subprocess.Popen` would show it, of what jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, parent: WarmParent, follow: socket.socket, pid: int) -> None:
        self.pid = pid
        self._parent = parent
        self.returncode: int | None = None
        self._follow = follow
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """The exit code, minus the number of the signal that ended it; None while it runs."""
        with self._lock:
            if self.returncode is None:
                self._look(socket.MSG_DONTWAIT)
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises `subprocess.TimeoutExpired`."""
        with self._lock:
            if self.returncode is None:
                self._follow.settimeout(timeout)
                try:
                    self._look()
                except TimeoutError as problem:
                    self._follow.settimeout(None)
                    raise subprocess.TimeoutExpired("kernel", timeout or 0) from problem
            assert self.returncode is not None
            return self.returncode

    def _look(self, flags: int = 0) -> None:
        try:
            heard = self._follow.recv(4096, flags)
        except (BlockingIOError, InterruptedError):
            return
        except ConnectionError:
            heard = b""
        if heard:
            self.returncode = json.loads(heard)["exit"]
        else:  # the parent is gone, and with it the kernel, but not what the kernel started
            self.returncode = -signal.SIGKILL
            Losses.count += not self._parent.is_ended
            with contextlib.suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        self._follow.close()

    def send_signal(self, number: int) -> None:
        """To the kernel and all that it has started."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                self._follow.sendall(json.dumps({"signal": int(number)}).encode() + b"\n")

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class WarmParent:
    """The process that kernels are forked from."""

    def __init__(self, environment: Mapping[str, str], *arguments: str) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-c", CODE, *arguments], stdin=theirs, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env=dict(environment), start_new_session=True,
            )  # fmt: skip
        self._lock = threading.Lock()
        self._has_served = False
        self.is_ended = False

    @property
    def is_worth_asking(self) -> bool:
        """It runs, or it never got as far as a kernel: then a new one would not either."""
        return self.process.poll() is None or not self._has_served

    def launch(
        self, arguments: Sequence[str], environment: Mapping[str, str], folder: str | None,
        output: int, errors: int,
    ) -> WarmProcess:  # fmt: skip
        """Raises `WarmStartError`."""
        mine, theirs = socket.socketpair()
        asked = {
            "arguments": list(arguments), "environment": dict(environment), "folder": folder,
        }  # fmt: skip
        try:
            with theirs, self._lock:
                socket.send_fds(self._control, [b"k"], [theirs.fileno(), output, errors])
            mine.sendall(json.dumps(asked).encode() + b"\n")
            mine.settimeout(WARMING_SECONDS)
            answer = _line(mine)
        except TimeoutError:
            answer = {"refused": "the warmed process does not answer"}
        except OSError:
            answer = {}
        if "pid" not in answer:
            mine.close()
            raise WarmStartError(answer.get("refused", "the warmed process ended"))
        mine.settimeout(None)
        self._has_served = True
        return WarmProcess(self, mine, answer["pid"])

    def retire(self) -> None:
        """No more kernels; it ends with its last one."""
        self._control.close()

    def end(self) -> None:
        """With all its kernels, now."""
        self.is_ended = True
        self._control.close()
        self.process.terminate()
        try:
            self.process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _line(follow: socket.socket) -> dict[str, Any]:
    """A line of JSON; nothing when the other end is closed."""
    with follow.makefile("rb", buffering=0) as lines:
        said = lines.readline()
    return json.loads(said) if said else {}


class WarmKernels:
    """The parent that this process has, made when it is first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: object = None
        self._parent: WarmParent | None = None
        self._retired: list[WarmParent] = []

    def launch(
        self, command: Sequence[str], *, env: Mapping[str, str],
        cwd: str | os.PathLike[str] | None = None, stdout: Stream = None, stderr: Stream = None,
    ) -> WarmProcess:  # fmt: skip
        """The kernel that this command would start. Raises `WarmStartError`."""
        reason = why_not()
        if reason is None and tuple(command[:3]) != (sys.executable, *LAUNCHER):
            reason = f"not the command of a Python kernel of this environment: {command[:3]}"
        if reason is not None:
            raise WarmStartError(reason)
        folder = os.fspath(cwd) if cwd is not None else os.getcwd()
        with _descriptor(stdout, 1) as output, _descriptor(stderr, 2) as errors:
            return self._for(env).launch(command[3:], env, folder, output, errors)

    def start(self, environment: Mapping[str, str], *, few: bool = False) -> None:
        """Begin to warm up, for kernels that are wanted soon; `few`: with the libraries only that
        every page needs."""
        if why_not() is None:
            self._for(environment, few=few)

    def _for(self, environment: Mapping[str, str], *, few: bool = False) -> WarmParent:
        key = (_read_at_start(environment), _state())
        with self._lock:
            known = self._parent
            if known is not None and key == self._key and known.is_worth_asking:
                return known
            if known is not None:
                known.retire()
                self._retired.append(known)
            self._parent = WarmParent(environment, *((FEW,) if few else ()))
            self._key = key
            return self._parent

    def end(self) -> None:
        """End all kernels and what they were forked from."""
        with self._lock:
            for each in (*self._retired, self._parent):
                if each is not None:
                    each.end()
            self._retired, self._parent = [], None


def _read_at_start(environment: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(each for each in environment.items() if each[0].startswith(READ_AT_START))


def _state() -> tuple[tuple[str, int], ...]:
    """When the package's files and the folder of installed packages were last changed."""
    code = sorted((path, changed) for path, _, changed, _ in seen(PACKAGE) if path.endswith(".py"))
    installed = Path(sysconfig.get_path("purelib"))
    return (*code, (str(installed), installed.stat().st_mtime_ns))


@contextlib.contextmanager
def _descriptor(stream: Stream, ours: int) -> Any:
    """The number of an open file; `ours` when none is named."""
    if stream is None:
        yield ours
    elif stream == subprocess.DEVNULL:
        with open(os.devnull, "wb") as nothing:
            yield nothing.fileno()
    elif isinstance(stream, int) and stream < 0:
        raise WarmStartError("its output is wanted in a pipe")
    else:
        yield stream if isinstance(stream, int) else stream.fileno()


KERNELS = WarmKernels()
"""Those of this process."""
