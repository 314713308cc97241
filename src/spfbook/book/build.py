"""The build of an edition: plan → notebooks → pages → HTML and PDF, landing whole or not at all."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from spfbook.book.assembly import assemble
from spfbook.book.compiling import compile_pages, print_pages
from spfbook.book.contents import check_files, reading_order
from spfbook.book.failure import as_build_error, failed_folder, keep_failure
from spfbook.book.file_list import write_list
from spfbook.book.inputs import inputs_of, package_inputs
from spfbook.book.landing import READY, land
from spfbook.book.notebooks import Outcome, check_notebooks
from spfbook.book.page_cache import KeptPages, PageCache
from spfbook.book.page_files import place_files
from spfbook.book.page_keys import PageKeys, seen_inputs
from spfbook.book.pdf_details import pdf_details
from spfbook.book.pdf_packs import PACKS
from spfbook.book.plan import Plan, make_plan, plan_of
from spfbook.book.provenance import provenance_of
from spfbook.book.render import compiler
from spfbook.book.request import Progress, Request
from spfbook.book.run_log import FILE as RUN_LOG
from spfbook.book.run_log import RunLog
from spfbook.book.running import run_pages
from spfbook.book.sphinx_process import HTML
from spfbook.book.work_folder import work_folder
from spfbook.errors import BuildError, ParameterError
from spfbook.framework.history import as_it_stood
from spfbook.paths import Layout
from spfbook.sources.observation_files import read_observations


@dataclass(frozen=True)
class Built:
    """Where the results are."""

    folder: Path
    html: Path | None
    pdf: Path | None
    packs: Path | None = None
    """The folder of the PDFs for committees and members."""
    cover: Path | None = None
    """The cover report in Word; as PDF it lies beside it."""
    failed: tuple[Outcome, ...] = ()
    run_log: Path | None = None
    summary: str = ""
    """How many pages, in what time."""


def build(
    request: Request, layout: Layout, *, progress: Progress, executor: Executor | None = None
) -> Built:
    """Build the edition; what was there before stays until all of it is ready.

    A notebook that fails does not stop the others: its page says so, the result is kept apart
    as `failed`, and the last good output stays. Raises the errors of the readers before any
    kernel starts, `BusyError` when another process builds the same, and `BuildError` when a page
    or the PDF cannot be compiled or the system refuses; a run log then lies in the failed folder.
    """
    log = _run_log(request, layout)
    with log.step("reading"):
        plan = _plan(request, layout)
        check_files(layout)
        check_notebooks(plan.pages, layout)
        log.note_check("framework, data, parameters and notebooks read without a problem")
    with work_folder(layout.build / request.name) as work:
        try:
            return _make(request, plan, layout, work, log, progress, executor)
        except (BuildError, OSError, BrokenExecutor) as problem:
            error = as_build_error(problem, layout)
            keep_failure(work, layout.build / request.name, log, error)
            raise error from problem


def _make(
    request: Request, plan: Plan, layout: Layout, work: Path, log: RunLog, progress: Progress,
    executor: Executor | None,
) -> Built:  # fmt: skip
    kept = KeptPages(PageCache(layout.cache / "pages"), _keys(request, layout), request.fresh)
    assemble(plan, layout, work / "pages")
    with compiler(work / "pages", work) as started:
        with log.step("notebooks"):
            outcomes = run_pages(request, plan, layout, work / "pages", progress, executor, kept)
        kept.cache.prune()
        log.note_pages(outcomes)
        failed = tuple(o for o in outcomes if o.error is not None)
        log.note_check("every notebook ran through", not failed)
        done = _render(request, plan, layout, work, log, progress, started)
    log.note_check("pages compiled without a warning")
    if request.pdf:
        log.note_check("PDF accepted as PDF/UA-1")
    _check_inputs(layout, log)
    return _land(request, layout, work, done, log, failed)


def _run_log(request: Request, layout: Layout) -> RunLog:
    edition = request.edition.id
    inputs = inputs_of(edition, layout)
    return RunLog(edition, request.options, inputs, package_inputs(), provenance_of(layout))


def _check_inputs(layout: Layout, log: RunLog) -> None:
    """A book of which one page was made before a file was saved and one after it is none."""
    before, after = set(log.inputs), set(inputs_of(log.edition, layout))
    changed = sorted({each.path for each in before ^ after})
    log.note_check("no input changed meanwhile", not changed)
    if changed:
        raise BuildError(f"changed while the book was made: {', '.join(changed)}; build it again")


def _plan(request: Request, layout: Layout) -> Plan:
    edition, framework = request.edition, request.framework
    stood = as_it_stood(framework, edition.period, edition.as_at)
    if request.figures is None:
        observed = read_observations(layout, framework, edition.all_sources(), edition.as_at)
        plan = make_plan(edition, stood, observed)
    else:
        plan = plan_of(edition, stood, request.figures)
    if request.only is None:
        return plan
    narrowed = plan.only(request.only)
    if not narrowed.pages:
        names = ", ".join(theme.id for theme in framework.themes)
        raise ParameterError(f"theme {request.only!r} is not known; use one of {names}")
    return narrowed


def _keys(request: Request, layout: Layout) -> PageKeys:
    seen = seen_inputs(layout)
    return request.keys or PageKeys(layout, request.framework, request.edition, seen)


def _render(
    request: Request, plan: Plan, layout: Layout, work: Path, log: RunLog, progress: Progress,
    started: Popen[bytes],
) -> dict[str, Path]:  # fmt: skip
    steps = len(reading_order(plan)) + request.pdf
    progress("Pages", 0, steps, None)
    with log.step("pages"):
        pieces = compile_pages(
            plan, work / "pages", work, started, pdf=request.pdf,
            progress=lambda done: progress("Pages", done, steps, None),
        )  # fmt: skip
    done = {"html": work / HTML}
    if request.pdf:
        done["pdf"] = work / f"{plan.edition.id}.pdf"
        # Typst leaves Python free meanwhile.
        with log.step("pdf"), ThreadPoolExecutor(1) as beside:
            if request.with_cover:
                beside.submit(request.cover.gather)
            if print_pages(plan, pieces, work, done["pdf"], pdf_details(plan, layout)):
                done["packs"] = done["pdf"].parent / PACKS
        progress("Pages", steps, steps, None)
    return done


def _land(
    request: Request, layout: Layout, work: Path, done: dict[str, Path], log: RunLog,
    failed: tuple[Outcome, ...],
) -> Built:  # fmt: skip
    """Put the finished results in place in one step."""
    ready = work / READY
    ready.mkdir()
    place_files(work / "pages", done["html"])
    if request.html:
        done["html"].rename(ready / "html")
    if request.pdf:
        done["pdf"].rename(ready / done["pdf"].name)
    if "packs" in done:
        done["packs"].rename(ready / PACKS)
    (work / "pages").rename(ready / "notebooks")
    cover = _write_cover(request, ready, log) if not failed else None
    write_list(ready)
    log.write(ready, "failed" if failed else "built")
    folder = layout.build / request.name
    if failed:
        folder = failed_folder(folder)
    land(work, folder)
    html = folder / "html" / "index.html" if request.html else None
    pdf = folder / done["pdf"].name if request.pdf else None
    packs = folder / PACKS if "packs" in done else None
    shown = folder / cover if cover else None
    return Built(folder, html, pdf, packs, shown, failed, folder / RUN_LOG, log.summary())


def _write_cover(request: Request, folder: Path, log: RunLog) -> str | None:
    """The name of its Word file; None where there is none."""
    if not request.with_cover:
        return None
    from spfbook.book.cover import NAME as COVER

    with log.step("cover report"):
        request.cover.write(folder, folder)
    return f"{COVER}.docx"
