"""Where the machine's own Chromium is; none is fetched."""

from __future__ import annotations

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def browser_path() -> str | None:
    """The first of the usual names that is on the path."""
    return next(filter(None, map(shutil.which, NAMES)), None)
