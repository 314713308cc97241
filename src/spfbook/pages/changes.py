"""What has changed since the edition before: which indicators moved, where to, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spfbook.pages import formats, words
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_indicator
from spfbook.pages.markdown import Block, bullets, paragraph, table, text
from spfbook.pages.movement_words import MOVE_WORDS, cause_words, short_cause
from spfbook.pages.readings import in_sentence
from spfbook.pages.scorecard import made_up_mark
from spfbook.rules.judgement import Status
from spfbook.rules.movement import Move, Movement

MOST_NAMED = 15
"""Of each kind on a page with little room; the gravest first."""
NO_EARLIER = "There is no earlier edition of this kind to compare with."


def edition_before(editions: Editions) -> str:
    """`the last edition, for October to December 2021`."""
    assert editions.before is not None, "asked only where there is one"
    return f"the last edition, for {in_sentence(editions.before.period)}"


def movement_counts(movements: Sequence[Movement]) -> str:
    """`2 moved up, 3 moved down and 4 are no longer rated; 29 kept their rating`."""
    count = {move: sum(m.move is move for m in movements) for move in Move}
    kept = f"{count[Move.SAME]:,} kept {'its' if count[Move.SAME] == 1 else 'their'} rating"
    if not any(count[move] for move in MOVE_WORDS):
        return f"no rating has changed: {kept}"
    up, down = (f"{count[move]:,}" if count[move] else "none" for move in (Move.UP, Move.DOWN))
    said = [f"{up} moved up", f"{down} moved down"]
    for move in (Move.NEWLY_RATED, Move.NO_LONGER_RATED):
        if count[move]:
            verb = "is" if count[move] == 1 else "are"
            said.append(f"{count[move]:,} {verb} {MOVE_WORDS[move].lower()}")
    return f"{formats.joined(said)}; {kept}"


def moved_list(editions: Editions, indicators: Iterable[str]) -> Block:
    """Names by what happened to them, each with its two statuses, for a page with little room."""
    if editions.before is None:
        return paragraph(NO_EARLIER)
    movements = editions.movements(indicators)
    items = []
    for move, said in MOVE_WORDS.items():
        found = [m for m in movements if m.move is move]
        if found:
            items.append(f"**{said}, {len(found):,}{_mark(editions, found)}.** "
                         f"{_by_statuses(editions, found)}")  # fmt: skip
    return bullets(items) if items else paragraph(_head(editions, movements))


def moved_table(editions: Editions, indicators: Iterable[str], title: str) -> Block:
    """A row for each indicator that moved: both statuses, and what else lies behind it."""
    if editions.before is None:
        return paragraph(NO_EARLIER)
    movements = editions.movements(indicators)
    order = list(MOVE_WORDS)
    moved = sorted(
        (m for m in movements if m.move in MOVE_WORDS), key=lambda m: order.index(m.move)
    )
    said = paragraph(_head(editions, movements))
    if not moved:
        return said
    rows = [
        [
            to_indicator(editions.now, m.indicator.id),
            MOVE_WORDS[m.move],
            words.status_chip(m.before),
            words.status_chip(m.now),
            " ".join(text(cause_words(cause)) for cause in m.causes) or "A new figure.",
        ]
        for m in moved
    ]
    header = ("Indicator", "What happened", "Last edition", "This edition", "What lies behind it")
    caption = f"{text(title)}: ratings that changed{_mark(editions, moved)}"
    return said + table(caption, header, rows, widths=(28, 13, 14, 14, 31))


def _head(editions: Editions, movements: Sequence[Movement]) -> str:
    never = sum(m.move is Move.NOT_RATED for m in movements)
    if never == len(movements):
        return f"None of these indicators is rated, and none was in {edition_before(editions)}."
    said = f"Since {edition_before(editions)}, {movement_counts(movements)}."
    if not never:
        return said
    verb = "was" if never == 1 else "were"
    return f"{said} The other {never:,} {verb} rated in neither."


def _by_statuses(editions: Editions, movements: Sequence[Movement]) -> str:
    """`Near target → Off target: A, B. On target → Off target: C.`"""
    grouped: dict[tuple[str, str], list[str]] = {}
    order = list(Status)
    gravest = sorted(movements, key=lambda m: (order.index(m.now), order.index(m.before)))
    for m in gravest[:MOST_NAMED]:
        names = grouped.setdefault((words.STATUS_WORDS[m.before], words.STATUS_WORDS[m.now]), [])
        names.append(to_indicator(editions.now, m.indicator.id) + short_cause(m.causes))
    said = [
        f"{before} → {now}: {', '.join(names)}."
        for (before, now), names in grouped.items()
    ]
    more = len(movements) - MOST_NAMED
    return " ".join([*said, *([f"And {more:,} more."] if more > 0 else [])])


def _mark(editions: Editions, movements: Iterable[Movement]) -> str:
    return made_up_mark(editions.now.assessment(m.indicator.id) for m in movements)
