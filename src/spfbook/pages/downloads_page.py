"""The page that lists every file of data, and hands them over to the book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from spfbook.attachments import FOLDER
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Priority, Theme
from spfbook.pages import formats
from spfbook.pages.data_files import DataFile, Download, files_of, files_table
from spfbook.pages.data_package import data_package
from spfbook.pages.data_table import CODE_MEANING, Scope, theme_scope
from spfbook.pages.markdown import Block, bullets, paragraph, table, text
from spfbook.pages.theme_page import illustrative_warning
from spfbook.pages.view import View


@dataclass(frozen=True)
class DownloadsPage:
    """The data of one edition, as files."""

    edition: Edition
    view: View
    views: Mapping[str, View]
    """What the page of each theme sees, by the theme's id."""

    def about(self) -> Block:
        """What the files are and how they are written."""
        said = paragraph(
            "The figures of this report, how each indicator stands, and the deliverables come as "
            "files with the web version of this report."
        )
        items = [
            "**CSV** files hold one table each, a row a thing, and open in Excel and in any "
            "program: UTF-8 text with its mark, commas, a header row. A text that a spreadsheet "
            "could take for a formula begins with an apostrophe.",
            "**XLSX** workbooks hold the same tables, a sheet each, with a cover, contents and a "
            "key.",
            "Figures are as they were published, before rounding. Days are written as "
            "2022-03-31 in CSV files.",
            "Nothing is left empty: a code says why a value is not there.",
            "Related official statistics, which some pages show beside an indicator, are not in "
            "the files.",
        ]
        return said + illustrative_warning(self.view) + bullets(items)

    def codes(self) -> Block:
        """What each code means."""
        rows = [[text(code), text(formats.sentence(said))] for code, said in CODE_MEANING.items()]
        return table("Codes in the data", ("Code", "What it means"), rows, widths=(20, 80))

    def whole_plan(self) -> Download:
        """The files of the whole edition."""
        title = self.view.framework.file.plan.title
        files = (*self._whole, data_package(self.view, self.edition, self._whole))
        return Download(files_table(f"{title}: data files", files, FOLDER).source, files)

    def themes(self) -> Download:
        """The files of each theme, a table for each priority."""
        blocks = Block("")
        for priority in self.view.framework.priorities:
            files = self._of(priority)
            if files:
                blocks += files_table(f"{priority.title}: data files by theme", files, FOLDER)
        return Download(blocks.source, tuple(f for made in self._themes.values() for f in made))

    @cached_property
    def _whole(self) -> tuple[DataFile, ...]:
        framework = self.view.framework
        pages = tuple((self.views[theme.id], theme) for theme in framework.themes)
        scope = Scope(self.edition.id, framework.file.plan.title, self.view, pages)
        status = self.edition.file.status.lower()
        return files_of(scope, f"Edition {self.edition.id} ({status}): {self.edition.title}.")

    @cached_property
    def _themes(self) -> dict[str, tuple[DataFile, ...]]:
        return {theme.id: self._files(theme) for theme in self.view.framework.themes}

    def _files(self, theme: Theme) -> tuple[DataFile, ...]:
        return files_of(theme_scope(self.views[theme.id], theme))

    def _of(self, priority: Priority) -> list[DataFile]:
        return [file for theme in priority.themes for file in self._themes[theme.id]]
