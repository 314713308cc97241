"""Made-up commentary on the made-up figures that are off target, some of it missing on purpose.

Only made-up figures are explained: a made-up reason for a published figure could be taken for
the real one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from spfbook.framework.commentary import Expected
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.periods import add_months, month_end
from spfbook.paths import Layout
from spfbook.sources.commentary_checks import CommentedEdition, Place
from spfbook.sources.illustrative import LICENCE, SEED, write_whole
from spfbook.sources.illustrative_chance import Chance

HEAD = (
    "# yaml-language-server: $schema=../../../../docs/schema/commentary.json\n"
    f"# {LICENCE}. Written by `spfbook illustrative`; not to be edited by hand.\n"
)
SILENT = {"red": 0.12, "amber": 0.2}
"""The shares that nobody explains; an amber one need not be."""
PARTIAL = 0.15
"""The share of the others in which something is not said."""
APPROVED = 0.7
FORECAST = 0.8
"""Of those whose year is not yet measured to its end."""
STORIES = (
    ("Two posts in the team were vacant for most of the period.",
     "Both posts have been filled, and the new staff are being trained.",
     "Service lead (made up)"),
    ("More people asked for help than had been planned for.",
     "The waiting list is reviewed every fortnight, and the most urgent cases go first.",
     "Head of service (made up)"),
    ("A contractor began later than agreed.",
     "The contractor now works to a weekly plan to catch up.",
     "Contract manager (made up)"),
    ("Records were moved to a new system, and some were entered late.",
     "The missing records are being entered, and a check runs every week.",
     "Data lead (made up)"),
    ("Work that was put off in the pandemic came back all at once.",
     "It is spread over the next two quarters, with extra hours at the start.",
     "Operations manager (made up)"),
    ("A partner’s plans changed in the middle of the year.",
     "A joint plan with the partner goes to the next board.",
     "Partnership manager (made up)"),
    ("Staff were on loan to another service for part of the period.",
     "They are back, and the work that waited is reviewed every month.",
     "Team manager (made up)"),
    ("A new way of working took longer to settle than expected.",
     "A short review will say what to keep and what to change.",
     "Improvement lead (made up)"),
)  # fmt: skip
AUTHORS = (
    "Performance officer (made up)", "Business manager (made up)", "Service lead (made up)",
)  # fmt: skip
STANDS = {"red": "off target", "amber": "near its target"}
CHANGES = {
    ("red", "improved"): ", though better than a year before",
    ("red", "worsened"): ", and worse than a year before",
    ("amber", "improved"): ", and better than a year before",
    ("amber", "worsened"): ", though worse than a year before",
}
NO_CHANGE = ", with no clear change on a year before"
HOPES = {
    "red": (Expected.OFF_TARGET, Expected.OFF_TARGET, Expected.NEAR_TARGET),
    "amber": (Expected.NEAR_TARGET, Expected.ON_TARGET),
}


@dataclass(frozen=True)
class OffTrack:
    """An indicator of made-up figures that is red or amber, as a report found it."""

    place: Place
    indicator: str
    status: str
    """`red` or `amber`."""
    change: str
    """Its direction on a year before; empty where several parts make it up."""
    is_year_open: bool
    """The latest figure is for a time before the year's end."""


def write_commentary(
    layout: Layout,
    framework: Framework,
    edition: Edition,
    found: Iterable[OffTrack],
    *,
    seed: int = SEED,
) -> int:
    """Write the edition's made-up comments, a file for each theme, and give their number.

    Files of an earlier run that no theme needs any more are removed; a file that somebody wrote
    is left alone, and so is its theme. Raises `DataError` when a file cannot be written.
    """
    commented = CommentedEdition(layout, framework, edition)
    comments: dict[Path, list[dict[str, Any]]] = {}
    for each in found:
        path = commented.path(each.place)
        made = _comment(each, edition, Chance(seed, "commentary", edition.id, each.indicator))
        if made and _is_ours(path):
            comments.setdefault(path, []).append(made)
    write_whole(layout, {path: _text(made) for path, made in comments.items()})
    for path in set(commented.folder.rglob("*.yml")) - set(comments):
        if _is_ours(path):
            path.unlink()
    return sum(map(len, comments.values()))


def _comment(each: OffTrack, edition: Edition, chance: Chance) -> dict[str, Any] | None:
    if chance.happens(SILENT[each.status]):
        return None
    why, what_next, who = chance.one_of(STORIES)
    due = add_months(edition.as_at, chance.whole(1, 7))
    written = max(edition.period.start, edition.as_at - timedelta(days=chance.whole(3, 30)))
    none = NO_CHANGE if each.change == "no_clear_change" else ""
    change = CHANGES.get((each.status, each.change), none)
    said: dict[str, Any] = {
        "indicator": each.indicator,
        "what_happened": f"At the last count it was {STANDS[each.status]}{change}.",
        "why": why,
        "what_next": what_next,
        "by_when": month_end(due.year, due.month),
        "who": who,
    }
    if chance.happens(PARTIAL):
        for name in chance.one_of((("why",), ("by_when",), ("by_when", "who"))):
            del said[name]
    said |= {"author": chance.one_of(AUTHORS), "written_on": written}
    if chance.happens(APPROVED):
        said["approved_by"] = "Director (made up)"
    if each.is_year_open and chance.happens(FORECAST):
        said["forecast"] = chance.one_of(HOPES[each.status]).value
    return said


def _text(comments: list[dict[str, Any]]) -> bytes:
    found = {"illustrative": True, "comments": comments}
    text = yaml.safe_dump(found, sort_keys=False, allow_unicode=True, width=98)
    return (HEAD + text).encode("utf-8")


def _is_ours(path: Path) -> bool:
    return not path.is_file() or path.read_bytes().startswith(HEAD.encode("utf-8"))
