"""The data quality page: what each source held, how old it is, and what is awaited from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.framework import Theme
from spfbook.framework.observations import Flag, Series
from spfbook.framework.sources import Source
from spfbook.pages import formats, words
from spfbook.pages.markdown import Block, bullets, link, paragraph, table, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.status import Status

LATE = (Status.AWAITED, Status.STALE)


@dataclass(frozen=True)
class QualityPage:
    """How good and how complete the figures of one edition are: apart from performance."""

    view: View
    sources: tuple[Source, ...]

    def about(self) -> Block:
        """How many indicators have a figure, and how many figures are not final."""
        found = self.view.every()
        known = [a for a in found if a.has_data]
        late = [a for a in found if a.status in LATE]
        lacking = (
            f"{formats.counted(len(found), 'indicator')}: "
            f"{formats.number_of(len(known))} with a figure, "
            f"{formats.number_of(len(found) - len(known))} without."
        )
        due = (
            f"{formats.counted(len(late), 'indicator')} with a target could be rated if a figure "
            "that is due had arrived."
        )
        return illustrative_warning(self.view) + paragraph(lacking, due) + self._flags(known)

    def by_source(self) -> Block:
        """Each source: how many indicators and figures, the newest period, when it was read."""
        rows = [row for source in self.sources if (row := self._source_row(source))]
        if not rows:
            return paragraph("No source of this edition holds a figure.")
        header = ("Source", "Indicators", "Figures", "Newest period", "Published", "Read on")
        widths = (31, 10, 9, 16, 17, 17)
        return table("What each source holds by this edition", header, rows, widths=widths)

    def baselines(self) -> Block:
        """Whether the plan's baselines are found again in the series: a check of the match."""
        found = [
            part.series.link.baseline.finding
            for assessment in self.view.every()
            for part in assessment.parts
            if part.series is not None and part.series.link.baseline is not None
        ]
        said = {
            "found": "have the plan’s baseline as a published figure",
            "near": "have a figure near the plan’s baseline; the indicator’s page says how near",
            "not_found": "do not have the plan’s baseline in any period, so it is not drawn",
            "no_baseline": "have no baseline in the plan to check against",
        }
        return bullets(
            [f"{formats.number_of(found.count(each))} series {words_}."
             for each, words_ in said.items() if each in found]
        )  # fmt: skip

    def awaited(self) -> Block:
        """The indicators with a target whose figure is due and missing or too old, by theme."""
        rows = []
        for theme in self.view.framework.themes:
            own = {row.indicator.id for row in self.view.framework.rows(theme) if not row.is_repeat}
            rows += [
                self._awaited_row(theme, assessment)
                for assessment in self.view.assessments(theme)
                if assessment.status in LATE and assessment.indicator.id in own
            ]
        if not rows:
            return paragraph("Nothing is awaited.")
        header = ("Indicator", "Theme", "State", "Due", "Lead member")
        printed = paragraph(
            "On paper each is on the page of its theme; the list of all is in the web version."
        )
        widths = (34, 20, 14, 17, 15)
        return printed + table("Figures awaited", header, rows, widths=widths, class_="web-only")

    def _flags(self, known: Sequence[Assessment]) -> Block:
        latest = [part.latest for a in known for part in a.parts if part.latest is not None]
        said = {
            Flag.PROVISIONAL: "provisional [p]", Flag.REVISED: "revised [r]",
            Flag.ESTIMATED: "estimated [e]",
        }  # fmt: skip
        each = [
            f"{formats.number_of(number)} {words_}"
            for flag, words_ in said.items()
            if (number := sum(1 for o in latest if o.flag is flag))
        ]
        if not each:
            return paragraph("None of the latest figures is marked provisional, revised or "
                             "estimated by its publisher.")  # fmt: skip
        return paragraph(text(f"Of the latest figures, {formats.joined(each)}."))

    def _source_row(self, source: Source) -> list[str] | None:
        home = self.view.framework.home.id
        found: list[Series] = [s for s in self.view.observations.series if s.source.id == source.id]
        figures = [
            o for s in found for o in s.values(home) if o.period.end <= self.view.period.end
        ]
        if not figures:
            return None
        newest = max(figures, key=lambda o: (o.period.end, o.published_on))
        served = {s.indicator for s in found if not s.is_related_only}
        return [
            text(source.title),
            formats.number_of(len(served)),
            formats.number_of(len(figures)),
            text(newest.period.table_label),
            formats.day(newest.published_on),
            "Made up" if source.illustrative else formats.day(source.retrieved),
        ]

    def _awaited_row(self, theme: Theme, assessment: Assessment) -> list[str]:
        indicator = assessment.indicator
        name = text(indicator.name)
        if assessment.has_data:
            name = link(indicator.name, f"indicator-{indicator.id}")
        members = self.view.framework.members
        leads = [members[member].name for member in indicator.lead_members]
        return [
            name,
            link(theme.name, f"theme-{theme.id}"),
            words.status_chip(assessment.status),
            text(formats.sentence(words.frequency_words(indicator.frequency))[:-1]),
            text(formats.joined(leads) if leads else "Not named"),
        ]
