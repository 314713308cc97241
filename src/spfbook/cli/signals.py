"""Being asked to stop: every signal that asks for it ends a command as Ctrl-C does, tidily."""

from __future__ import annotations

import signal
import threading
from types import FrameType

ASKED = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Stop, the terminal is gone, Ctrl-Break; not every system has all."""
BY_SIGNAL = 128


class Stopped(KeyboardInterrupt):
    """The process was asked to stop by the signal of this number."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class Asked:
    """Which signal has asked this process to stop, if one has."""

    by: int | None = None


def take_signals() -> None:
    """Raise `Stopped` for what would otherwise end the process on the spot, leaving its work; and
    note that it was asked to stop, by Ctrl-C too."""
    Asked.by = None
    if threading.current_thread() is not threading.main_thread():
        return  # only the main thread is told of signals
    for name in ASKED:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def exit_code(stop: BaseException) -> int:
    """What a shell expects: 130 after Ctrl-C, 143 when asked to stop."""
    cause = stop if isinstance(stop, Stopped) else stop.__cause__
    return BY_SIGNAL + (cause.number if isinstance(cause, Stopped) else signal.SIGINT)


def _interrupt(number: int, frame: FrameType | None) -> None:
    Asked.by = number
    signal.default_int_handler(number, frame)


def _stop(number: int, frame: FrameType | None) -> None:
    del frame
    Asked.by = number
    signal.signal(number, signal.SIG_IGN)  # once is enough: what follows clears away
    raise Stopped(number)
