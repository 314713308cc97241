"""The page of one member of Cabinet: what they answer for, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from spfbook.framework.portfolios import NOBODY, Portfolios
from spfbook.pages import formats, words
from spfbook.pages.changes import NO_EARLIER, moved_table
from spfbook.pages.columns import Columns
from spfbook.pages.deliverable_rows import (
    is_late_or_slipped,
    late_rows,
    rows_of,
    worst_first,
)
from spfbook.pages.deliverables import NO_REPORTS, Pair
from spfbook.pages.delivery_changes import deliverable_changes
from spfbook.pages.editions import Editions
from spfbook.pages.forecasts import forecast_of_row
from spfbook.pages.links import to_indicator
from spfbook.pages.markdown import Block, bullets, link, paragraph, table, text
from spfbook.pages.members import portfolio_titles
from spfbook.pages.priority_page import off_track_table, themes_table
from spfbook.pages.questions import questions
from spfbook.pages.scorecard import NO_FIGURE, made_up_chip, made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.status import Status

NO_INDICATOR = "The plan names the member for no indicator and gives the portfolio no theme."
LEADS_ALL = "the plan names this member, and nobody else, for every deliverable"


@dataclass(frozen=True)
class PortfolioPage:
    """All and only what one member answers for, from all priorities."""

    editions: Editions
    portfolios: Portfolios
    member: str
    """A member's id, or `NOBODY`."""

    @property
    def view(self) -> View:
        return self.editions.now

    def about(self) -> Block:
        """The portfolio, how much the plan gives it, and how that stands."""
        found, tasks = self.assessments(), self.tasks()
        if self.member == NOBODY:
            led = f"{_counted(len(found), 'indicator')} and {_counted(len(tasks), 'deliverable')}"
            head = (
                f"For {led} of the plan it names no lead member, or nobody who holds office now, "
                "and gives no portfolio their theme."
            )
        else:
            titles = text(portfolio_titles(self.portfolios, self.member))
            head = f"**{titles}.** {self._what_is_led(len(found), len(tasks))}"
        blocks = paragraph(head, self._standing(found)) + illustrative_warning(self.view)
        return blocks + self._shared()

    def off_target(self) -> Block:
        """What is red or amber, worst first, and what of it gets worse."""
        found = self.assessments()
        if not found:
            return paragraph("With no indicator, none can be off target.")
        if not any(a.status.is_rated for a in found):
            return paragraph("None of the indicators can be rated in this edition.")
        return off_track_table(self.view, found, self._title())

    def changes(self) -> Block:
        """What moved since the edition before, indicators and deliverables."""
        ids = [a.indicator.id for a in self.assessments()]
        moved = moved_table(self.editions, ids, self._title()) if ids else Block("")
        tasks = [task.deliverable.id for task, _ in self.tasks()]
        shown = moved + deliverable_changes(self.editions, tasks)
        if shown.source:
            return shown
        is_first = self.editions.before is None
        return paragraph(NO_EARLIER) if is_first else paragraph(NO_REPORTS)

    def questions(self) -> Block:
        """Questions that the figures raise."""
        tasks = [task for task, _ in self.tasks()]
        asked = questions(self.editions, [a.indicator.id for a in self.assessments()], tasks)
        if not asked:
            return paragraph("The figures of this edition raise none.")
        return bullets(asked)

    def indicators(self) -> Block:
        """Every indicator that the member leads, worst first, with a link to it."""
        found = self.assessments()
        if not found:
            return paragraph(NO_INDICATOR)
        if self.member == NOBODY:
            return self._by_theme()
        caption = f"{self._title()}: all indicators{made_up_mark(found)}"
        header = ("Indicator", "Status", "Latest figure", "Target", "Theme")
        rows, widths = [self._row(a) for a in found], (34, 15, 18, 16, 17)
        if any(len(self.portfolios.of_indicators[a.indicator.id]) > 1 for a in found):
            header, widths = (*header, "Also led by"), (*widths, 13)
            rows = [
                [*row, self._others(self.portfolios.of_indicators[a.indicator.id])]
                for row, a in zip(rows, found, strict=True)
            ]
        said = self.view.commentary
        ahead = [forecast_of_row(a, a.worst_part, said) for a in found]
        shown = Columns(header, rows, widths).with_forecasts(ahead, at=2, width=15)
        shown = shown.without(NO_FIGURE)
        return table(text(caption), shown.header, shown.rows, widths=shown.widths)

    def late(self) -> Block:
        """Deliverables that are overdue, at risk or expected after the plan's day."""
        if not self.view.progress.sources:
            return paragraph(NO_REPORTS)
        late = [pair for pair in self.tasks() if is_late_or_slipped(pair[1])]
        if not late:
            return paragraph("None is reported late.")
        caption = f"{self._title()}: deliverables that are late or have slipped"
        return late_rows(self.editions, late, caption)

    def deliverables(self) -> Block:
        """The other deliverables that the member leads."""
        others = [pair for pair in self.tasks() if not is_late_or_slipped(pair[1])]
        if not others:
            return paragraph("There is none besides." if self.tasks() else "The plan names none.")
        return rows_of(self.editions, others, f"{self._title()}: deliverables")

    def themes(self) -> Block:
        """The themes in which the member leads something, with all their indicators."""
        led = {each.id for each in self._themes()}
        themes = [theme for theme in self.view.framework.themes if theme.id in led]
        if not themes:
            return paragraph("There is none.")
        whose = "has no lead member" if self.member == NOBODY else "is the member’s to lead"
        said = paragraph(f"The themes in which something {whose}, with all their indicators.")
        return said + themes_table(self.view, themes, self._title()) + self._given()

    def assessments(self) -> list[Assessment]:
        """Of the member's indicators, worst first, then in the plan's order."""
        found = [self.view.assessment(r.indicator.id) for r in self.portfolios.rows(self.member)]
        return sorted(found, key=lambda a: list(Status).index(a.status))

    def tasks(self) -> list[Pair]:
        """The member's deliverables with how each stands, worst first."""
        tasks = self.portfolios.tasks(self.member)
        return worst_first([(task, self.view.delivery(task.deliverable)) for task in tasks])

    def _what_is_led(self, indicators: int, tasks: int) -> str:
        """What the plan names the member for, and what comes with the portfolio's themes."""
        named = len(self.portfolios.named_rows(self.member))
        both = f"{_counted(indicators, 'indicator')} and {_counted(tasks, 'deliverable')}"
        if not indicators:
            return (
                f"The plan names the holder as lead member for {both}, and ties no theme to the "
                "portfolio."
            )
        if named == indicators:
            return f"The plan names the holder as lead member for {both}."
        of_them = f"{named:,} of the indicators and " if named else ""
        others = f"the other {indicators - named:,} indicators" if named else "the indicators"
        return (
            f"{formats.sentence(both)} The plan names the holder as lead member for {of_them}the "
            f"deliverables. For {others} it names nobody: they are here because their themes "
            "belong to the portfolio, as said under “Themes”."
        )

    def _by_theme(self) -> Block:
        """Many, and nobody's: a row a theme."""
        rows = []
        for theme, own in groupby(self.portfolios.rows(self.member), key=lambda row: row.theme):
            names = [to_indicator(self.view, row.indicator.id) for row in own]
            rows.append([link(theme.name, f"theme-{theme.id}"), ", ".join(names)])
        caption = "Indicators without a lead member"
        return table(caption, ("Theme", "Indicators"), rows, widths=(30, 70))

    def _given(self) -> Block:
        """What gives the portfolio a theme, word for word, with the themes it gives."""
        if self.member == NOBODY:
            return Block("")
        themes_of: dict[str, list[str]] = {}
        given = self.portfolios.given(self.member)
        for _, each in given:
            theme = self.view.framework.theme(each.theme)
            rows = each.groups or ((each.sub_theme,) if each.sub_theme else ())
            part = f" ({text(formats.joined(list(rows)))})" if rows else ""
            name = f"{link(theme.name, f'theme-{theme.id}')}{part}"
            themes_of.setdefault(each.words or "", []).append(name)
        items = [
            f"{formats.joined(themes)}: {f'“{text(said)}”' if said else LEADS_ALL}."
            for said, themes in themes_of.items()
        ]
        if not items:
            return Block("")
        sources = dict.fromkeys(p.source for p, each in given if p.source and each.words)
        where = f" ({text('; '.join(sources))})" if sources else ""
        return paragraph(f"What gives the portfolio its themes{where}:") + bullets(items)

    def _title(self) -> str:
        if self.member == NOBODY:
            return "No lead member named"
        return self.portfolios.framework.members[self.member].known_as

    def _standing(self, found: Sequence[Assessment]) -> str:
        rated = [a.status for a in found if a.status.is_rated]
        if not rated:
            return ""
        green, amber, red = (
            rated.count(status) for status in (Status.GREEN, Status.AMBER, Status.RED)
        )
        return (
            f"Of the indicators, {len(rated):,} can be rated: {green:,} on target, {amber:,} "
            f"near it and {red:,} off target."
        )

    def _shared(self) -> Block:
        """What is led together with others, said once."""
        leads = [self.portfolios.of_indicators[a.indicator.id] for a in self.assessments()]
        leads += [self.portfolios.of_deliverables[t.deliverable.id] for t, _ in self.tasks()]
        shared = [each for each in leads if len(each) > 1]
        if not shared:
            return Block("")
        others = dict.fromkeys(name for each in shared for name in each if name != self.member)
        verb = "is" if len(shared) == 1 else "are"
        return paragraph(
            f"Of these, {len(shared):,} {verb} led together with others "
            f"({self._others(tuple(others))}) and shown on each one’s page."
        )

    def _others(self, leads: Sequence[str]) -> str:
        known = self.portfolios.framework.members
        names = [
            link(known[each].known_as, f"portfolio-{each}")
            for each in leads
            if each not in (self.member, NOBODY)
        ]
        return formats.joined(names) or "Nobody"

    def _themes(self) -> list:
        found = [row.theme for row in self.portfolios.rows(self.member)]
        return found + [task.theme for task in self.portfolios.tasks(self.member)]

    def _row(self, assessment: Assessment) -> list[str]:
        indicator, part = assessment.indicator, assessment.worst_part
        theme = self.view.framework.theme_of_indicator[indicator.id]
        figure = text(words.value_of(part.latest, part))
        if part.latest is not None:
            figure += f", {text(part.latest.period.table_label)}{made_up_chip(part)}"
        return [
            to_indicator(self.view, indicator.id),
            words.status_chip(assessment.status),
            figure,
            text(words.target_words(indicator, self.view.framework)),
            link(theme.name, f"theme-{theme.id}"),
        ]


def _counted(count: int, one: str) -> str:
    return formats.counted(count, one) if count else f"no {one}"
