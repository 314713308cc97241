"""`spfbook framework`: check, export, schema."""

from __future__ import annotations

import json

import click

from spfbook.cli.output import write
from spfbook.paths import Layout


@click.group()
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
    write(text)


@framework.command("schema")
@click.argument("which", type=click.Choice(["theme", "framework", "commentary"]), default="theme")
def framework_schema(which: str) -> None:
    """Print the JSON Schema of a theme's file, framework.yml or a commentary, for an editor."""
    from spfbook.framework.commentary import CommentaryFile
    from spfbook.framework.framework import FrameworkFile, ThemeFile

    models = {"theme": ThemeFile, "framework": FrameworkFile, "commentary": CommentaryFile}
    schema = models[which].model_json_schema()
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
