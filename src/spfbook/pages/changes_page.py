"""The page of changes for approval: what of the plan is new, amended or given up, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spfbook.framework.changes import Added, DefinitionChange, Retired
from spfbook.framework.framework import Task
from spfbook.framework.history import Step
from spfbook.pages import formats, words
from spfbook.pages.changes import edition_before
from spfbook.pages.deliverable_rows import task_name
from spfbook.pages.deliverables import NO_REPORTS, Pair, each_once, progress_mark
from spfbook.pages.editions import Editions
from spfbook.pages.links import to_indicator
from spfbook.pages.markdown import Block, link, paragraph, table, text
from spfbook.pages.plan_changes import (
    PlanChanges,
    approval_words,
    before_and_after,
    counts_by_kind,
    name_of,
    since_words,
    what_changes,
)
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment, effects_on
from spfbook.rules.change_words import reason_of
from spfbook.rules.delivery import Delivery, DeliveryJudgement
from spfbook.rules.rule_changes import Effect

KINDS = "indicator, target, tolerance, definition, list of parts, polarity or baseline"
HEADER = (
    "What changes", "Before", "After", "Why, and who approved it", "What it does to the status"
)  # fmt: skip
WIDTHS = (20, 19, 19, 23, 19)
MOST_ON_PAPER = 20
"""Deliverables with another day in a table on paper; the page of deliverables has them all."""


@dataclass(frozen=True)
class ChangesPage:
    """What of the plan was changed since the edition before, for approval and for the record."""

    changes: PlanChanges

    @property
    def editions(self) -> Editions:
        return self.changes.editions

    @property
    def view(self) -> View:
        return self.editions.now

    def about(self) -> Block:
        """How many changes there are, and how many of them wait for approval."""
        return illustrative_warning(self.view) + paragraph(self._counts())

    def for_approval(self) -> Block:
        """The changes that nobody has approved; nothing where there are none."""
        return self._table("Changes that wait for approval", self.changes.to_approve)

    def approved(self) -> Block:
        """The changes that were approved already; nothing where there are none."""
        return self._table("Changes that were approved", self.changes.approved)

    def deliverables(self) -> Block:
        """Those that were given up, or have another day, since the edition before."""
        if not self.view.progress.sources:
            return paragraph(NO_REPORTS)
        themes = self.view.framework.themes
        pairs = each_once([pair for theme in themes for pair in self.view.tasks(theme)])
        given_up = [p for p in pairs if self._is_given_up(p[1], self._before(p[0]))]
        redated = [p for p in pairs if is_redated(p[1], self._before(p[0]))]
        since = edition_before(self.editions) if self.editions.before else "the plan began"
        if not given_up and not redated:
            return paragraph(f"None was given up or has another day since {since}.")
        over = formats.counted(len(given_up), "deliverable was", "deliverables were")
        moved = formats.counted(len(redated), "has", "have")
        said = (
            f"Since {since}, {over if given_up else 'no deliverable was'} given up and "
            f"{moved if redated else 'none has'} another day, as those who lead them report. "
            "The plan’s own days stay as they were."
        )
        return paragraph(said) + self._given_up(given_up) + self._redated(redated)

    def _counts(self) -> str:
        before, steps = self.editions.before, self.changes.steps
        since = edition_before(self.editions) if before else "the plan began"
        if not steps:
            return f"No {KINDS} of the plan has been changed since {since}."
        new = [s for s in steps if before is None or s.change.date > before.as_at]
        said = [f"Nothing in the plan has been changed since {since}."]
        if new:
            verb = "was" if len(new) == 1 else "were"
            number = formats.counted(len(new), "change")
            said = [f"Since {since}, {number} {verb} made to the plan: {counts_by_kind(new)}."]
        if len(new) < len(steps):
            earlier = formats.counted(len(steps) - len(new), "earlier change")
            said.append(f"{earlier} had not been approved by then.")
        return " ".join([*said, self._waiting()])

    def _waiting(self) -> str:
        of, waiting = len(self.changes.steps), len(self.changes.to_approve)
        if of == 1:
            return "It waits for approval." if waiting else "It is approved."
        if not waiting:
            return "All of them are approved."
        if waiting == of:
            return "All of them wait for approval."
        verb, approved = "waits" if waiting == 1 else "wait", of - waiting
        is_ = "is" if approved == 1 else "are"
        return f"Of these {of:,}, {waiting:,} {verb} for approval and {approved:,} {is_} approved."

    def _table(self, caption: str, steps: Sequence[Step]) -> Block:
        if not steps:
            return Block("")
        shown = [self.view.assessment(s.indicator.id) for s in steps
                 if s.indicator and self.view.has(s.indicator.id)]  # fmt: skip
        rows = [self._row(step) for step in steps]
        return table(f"{caption}{made_up_mark(shown)}", HEADER, rows, widths=WIDTHS)

    def _row(self, step: Step) -> list[str]:
        change = step.change
        name = text(name_of(step))
        if step.indicator is not None and self.view.has(step.indicator.id):
            name = to_indicator(self.view, step.indicator.id)
        old, new = before_and_after(step)
        why = f"{formats.sentence(change.reason)} {approval_words(change, self.view.as_at)}"
        decided = f"Dated {formats.day(change.date)}."
        return [
            f"{name}: {text(what_changes(step))}, {text(since_words(change))}. {decided}",
            text(old),
            text(new),
            text(why),
            self._effect(step),
        ]

    def _effect(self, step: Step) -> str:
        """What it did to the status, as Markdown."""
        view, before, change = self.view, self.editions.before, step.change
        if not change.holds(view.period, view.as_at):
            return f"None yet: it holds {text(since_words(change))}."
        if step.indicator is None:
            return self._effects_of_default(step)
        name = step.indicator.id
        if isinstance(change, Retired):
            if before is None or not before.has(name):
                return "It has no status any more."
            was = words.status_chip(before.assessment(name).status)
            return f"It has no status any more; in the last edition it was {was}"
        if not view.has(name):
            return "None: it is no longer in the plan."
        found = view.assessment(name)
        if isinstance(change, Added):
            return f"Now {words.status_chip(found.status)}"
        return next((_effect_words(e) for e in self._effects(found) if e.change == change), "None.")

    def _effects_of_default(self, step: Step) -> str:
        """Of a change to the whole plan: each indicator whose status it made another."""
        changed = [
            f"{to_indicator(self.view, found.indicator.id)} ({_arrow(effect)})"
            for found in self.view.every()
            for effect in self._effects(found)
            if effect.change == step.change and effect.sentence
        ]
        if not changed:
            return "None: every status is the same with it and without it."
        number = formats.counted(len(changed), "status", "statuses")
        return f"{number} changed: {'; '.join(changed)}."

    def _effects(self, found: Assessment) -> tuple[Effect, ...]:
        view = self.view
        return effects_on(found, view.framework, view.observations, view.period)

    def _before(self, task: Task) -> DeliveryJudgement | None:
        before = self.editions.before
        return before.delivery(task.deliverable) if before else None

    @staticmethod
    def _is_given_up(now: DeliveryJudgement, before: DeliveryJudgement | None) -> bool:
        was = before.state if before else None
        return now.state is Delivery.STOPPED and was is not Delivery.STOPPED

    def _given_up(self, pairs: Sequence[Pair]) -> Block:
        if not pairs:
            return Block("")
        rows = [
            [*self._task(pair), *_reported(pair[1], "No reason reported")]
            for pair in pairs
        ]
        caption = f"Deliverables that were given up{progress_mark(self.view, pairs)}"
        header = ("Deliverable", "Due by the plan", "Reported on", "Reason")
        return table(caption, header, rows, widths=(40, 16, 14, 30), class_="deliverables")

    def _redated(self, pairs: Sequence[Pair]) -> Block:
        if not pairs:
            return Block("")
        rows = []
        for pair in pairs:
            was = _expected(self._before(pair[0]), pair[1])
            days = [formats.day(d) if d else "No day named" for d in (was, pair[1].current)]
            rows.append([*self._task(pair), *days, *_reported(pair[1], "No reason reported")])
        caption = f"Deliverables that have another day{progress_mark(self.view, pairs)}"
        header = (
            "Deliverable", "Due by the plan", "Expected before", "Expected now", "Reported on",
            "Reason",
        )  # fmt: skip
        widths = (30, 13, 13, 13, 13, 18)
        if len(pairs) <= MOST_ON_PAPER:
            return table(caption, header, rows, widths=widths, class_="deliverables")
        where = link("Deliverables", "page-deliverables")
        said = paragraph(f"On paper they stand in {where}, with both of their days.")
        return said + table(caption, header, rows, widths=widths, class_="deliverables web-only")

    def _task(self, pair: Pair) -> Iterator[str]:
        task, _ = pair
        yield task_name(self.view, task)
        yield text(task.words.deadline_text or "None given")


def is_redated(now: DeliveryJudgement, before: DeliveryJudgement | None) -> bool:
    """Whether it is expected on another day than the edition before said, or else the plan."""
    was = _expected(before, now)
    return now.current is not None and was is not None and now.current != was


def _expected(before: DeliveryJudgement | None, now: DeliveryJudgement) -> date | None:
    return before.current if before else now.original


def _reported(judged: DeliveryJudgement, otherwise: str) -> list[str]:
    report = judged.report
    if report is None:
        return ["Not reported", otherwise]
    return [formats.day(report.reported_on), text(report.note or otherwise)]


def _effect_words(effect: Effect) -> str:
    """A chip for each of two statuses; what cannot be compared is said in words."""
    if effect.sentence is None:
        status = words.status_chip(effect.now)
        return f"None: {status} with it and without it"
    if isinstance(effect.change, DefinitionChange):
        return text(effect.sentence.replace(f": {reason_of(effect.change)}", ""))
    return _arrow(effect)


def _arrow(effect: Effect) -> str:
    return f"{words.status_chip(effect.before)} → {words.status_chip(effect.now)}"
