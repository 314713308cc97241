"""The warmed parent: a process that has imported what notebooks import, and forks a kernel from
itself for each request.

Started by `kernels/warm.py` with one end of a pair of sockets whose other end its owner holds, so
that there is no address anyone else could connect to. A request is one byte on that socket with
three descriptors: a socket of the kernel's own, and its standard output and errors. Over the
kernel's own socket go lines of JSON: from the owner what to run, then signals; from here the pid,
and at last the exit code.

Nothing outlives its user. When a kernel's socket closes, its process group is killed. When the
owner's socket closes, the parent ends with its last kernel. Should the parent be killed, the system
kills its kernels (Linux) or they notice by themselves (ipykernel looks every second).
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from typing import Any

from spfbook.kernels.child import Request, become_kernel
from spfbook.kernels.warm import FEW
from spfbook.warming import prepare

MODULES = (
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect",
    "IPython.extensions.storemagic", "PIL.features", "ipykernel.debugger", "ipykernel.ipkernel",
    "ipykernel.kernelapp", "ipykernel.zmqshell", "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg", "matplotlib.pyplot", "psutil", "scipy.special",
    "spfbook.notebook", "sqlite3", "tornado.platform.asyncio", "xlsxwriter",
)  # fmt: skip
"""What a kernel imports when it starts, and a notebook by itself or through the package. Not
`matplotlib_inline.backend_inline`: it joins the shell that is there when it is imported."""
MORE_MODULES = ("pandas", "scipy.stats", "seaborn")
"""What some pages need besides: it takes as long again, too long for one page that may not."""
BACKEND = ("MPLBACKEND", "module://matplotlib_inline.backend_inline")
"""What ipykernel sets in a kernel before matplotlib is imported."""
OWNER_CHECK_SECONDS = 2.0
REQUEST_SECONDS = 10.0
BECOME_SUBREAPER = 36


@dataclass
class Running:
    """A kernel, and the socket over which its user follows it."""

    pid: int
    user: socket.socket
    buffer: bytes = field(default=b"")

    def signal(self, number: int) -> None:
        """To the kernel and what it has started; it is not reaped yet, so the pid is its own."""
        try:
            os.killpg(self.pid, number)
        except ProcessLookupError:  # between fork and the kernel's own session
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


@dataclass(frozen=True)
class Child:
    """What is returned in the forked process: what to become."""

    request: Request
    parent: int
    output: int
    errors: int


class Parent:
    """Serves requests until there is no one left to serve."""

    def __init__(self, owner: socket.socket, problem: str | None = None) -> None:
        self.owner: socket.socket | None = owner
        self.problem = problem
        self.owner_pid = os.getppid()
        self.kernels: dict[int, Running] = {}
        self.selector = selectors.DefaultSelector()
        self.woken, self.waker = socket.socketpair()

    def serve(self) -> Child | None:
        """Returns None in the parent when it is done, and what to become in each child."""
        self._listen()
        while self.owner or self.kernels:
            for key, _ in self.selector.select(OWNER_CHECK_SECONDS):
                child = self._handle(key.fileobj, key.data)
                if child is not None:
                    return child
            if os.getppid() != self.owner_pid:
                break
        for kernel in self.kernels.values():
            kernel.signal(signal.SIGKILL)
        _end_children()
        return None

    def _listen(self) -> None:
        for each in (self.woken, self.waker):
            each.setblocking(False)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self.selector.register(self.woken, selectors.EVENT_READ)
        self.selector.register(self.owner, selectors.EVENT_READ)

    def _handle(self, source: Any, kernel: Running | None) -> Child | None:
        if kernel is not None:
            self._hear(kernel)
        elif source is self.woken:
            if signal.SIGTERM in self.woken.recv(4096):
                self.owner_pid = -1
            self._reap()
        elif source is self.owner:
            return self._accept()
        return None

    def _accept(self) -> Child | None:
        try:
            byte, descriptors, _, _ = socket.recv_fds(self.owner, 1, 3)
        except OSError:
            byte, descriptors = b"", []
        if not byte or len(descriptors) != 3:
            self.selector.unregister(self.owner)
            self.owner = None
            return None
        user = socket.socket(fileno=descriptors[0])
        try:
            return self._fork(user, _read_request(user), *descriptors[1:])
        except (OSError, ValueError) as problem:
            _say(user, refused=str(problem))
            user.close()
        finally:
            for descriptor in descriptors[1:]:
                with contextlib.suppress(OSError):  # the child has its own numbering
                    os.close(descriptor)
        return None

    def _fork(
        self, user: socket.socket, request: Request, output: int, errors: int
    ) -> Child | None:
        if self.problem is not None:
            raise ValueError(self.problem)
        if (threads := _threads()) != 1:
            raise ValueError(f"the warmed process has {threads} threads and cannot be forked")
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            # Duplicates: the caller closes those it was given, in this process too.
            child = Child(request, parent, os.dup(output), os.dup(errors))
            self._leave(user)
            return child
        kernel = Running(pid, user)
        self.kernels[pid] = kernel
        user.setblocking(False)
        self.selector.register(user, selectors.EVENT_READ, kernel)
        _say(user, pid=pid)
        return None

    def _leave(self, user: socket.socket) -> None:
        """In a child: nothing of the parent's stays open, or its users would wait in vain."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self.selector.close()
        for each in (self.owner, self.woken, self.waker, user, *self._users()):
            if each is not None:
                each.close()
        self.kernels.clear()

    def _users(self) -> list[socket.socket]:
        return [kernel.user for kernel in self.kernels.values()]

    def _hear(self, kernel: Running) -> None:
        """A signal for the kernel, or the end of its user."""
        try:
            heard = kernel.user.recv(4096)
        except OSError:
            heard = b""
        if not heard:
            kernel.signal(signal.SIGKILL)
            self.selector.unregister(kernel.user)
            return
        *lines, kernel.buffer = (kernel.buffer + heard).split(b"\n")
        for line in lines:
            kernel.signal(json.loads(line)["signal"])

    def _reap(self) -> None:
        """Kernels, and what they left behind."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            kernel = self.kernels.pop(pid, None)
            if kernel is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)  # what it started and left behind
                with contextlib.suppress(KeyError):
                    self.selector.unregister(kernel.user)
                _say(kernel.user, exit=os.waitstatus_to_exitcode(status))
                kernel.user.close()


def _read_request(user: socket.socket) -> Request:
    user.settimeout(REQUEST_SECONDS)
    with user.makefile("rb") as lines:
        asked = json.loads(lines.readline())
    return Request(tuple(asked["arguments"]), asked["environment"], asked["folder"])


def _say(user: socket.socket, **words: Any) -> None:
    with contextlib.suppress(OSError):  # it may be gone
        user.sendall(json.dumps(words).encode() + b"\n")


def _adopt() -> None:
    """What a notebook started in a session of its own becomes this process's child when its kernel
    ends (Linux), and so can be found."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(BECOME_SUBREAPER, 1)


def _end_children() -> None:
    import psutil

    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def _threads() -> int:
    """Of the whole process, libraries' own included (Linux); elsewhere those of Python."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()


def warm(*, few: bool) -> dict[str, str]:
    """Import and read what notebooks need, and leave its objects out of every kernel's garbage
    collection: looking at them would copy the memory that parent and kernels share. `few`: only
    what every page needs.

    Gives the variables that the libraries set when they were imported.
    """
    gc.disable()
    before = dict(os.environ)
    os.environ.setdefault(*BACKEND)
    for name in MODULES if few else (*MODULES, *MORE_MODULES):
        importlib.import_module(name)
    prepare(figures=not few)
    gc.collect()
    gc.freeze()
    return {name: value for name, value in os.environ.items() if name not in before}


def main() -> None:
    """Standard input is the socket to the owner; the argument `FEW`, where it is given, is for one
    page that may not need what others do."""
    owner = socket.socket(fileno=os.dup(0))
    os.set_inheritable(owner.fileno(), False)
    problem, imported = None, {}
    _adopt()
    try:
        imported = warm(few=FEW in sys.argv)
    except Exception as error:  # whatever an import may raise
        problem = f"warming up failed: {type(error).__name__}: {error}"
    child = Parent(owner, problem).serve()
    if child is not None:
        become_kernel(child.request, child.parent, child.output, child.errors, imported)
    else:
        os._exit(0)
