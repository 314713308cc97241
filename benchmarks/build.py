"""What a build costs, beside the usual way and beside the floor, on the same notebooks in one run.

    python benchmarks/build.py [--edition NAME] [--theme THEME] [--sample N] [--growth]

In a copy of the repository's inputs, so that nothing is cached at the start:

- usual: `papermill` for each notebook in a loop, `jupyter-book build`, and a PDF printed by
  Chromium from the single page, where there is a Chromium;
- cold: `spfbook build`, nothing cached;
- unchanged: the same again;
- edited: after a word was added to one theme's notebook, that theme's page on the screen
  (`--only THEME --html`), and the whole edition again;
- floor: the same notebooks' code in one warm process, one after another, then Sphinx and Typst.

Prints seconds by the clock; seconds on a processor, of all processes together, which a machine that
is busy with other things blurs less; the memory of all processes together at its highest (each
shared page counted once); and the ratios that PRODUCT.md sets goals for.

`--theme`: just the page of one theme, to try it out. `--sample 4`: of the usual way only every
fourth notebook is run, and its loop is reckoned from those; the output says so. `--growth`: then
also what more data (`growth.py`) and more notebooks (`many.py`) cost.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import nbformat
import psutil

from spfbook.book.compiling import compile_pages, print_pages
from spfbook.book.notebooks import prepare
from spfbook.book.pdf_details import pdf_details
from spfbook.book.plan import Plan, make_plan
from spfbook.framework.history import as_it_stood
from spfbook.kernels.parent import MODULES, MORE_MODULES
from spfbook.paths import ROOT_VARIABLE, Layout, find_root
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import newest_edition, read_edition

INPUTS = ("data", "params", "notebooks", "book", "_config.yml", "_toc.yml")
SAMPLE_SECONDS = 0.25
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Cost:
    name: str
    seconds: float
    processor: float
    """Seconds on a processor, all processes together."""
    memory: int
    """Bytes, all processes together."""

    def times(self, factor: float) -> Cost:
        return replace(self, seconds=self.seconds * factor, processor=self.processor * factor)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, help="the repository (default: found from here up)")
    parser.add_argument("--edition", help="default: the newest")
    parser.add_argument("--theme", help="just the page of this theme")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    parser.add_argument("--sample", type=int, default=1, metavar="N")
    parser.add_argument("--growth", action="store_true", help="more data and more notebooks too")
    parser.add_argument("--step", choices=["usual", "floor"], help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    layout = Layout((given.root or find_root()).resolve())
    os.environ[ROOT_VARIABLE] = str(layout.root)
    if given.step:
        plan = plan_of(layout, given.edition, given.theme)
        if given.step == "usual":
            usual_notebooks(plan, layout, given.work, given.sample)
        else:
            floor(plan, layout, given.work)
        return
    with tempfile.TemporaryDirectory(prefix="spfbook-benchmark-") as folder:
        copy = Layout(Path(folder) / "repository")
        for name in INPUTS:
            take = shutil.copytree if (layout.root / name).is_dir() else shutil.copy
            copy.root.mkdir(exist_ok=True)
            take(layout.root / name, copy.root / name)
        report(measure(copy, given, Path(folder)))
    for name in ("growth.py", "many.py") if given.growth else ():
        print(f"\n{name}", flush=True)
        subprocess.run([sys.executable, Path(__file__).with_name(name)], check=True)


def plan_of(layout: Layout, edition: str | None, theme: str | None) -> Plan:
    framework = read_framework(layout)
    chosen = read_edition(layout, framework, edition) if edition else newest_edition(
        layout, framework
    )  # fmt: skip
    observed = read_observations(layout, framework, chosen.all_sources(), chosen.as_at)
    plan = make_plan(chosen, as_it_stood(framework, chosen.period, chosen.as_at), observed)
    return plan.only(theme) if theme else plan


def measure(layout: Layout, given: argparse.Namespace, work: Path) -> list[Cost]:
    build = [sys.executable, "-m", "spfbook", "--root", str(layout.root), "build"]
    build += [given.edition] if given.edition else []
    only = ["--only", given.theme] if given.theme else []
    me = [sys.executable, __file__, "--root", str(layout.root), "--work", str(work)]
    me += ["--edition", given.edition] if given.edition else []
    me += ["--theme", given.theme] if given.theme else []
    me += ["--sample", str(given.sample)]
    costs = [cost("cold", [*build, *only]), cost("unchanged", [*build, *only])]
    (work / "pages").symlink_to(next(layout.build.glob("[!.]*/notebooks")))
    # Once before: who edits a page has looked at it.
    theme = edit_a_theme(layout, given.theme)
    cost("(its page before)", [*build, "--only", theme, "--html"])
    edit_a_theme(layout, given.theme)
    costs += [cost("edited: its page", [*build, "--only", theme, "--html"])]
    costs += [cost("edited: all", [*build, *only])]
    costs += [cost("usual: papermill", [*me, "--step", "usual"])]
    costs += usual_book(work, given.chromium)
    costs += [cost("floor", [*me, "--step", "floor"])]
    loaded = json.loads((work / "loaded.json").read_text(encoding="utf-8"))
    costs[-1] = replace(
        costs[-1], seconds=costs[-1].seconds - loaded[0], processor=costs[-1].processor - loaded[1]
    )
    if given.sample > 1:
        run, all_of_them = json.loads((work / "sample.json").read_text(encoding="utf-8"))
        print(f"\nusual: papermill is reckoned for {all_of_them} notebooks from {run} of them")
        costs = [c.times(all_of_them / run) if c.name == "usual: papermill" else c for c in costs]
    return costs


def edit_a_theme(layout: Layout, theme: str | None) -> str:
    """Add a word to a notebook; gives its theme."""
    paths = sorted(layout.notebooks.glob(f"*/{theme or '*'}.ipynb"))
    path = next(path for path in paths if path.stem != "index")
    notebook = nbformat.read(path, as_version=4)
    next(c for c in notebook.cells if c.cell_type == "markdown" and "##" in c.source).source += "."
    nbformat.write(notebook, path)
    return path.stem


def usual_notebooks(plan: Plan, layout: Layout, work: Path, sample: int) -> None:
    """As a script would: papermill, a fresh kernel, one notebook after another."""
    import papermill

    chosen = plan.pages[::sample]
    for page in chosen:
        source, target = work / "in.ipynb", work / "out.ipynb"
        nbformat.write(prepare(page, layout), source)
        papermill.execute_notebook(
            str(source), str(target), parameters=dict(page.parameters), kernel_name="python3",
            cwd=str(layout.root), progress_bar=False,
        )  # fmt: skip
    counts = [len(chosen), len(plan.pages)]
    (work / "sample.json").write_text(json.dumps(counts), encoding="utf-8")


def usual_book(work: Path, chromium: str | None) -> list[Cost]:
    """Of the executed notebooks that the build has: they are what papermill made, and their
    pictures beside them."""
    pages = work / "usual"
    shutil.copytree((work / "pages").resolve(), pages)
    book = [str(Path(sys.executable).with_name("jupyter-book")), "build", str(pages), "--quiet"]
    costs = [cost("usual: jupyter-book", book)]
    if chromium:
        costs.append(cost("usual: single page", [*book, "--builder", "singlehtml"]))
        single = pages / "_build" / "singlehtml" / "index.html"
        printing = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--timeout=600000",
            f"--print-to-pdf={work / 'usual.pdf'}", single.as_uri(),
        ]  # fmt: skip
        costs.append(cost("usual: Chromium", printing))
    return costs


def floor(plan: Plan, layout: Layout, work: Path) -> None:
    """The code of all notebooks in this process, which has the libraries; then Sphinx and Typst."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    for name in (*MODULES, *MORE_MODULES):
        import_module(name)
    shell = InteractiveShell.instance()
    began = psutil.Process().create_time()
    loaded = time.time() - began, time.process_time()
    (work / "loaded.json").write_text(json.dumps(loaded), encoding="utf-8")
    for page in plan.pages:
        shell.reset()
        for cell in prepare(page, layout).cells:
            if cell.cell_type == "code":
                with capture_output():
                    shell.run_cell(cell.source).raise_error()
                if "parameters" in cell.metadata.get("tags", []):
                    shell.user_ns.update(page.parameters)
    out = work / "floor"
    out.mkdir()
    pieces = compile_pages(plan, (work / "pages").resolve(), out)
    print_pages(plan, pieces, out, out / "book.pdf", pdf_details(plan, layout))


def cost(name: str, command: list[str]) -> Cost:
    """Run the command; its output is shown when it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        highest = [0]
        sampler = threading.Thread(target=sample, args=(process, highest), daemon=True)
        sampler.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds, processor = time.perf_counter() - started, used.ru_utime + used.ru_stime
        sampler.join()
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{name} failed:\n{said.read().decode(errors='replace')[-4000:]}")
    found = Cost(name, seconds, processor, highest[0])
    print(line(found), flush=True)
    return found


def line(found: Cost) -> str:
    return (
        f"{found.name:20} {found.seconds:8.1f} s {found.processor:8.1f} s on a processor "
        f"{found.memory / MEBIBYTE:6.0f} MiB"
    )


def sample(process: subprocess.Popen[bytes], highest: list[int]) -> None:
    while process.returncode is None:
        try:
            root = psutil.Process(process.pid)
            family = [root, *root.children(recursive=True)]
        except psutil.Error:
            break
        total = 0
        for each in family:
            try:
                total += each.memory_full_info().pss
            except (psutil.Error, AttributeError):
                continue
        highest[0] = max(highest[0], total)
        time.sleep(SAMPLE_SECONDS)


def report(costs: list[Cost]) -> None:
    by = {each.name: each for each in costs}
    parts = [each for each in costs if each.name.startswith("usual")]
    usual = Cost(
        "usual way in all", sum(each.seconds for each in parts),
        sum(each.processor for each in parts), max(each.memory for each in parts),
    )  # fmt: skip
    cold, lowest = by["cold"], by["floor"]
    print(f"\n{line(lowest)}, without the loading of libraries\n{line(usual)}")
    for what, a, b, goal in (
        ("the usual way beside a cold build", usual, cold, "at least 8"),
        ("a cold build beside the floor", cold, lowest, "under 1.5"),
    ):
        ratios = f"{a.seconds / b.seconds:.2f} by the clock, {a.processor / b.processor:.2f}"
        print(f"{what}: {ratios} on processors (goal: {goal})")
    print(f"unchanged: {by['unchanged'].seconds:.1f} s (goal: under 2)")
    print(f"one theme's page: {by['edited: its page'].seconds:.1f} s (goal: under 4)")
    print(f"most memory: {max(cold.memory, by['edited: all'].memory) / MEBIBYTE:.0f} MiB"
          " (goal: under 1536)")  # fmt: skip


if __name__ == "__main__":
    main()
