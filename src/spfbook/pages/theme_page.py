"""The page of a theme: the calls its notebook makes, each a piece of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from spfbook.attachments import FOLDER
from spfbook.framework.framework import Theme
from spfbook.pages import formats, words
from spfbook.pages.commentary import (
    indicator_commentary,
    place_commentary,
    task_commentary,
)
from spfbook.pages.data_figures import figures
from spfbook.pages.data_files import (
    DataFile,
    Download,
    csv_file,
    file_link,
    files_of,
    files_table,
)
from spfbook.pages.data_table import theme_scope
from spfbook.pages.deliverables import deliverables_table
from spfbook.pages.indicator_section import related, section
from spfbook.pages.markdown import (
    Block,
    Chart,
    Illustrated,
    admonition,
    bullets,
    link,
    on_the_web,
    paragraph,
    table,
    text,
)
from spfbook.pages.scorecard import scorecard, status_counts
from spfbook.pages.small_multiples import short_parts, small_multiples
from spfbook.pages.threads import serves
from spfbook.pages.view import View
from spfbook.rules.assessment import Assessment
from spfbook.rules.change_words import last_month
from spfbook.rules.part import Part

if TYPE_CHECKING:
    import pandas as pd

DOWNLOADS = f"../{FOLDER}"
"""The way to the files from a theme's page."""
DOWNLOADS_PAGE = link("Downloads", "page-downloads")


@dataclass(frozen=True)
class ThemePage:
    """One theme in one edition."""

    view: View
    theme: Theme

    def about(self) -> Block:
        """What the theme is about, in plain words and in the plan's."""
        file = self.theme.file
        said = paragraph(text(file.about))
        if file.title != file.name:
            said += paragraph(f"In the plan: {text(formats.sentence(file.title))}")
        said += serves(self.view.framework, self.theme) + illustrative_warning(self.view)
        said += place_commentary(self.view.commentary, self.theme.priority, self.theme.id)
        return said + self._counts()

    def scorecard(self) -> Illustrated:
        """All the theme's indicators, a row each, and those that were given up."""
        return scorecard(self.view, self.theme) + self._retired()

    def indicators(self) -> None:
        """The sections of all indicators that have figures, one after the other."""
        _display(self.short_series())
        for assessment in self.with_figures():
            _display(Block(f"**{text(assessment.indicator.name)}**"))
            self.indicator(assessment.indicator.id)

    def indicator(self, indicator_id: str) -> None:
        """The section of one indicator: status, reading, chart, source, caveats."""
        if indicator_id in {row.indicator.id for row in self.view.framework.retired}:
            _display(paragraph("This indicator is no longer measured."))
            return
        found = self.view.assessment(indicator_id)
        for block in section(self.view, found, drawn_together=self._short).blocks:
            if not isinstance(block, Block) or block.source:
                _display(block)
        _display(self._data_behind(indicator_id))

    def short_series(self) -> Block | Chart:
        """The theme's short series side by side, where there are several; nothing otherwise."""
        if not self._short:
            return Block("")
        name = f"short-series-{self.theme.id}"
        return small_multiples(self.view, self._short, name, self.theme.name)

    @cached_property
    def _short(self) -> list[Part]:
        return short_parts(self.view, [p for a in self.with_figures() for p in a.parts])

    def without_figures(self) -> Block:
        """The theme's indicators that have none, and why."""
        missing = [
            assessment
            for row, assessment in self.view.rows(self.theme)
            if not assessment.has_data and not row.is_repeat
        ]
        if not missing:
            return paragraph("Every indicator of this theme has a figure in this report.")
        rows = [
            [
                text(a.indicator.name),
                text(a.indicator.purpose),
                text(formats.sentence(words.frequency_words(a.indicator.frequency))),
            ]
            for a in missing
        ]
        caption = f"{text(self.theme.name)}: indicators without a figure"
        header = ("Indicator", "What it would tell", "Due")
        elsewhere = sum(row.is_repeat and not a.has_data for row, a in self.view.rows(self.theme))
        said = paragraph(_why_missing(len(missing), self.view.as_at), _listed(elsewhere))
        blocks = said + table(caption, header, rows, widths=(33, 47, 20))
        for assessment in missing:
            if assessment.related:
                blocks += related(self.view, assessment, assessment.indicator.name)
            blocks += indicator_commentary(assessment, self.view.commentary, named=True)
        return blocks

    def deliverables(self) -> Block:
        """What the council said it would do for the theme, by when, and who leads."""
        tasks = list(self.view.tasks(self.theme))
        if not tasks:
            return paragraph("The plan lists no deliverables for this theme.")
        table_ = deliverables_table(self.view, tasks, self.theme.name)
        return table_ + task_commentary(self.view.commentary, [task for task, _ in tasks])

    def downloads(self) -> Download:
        """The theme's data as files: figures, status and deliverables, and one workbook."""
        files = files_of(theme_scope(self.view, self.theme))
        if not files:
            return Download("There are no data for this theme.", ())
        said = paragraph(
            "The data of this page as files. Those of "
            f"other themes and of the whole plan are on the page {DOWNLOADS_PAGE}."
        )
        listed = files_table(f"{self.theme.name}: data files", files, DOWNLOADS)
        return Download(on_the_web(said + listed).source, files)

    def data(self) -> pd.DataFrame:
        """The theme's observations as a table, for an analyst's own work.

        Columns: indicator, component, area, period, start, end, value, numerator, denominator,
        lower, upper, flag, published_on, source; one row an observation known by the as-at date.
        """
        from spfbook.pages.frames import observations_frame

        shown = {row.indicator.id for row, _ in self.view.rows(self.theme)}
        return observations_frame(self.view.observations, shown)

    def with_figures(self) -> list[Assessment]:
        """Indicators that have figures and are defined in this theme, in the plan's order."""
        return [
            assessment
            for row, assessment in self.view.rows(self.theme)
            if assessment.has_data and not row.is_repeat
        ]

    @cached_property
    def _figures(self) -> DataFile:
        scope = theme_scope(self.view, self.theme)
        return csv_file(scope, figures(scope))

    def _data_behind(self, indicator_id: str) -> Block:
        """Where the figures of a chart are to be had."""
        file = self._figures
        where = file_link(file.name, file, DOWNLOADS)
        rows = paragraph(f"**Data.** {where}, the rows of indicator {text(indicator_id)}.")
        return on_the_web(rows)

    def _retired(self) -> Block:
        """The indicators that the plan gave up, since when and why."""
        items = []
        for row in self.view.framework.retired:
            change = row.indicator.changes[-1]
            since = f"not measured after {last_month(change.begins)}"
            if row.theme.id == self.theme.id:
                why = text(formats.clause(change.reason))
                items.append(f"**{text(row.indicator.name)}:** {since}: {why}")
        return paragraph("No longer in the plan:") + bullets(items) if items else Block("")

    def _counts(self) -> Block:
        assessments = self.view.assessments(self.theme)
        if not assessments:
            return Block("")
        counted = ", ".join(
            f"{number} {name.lower()}" for name, number in status_counts(assessments)
        )
        total = formats.counted(len(assessments), "indicator")
        return paragraph(f"**{total}:** {text(counted)}.")


def illustrative_warning(view: View) -> Block:
    """Said on every page of an edition that holds made-up figures."""
    if not view.is_illustrative:
        return Block("")
    return illustrative_notice(f" and say nothing about {text(view.framework.home.name)}")


def illustrative_notice(also: str = "") -> Block:
    body = paragraph(
        "This edition holds figures that were made up to show how the report works. "
        f"They are marked “Illustrative” wherever they stand{also}."
    )
    return admonition("warning", "Illustrative figures", body)


def _why_missing(count: int, as_at: date) -> str:
    which = "This indicator has" if count == 1 else f"These {count} indicators have"
    return (
        f"{which} no figure in this report: by {formats.day(as_at)} none of its sources held one "
        f"for {'it' if count == 1 else 'them'}."
    )


def _listed(elsewhere: int) -> str:
    """Where those are that the scorecard repeats from another theme."""
    if not elsewhere:
        return ""
    verb = "is" if elsewhere == 1 else "are"
    return f"{elsewhere:,} more, also shown elsewhere, {verb} listed there."


def _display(block: Block | Chart) -> None:
    from IPython.display import display

    display(block)


