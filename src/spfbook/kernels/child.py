"""A forked copy of the warmed parent becomes a kernel as fresh as one started by itself."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from spfbook.leaving import leave

LAUNCHER = ("-m", "ipykernel_launcher")
"""What an ordinary kernel's command runs; other commands are not for us."""
SET_PARENT_DEATH_SIGNAL = 1
MORE_LIKELY_TO_GO = "500"
"""When memory runs out, the system shall take a kernel rather than the build or the parent."""


@dataclass(frozen=True)
class Request:
    """A kernel that is asked for."""

    arguments: tuple[str, ...]
    """Of the command line, after `-m ipykernel_launcher`."""
    environment: dict[str, str]
    folder: str | None
    """The working directory; the parent's own if None."""


def become_kernel(
    request: Request, parent: int, output: int, errors: int, imported: dict[str, str]
) -> None:
    """Run the kernel in this process, which the parent of that pid has just forked; `imported`:
    the variables that libraries set when they were imported there."""
    os.setsid()
    _end_with(parent)
    _connect(output, errors)
    os.environ.clear()
    os.environ.update({**imported, **request.environment})
    time.tzset()
    if request.folder is not None:
        os.chdir(request.folder)
    _forget()
    sys.argv = ["ipykernel_launcher", *request.arguments]
    gc.enable()
    from ipykernel import kernelapp

    # ipykernel ends when its parent does; it read who that is when it was imported.
    watched = f"--IPKernelApp.parent_handle={parent}"
    code: object = None
    try:
        kernelapp.launch_new_instance(argv=[*request.arguments, watched])
    except SystemExit as end:
        code = end.code
    leave(code if isinstance(code, int) else int(code is not None))


def _end_with(parent: int) -> None:
    """Be killed when the parent is, however it ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(MORE_LIKELY_TO_GO, encoding="ascii")
    if os.getppid() != parent:
        os._exit(1)


def _connect(output: int, errors: int) -> None:
    """Standard input, output and errors, and no other open file."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, source in enumerate((nothing, output, errors)):
        os.dup2(source, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))


def _forget() -> None:
    """What a fresh process would have of its own.

    Python reseeds `random` and `tempfile` in a fork by itself; NumPy's old global generator and
    the key of `multiprocessing` would be the same in every kernel. A folder that matplotlib made
    because it had none is the parent's to remove.
    """
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()
    if processes := sys.modules.get("multiprocessing.process"):
        processes.current_process().authkey = os.urandom(32)
    atexit.unregister(shutil.rmtree)
