"""`spfbook cover`: the report that goes before the committee, in Word and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.book.cover import CoverFiles
    from spfbook.documents import Document
    from spfbook.framework.edition import Edition
    from spfbook.framework.framework import Framework
    from spfbook.pages.cover_report import CoverReport


@click.command()
@click.argument("edition", required=False)
@click.pass_obj
def cover(layout: Layout, edition: str | None) -> None:
    """Make just the cover report for the committee, of the newest edition when none is named."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition, read_edition

    found = read_framework(layout)
    chosen = (
        newest_edition(layout, found) if edition is None else read_edition(layout, found, edition)
    )
    writer = CoverWriter(layout, found, chosen)
    files = writer.write(layout.build / chosen.id, layout.build / f"cover-{chosen.id}")
    click.echo(f"Word: {layout.shown(files.word)}")
    click.echo(f"PDF: {layout.shown(files.pdf)}")
    if files.document.gaps():
        click.echo(f"To be completed: {'; '.join(files.document.gaps())}")
    warn_if_late(chosen)


@dataclass(frozen=True)
class CoverWriter:
    """Writes the cover report of an edition."""

    layout: Layout
    framework: Framework
    edition: Edition

    @cached_property
    def report(self) -> CoverReport:
        from spfbook.notebook import cover_report

        return cover_report(self.layout, self.framework, self.edition)

    def gather(self) -> Document:
        """The document, without the files that go with it."""
        from spfbook.book.cover import LENGTHS

        return self.report.document((), LENGTHS[0])

    def write(self, book: Path, out: Path) -> CoverFiles:
        from spfbook.book.cover import appendices, write_cover
        from spfbook.book.plan import make_plan
        from spfbook.framework.history import as_it_stood
        from spfbook.framework.observations import Observations

        day = self.edition.as_at
        stood = as_it_stood(self.framework, self.edition.period, day)
        files = appendices(make_plan(self.edition, stood, Observations(day, ())), book)
        return write_cover(lambda most: self.report.document(files, most), out)


def warn_if_late(edition: Edition) -> None:
    """Say so when the meeting is too near for the report to be published in time for it."""
    from spfbook.rules.publication_day import CLEAR_DAYS, is_too_late, latest_publication
    from spfbook.sources.bank_holidays import bank_holidays

    meeting = edition.file.meeting
    if meeting is None:
        return
    latest = latest_publication(meeting, bank_holidays())
    if is_too_late(date.today(), meeting, latest):
        click.echo(
            f"LATE: the meeting is on {meeting} and the report had to be published by {latest}, "
            f"{CLEAR_DAYS} clear working days before it",
            err=True,
        )
