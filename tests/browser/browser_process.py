"""The machine's own Chromium, driven by Playwright; none is fetched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

import psutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without windows: it starts and prints sooner."""
PATIENCE = 240
"""Seconds. The slowest test takes a quarter of it on two cores."""


def browser_path() -> str | None:
    """The first of the usual names that is on the path."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """A running browser, started again when it has ended.

    A call to the page (`evaluate`) has no time limit of its own in Playwright. A browser that does
    not answer is ended instead, and the call raises `TargetClosedError`.
    """

    def __init__(self, playwright: object, path: str) -> None:
        self._launch = lambda: playwright.chromium.launch(executable_path=path)
        self._browser = self._launch()

    def new_context(self, **how: object) -> object:
        return self._running().new_context(**how)

    def new_page(self) -> object:
        return self._running().new_page()

    def close(self) -> None:
        self._browser.close()

    @contextmanager
    def watched(self, seconds: float = PATIENCE) -> Iterator[None]:
        """End the browser when what is done within takes longer."""
        timer = Timer(seconds, end_browsers)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _running(self) -> object:
        if not self._browser.is_connected():
            self._browser = self._launch()
        return self._browser


def end_browsers() -> None:
    """Kill every browser that this process started."""
    for process in psutil.Process().children(recursive=True):
        try:
            if process.name().startswith(("chrom", "google-chrome")):
                process.kill()
        except psutil.NoSuchProcess:
            continue
