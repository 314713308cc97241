"""`spfbook data` and `illustrative`: the observations."""

from __future__ import annotations

import click

from spfbook.cli.output import write
from spfbook.errors import DataError
from spfbook.paths import Layout


@click.group()
def data() -> None:
    """The observations: what has been measured."""


@data.command("check")
@click.pass_obj
def data_check(layout: Layout) -> None:
    """Check every observations file and its sidecar; list all that is wrong."""
    from datetime import date

    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.observation_files import read_observations
    from spfbook.sources.progress_files import read_progress
    from spfbook.sources.source_files import source_names

    found = read_framework(layout)
    names = source_names(layout)
    if not names:
        raise DataError(f"{layout.shown(layout.observations)} holds no source; add one")
    observations, problems = None, []
    try:
        observations = read_observations(layout, found, names, date.max)
    except DataError as error:
        problems += error.problems
    try:
        read_progress(layout, found, names, date.max)
    except DataError as error:
        problems += error.problems
    if problems or observations is None:
        raise DataError(problems)
    own = {s.indicator for s in observations.series if not s.is_related_only}
    rows = sum(len(s.observations) for s in observations.series)
    click.echo(
        f"{len(names)} sources, {len(observations.series)} series of {len(own)} indicators, "
        f"{rows:,} observations: no problems."
    )


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
    """Make up figures and progress for what has no open data, for demonstration."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.illustrative import really_served, write_illustrative

    found = read_framework(layout)
    skip = really_served(layout, found)
    written = write_illustrative(layout, found, seed=seed, skip=skip)
    click.echo(
        f"{written.rows:,} made-up figures of {written.indicators} indicators and "
        f"{written.reports:,} reports on {written.deliverables} deliverables."
    )
