"""The build of an edition: plan → notebooks → pages → HTML and PDF, landing whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from spfbook.book.contents import (
    HAND_WRITTEN,
    LOOKS,
    check_files,
    config_text,
    contents_text,
)
from spfbook.book.executors import AS_MANY_AS_CORES, Workers, local
from spfbook.book.notebooks import Outcome, check_notebooks, run_page
from spfbook.book.page_files import place_files, write_files
from spfbook.book.pdf import PACKS, PdfDetails, write_pdf
from spfbook.book.pdf_packs import packs_of
from spfbook.book.plan import ON_THE_WEB_ONLY, Plan, make_plan
from spfbook.book.render import render
from spfbook.errors import BuildError, ParameterError
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework
from spfbook.framework.history import as_it_stood
from spfbook.framework.periods import parse_period
from spfbook.paths import Layout
from spfbook.sources.observation_files import read_observations
from spfbook.sources.source_files import illustrative_sources

WARNING = """:::{admonition} Illustrative figures
:class: warning

This edition holds figures that were made up to show how the report works.
:::"""


@dataclass(frozen=True)
class Request:
    """What a build is asked for."""

    edition: Edition
    framework: Framework
    only: str | None = None
    """A theme: just its page is made."""
    html: bool = True
    pdf: bool = True
    workers: Workers = AS_MANY_AS_CORES


@dataclass(frozen=True)
class Built:
    """Where the results are."""

    folder: Path
    html: Path | None
    pdf: Path | None
    packs: Path | None = None
    """The folder of the PDFs for committees and members."""
    failed: tuple[Outcome, ...] = ()


Progress = Callable[[str, int, int, Outcome | None], None]
"""Called with what is being done, how many steps are done, of how many, and a finished page."""


def build(
    request: Request, layout: Layout, *, progress: Progress, executor: Executor | None = None
) -> Built:
    """Build the edition; what was there before stays until all of it is ready.

    A notebook that fails does not stop the others: its page says so, the result is kept apart
    as `failed`, and the last good output stays. Raises the errors of the readers before any
    kernel starts, and `BuildError` when a page or the PDF cannot be compiled.
    """
    plan = _plan(request, layout)
    check_files(layout)
    check_notebooks(plan.pages, layout)
    with _work_folder(layout, plan.edition.id) as work:
        outcomes = _run(request, plan, layout, work / "pages", progress, executor)
        failed = tuple(o for o in outcomes if o.error is not None)
        _assemble(plan, layout, work / "pages")
        built = _render(request, plan, layout, work, progress)
        return _land(request, layout, work, built, failed)


def _plan(request: Request, layout: Layout) -> Plan:
    edition, framework = request.edition, request.framework
    observations = read_observations(layout, framework, edition.all_sources(), edition.as_at)
    stood = as_it_stood(framework, edition.period, edition.as_at)
    plan = make_plan(edition, stood, observations)
    if request.only is None:
        return plan
    narrowed = plan.only(request.only)
    if not narrowed.pages:
        names = ", ".join(theme.id for theme in framework.themes)
        raise ParameterError(f"theme {request.only!r} is not known; use one of {names}")
    return narrowed


def _run(
    request: Request, plan: Plan, layout: Layout, folder: Path, progress: Progress,
    executor: Executor | None,
) -> list[Outcome]:  # fmt: skip
    """Every page's notebook, as many at once as there are cores."""
    total, workers = len(plan.pages), request.workers
    how = {"kernel": workers.kernel_name, "log": folder.parent / "kernels.log"}
    progress("Notebooks", 0, total, None)
    outcomes: list[Outcome] = []
    with nullcontext(executor) if executor else local(workers, total) as pool:
        futures = [pool.submit(run_page, page, layout, **how) for page in plan.pages]
        for future in as_completed(futures):
            executed = future.result()
            write_files(executed.files, folder)
            outcomes.append(executed.outcome)
            progress("Notebooks", len(outcomes), total, outcomes[-1])
    return outcomes


def _assemble(plan: Plan, layout: Layout, pages: Path) -> None:
    """What Jupyter Book needs besides the executed notebooks."""
    (pages / "_toc.yml").write_text(contents_text(plan), encoding="utf-8")
    config = config_text(layout.root / "_config.yml", plan)
    (pages / "_config.yml").write_text(config, encoding="utf-8")
    for folder in LOOKS:
        shutil.copytree(layout.book / folder, pages / "book" / folder)
    made_up = illustrative_sources(layout, plan.framework) & set(plan.edition.all_sources())
    for name in HAND_WRITTEN:
        words = (layout.book / f"{name}.md").read_text(encoding="utf-8")
        if made_up:
            words = words.replace("\n", f"\n\n{WARNING}\n", 1)
        (pages / f"{name}.md").write_text(words, encoding="utf-8")


def _render(
    request: Request, plan: Plan, layout: Layout, work: Path, progress: Progress
) -> dict[str, Path]:
    """The single page first: the PDF is made from it while the HTML is written."""
    builders = [*(["singlehtml"] if request.pdf else []), *(["html"] if request.html else [])]
    steps = len(builders) + request.pdf
    progress("Pages", 0, steps, None)
    done: dict[str, Path] = {}
    with ThreadPoolExecutor(1) as thread:
        pdf: Future[list[Path]] | None = None
        for builder, folder in render(work / "pages", work, builders):
            done[builder] = folder
            progress("Pages", len(done), steps, None)
            if builder == "singlehtml":
                done["pdf"] = work / f"{plan.edition.id}.pdf"
                details, packs = _details(plan, layout), packs_of(plan)
                pdf = thread.submit(
                    write_pdf, folder, done["pdf"], details, packs, leave_out=ON_THE_WEB_ONLY
                )
        if pdf is not None and pdf.result():
            done["packs"] = done["pdf"].parent / PACKS
    progress("Pages", steps, steps, None)
    return done


def _details(plan: Plan, layout: Layout) -> PdfDetails:
    edition, council = plan.edition, plan.framework.council
    made_up = illustrative_sources(layout, plan.framework) & set(edition.all_sources())
    return PdfDetails(
        title=plan.framework.file.plan.title,
        subtitle=edition.title,
        council=council.name,
        edition=edition.id,
        as_at=edition.as_at,
        meeting=f"Cabinet, {_in_words(edition.file.meeting)}" if edition.file.meeting else None,
        status=edition.file.status,
        warning="Contains illustrative figures" if made_up else None,
    )


def _in_words(day: date) -> str:
    return parse_period(day.isoformat()).label


def _land(
    request: Request, layout: Layout, work: Path, done: dict[str, Path],
    failed: tuple[Outcome, ...],
) -> Built:  # fmt: skip
    """Move the finished results into place in one step."""
    ready = work / "ready"
    ready.mkdir()
    place_files(work / "pages", done.get("html"))
    if request.html:
        done["html"].rename(ready / "html")
    if request.pdf:
        done["pdf"].rename(ready / done["pdf"].name)
    if "packs" in done:
        done["packs"].rename(ready / PACKS)
    shutil.move(work / "pages", ready / "notebooks")
    name = request.edition.id
    if request.only:
        name = f"preview-{request.only.replace('/', '-')}"
    if failed:
        name = f"failed-{name}"
    folder = layout.build / name
    _swap(ready, folder, work)
    html = folder / "html" / "index.html" if request.html else None
    pdf = folder / done["pdf"].name if request.pdf else None
    packs = folder / PACKS if "packs" in done else None
    return Built(folder, html, pdf, packs, failed)


def _swap(ready: Path, folder: Path, work: Path) -> None:
    """`ready` in the place of `folder`, or `folder` as it was."""
    before = work / "before"
    if folder.exists():
        folder.rename(before)
    try:
        ready.rename(folder)
    except OSError as problem:
        if before.exists():
            before.rename(folder)
        raise BuildError(f"{folder} cannot be put in place: {problem.strerror}") from problem


@contextmanager
def _work_folder(layout: Layout, name: str) -> Iterator[Path]:
    """A folder of the build's own, gone afterwards whatever happens."""
    work = layout.build / f".work-{name}-{os.getpid()}"
    try:
        work.mkdir(parents=True)
    except OSError as problem:
        where = layout.shown(layout.build)
        raise BuildError(f"{where} cannot be written: {problem.strerror}") from problem
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


