"""The page of data sources: where every figure comes from, and how exactly it measures."""

from __future__ import annotations

from dataclasses import dataclass

from spfbook.framework.framework import Framework
from spfbook.framework.periods import parse_period
from spfbook.framework.sources import Link, Source, SourceSeries
from spfbook.pages import formats
from spfbook.pages.markdown import Block, bullets, paragraph, table, text

ON_PAPER = "On paper it is said beside each indicator; the table is in the web version."


@dataclass(frozen=True)
class SourcesPage:
    """The sources of one edition."""

    framework: Framework
    sources: tuple[Source, ...]

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
                blocks += table(caption, header, rows, widths=(25, 27, 24, 24), class_="web-only")
        return paragraph(ON_PAPER) + blocks if blocks.source else blocks

    def related_series(self) -> Block:
        """Series offered beside an indicator, and why they are not its value."""
        rows = [
            [
                text(self.framework.indicators[each.indicator].name),
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
        shown = table(
            "Related official statistics", header, rows, widths=(28, 36, 36), class_="web-only"
        )
        return paragraph(ON_PAPER) + shown

    def _has(self, each: Link) -> bool:
        """Whether the plan, as it stood for this report, had what a series measures."""
        indicator = self.framework.indicators.get(each.indicator)
        if indicator is None:
            return False
        return each.component is None or indicator.component(each.component) is not None

    def _series_row(self, series: SourceSeries, each: Link) -> list[str]:
        indicator = self.framework.indicators[each.indicator]
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
            detail.append(parse_period(found.period).label)
        if found.note:
            detail.append(text(formats.sentence(found.note)))
        return [name, text(series.title), exactly, ": ".join([said, *detail[:1]]) + "".join(
            f". {d}" for d in detail[1:]
        )]
