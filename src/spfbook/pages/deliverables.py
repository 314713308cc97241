"""Tables of deliverables: what was promised, by when, who leads, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from spfbook.framework.framework import Task
from spfbook.pages import formats
from spfbook.pages.columns import Columns
from spfbook.pages.markdown import Block, chip, paragraph, table, text
from spfbook.pages.view import View
from spfbook.rules.delivery import Delivery, DeliveryJudgement

Pair = tuple[Task, DeliveryJudgement]

STATE_WORDS = {
    Delivery.OVERDUE: "■ Overdue",
    Delivery.AT_RISK: "▲ At risk",
    Delivery.STOPPED: "Stopped",
    Delivery.NOT_REPORTED: "Not reported",
    Delivery.ON_TRACK: "● On track",
    Delivery.NO_DATE: "No date",
    Delivery.ONGOING: "Ongoing",
    Delivery.RECURRING: "Comes round",
    Delivery.COMPLETE: "● Complete",
}
STATE_STYLE = {
    Delivery.OVERDUE: "red",
    Delivery.AT_RISK: "amber",
    Delivery.ON_TRACK: "green",
    Delivery.COMPLETE: "green",
}
STATE_MEANING = {
    Delivery.OVERDUE: "Its deadline has passed and it is not reported complete.",
    Delivery.AT_RISK: "It is expected after its deadline, or its own forecast has passed.",
    Delivery.STOPPED: "Reported as stopped.",
    Delivery.NOT_REPORTED: "It has a deadline, and no progress has been reported.",
    Delivery.ON_TRACK: "Expected by its deadline.",
    Delivery.NO_DATE: "The plan gives no date.",
    Delivery.ONGOING: "The plan says it is ongoing.",
    Delivery.RECURRING: "It comes round every year, or more often.",
    Delivery.COMPLETE: "Reported as complete.",
}
STATE_IN_SENTENCE = {
    Delivery.OVERDUE: "overdue",
    Delivery.AT_RISK: "at risk",
    Delivery.STOPPED: "stopped",
    Delivery.NOT_REPORTED: "not reported on",
    Delivery.ON_TRACK: "on track",
    Delivery.NO_DATE: "without a date",
    Delivery.ONGOING: "ongoing",
    Delivery.RECURRING: "coming round",
    Delivery.COMPLETE: "complete",
}

NO_REPORTS = "This edition holds no reports on how the deliverables are going."
HEADER = ("Deliverable", "Milestone", "Deadline", "Lead member", "Lead officer")
NO_MILESTONE = "None given"
NO_LEAD = "Not named"
LEFT_OUT = {
    "Milestone": "a milestone", "Deadline": "a deadline", "Lead member": "a lead member",
    "Lead officer": "a lead officer",
}  # fmt: skip
"""Columns in which no row says anything, in a sentence."""
LISTED = "They are listed as the plan gives them."


def state_chip(judgement: DeliveryJudgement) -> str:
    state = judgement.state
    return chip(STATE_WORDS[state], STATE_STYLE.get(state, "none"))


def each_once(pairs: Sequence[Pair]) -> list[Pair]:
    """Each deliverable once, in the row that defines it where that is among them."""
    found: dict[str, Pair] = {}
    for task, judgement in pairs:
        if task.deliverable.id not in found or not task.is_repeat:
            found[task.deliverable.id] = (task, judgement)
    return list(found.values())


def deliverables_table(view: View, pairs: Sequence[Pair], title: str) -> Block:
    """One table for each sub-theme, in the document's order."""
    blocks = [] if view.progress.sources else [f"{NO_REPORTS} {LISTED}"]
    for sub_theme, group in groupby(pairs, key=lambda pair: pair[0].words.sub_theme):
        caption = f"{title}: deliverables" + (f", {sub_theme}" if sub_theme else "")
        blocks.append(_table(view, list(group), caption).source)
    return Block("\n\n".join(blocks))


def late_table(view: View, pairs: Sequence[Pair], title: str) -> Block:
    """The deliverables that are overdue or at risk."""
    late = [p for p in pairs if p[1].state in (Delivery.OVERDUE, Delivery.AT_RISK)]
    if not late:
        return Block("")
    late.sort(key=lambda pair: list(Delivery).index(pair[1].state))
    return _table(view, late, f"{title}: deliverables that are late or at risk")


def delivery_counts(view: View, pairs: Sequence[Pair], title: str) -> Block:
    """How many deliverables are in each state."""
    if not pairs:
        return paragraph("The plan lists no deliverables here.")
    said = paragraph(f"{formats.counted(len(pairs), 'deliverable')} in all.")
    if not view.progress.sources:
        return said + paragraph(NO_REPORTS, LISTED)
    rows = []
    for state in Delivery:
        number = sum(1 for _, judgement in pairs if judgement.state is state)
        if number:
            words = chip(STATE_WORDS[state], STATE_STYLE.get(state, "none"))
            share = formats.share(number, len(pairs))
            rows.append([words, formats.number_of(number), share, text(STATE_MEANING[state])])
    header = ("State", "Deliverables", "Of all", "What it means")
    caption = f"{text(title)}: deliverables by state{progress_mark(view, pairs)}"
    return said + table(caption, header, rows, widths=(18, 14, 10, 58))


def states_in_words(pairs: Sequence[Pair]) -> str:
    """`44 overdue, 2 at risk and 195 complete`."""
    states = [judgement.state for _, judgement in pairs]
    counted = [(states.count(state), STATE_IN_SENTENCE[state]) for state in Delivery]
    said = [f"{number:,} {words}" for number, words in counted if number]
    return formats.joined(said)


def _table(view: View, pairs: Sequence[Pair], caption: str) -> Block:
    mark = progress_mark(view, pairs)
    header, widths = HEADER, (36, 24, 14, 13, 13)
    rows = [_row(view, task, judgement) for task, judgement in pairs]
    if view.progress.sources:
        header, widths = (*header, "State"), (32, 22, 12, 11, 11, 12)
        rows = [[*row, state_chip(pair[1])] for row, pair in zip(rows, pairs, strict=True)]
    shown = Columns(header, rows, widths).without(NO_MILESTONE).without(NO_LEAD)
    left_out = [LEFT_OUT[name] for name in header if name not in shown.header]
    said = paragraph(f"For none of these does the plan name {formats.joined(left_out, 'or')}.")
    return (said if left_out else Block("")) + table(
        text(caption) + mark, shown.header, shown.rows, widths=shown.widths, class_="deliverables"
    )


def progress_mark(view: View, pairs: Sequence[Pair]) -> str:
    is_made_up = any(view.progress.is_illustrative(task.deliverable.id) for task, _ in pairs)
    return " (illustrative progress)" if is_made_up else ""


def _row(view: View, task: Task, judgement: DeliveryJudgement) -> list[str]:
    words = task.words
    members = [view.framework.members[m].known_as for m in words.lead_members]
    name = words.deliverable + (" (also shown elsewhere)" if task.is_repeat else "")
    return [
        text(name),
        text(words.milestone or NO_MILESTONE),
        _deadline(words.deadline_text, judgement),
        text(formats.joined(members) or NO_LEAD),
        text(formats.joined(list(words.lead_officers)) or NO_LEAD),
    ]


def _deadline(words: str | None, judgement: DeliveryJudgement) -> str:
    """The plan's words, and the day expected now where that is another one."""
    shown = text(words or "None given")
    current, original = judgement.current, judgement.original
    if current is not None and original is not None and current != original:
        shown += f"; now expected {formats.day(current)}"
    return shown
