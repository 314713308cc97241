"""Kills builds at random moments and looks at what they leave.

    .venv/bin/python benchmarks/kills.py --times 200

on the invented council's project of `tests/`, copied into a temporary folder. Each time a file is
changed, a build is begun, and its process is killed (SIGKILL, to it alone: what it has started
must notice by itself) at a moment drawn evenly from its usual duration; every second time from
the second after the pages are compiled, when the output lands. Then:

- the published folder is whole, by its own list of hashes, and is the one before or the new one;
- no process of the build is left;
- the next build succeeds, and leaves no work folder (every `--every`-th time: it takes as long as
  all the rest).

Prints what was met and exits with 1 when anything was not so.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from book_runs import kernels, leftovers, spfbook, start
from second_framework import make_project

from spfbook.book.file_list import check_list
from spfbook.book.run_log import FILE as RUN_LOG
from spfbook.paths import Layout

THEME = "jobs-and-money"
NOTEBOOK = f"notebooks/thriving-places/{THEME}.ipynb"
BUILD = ("build", "--only", THEME, "--html")
PUBLISHED = f"preview-{THEME}"
TITLE = '"# Jobs and money"'
LAST_LINE = "Pages: 1 of 1"
LANDING = 1.0
"""Seconds after the last line in which the output lands."""
PATIENCE = 30.0
"""Seconds in which what a killed build started must be gone."""


@dataclass
class Found:
    """What the kills met."""

    moments: Counter[str] = field(default_factory=Counter)
    published: Counter[str] = field(default_factory=Counter)
    rebuilt: int = 0
    longest: float = 0
    """Seconds that a process outlived its build."""
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        return [
            f"killed: {sum(self.moments.values())} builds; the last line of each: "
            + ", ".join(f"{line} ({n})" for line, n in sorted(self.moments.items())),
            "published afterwards: "
            + ", ".join(f"{what} {n}" for what, n in sorted(self.published.items())),
            f"next builds: {self.rebuilt}, all of them succeeded" if not self.wrong else
            f"next builds: {self.rebuilt}",
            f"the last process was gone {self.longest:.1f} s after a kill at the latest",
            f"wrong: {len(self.wrong)}", *self.wrong,
        ]  # fmt: skip


class Kills:
    """One project, built and killed again and again."""

    def __init__(self, layout: Layout, seed: int) -> None:
        self.layout, self.random, self.found = layout, Random(seed), Found()
        self.number = 0
        self.text = (layout.root / NOTEBOOK).read_text(encoding="utf-8")
        began = time.perf_counter()
        self._rebuild()
        self.usual = time.perf_counter() - began
        if self.found.wrong:
            raise SystemExit("\n".join(self.found.wrong))

    def kill_one(self, *, landing: bool) -> None:
        earlier = self._published()
        self._change()
        said = self.layout.root / "progress.txt"
        with said.open("wb") as errors:
            process = start(self.layout, *BUILD, stdout=subprocess.DEVNULL, stderr=errors)
            if landing:
                while LAST_LINE not in said.read_text() and process.poll() is None:
                    time.sleep(0.002)
                time.sleep(self.random.uniform(0, LANDING))
            else:
                time.sleep(self.random.uniform(0, 1.1 * self.usual))
            process.kill()
            process.wait()
        killed = time.perf_counter()
        self.found.moments[_stage(said.read_text(), process.returncode)] += 1
        self._look(earlier, killed)

    def _look(self, earlier: str, killed: float) -> None:
        wrong = self.found.wrong
        folder = self.layout.build / PUBLISHED
        amiss = check_list(folder, leave_out=frozenset({RUN_LOG}))
        wrong += [f"{self.number}: {line}" for line in amiss]
        now = self._published()
        which = {earlier: "the one before", self._title(): "the new one"}.get(now, "another")
        self.found.published[which] += 1
        if which == "another":
            wrong.append(f"{self.number}: published is {now}, neither {earlier} nor the new one")
        while left := kernels(self.layout):
            if time.perf_counter() - killed > PATIENCE:
                wrong.append(f"{self.number}: still at work: {left}")
                break
            time.sleep(0.05)
        self.found.longest = max(self.found.longest, time.perf_counter() - killed)

    def rebuild(self) -> None:
        """The build after a kill."""
        self.found.rebuilt += 1
        self._change()
        self._rebuild()
        if left := leftovers(self.layout):
            self.found.wrong.append(f"{self.number}: left behind: {left}")

    def _rebuild(self) -> None:
        run = spfbook(self.layout, *BUILD)
        if run.code != 0 or self._published() != self._title():
            self.found.wrong.append(f"{self.number}: the next build failed: {run.err}")

    def _change(self) -> None:
        self.number += 1
        title = f'"# {self._title()}"'
        text = self.text.replace(TITLE, title)
        assert text != self.text
        (self.layout.root / NOTEBOOK).write_text(text, encoding="utf-8")

    def _title(self) -> str:
        return f"Jobs and money {self.number}" if self.number else "Jobs and money"

    def _published(self) -> str:
        page = self.layout.build / PUBLISHED / "html" / "thriving-places" / f"{THEME}.html"
        if not page.is_file():
            return "nothing"
        text = page.read_text(encoding="utf-8")
        return text.partition("<h1")[2].partition(">")[2].partition("<")[0].strip()


def _stage(said: str, code: int) -> str:
    lines = said.splitlines()
    if code == 0:
        return "done before the kill"
    return lines[-1].partition("  ")[0] if lines else "nothing said yet"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--every", type=int, default=10, help="a whole build after so many kills")
    parser.add_argument("--seed", type=int, default=20261128)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        kills = Kills(make_project(Path(folder) / "northmere"), given.seed)
        print(f"a build takes {kills.usual:.1f} s", flush=True)
        for number in range(1, given.times + 1):
            kills.kill_one(landing=number % 2 == 0)
            if number % given.every == 0 or number == given.times:
                kills.rebuild()
                print(f"{number} kills, {len(kills.found.wrong)} wrong", flush=True)
    print(*kills.found.lines(), sep="\n")
    return 1 if kills.found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
