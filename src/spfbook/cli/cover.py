"""`spfbook cover`: the report that goes before the committee, in Word and as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.book.cover import CoverFiles
    from spfbook.framework.edition import Edition
    from spfbook.framework.framework import Framework


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
    write = cover_writer(layout, found, chosen)
    files = write(layout.build / chosen.id, layout.build / f"cover-{chosen.id}")
    click.echo(f"Word: {layout.shown(files.word)}")
    click.echo(f"PDF: {layout.shown(files.pdf)}")
    if files.document.gaps():
        click.echo(f"To be completed: {'; '.join(files.document.gaps())}")
    warn_if_late(chosen)


def cover_writer(
    layout: Layout, framework: Framework, edition: Edition
) -> Callable[[Path, Path], CoverFiles]:
    """What writes the cover report: given the folder of the book's PDFs, and its own."""

    def write(book: Path, out: Path) -> CoverFiles:
        from spfbook.book.cover import appendices, write_cover
        from spfbook.book.plan import make_plan
        from spfbook.framework.history import as_it_stood
        from spfbook.framework.observations import Observations
        from spfbook.notebook import cover_report

        stood = as_it_stood(framework, edition.period, edition.as_at)
        plan = make_plan(edition, stood, Observations(edition.as_at, ()))
        report, files = cover_report(layout, framework, edition), appendices(plan, book)
        return write_cover(lambda most: report.document(files, most), out)

    return write


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
