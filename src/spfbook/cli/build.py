"""`spfbook build`, `editions` and `contents`: the book and what it is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spfbook.errors import BuildError, ClusterError, DataError
from spfbook.paths import Layout

if TYPE_CHECKING:
    from spfbook.book.executors import Workers
    from spfbook.book.landed import Asked
    from spfbook.book.request import Request
    from spfbook.framework.edition import Edition
    from spfbook.framework.framework import Framework


@click.command()
@click.argument("edition", required=False)
@click.option("--only", metavar="THEME", help="Make the page of one theme.")
@click.option("--html", "html_only", is_flag=True, help="HTML and no PDF.")
@click.option("--pdf", "pdf_only", is_flag=True, help="PDF and no HTML.")
@click.option("--fresh", is_flag=True, help="Run every notebook, whatever was built before.")
@click.option("--workers", type=click.IntRange(min=1), metavar="N",
              help="Notebooks at once; one more than there are cores, if not given.")  # fmt: skip
@click.option("--kernel", type=click.Choice(["warm", "fresh"]),
              help="Each notebook's process: forked from one that has the libraries loaded (warm, "
              "the default where it is safe), or started by itself (fresh).")  # fmt: skip
@click.option("--executor", type=click.Choice(["local", "dask"]), default="local",
              help="Where notebooks run: on this machine (the default), or on a Dask cluster.")
@click.option("--scheduler", metavar="ADDRESS",
              help="The cluster's, for --executor dask: tcp://HOST:PORT.")  # fmt: skip
@click.pass_obj
def build(
    layout: Layout, edition: str | None, only: str | None, html_only: bool, pdf_only: bool,
    fresh: bool, workers: int | None, kernel: str | None, executor: str, scheduler: str | None,
) -> None:  # fmt: skip
    """Build an edition (the newest when none is named) as HTML and PDF."""
    from spfbook.book.landed import Asked, unchanged

    _check_executor(executor, scheduler, workers)
    both = html_only == pdf_only
    asked = Asked(edition, only, html=both or html_only, pdf=both or pdf_only)
    landed = None if fresh else unchanged(layout, asked)
    if landed is not None:
        click.echo(f"Nothing has changed since {landed.edition} was built.")
        _say_where(landed.results)
        return
    # Only now: a build of what has not changed would spend its time on loading these.
    from spfbook.book.executors import KERNEL_NAMES, Workers, warm_up

    running = Workers(workers, KERNEL_NAMES.get(kernel or "", ""), scheduler)
    warm_up(running, layout, few=only is not None)
    _build(layout, asked, running, fresh=fresh)


def _check_executor(executor: str, scheduler: str | None, workers: int | None) -> None:
    if executor == "local":
        if scheduler is not None:
            raise ClusterError("--scheduler is for --executor dask; give both, or neither")
        return
    if scheduler is None:
        raise ClusterError("--executor dask needs --scheduler, the address that it says when it "
                           "starts: tcp://HOST:PORT")  # fmt: skip
    if workers is not None:
        raise ClusterError("--workers is for this machine; a cluster runs as many notebooks at "
                           "once as its workers have threads")  # fmt: skip
    from spfbook.book.executors import check_cluster

    check_cluster(scheduler)


def _build(layout: Layout, asked: Asked, running: Workers, *, fresh: bool) -> None:
    from spfbook.book.build import build as build_book
    from spfbook.book.landed import made_from, remember
    from spfbook.cli.cover import warn_if_late
    from spfbook.cli.progress import show_progress

    request = _request(layout, asked, running, fresh=fresh)
    chosen = request.edition
    before = made_from(layout, chosen.id)
    click.echo(f"Building {chosen.id}: {chosen.title}")
    with show_progress() as progress:
        built = build_book(request, layout, progress=progress)
    for outcome in built.failed:
        click.echo(f"FAILED {outcome.page.notebook}: {outcome.error}", err=True)
    paths = {"HTML": built.html, "PDF": built.pdf, "Packs": built.packs, "Cover": built.cover}
    results = {name: layout.shown(path) for name, path in paths.items() if path is not None}
    _say_where(results)
    if built.run_log is not None:
        click.echo(f"{built.summary}; run log: {layout.shown(built.run_log)}")
    warn_if_late(chosen)
    if built.failed:
        failed = len(built.failed)
        raise BuildError(
            f"{failed} of the notebooks failed; the result is kept apart in "
            f"{layout.shown(built.folder)} and nothing was put in place"
        )
    remember(layout, asked, chosen.id, before, results, built.folder)


def _say_where(results: dict[str, str]) -> None:
    for name, path in results.items():
        click.echo(f"{name}: {path}")


def allowing_for_all_tests(layout: Layout, found: Framework, edition: Edition) -> Edition:
    """The edition with what its trend tests come to as one family."""
    from spfbook.notebook import edition_view

    allowance = edition_view(layout, found, edition).trend_allowance
    return edition.model_copy(update={"trend_allowance": allowance})


def _request(layout: Layout, asked: Asked, running: Workers, *, fresh: bool) -> Request:
    """All that is read before the pages are planned; every mistake in it is found here."""
    from spfbook.book.page_keys import PageKeys, seen_inputs
    from spfbook.book.request import Request
    from spfbook.cli.cover import CoverWriter
    from spfbook.edition_facts import check_data, edition_facts
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import newest_edition, read_edition

    seen = seen_inputs(layout)
    found = read_framework(layout)
    chosen = (
        newest_edition(layout, found)
        if asked.edition is None
        else read_edition(layout, found, asked.edition)
    )
    keys = PageKeys(layout, found, chosen, seen)
    try:
        facts = edition_facts(layout, found, chosen, keys, fresh=fresh)
    except DataError:
        check_data(layout, found, chosen, keys)  # which names all that is wrong
        raise
    if asked.only is None:
        check_data(layout, found, chosen, keys)
    chosen = chosen.model_copy(update={"trend_allowance": facts.allowance})
    return Request(
        chosen, found, asked.only, html=asked.html, pdf=asked.pdf, workers=running,
        figures=facts.figures, keys=keys, fresh=fresh, cover=CoverWriter(layout, found, chosen),
    )  # fmt: skip


@click.command()
@click.pass_obj
def editions(layout: Layout) -> None:
    """List the editions that params/ describes."""
    from spfbook.sources.framework_files import read_framework
    from spfbook.sources.params_files import edition_names, read_edition

    found = read_framework(layout)
    for name in edition_names(layout):
        each = read_edition(layout, found, name)
        click.echo(f"{each.id:26} as at {each.as_at}  {each.title}")


@click.command()
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
