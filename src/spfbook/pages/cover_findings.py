"""What the cover report tells of the figures, each as text, shortened by a stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from spfbook.documents import Block, Items, Line, Paragraph, Table, cut, plain, said, strong
from spfbook.escape import one_line
from spfbook.framework.history import Step
from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.pages import formats, words
from spfbook.pages.changes import NO_EARLIER, edition_before, movement_counts
from spfbook.pages.deliverables import each_once, progress_mark, states_in_words
from spfbook.pages.delivery_changes import delivery_move_counts
from spfbook.pages.editions import Editions
from spfbook.pages.front_page import FrontPage, counts
from spfbook.pages.movement_words import MOVE_WORDS, short_cause
from spfbook.pages.plan_changes import before_and_after, name_of, since_words, what_changes
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import is_red_and_worsening
from spfbook.rules.judgement import Status
from spfbook.rules.movement import Movement
from spfbook.rules.part import Part

LONGEST_OLD, LONGEST_REASON, LONGEST_TARGET = 70, 140, 50
"""Letters of what a change replaces, of its reason, and of a target; the appendix has them all."""
COUNTS = ("Priority", "On target", "Near target", "Off target", "Rated", "Not rated", "All")
WORST = ("Indicator", "Latest figure", "Target", "Lead member")
MOVED_PAGE = "The whole plan at a glance"


@dataclass(frozen=True)
class CoverFindings:
    """The figures of one edition for its cover report; lists name at most `most` things each."""

    front: FrontPage
    appendix: str
    """What the report calls the whole book: `Appendix 1`."""
    most: int

    @property
    def editions(self) -> Editions:
        return self.front.editions

    @property
    def view(self) -> View:
        return self.front.view

    @cached_property
    def _portfolios(self) -> Portfolios:
        return Portfolios(self.view.framework, self.front.edition.day)

    def in_brief(self) -> Paragraph:
        front = self.front
        return said(front.where_they_stand(), front.what_moved(), front.what_is_worst())

    def by_priority(self) -> list[Block]:
        """Statuses by priority, rated and all; why some have none; the deliverables in a line."""
        every, priorities = self.view.every(), self.view.framework.priorities
        found = [self.view.of_priority(priority) for priority in priorities]
        rows = [_counted(p.title, own) for p, own in zip(priorities, found, strict=True)]
        rows.append(_counted("All priorities", every))
        if self.editions.before is not None:
            rows.append(_counted("All priorities, last edition", self.editions.before.every()))
        table = Table(
            f"Indicators by priority{made_up_mark(every)}",
            "How many indicators of each priority are on, near and off target, how many are rated, "
            "how many are not, and how many there are.",
            COUNTS, tuple(rows), (34, 11, 11, 11, 11, 11, 11), numbers_from=1,
        )  # fmt: skip
        is_shared = sum(map(len, found)) > len(every)
        once = "An indicator that several priorities share is counted once for all."
        reasons = said(self.front.why_not_rated(), once if is_shared else "")
        return [table, reasons, self._deliverables()]

    def worst(self) -> list[Block]:
        """Off target and worse than a year before: the first in the plan's order."""
        found = [(a, part) for a in self.view.every() if (part := _worsening_part(a)) is not None]
        if not found:
            return [said("No indicator is off target and worse than a year before.")]
        rows = tuple(self._worst_row(a, part) for a, part in found[: self.most])
        table = Table(
            f"Off target and worse than a year before{made_up_mark(a for a, _ in found)}",
            "Each indicator with its latest figure, its target and the lead member.",
            WORST, rows, (40, 22, 20, 18),
        )  # fmt: skip
        more = len(found) - len(rows)
        return [table, *self._more(more, "in the plan’s order", "Summary")]

    def moved(self) -> list[Block]:
        """By name, what moved up or down, what came to be rated and what no longer is."""
        if self.editions.before is None:
            return [said(NO_EARLIER)]
        movements = self.editions.movements(self.view.framework.indicators)
        lines, left_out = [], 0
        order = list(Status)
        for move, words_ in MOVE_WORDS.items():
            found = [m for m in movements if m.move is move]
            found.sort(key=lambda m: (order.index(m.now), order.index(m.before)))
            if found:
                mark = made_up_mark(self.view.assessment(m.indicator.id) for m in found)
                head = f"{words_}, {len(found):,}{mark}. "
                lines.append((strong(head), plain(_by_statuses(found[: self.most]))))
                left_out += max(0, len(found) - self.most)
        if not lines:
            return [said(f"Since {edition_before(self.editions)}, {movement_counts(movements)}.")]
        return [Items(tuple(lines)), *self._more(left_out, "the gravest first", MOVED_PAGE)]

    def to_approve(self) -> list[Block]:
        """Changes of the plan that nobody has approved, with old and new and why."""
        steps = self.front.to_approve
        if not steps:
            return [said("No change of the plan waits for approval.")]
        verb = "waits" if len(steps) == 1 else "wait"
        head = said(f"{formats.counted(len(steps), 'change')} of the plan {verb} for approval:")
        lines = tuple(_change(step) for step in steps[: self.most])
        more = len(steps) - len(lines)
        return [head, Items(lines), *self._more(more, "new ones first", "Changes for approval")]

    def _deliverables(self) -> Paragraph:
        view = self.view
        pairs = each_once([p for theme in view.framework.themes for p in view.tasks(theme)])
        total = formats.counted(len(pairs), "deliverable")
        if not view.progress.sources:
            return said(f"The plan has {total}; no reports are held on how they are going.")
        lines = [f"The plan has {total}{progress_mark(view, pairs)}: {states_in_words(pairs)}."]
        moved = delivery_move_counts(self.editions, view.framework.deliverables)
        if moved:
            lines.append(f"Since {edition_before(self.editions)}, {moved}.")
        return said(*lines)

    def _worst_row(self, assessment: Assessment, part: Part) -> tuple[str, ...]:
        assert part.latest is not None, "what gets worse has a figure"
        component = f" – {part.component.text}" if part.component else ""
        mark = " (illustrative)" if part.is_illustrative else ""
        figure = f"{words.value_of(part.latest, part)}{mark}, {part.latest.period.table_label}"
        target = words.target_words(assessment.indicator, self.view.framework)
        members = self.view.framework.members
        holders = self._portfolios.of_indicators[assessment.indicator.id]
        leads = formats.joined([members[name].known_as for name in holders if name != NOBODY])
        cells = (f"{assessment.indicator.name}{component}", figure, cut(target, LONGEST_TARGET))
        return tuple(one_line(cell) for cell in (*cells, leads or "Not named"))

    def _more(self, count: int, order: str, page: str) -> list[Block]:
        """Where those are that a shortened list leaves out."""
        if count <= 0:
            return []
        verb = "is" if count == 1 else "are"
        return [said(f"Listed {order}; {count:,} more {verb} in {self.appendix}, “{page}”.")]


def _counted(title: str, assessments: Sequence[Assessment]) -> tuple[str, ...]:
    on, near, off, not_rated, every = counts(assessments)
    rated = formats.number_of(sum(a.status.is_rated for a in assessments))
    return one_line(title), on, near, off, rated, not_rated, every


def _worsening_part(assessment: Assessment) -> Part | None:
    """The first part that is red and worse than a year before."""
    found = (p for p in assessment.parts if is_red_and_worsening(p.judgement, p.travel))
    return next(found, None)


def _by_statuses(movements: Sequence[Movement]) -> str:
    """`Near target → off target: A; B. On target → off target: C.`"""
    grouped: dict[str, list[str]] = {}
    for m in movements:
        was, now = words.STATUS_WORDS[m.before], words.STATUS_WORDS[m.now].lower()
        name = m.indicator.name + short_cause(m.causes)
        grouped.setdefault(f"{was} → {now}", []).append(name)
    return " ".join(f"{statuses}: {'; '.join(names)}." for statuses, names in grouped.items())


def _change(step: Step) -> Line:
    old, new = (_cut_quoted(each) for each in before_and_after(step))
    reason = formats.sentence(cut(step.change.reason, LONGEST_REASON))
    head = f"{name_of(step)}, {what_changes(step)}, {since_words(step.change)}: "
    return strong(head), plain(f"{old} → {new}. {reason}")


def _cut_quoted(words_: str) -> str:
    """Cut where it is long; a quotation ends with its mark even so."""
    shown = cut(words_, LONGEST_OLD)
    return f"{shown}”" if shown.startswith("“") and not shown.endswith("”") else shown
