"""`spfbook compare`: two releases or editions beside each other."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from spfbook.cli.output import print_table, write
from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.framework.standing import Standing


@click.command()
@click.argument("before")
@click.argument("now")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.pass_obj
def compare(layout: Layout, before: str, now: str, form: str) -> None:
    """Say what differs: statuses, figures, revised history, targets, indicators added or gone.

    BEFORE and NOW are each an edition (2021-22-q3), as its data have it today, or a release
    (2021-22-q4.r1, or its folder), as it was published.
    """
    from spfbook.framework.standing import differences
    from spfbook.release.compare import TABLE, as_csv, as_json, table_rows

    found = differences(_standings(layout, before), _standings(layout, now))
    if form == "csv":
        write(as_csv(found))
    elif form == "json":
        write(as_json(found))
    elif not found:
        click.echo(f"{before} and {now} say the same.")
    else:
        print_table(f"{before} and {now}: {len(found)} differences", TABLE, table_rows(found))


def _standings(layout: Layout, name: str) -> tuple[Standing, ...]:
    from spfbook.notebook import edition_view
    from spfbook.pages.standings import standings
    from spfbook.release.compare import released_standings
    from spfbook.release.said import check_edition
    from spfbook.release.shelf import find, parsed
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import edition_names, read_edition

    # An edition comes first: a folder of that name may lie in the current one by chance.
    if name not in edition_names(layout) and (parsed(name) or os.path.isdir(name)):
        return released_standings(find(layout, name), layout)
    check_edition(layout, name)
    framework = read_framework(layout)
    return standings(edition_view(layout, framework, read_edition(layout, framework, name)))
