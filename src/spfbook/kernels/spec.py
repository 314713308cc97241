"""The two kernels a notebook can be run with, as Jupyter knows them."""

from __future__ import annotations

import json
from pathlib import Path

FRESH, WARM = "python3", "spfbook-warm"
"""An ordinary process for each notebook, or one forked from a warmed parent."""
FOLDER = Path(__file__).parent / "kernelspec"
"""The specification of the warm one; the wheel also puts it where Jupyter looks."""


def environment() -> dict[str, str]:
    """Variables that the warm kernel's specification sets.

    One thread for the numerical libraries: a process with several cannot be forked safely, the
    cores are busy with other notebooks, and a sum does not depend on how many cores there are.
    """
    specification = json.loads((FOLDER / "kernel.json").read_text(encoding="utf-8"))
    return dict(specification["env"])
