"""The end of a process that has done its work."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from contextlib import suppress
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End as Python does, threads and what was registered for the end first, but do not take its
    objects apart, which takes a second after a whole book, and in a forked process copies most
    of the memory that it shares with its parent."""
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(code)
