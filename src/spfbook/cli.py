"""The command line: text to values, errors to lines and exit codes. No work is done here."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spfbook.errors import BuildError, DataError, ParameterError, SpfbookError
from spfbook.framework.units import Unit
from spfbook.paths import Layout, find_root

if TYPE_CHECKING:
    from spfbook.framework.edition import Edition
    from spfbook.framework.framework import Framework


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="spfbook")
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder that holds data/, notebooks/ and params/ (default: found from here up).",
)
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """Turn a council's performance framework into its quarterly report."""
    context.obj = Layout(root.resolve() if root else find_root())


@cli.group()
def framework() -> None:
    """The framework: what the council says it will measure and do."""


@framework.command("check")
@click.pass_obj
def framework_check(layout: Layout) -> None:
    """Check every file of the framework; list all that is wrong."""
    from spfbook.sources.framework_files import read_framework

    found = read_framework(layout)
    rows, tasks = list(found.rows()), list(found.tasks())
    click.echo(
        f"{len(found.priorities)} priorities, {len(found.themes)} themes, "
        f"{len(rows)} rows of {len(found.indicators)} indicators, "
        f"{len(tasks)} rows of {len(found.deliverables)} deliverables: no problems."
    )


@framework.command("export")
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl")
@click.option("--deliverables", is_flag=True, help="The deliverables instead of the indicators.")
@click.pass_obj
def framework_export(layout: Layout, form: str, deliverables: bool) -> None:
    """Write the framework to standard output, a row for each row of the document."""
    from spfbook.sources import framework_export as export
    from spfbook.sources.framework_files import read_framework

    found = read_framework(layout)
    rows = export.deliverable_rows(found) if deliverables else export.indicator_rows(found)
    columns = export.DELIVERABLE_COLUMNS if deliverables else export.INDICATOR_COLUMNS
    text = export.as_jsonl(rows) if form == "jsonl" else export.as_csv(rows, columns)
    _write(text)


@framework.command("schema")
@click.argument("which", type=click.Choice(["theme", "framework"]), default="theme")
def framework_schema(which: str) -> None:
    """Print the JSON Schema of a theme's file or of framework.yml, for an editor."""
    from spfbook.framework.framework import FrameworkFile, ThemeFile

    model = {"theme": ThemeFile, "framework": FrameworkFile}[which]
    click.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))


@cli.command()
@click.argument("edition", required=False)
@click.option("--only", metavar="THEME", help="Make the page of one theme.")
@click.option("--html", "html_only", is_flag=True, help="HTML and no PDF.")
@click.option("--pdf", "pdf_only", is_flag=True, help="PDF and no HTML.")
@click.pass_obj
def build(
    layout: Layout, edition: str | None, only: str | None, html_only: bool, pdf_only: bool
) -> None:
    """Build an edition (the newest when none is named) as HTML and PDF."""
    from spfbook.book.build import Request
    from spfbook.book.build import build as build_book
    from spfbook.progress_display import show_progress
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition, read_edition

    found = read_framework(layout)
    chosen = (
        read_edition(layout, found, edition) if edition else newest_edition(layout, found)
    )
    chosen = _allowing_for_all_tests(layout, found, chosen)
    both = html_only == pdf_only
    request = Request(chosen, found, only, html=both or html_only, pdf=both or pdf_only)
    click.echo(f"Building {chosen.id}: {chosen.title}")
    with show_progress() as progress:
        built = build_book(request, layout, progress=progress)
    for outcome in built.failed:
        click.echo(f"FAILED {outcome.page.notebook}: {outcome.error}", err=True)
    for name, path in (("HTML", built.html), ("PDF", built.pdf)):
        if path is not None:
            click.echo(f"{name}: {layout.shown(path)}")
    if built.failed:
        failed = len(built.failed)
        raise BuildError(
            f"{failed} of the notebooks failed; the result is kept apart in "
            f"{layout.shown(built.folder)} and nothing was put in place"
        )


def _allowing_for_all_tests(layout: Layout, found: Framework, edition: Edition) -> Edition:
    """The edition with what its trend tests come to as one family."""
    from spfbook.notebook import edition_view

    allowance = edition_view(layout, found, edition).trend_allowance
    return edition.model_copy(update={"trend_allowance": allowance})


@cli.command()
@click.argument("edition", required=False)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@click.option("--only-red", is_flag=True, help="Just what is off target.")
@click.option("--portfolio", metavar="NAME", help="A member of Cabinet, or their portfolio.")
@click.pass_obj
def status(
    layout: Layout, edition: str | None, form: str, only_red: bool, portfolio: str | None
) -> None:
    """Print how every indicator stands in an edition (the newest when none is named)."""
    from spfbook.notebook import edition_view
    from spfbook.pages import status_rows
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition, read_edition

    found = read_framework(layout)
    chosen = (
        read_edition(layout, found, edition) if edition else newest_edition(layout, found)
    )
    member = _member(found, portfolio) if portfolio else None
    view = edition_view(layout, found, chosen)
    rows = status_rows.status_rows(view, only_red=only_red, member=member)
    if form == "csv":
        _write(status_rows.as_csv(rows))
    elif form == "json":
        _write(status_rows.as_json(rows))
    else:
        cells = [status_rows.table_cells(row) for row in rows]
        _print_table(f"{chosen.title}: {len(cells)} rows", status_rows.TABLE, cells)


def _member(found: Framework, name: str) -> str:
    """The id of the member that `name` means: an id, a name, or words of a portfolio's title."""
    wanted = name.casefold()
    for member in found.file.members:
        names = (member.id, member.name, member.known_as, *(p.title for p in member.portfolios))
        if any(wanted == each.casefold() for each in names):
            return member.id
    titles = {
        m.id: " ".join([m.name, *(p.title for p in m.portfolios)]) for m in found.file.members
    }
    close = [member for member, text in titles.items() if wanted in text.casefold()]
    if len(close) == 1:
        return close[0]
    known = ", ".join(member.id for member in found.file.members) or "none"
    which = "fits several members" if close else "is no member's name or portfolio"
    raise ParameterError(f"portfolio {name!r} {which}; use one of {known}")


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--polarity",
    type=click.Choice(["higher_is_better", "lower_is_better", "neither"]),
    default="neither",
    show_default=True,
)
@click.option("--unit", type=click.Choice(list(Unit)), default=Unit.COUNT, show_default=True)
@click.option("--cumulative", is_flag=True, help="Each figure includes the earlier of its year.")
def trend(file: Path, polarity: str, unit: Unit, cumulative: bool) -> None:
    """Test the series in a CSV file (columns period, value) for a trend, with the reasoning."""
    from spfbook.framework.indicators import Polarity
    from spfbook.rules.trend import assess_trend
    from spfbook.rules.trend_series import trend_series
    from spfbook.rules.trend_words import in_words
    from spfbook.sources.series_file import read_series_file

    values = read_series_file(file)
    series = trend_series(
        values, unit=unit, polarity=Polarity(polarity), is_cumulative=cumulative
    )
    found = assess_trend(series)
    for sentence in in_words(found):
        click.echo(sentence)
    if found.is_tested:
        click.echo(f"Why this test: {found.reason}")


@cli.command()
@click.pass_obj
def editions(layout: Layout) -> None:
    """List the editions that params/ describes."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import edition_names, read_edition

    found = read_framework(layout)
    for name in edition_names(layout):
        each = read_edition(layout, found, name)
        click.echo(f"{each.id:26} as at {each.as_at}  {each.title}")


@cli.command()
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


@cli.group()
def data() -> None:
    """The observations: what has been measured."""


@data.command("check")
@click.pass_obj
def data_check(layout: Layout) -> None:
    """Check every observations file and its sidecar; list all that is wrong."""
    from datetime import date

    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.observation_files import read_observations, source_names
    from spfbook.sources.progress_files import read_progress

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

    _write(source_list(layout, read_framework(layout)))


@cli.command()
@click.option("--write", is_flag=True, help="Write _toc.yml instead of printing it.")
@click.pass_obj
def contents(layout: Layout, write: bool) -> None:
    """Print the contents file (_toc.yml) that the framework gives."""
    from datetime import date

    from spfbook.book.contents import contents_text
    from spfbook.book.plan import make_plan
    from spfbook.framework.observations import Observations
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition

    found = read_framework(layout)
    plan = make_plan(newest_edition(layout, found), found, Observations(date.min, ()))
    if write:
        (layout.root / "_toc.yml").write_text(contents_text(plan), encoding="utf-8")
    else:
        click.echo(contents_text(plan), nl=False)


def _print_table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, title=Text(title), box=SIMPLE)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console.print(table) if console.is_terminal else Console(width=160).print(table)


def _write(text: str) -> None:
    """To standard output, in the same bytes on every system."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    sys.stdout.write(text)


def main() -> None:
    """Run the command line; a mistake of the user's is lines on standard error, not a traceback."""
    try:
        cli(standalone_mode=False)
    except SpfbookError as error:
        for line in error.lines():
            click.echo(line, err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
