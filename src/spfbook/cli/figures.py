"""`spfbook data` and `illustrative`: the observations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from spfbook.cli.output import write
from spfbook.errors import DataError
from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.framework.edition import Edition
    from spfbook.framework.framework import Framework
    from spfbook.framework.observations import Observations
    from spfbook.sources.commentary_files import Checked
    from spfbook.sources.illustrative_commentary import OffTrack


@click.group()
def data() -> None:
    """The observations: what has been measured."""


@data.command("check")
@click.pass_obj
def data_check(layout: Layout) -> None:
    """Check observations, progress and commentary; list all that is wrong."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.source_files import source_names

    observations, commentary = check_data(layout, read_framework(layout))
    own = {s.indicator for s in observations.series if not s.is_related_only}
    rows = sum(len(s.observations) for s in observations.series)
    click.echo(
        f"{len(source_names(layout))} sources, {len(observations.series)} series of "
        f"{len(own)} indicators, {rows:,} observations: no problems."
    )
    if commentary.editions:
        click.echo(f"{_counted(commentary)}: no problems.")
    for line in commentary.unseen:
        click.echo(line)


def check_data(layout: Layout, found: Framework) -> tuple[Observations, Checked]:
    """All observations and the commentary of all editions; raises `DataError` with all that is
    wrong with them and with the reports on deliverables."""
    from datetime import date

    from spfbook.sources.commentary_files import check_commentary
    from spfbook.sources.observation_files import read_observations
    from spfbook.sources.progress_files import read_progress
    from spfbook.sources.source_files import source_names

    names = source_names(layout)
    if not names:
        raise DataError(f"{layout.shown(layout.observations)} holds no source; add one")
    observations, commentary, problems = None, None, []
    try:
        observations = read_observations(layout, found, names, date.max)
    except DataError as error:
        problems += error.problems
    try:
        read_progress(layout, found, names, date.max)
    except DataError as error:
        problems += error.problems
    try:
        commentary = check_commentary(layout, found)
    except DataError as error:
        problems += error.problems
    if problems or observations is None or commentary is None:
        raise DataError(problems)
    return observations, commentary


def _counted(commentary: Checked) -> str:
    comments = f"{commentary.comments:,} comment{'' if commentary.comments == 1 else 's'}"
    return f"{comments} on {commentary.editions} edition{'' if commentary.editions == 1 else 's'}"


@data.command("list")
@click.pass_obj
def data_list(layout: Layout) -> None:
    """Print which indicators have real figures and from where (docs/data-sources.md)."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.source_list import source_list

    write(source_list(layout, read_framework(layout)))


@click.command()
@click.option("--seed", type=int, default=2022, show_default=True)
@click.pass_obj
def illustrative(layout: Layout, seed: int) -> None:
    """Make up figures, progress and commentary for what has no open data, for demonstration."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.illustrative import NAME, really_served, write_illustrative
    from spfbook.sources.illustrative_commentary import write_commentary
    from spfbook.sources.params_files import edition_names, read_edition

    found = read_framework(layout)
    skip = really_served(layout, found)
    written = write_illustrative(layout, found, seed=seed, skip=skip)
    editions = [read_edition(layout, found, name) for name in edition_names(layout)]
    comments = sum(
        write_commentary(layout, found, each, off_track(layout, found, each), seed=seed)
        for each in editions
        if NAME in each.all_sources()
    )
    click.echo(
        f"{written.rows:,} made-up figures of {written.indicators} indicators, "
        f"{written.reports:,} reports on {written.deliverables} deliverables and "
        f"{comments:,} comments."
    )


def off_track(layout: Layout, found: Framework, edition: Edition) -> Iterator[OffTrack]:
    """What an edition finds red or amber on made-up figures, in the plan's order."""
    from spfbook.framework.periods import financial_year_of
    from spfbook.notebook import edition_view
    from spfbook.rules.status import Status
    from spfbook.sources.illustrative_commentary import OffTrack

    view = edition_view(layout, found, edition, commentary_of=())
    year = financial_year_of(edition.period.end)
    for theme in found.themes:
        for row, assessment in view.rows(theme):
            part, latest = assessment.worst_part, assessment.worst_part.latest
            is_off = assessment.status in (Status.RED, Status.AMBER) and part.is_illustrative
            if not is_off or row.is_repeat or latest is None:
                continue
            change = part.travel.direction.value if len(assessment.parts) == 1 else ""
            yield OffTrack(
                (theme.priority, theme.id), row.indicator.id, assessment.status.value, change,
                latest.period.end < year.end,
            )  # fmt: skip
