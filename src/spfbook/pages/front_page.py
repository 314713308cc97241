"""The front page: what a member of Cabinet must know first, complete on one sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.edition import Edition
from spfbook.framework.history import Step
from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.pages import formats
from spfbook.pages.changes import edition_before, moved_list, movement_counts
from spfbook.pages.columns import Columns
from spfbook.pages.deliverables import each_once, progress_mark, states_in_words
from spfbook.pages.delivery_changes import delivery_move_counts
from spfbook.pages.editions import Editions
from spfbook.pages.forecasts import forecast_counts
from spfbook.pages.markdown import Block, Chart, bullets, link, paragraph, table, text
from spfbook.pages.movement_words import period_in_full
from spfbook.pages.priority_page import worsening
from spfbook.pages.scorecard import made_up_mark
from spfbook.pages.status_strip import status_strip
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.comparison import is_red_and_worsening
from spfbook.rules.status import RATED, Status

TO_NOTE = "The Cabinet is asked to note this report."
NOT_RATED_WORDS = {
    Status.NO_TARGET: ("has no target in the plan", "have no target in the plan"),
    Status.AWAITED: ("awaits a figure", "await a figure"),
    Status.TO_BE_SET: ("has a target still to be set", "have a target still to be set"),
    Status.NOT_JUDGEABLE: ("cannot be judged", "cannot be judged"),
    Status.STALE: ("has a figure too old to judge", "have a figure too old to judge"),
    Status.NOT_DUE: ("has a target not due yet", "have a target not due yet"),
    Status.SUPPRESSED: ("has a figure that is hidden", "have a figure that is hidden"),
}
MOST_NAMED = 6
"""Of those off target and not getting worse: more would not leave the summary on one sheet."""
HEADER = ("Priority", "● On target", "▲ Near target", "■ Off target", "Not rated", "Indicators")


@dataclass(frozen=True)
class FrontPage:
    """The summary of one edition."""

    editions: Editions
    edition: Edition
    to_approve: Sequence[Step] = ()
    """Changes of the plan that nobody has approved."""

    @property
    def view(self) -> View:
        return self.editions.now

    def front(self) -> Block:
        """Whose report it is, about which months, known when, for which meeting, how final."""
        framework, meeting = self.view.framework, self.edition.file.meeting
        facts = {
            "Period": text(period_in_full(self.view.period)),
            "Figures known by": formats.day(self.view.as_at),
            "Cabinet meeting": formats.day(meeting) if meeting else "date not set",
            "Status of this edition": text(self.edition.file.status.lower()),
        }
        whose = f"**{text(framework.council.name)}:** {text(framework.file.plan.title)}."
        said = paragraph(whose, *(f"**{name}:** {fact}." for name, fact in facts.items()))
        return said + illustrative_warning(self.view)

    def in_brief(self) -> Block:
        """Three sentences: where the indicators stand, what has moved, what is worst."""
        return bullets([self.where_they_stand(), self.what_moved(), self.what_is_worst()])

    def priorities(self) -> Block:
        """Status by priority, each indicator counted once in the totals, and why some have none."""
        every, priorities = self.view.every(), self.view.framework.priorities
        found = [self.view.of_priority(priority) for priority in priorities]
        rows = [
            [link(p.title, f"priority-{p.id}"), *counts(own)]
            for p, own in zip(priorities, found, strict=True)
        ]
        rows.append(["**All priorities**", *counts(every)])
        ahead = [forecast_counts(own, self.view.commentary) for own in (*found, every)]
        before = self.editions.before
        if before is not None:
            rows.append(["All priorities, last edition", *counts(before.every())])
            ahead.append("\\[z\\]" if any(ahead) else "")
        caption = f"Indicators by priority{made_up_mark(every)}"
        columns = Columns(HEADER, rows, (36, 13, 15, 14, 11, 11))
        columns = columns.with_forecasts(ahead, at=4, width=20)
        shown = table(caption, columns.header, columns.rows, widths=columns.widths)
        is_shared = sum(map(len, found)) > len(every)
        once = "An indicator that several priorities share is counted once for all."
        return shown + paragraph(self.why_not_rated(), once if is_shared else "")

    def over_time(self) -> Chart | Block:
        """A picture of the statuses edition by edition; nothing where there is none to draw."""
        every = list(self.view.framework.indicators)
        drawn = status_strip(self.editions, every, "The whole plan", "summary")
        return drawn if isinstance(drawn, Chart) else Block("")

    def deliverables(self) -> Block:
        """How the plan's deliverables stand, in a line."""
        pairs = [p for theme in self.view.framework.themes for p in self.view.tasks(theme)]
        own = each_once(pairs)
        where = link("Deliverables", "page-deliverables")
        total = formats.counted(len(own), "deliverable")
        if not self.view.progress.sources:
            return paragraph(
                f"The plan has {total}; this edition holds no reports on how they are going. "
                f"They are listed in {where}."
            )
        said = f"The plan has {total}{progress_mark(self.view, own)}: {states_in_words(own)}."
        moved = delivery_move_counts(self.editions, self.view.framework.deliverables)
        if moved:
            said += f" Since {edition_before(self.editions)}, {moved}."
        return paragraph(said, f"Each is listed in {where}.")

    def worst(self) -> Block:
        """By name: off target and getting worse; worse than other places and getting worse. Where
        the others that are off target are to be found, and the data of all."""
        every = self.view.every()
        reds = [a for a in every if a.status is Status.RED]
        others = [a for a in reds if not _is_worsening(a)]
        red, named = len(reds), bool(others) and len(others) <= MOST_NAMED
        also = _also_off_target(others) if named else ""
        data = f"the data of each theme in {link('Downloads', 'page-downloads')}"
        where = link("The whole plan at a glance", "page-overview")
        listed = f"All {red:,} off target are listed in {where}, and {data}." if red > 1 else ""
        return worsening(self.view, every) + paragraph(also) + paragraph(listed)

    def moved(self) -> Block:
        """By name: what moved up or down, what came to be rated, what no longer is."""
        where = link("The whole plan at a glance", "page-overview")
        more = f"What lies behind each is in {where}." if self.editions.before else ""
        return moved_list(self.editions, self.view.framework.indicators) + paragraph(more)

    def decisions(self) -> Block:
        """What the Cabinet is asked to decide, and the way to changes that wait for approval."""
        asked = [formats.sentence(each) for each in self.edition.file.decisions]
        if not asked:
            return paragraph(TO_NOTE, self._waiting())
        if len(asked) == 1:
            return paragraph(text(asked[0]), self._waiting())
        listed = bullets([text(each) for each in asked])
        return paragraph("The Cabinet is asked:") + listed + paragraph(self._waiting())

    def members(self) -> Block:
        """Each member of Cabinet, leading to what they answer for."""
        known = Portfolios(self.view.framework, self.edition.day)
        names = [link(m.known_as, f"portfolio-{m.id}") for m in known.members]
        if known.without_member:
            names.append(link("no lead member named", f"portfolio-{NOBODY}"))
        if not names:
            return Block("")
        where = link("The whole plan at a glance", "page-overview")
        return paragraph(f"{', '.join(names)}. {where} says who holds which portfolio.")

    def _waiting(self) -> str:
        if not self.to_approve:
            return ""
        verb = "waits" if len(self.to_approve) == 1 else "wait"
        number = formats.counted(len(self.to_approve), "change")
        where = link("Changes for approval", "page-changes")
        return f"{number} of the plan {verb} for approval: {where}."

    def where_they_stand(self) -> str:
        """How many are on, near and off target, now and in the edition before."""
        now = _rated(self.view.every())
        total = formats.counted(len(self.view.every()), "indicator")
        green, amber, red = (f"{n:,}" for n in now)
        said = (
            f"Of {total}, {sum(now):,} can be rated: {green} on target, {amber} near it and {red} "
            "off target"
        )
        if self.editions.before is None:
            return f"{said}. There is no earlier edition of this kind to compare with."
        was = _rated(self.editions.before.every())
        then = formats.joined([f"{n:,}" for n in was])
        return (
            f"{said}. In {edition_before(self.editions)}, the numbers were {then}, of "
            f"{sum(was):,} rated."
        )

    def what_moved(self) -> str:
        """How many moved up and down since."""
        if self.editions.before is None:
            with_figure = sum(a.has_data for a in self.view.every())
            verb = "has" if with_figure == 1 else "have"
            return f"Of all of them, {with_figure:,} {verb} a figure in this edition."
        movements = self.editions.movements(self.view.framework.indicators)
        return f"Since then {movement_counts(movements)}."

    def what_is_worst(self) -> str:
        """How many of those off target get worse."""
        every = self.view.every()
        worse = sum(map(_is_worsening, every))
        red = _rated(every)[-1]
        if not red:
            return "None that can be rated is off target."
        verb = "is" if worse == 1 else "are"
        return f"Of the {red:,} off target, {worse:,} {verb} also worse than a year before."

    def why_not_rated(self) -> str:
        """How many are not rated for which reason; empty where all are."""
        statuses = [a.status for a in self.view.every()]
        said = []
        for status, (one, many) in NOT_RATED_WORDS.items():
            number = statuses.count(status)
            if number:
                said.append((number, f"{number:,} {one if number == 1 else many}"))
        said.sort(key=lambda each: -each[0])
        if not said:
            return ""
        return f"Of those not rated, {formats.joined([words for _, words in said])}."


def counts(assessments: Sequence[Assessment]) -> list[str]:
    """On, near and off target, not rated, and all: the columns of `HEADER`."""
    cells = _rated(assessments)
    numbers = (*cells, len(assessments) - sum(cells), len(assessments))
    return [formats.number_of(n) for n in numbers]


def _is_worsening(assessment: Assessment) -> bool:
    return any(is_red_and_worsening(p.judgement, p.travel) for p in assessment.parts)


def _also_off_target(found: Sequence[Assessment]) -> str:
    """By name, those that are off target and not known to get worse."""
    names = formats.joined([
        link(a.indicator.name, f"indicator-{a.indicator.id}") for a in found
    ])
    other = "The other one" if len(found) == 1 else f"The other {len(found):,}"
    return f"{other} off target: {names}{made_up_mark(found)}."


def _rated(assessments: Sequence[Assessment]) -> list[int]:
    """How many are green, amber, red."""
    statuses = [a.status for a in assessments]
    return [statuses.count(status) for status in reversed(RATED)]
