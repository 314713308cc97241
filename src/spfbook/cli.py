"""The command line: text to values, errors to lines and exit codes. No work is done here."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from spfbook.errors import SpfbookError
from spfbook.paths import Layout, find_root


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
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # the same bytes on Windows
    sys.stdout.write(text)


@framework.command("schema")
@click.argument("which", type=click.Choice(["theme", "framework"]), default="theme")
def framework_schema(which: str) -> None:
    """Print the JSON Schema of a theme's file or of framework.yml, for an editor."""
    from spfbook.framework.framework import FrameworkFile, ThemeFile

    model = {"theme": ThemeFile, "framework": FrameworkFile}[which]
    click.echo(json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False))


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
