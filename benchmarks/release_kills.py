"""Kills releases at random moments and looks at what they leave.

    .venv/bin/python benchmarks/release_kills.py --times 60

on the invented council's project of `tests/`, copied into a temporary folder. Each time the next
release of its edition is begun, and its process is killed (SIGKILL, to it alone) at a moment drawn
evenly from its usual duration; every second time from the seconds after the pages are compiled,
when the release is frozen and put on the shelf. Then:

- every earlier release is as it was, to the byte;
- the new one is not there, or it is whole by its own manifest;
- `releases.json` names only releases that are there;
- no process of it is left;
- `spfbook releases` works, and lists what is there;
- the next release succeeds, under the next number, and leaves no work folder (every `--every`-th
  time).

Prints what was met and exits with 1 when anything was not so.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from book_runs import hashes, kernels, spfbook, start
from releasable import make_releasable
from second_framework import EDITION

from spfbook.paths import Layout

COMPILED = re.compile(r"^Pages: (\d+) of \1$", re.MULTILINE)
FREEZING = 3.0
"""Seconds after the last page in which the release is frozen."""
PATIENCE = 30.0
"""Seconds in which what a killed release started must be gone."""


class Kills:
    """One project, released and killed again and again."""

    def __init__(self, layout: Layout, seed: int) -> None:
        self.layout, self.random = layout, Random(seed)
        self.shelf = layout.releases / EDITION
        self.number = 0
        self.moments: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.longest = 0.0
        self.succeeded = 0
        began = time.perf_counter()
        self.release()
        self.usual = time.perf_counter() - began
        if self.wrong:
            raise SystemExit("\n".join(self.wrong))

    def kill_one(self, *, freezing: bool) -> None:
        self.number += 1
        earlier = self._state()
        said = self.layout.root.parent / "progress.txt"
        with said.open("wb") as errors:
            process = start(self.layout, *self._next(), stdout=subprocess.DEVNULL, stderr=errors)
            if freezing:
                while not COMPILED.search(said.read_text()) and process.poll() is None:
                    time.sleep(0.005)
                time.sleep(self.random.uniform(0, FREEZING))
            else:
                time.sleep(self.random.uniform(0, 1.1 * self.usual))
            process.kill()
            process.wait()
        killed = time.perf_counter()
        self.moments[_stage(said.read_text(), process.returncode)] += 1
        self._look(earlier, killed)

    def release(self) -> None:
        """A release that nobody kills."""
        wanted = max(self._numbers(), default=0) + 1
        run = spfbook(self.layout, *self._next())
        if run.code != 0 or wanted not in self._numbers():
            self._note(f"release {wanted} failed with {run.code}: {run.err[-600:]}")
        self.succeeded += run.code == 0
        self._note(*(f"left behind: {path.name}" for path in self.layout.releases.rglob(".*")))

    def _next(self) -> tuple[str, ...]:
        reason = ("--reason", "Another figure") if self._numbers() else ()
        return ("release", EDITION, "--by", "Ann Example", "--on", "2022-06-20", *reason)

    def _look(self, earlier: dict[int, dict[str, str]], killed: float) -> None:
        now = self._state()
        self._note(*(f"r{n} is not as it was" for n in earlier if now.get(n) != earlier[n]))
        new = sorted(set(now) - set(earlier))
        self.left["a new one, whole" if new else "those before"] += 1
        for number in new:
            run = spfbook(self.layout, "verify", f"{EDITION}.r{number}", "--hashes")
            self._note(*([f"r{number} is not whole: {run.err}"] if run.code else []))
        while left := kernels(self.layout):
            if time.perf_counter() - killed > PATIENCE:
                self._note(f"still at work: {left}")
                break
            time.sleep(0.05)
        self.longest = max(self.longest, time.perf_counter() - killed)
        listed = json.loads(self.layout.register.read_text(encoding="utf-8"))["releases"]
        self._note(*(f"r{r['number']} is listed and not there" for r in listed
                     if r["number"] not in now))  # fmt: skip
        run = spfbook(self.layout, "releases")
        names = {line.split()[0] for line in run.out.splitlines()}
        if run.code != 0 or names != {f"{EDITION}.r{number}" for number in now}:
            self._note(f"the list says {sorted(names)}, there are {sorted(now)}; {run.err}")

    def _state(self) -> dict[int, dict[str, str]]:
        return {number: hashes(self.shelf / f"r{number}") for number in self._numbers()}

    def _numbers(self) -> list[int]:
        return sorted(int(path.name[1:]) for path in self.shelf.glob("r*"))

    def _note(self, *lines: str) -> None:
        self.wrong += [f"{self.number}: {line}" for line in lines]

    def lines(self) -> list[str]:
        return [
            f"killed: {sum(self.moments.values())} releases; the last line of each: "
            + ", ".join(f"{line} ({n})" for line, n in sorted(self.moments.items())),
            "on the shelf afterwards: "
            + ", ".join(f"{what} {n}" for what, n in sorted(self.left.items())),
            f"releases that nobody killed: {self.succeeded}, all there",
            f"the last process was gone {self.longest:.1f} s after a kill at the latest",
            f"wrong: {len(self.wrong)}", *self.wrong,
        ]  # fmt: skip


def _stage(said: str, code: int) -> str:
    if code == 0:
        return "done before the kill"
    lines = said.splitlines()
    return re.sub(r" \d+ of.*", "", lines[-1]) if lines else "nothing said yet"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--every", type=int, default=12, help="a whole release after so many kills")
    parser.add_argument("--seed", type=int, default=20261128)
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        kills = Kills(make_releasable(Path(folder) / "northmere"), given.seed)
        print(f"a release takes {kills.usual:.1f} s", flush=True)
        for number in range(1, given.times + 1):
            kills.kill_one(freezing=number % 2 == 0)
            if number % given.every == 0 or number == given.times:
                kills.release()
                print(f"{number} kills, {len(kills.wrong)} wrong", flush=True)
    print(*kills.lines(), sep="\n")
    return 1 if kills.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
