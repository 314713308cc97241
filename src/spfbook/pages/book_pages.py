"""The pages besides priorities and themes: summary, data sources, versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spfbook.framework.edition import Edition
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Link, Source, SourceSeries
from spfbook.pages import formats
from spfbook.pages.deliverables import delivery_counts, each_once
from spfbook.pages.markdown import Block, Chart, bullets, link, paragraph, table, text
from spfbook.pages.priority_page import counts_table, off_track_table
from spfbook.pages.scorecard import made_up_chip, made_up_mark
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.part import Part
from spfbook.rules.status import Status
from spfbook.rules.trend_family import each_series_once
from spfbook.rules.trend_finding import Method
from spfbook.rules.trend_words import in_words
from spfbook.rules.variation_words import of_report


@dataclass(frozen=True)
class BookPage:
    """Pages about the whole edition."""

    view: View
    edition: Edition
    sources: tuple[Source, ...]
    editions: tuple[Edition, ...]
    """All that the repository describes."""

    def front(self) -> Block:
        """What the edition is: its period, its as-at date, the meeting, its status."""
        meeting = self.edition.file.meeting
        rows = [
            ["Council", text(self.view.framework.council.name)],
            ["Period", text(formats.sentence(self.view.period.label)[:-1])],
            ["Figures known by", formats.day(self.view.as_at)],
            ["Cabinet meeting", formats.day(meeting) if meeting else "Date not set"],
            ["Edition", text(f"{self.edition.id} ({self.edition.file.status.lower()})")],
        ]
        facts = table("About this edition", ("What", "This edition"), rows, widths=(25, 75))
        return facts + illustrative_warning(self.view)

    def in_brief(self) -> Block:
        """Three sentences, each a number with what it is of."""
        found = self._assessments()
        number = formats.number_of
        green, amber, red, unset = (
            sum(1 for a in found if a.status is status)
            for status in (Status.GREEN, Status.AMBER, Status.RED, Status.NO_TARGET)
        )
        rated = green + amber + red
        with_figure = sum(1 for a in found if a.has_data)
        return paragraph(
            f"The plan has {formats.counted(len(found), 'indicator')}; {number(with_figure)} "
            f"have a figure in this edition.",
            f"{number(rated)} can be rated: {number(green)} on target, {number(amber)} near it "
            f"and {number(red)} off target.",
            f"Of the {number(len(found) - rated)} that cannot, {number(unset)} have no target in "
            "the plan; the table by status gives the other reasons.",
        )

    def priorities(self) -> Block:
        """Status by priority, each indicator counted once in the total."""
        rows = []
        for priority in self.view.framework.priorities:
            found = self._of([t.id for t in priority.themes])
            rows.append([link(priority.title, f"priority-{priority.id}"), *_counts(found)])
        rows.append(["All priorities", *_counts(self._assessments())])
        header = ("Priority", "Indicators", "On target", "Near target", "Off target", "Not rated")
        note = paragraph(
            "An indicator that several priorities share is counted once in the last row."
        )
        caption = f"Indicators by priority{made_up_mark(self._assessments())}"
        return table(caption, header, rows, widths=(38, 13, 12, 12, 12, 13)) + note

    def themes(self) -> Chart:
        """A picture of every theme by status."""
        from spfbook.pages.heat_map import heat_map

        return heat_map(self.view, self.view.framework.themes)

    def statuses(self) -> Block:
        return counts_table(self._assessments(), "The whole plan")

    def off_track(self) -> Block:
        return off_track_table(self.view, self._assessments(), "The whole plan")

    def trends(self) -> Block:
        """What the trend tests of the whole report found, allowing for their number."""
        parts = [part for a in self._assessments() for part in a.parts]
        found = [part for part in parts if part.trend.is_found]
        said = paragraph(*_trend_tests(self.view.trend_allowance.tests, parts))
        said += paragraph(text(of_report([part.variation for part in parts])))
        if not found:
            return said + paragraph("No trend stands out.")
        rows = [
            [
                link(part.indicator.name, f"indicator-{part.indicator.id}")
                + (f" – {text(part.component.text)}" if part.component else "")
                + made_up_chip(part),
                text(in_words(part.trend)[0]),
                text(part.trend.method.value),
            ]
            for part in found
        ]
        header = ("Indicator", "What the test says", "Test")
        mark = made_up_mark(self.view.assessment(part.indicator.id) for part in found)
        caption = f"Trends found{mark}"
        return said + table(caption, header, rows, widths=(38, 40, 22))

    def deliverables(self) -> Block:
        """How the plan's deliverables stand, each counted once."""
        pairs = [p for theme in self.view.framework.themes for p in self.view.tasks(theme)]
        return delivery_counts(self.view, each_once(pairs), "The whole plan")

    def data_sources(self) -> Block:
        """Each source: publisher, licence, version, when retrieved."""
        rows = [
            [
                text(source.title),
                text(source.publisher),
                text(source.licence),
                formats.day(source.retrieved),
            ]
            for source in self.sources
        ]
        header = ("Source", "Publisher", "Licence", "Read on")
        return table("Sources of the figures", header, rows, widths=(34, 30, 20, 16))

    def source_notes(self) -> Block:
        """What a reader should know of each source."""
        items = []
        for source in self.sources:
            notes = " ".join(text(formats.sentence(note)) for note in source.notes)
            version = text(formats.sentence(source.version))
            items.append(f"**{text(source.title)}.** {notes} Read from: {version}")
        return bullets(items)

    def series(self) -> Block:
        """Which series serves which indicator, how exactly, and what became of the baseline."""
        blocks = Block("")
        for source in self.sources:
            if source.keyed_by == "indicator":
                continue
            rows = [
                self._series_row(series, each)
                for series in source.series
                for each in series.serves
                if each.match != "related" and self._has(each)
            ]
            if rows:
                header = ("Indicator", "Published series", "How exactly", "The plan’s baseline")
                caption = f"{text(source.title)}: series used"
                blocks += table(caption, header, rows, widths=(25, 27, 24, 24))
        return blocks

    def related_series(self) -> Block:
        """Series offered beside an indicator, and why they are not its value."""
        rows = [
            [
                text(self.view.framework.indicators[each.indicator].name),
                text(series.title),
                text(formats.sentence(each.difference or "")),
            ]
            for source in self.sources
            for series in source.series
            for each in series.serves
            if each.match == "related" and self._has(each)
        ]
        if not rows:
            return paragraph("None.")
        header = ("Indicator", "Related series", "Why it is not the indicator")
        return table("Related official statistics", header, rows, widths=(28, 36, 36))

    def versions(self) -> Block:
        """The editions that the repository describes."""
        rows = [
            [
                text(e.title) + (" (this edition)" if e.id == self.edition.id else ""),
                text(e.period.label),
                formats.day(e.as_at),
                formats.day(e.file.meeting) if e.file.meeting else "Date not set",
            ]
            for e in sorted(self.editions, key=lambda e: (e.period, e.id), reverse=True)
        ]
        header = ("Edition", "Period", "Figures known by", "Cabinet meeting")
        return table("Editions of this report", header, rows, widths=(34, 26, 20, 20))

    def _has(self, each: Link) -> bool:
        """Whether the plan, as it stood for this report, had what a series measures."""
        indicator = self.view.framework.indicators.get(each.indicator)
        if indicator is None:
            return False
        return each.component is None or indicator.component(each.component) is not None

    def _series_row(self, series: SourceSeries, each: Link) -> list[str]:
        indicator = self.view.framework.indicators[each.indicator]
        name = text(indicator.name)
        if each.component:
            component = indicator.component(each.component)
            assert component is not None, "_has says so"
            name += f" – {text(component.text)}"
        exactly = text(formats.sentence(each.difference)) if each.difference else "Same definition"
        found = each.baseline
        assert found is not None, "Link refuses a value without its baseline"
        said = {
            "found": "Found",
            "near": "Near",
            "not_found": "Not found",
            "no_baseline": "The plan gives none",
        }[found.finding]
        detail = []
        if found.period:
            detail.append(_period_words(found.period))
        if found.note:
            detail.append(text(formats.sentence(found.note)))
        return [name, text(series.title), exactly, ": ".join([said, *detail[:1]]) + "".join(
            f". {d}" for d in detail[1:]
        )]

    def _assessments(self) -> list[Assessment]:
        return [self.view.assessment(name) for name in self.view.framework.indicators]

    def _of(self, themes: Sequence[str]) -> list[Assessment]:
        rows = [p for t in themes for p in self.view.rows(self.view.framework.theme(t))]
        return list({row.indicator.id: a for row, a in rows}.values())


def _trend_tests(together: int, parts: Sequence[Part]) -> list[str]:
    """How many series were tested: those judged together, and those by the five-point test."""
    alone = [t for t in each_series_once(parts) if t.method is Method.FIVE_POINT]
    if not together and not alone:
        return ["No series was long enough for a trend test."]
    said = []
    if together:
        said.append(
            f"{formats.counted(together, 'series was', 'series were')} long enough for a trend "
            "test and judged together, so that no more than about one finding in ten should be "
            "chance."
        )
    if alone:
        by = "its" if len(alone) == 1 else "their"
        said.append(
            f"{formats.counted(len(alone), 'series was', 'series were')} tested by {by} last "
            "five figures, at a limit that chance passes twice in 1,000 times."
        )
    return said


def _counts(assessments: Sequence[Assessment]) -> list[str]:
    statuses = [a.status for a in assessments]
    cells = [statuses.count(s) for s in (Status.GREEN, Status.AMBER, Status.RED)]
    numbers = (len(statuses), *cells, len(statuses) - sum(cells))
    return [formats.number_of(n) for n in numbers]


def _period_words(period: str) -> str:
    return parse_period(period).label
