"""What a build costs, beside the usual way and beside the floor, on the same notebooks in one run.

    python benchmarks/build.py [--root FOLDER] [--edition NAME] [--theme THEME] [--chromium PATH]

In a copy of the repository's inputs, so that nothing is cached at the start:

- usual: `papermill` for each notebook in a loop, `jupyter-book build`, and a PDF printed by
  Chromium from the single page, where there is a Chromium;
- cold: `spfbook build`, nothing cached;
- unchanged: the same again;
- edited: the same after a word was added to one theme's notebook; and only that theme's page;
- floor: the same notebooks' code in one warm process, one after another, then Sphinx and Typst.

Prints seconds, the memory of all processes together at its highest (each shared page counted once),
and the ratios that PRODUCT.md sets goals for. `--theme`: with the page of one theme, to try it out.
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
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import nbformat
import psutil

from spfbook.book.assembly import pdf_details
from spfbook.book.build import _plan
from spfbook.book.notebooks import _files, normalise, prepare
from spfbook.book.page_files import write_files
from spfbook.book.pdf import write_pdf
from spfbook.book.pdf_packs import packs_of
from spfbook.book.plan import ON_THE_WEB_ONLY, Plan
from spfbook.book.render import render
from spfbook.book.request import Request
from spfbook.kernels.parent import MODULES
from spfbook.paths import ROOT_VARIABLE, Layout, find_root
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import newest_edition, read_edition

INPUTS = ("data", "params", "notebooks", "book", "_config.yml", "_toc.yml")
SAMPLE_SECONDS = 0.25
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Cost:
    name: str
    seconds: float
    memory: int
    """Bytes, all processes together."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, help="the repository (default: found from here up)")
    parser.add_argument("--edition", help="default: the newest")
    parser.add_argument("--theme", help="just the page of this theme")
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    parser.add_argument("--step", choices=["usual", "floor"], help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    layout = Layout((given.root or find_root()).resolve())
    os.environ[ROOT_VARIABLE] = str(layout.root)
    if given.step:
        plan = plan_of(layout, given.edition, given.theme)
        {"usual": usual_notebooks, "floor": floor}[given.step](plan, layout, given.work)
        return
    with tempfile.TemporaryDirectory(prefix="spfbook-benchmark-") as folder:
        copy = Layout(Path(folder) / "repository")
        for name in INPUTS:
            take = shutil.copytree if (layout.root / name).is_dir() else shutil.copy
            copy.root.mkdir(exist_ok=True)
            take(layout.root / name, copy.root / name)
        report(measure(copy, given, Path(folder)))


def plan_of(layout: Layout, edition: str | None, theme: str | None) -> Plan:
    framework = read_framework(layout)
    chosen = read_edition(layout, framework, edition) if edition else newest_edition(
        layout, framework
    )  # fmt: skip
    return _plan(Request(chosen, framework, theme), layout)


def measure(layout: Layout, given: argparse.Namespace, work: Path) -> list[Cost]:
    build = [sys.executable, "-m", "spfbook", "--root", str(layout.root), "build"]
    build += [given.edition] if given.edition else []
    only = ["--only", given.theme] if given.theme else []
    me = [sys.executable, __file__, "--root", str(layout.root), "--work", str(work)]
    me += ["--edition", given.edition] if given.edition else []
    me += ["--theme", given.theme] if given.theme else []
    costs = [cost("cold", [*build, *only]), cost("unchanged", [*build, *only])]
    theme = edit_a_theme(layout, given.theme)
    costs += [cost("edited", [*build, *only])]
    edit_a_theme(layout, given.theme)
    costs += [cost("edited, its page", [*build, "--only", theme, "--html"])]
    pages = next(layout.build.glob("[!.]*/notebooks"))
    (work / "pages").symlink_to(pages)
    costs += [cost("floor", [*me, "--step", "floor"])]
    costs += [cost("usual: papermill", [*me, "--step", "usual"])]
    costs += usual_book(work, given.chromium)
    floor_seconds = json.loads((work / "floor.json").read_text(encoding="utf-8"))
    return [Cost(c.name, floor_seconds, c.memory) if c.name == "floor" else c for c in costs]


def edit_a_theme(layout: Layout, theme: str | None) -> str:
    """Add a word to a notebook; gives its theme."""
    paths = sorted(layout.notebooks.glob(f"*/{theme or '*'}.ipynb"))
    path = next(path for path in paths if path.stem != "index")
    notebook = nbformat.read(path, as_version=4)
    next(c for c in notebook.cells if c.cell_type == "markdown" and "##" in c.source).source += "."
    nbformat.write(notebook, path)
    return path.stem


def usual_notebooks(plan: Plan, layout: Layout, work: Path) -> None:
    """As a script would: papermill, a fresh kernel, one notebook after another."""
    import papermill

    folder = work / "usual"
    for page in plan.pages:
        source, target = work / "in.ipynb", work / "out.ipynb"
        nbformat.write(prepare(page, layout), source)
        papermill.execute_notebook(
            str(source), str(target), parameters=dict(page.parameters), kernel_name="python3",
            cwd=str(layout.root), progress_bar=False,
        )  # fmt: skip
        write_files(_files(normalise(nbformat.read(target, as_version=4), page), page), folder)


def usual_book(work: Path, chromium: str | None) -> list[Cost]:
    """The pages beside the executed notebooks are those of the build."""
    pages = work / "usual"
    for path in (work / "pages").rglob("*"):
        target = pages / path.relative_to(work / "pages")
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
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

    for name in MODULES:
        import_module(name)
    shell = InteractiveShell.instance()
    started = time.perf_counter()
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
    for builder, folder in render((work / "pages").resolve(), out, ["singlehtml", "html"]):
        if builder == "singlehtml":
            write_pdf(
                folder, out / "book.pdf", pdf_details(plan, layout), packs_of(plan),
                leave_out=ON_THE_WEB_ONLY,
            )  # fmt: skip
    seconds = time.perf_counter() - started
    (work / "floor.json").write_text(json.dumps(seconds), encoding="utf-8")


def cost(name: str, command: list[str]) -> Cost:
    """Run the command; its output is shown when it fails."""
    started = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        highest = [0]
        sampler = threading.Thread(target=sample, args=(process, highest), daemon=True)
        sampler.start()
        process.wait()
        seconds = time.perf_counter() - started
        sampler.join()
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{name} failed:\n{said.read().decode(errors='replace')[-4000:]}")
    print(f"{name:24} {seconds:8.1f} s {highest[0] / MEBIBYTE:8.0f} MiB", flush=True)
    return Cost(name, seconds, highest[0])


def sample(process: subprocess.Popen[bytes], highest: list[int]) -> None:
    while process.poll() is None:
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
    usual = sum(each.seconds for each in costs if each.name.startswith("usual"))
    cold, lowest = by["cold"], by["floor"]
    print(f"\nfloor, without the imports {lowest.seconds:8.1f} s")
    print(f"usual way in all {usual:8.1f} s")
    print(f"the usual way takes {usual / cold.seconds:.1f} times a cold build (goal: 8)")
    print(f"a cold build takes {cold.seconds / lowest.seconds:.2f} times the floor (goal: 1.5)")
    print(f"unchanged {by['unchanged'].seconds:.1f} s (goal: 2)")
    print(f"one theme's page {by['edited, its page'].seconds:.1f} s (goal: 4)")
    print(f"most memory {cold.memory / MEBIBYTE:.0f} MiB (goal: 1536)")


if __name__ == "__main__":
    main()
