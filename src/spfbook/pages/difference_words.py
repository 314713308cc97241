"""The words readers meet for what differs between two editions or releases."""

from __future__ import annotations

from spfbook.framework.standing import Aspect, Difference
from spfbook.pages.markdown import text

ASPECT_WORDS = {
    Aspect.ADDED: "Added",
    Aspect.RETIRED: "No longer in the plan",
    Aspect.STATUS: "Status",
    Aspect.FIGURE: "Newer figure",
    Aspect.REVISION: "Figure revised",
    Aspect.TARGET: "Target",
    Aspect.TOLERANCE: "Tolerance",
    Aspect.BASELINE: "Baseline",
    Aspect.POLARITY: "Polarity",
    Aspect.DEAD_BAND: "Smallest clear change",
    Aspect.NAME: "Name",
    Aspect.DEFINITION: "Definition",
    Aspect.PURPOSE: "Purpose",
    Aspect.UNIT: "Unit",
    Aspect.FREQUENCY: "Frequency",
    Aspect.REF: "Reference",
    Aspect.THEME: "Theme",
    Aspect.LEAD: "Lead",
    Aspect.SOURCE: "Source of figures",
}


def beside(found: Difference) -> tuple[str, str]:
    """What it was and what it is now, as Markdown; never an empty cell."""
    return text(found.before or "Not in the report"), text(found.now or "Not in the report")
