"""What was reported of deliverables since the edition before."""

from __future__ import annotations

from collections.abc import Iterable

from spfbook.pages import formats
from spfbook.pages.changes import edition_before
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_deliverable
from spfbook.pages.markdown import Block, bullets, paragraph
from spfbook.pages.movement_words import DELIVERY_MOVE_WORDS
from spfbook.rules.delivery_movement import DeliveryMove, DeliveryMovement

COUNTED = {
    DeliveryMove.NOW_OVERDUE: ("became overdue", "became overdue"),
    DeliveryMove.NOW_AT_RISK: ("came to be at risk", "came to be at risk"),
    DeliveryMove.SLIPPED: ("slipped further", "slipped further"),
    DeliveryMove.STOPPED: ("was stopped", "were stopped"),
    DeliveryMove.BACK_ON_TRACK: ("came back on track", "came back on track"),
    DeliveryMove.COMPLETED: ("was completed", "were completed"),
}


def deliverable_changes(editions: Editions, deliverables: Iterable[str]) -> Block:
    """What was reported of deliverables since, by name; nothing where nobody reports."""
    if editions.before is None or not editions.now.progress.sources:
        return Block("")
    movements = editions.delivery_movements(deliverables)
    items = []
    for move, said in DELIVERY_MOVE_WORDS.items():
        found = [m for m in movements if m.move is move]
        if found:
            names = [f"\n  - {_with_dates(editions, m)}" for m in found]
            items.append(f"**{said}, {len(found):,}**{''.join(names)}")
    if not items:
        return paragraph(f"No deliverable has changed since {edition_before(editions)}.")
    head = f"Deliverables since {edition_before(editions)}{_progress_mark(editions, movements)}:"
    return paragraph(head) + bullets(items)


def delivery_move_counts(editions: Editions, deliverables: Iterable[str]) -> str:
    """`13 became overdue, 16 slipped further and 16 were completed`; empty where none did."""
    movements = editions.delivery_movements(deliverables)
    said = []
    for move, (one, many) in COUNTED.items():
        number = sum(m.move is move for m in movements)
        if number:
            said.append(f"{number:,} {one if number == 1 else many}")
    return formats.joined(said)


def _with_dates(editions: Editions, m: DeliveryMovement) -> str:
    """Its name, with both days where the forecast has moved."""
    name = to_deliverable(editions.now, m.deliverable)
    before, now = m.before.current, m.now.current
    if m.move is DeliveryMove.COMPLETED or before is None or now is None or before == now:
        return name
    return f"{name} (from {formats.day(before)} to {formats.day(now)})"


def _progress_mark(editions: Editions, movements: Iterable[DeliveryMovement]) -> str:
    progress = editions.now.progress
    is_made_up = any(progress.is_illustrative(m.deliverable.id) for m in movements)
    return " (illustrative progress)" if is_made_up else ""
