"""What judging costs: every indicator of every regular edition, in one process.

    python benchmarks/status.py [--root FOLDER] [--repeat N]

Reads the figures of each edition, then judges them (status, directions, comparisons, trend,
variation) and allows for all the trend tests, as `spfbook status` does.
Prints seconds for each edition, what an indicator costs, and how judging compares with reading.
The aim is 2 seconds for judging all; no test is timed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from spfbook.framework.edition import Edition, TrendAllowance
from spfbook.framework.framework import Framework
from spfbook.pages.view import View
from spfbook.paths import Layout, find_root
from spfbook.rules.part import Part
from spfbook.rules.suppression import publishable
from spfbook.rules.trend_family import allowance_of, family_of
from spfbook.rules.worked_out import worked_out
from spfbook.sources.framework_files import read_framework
from spfbook.sources.observation_files import read_observations
from spfbook.sources.params_files import edition_names, read_edition
from spfbook.sources.progress_files import read_progress
from spfbook.sources.source_files import illustrative_sources

AIM_SECONDS = 2.0
T = TypeVar("T")


@dataclass(frozen=True)
class Timing:
    """One edition: seconds, indicators and parts."""

    edition: str
    reading: float
    judging: float
    indicators: int
    parts: int
    tests: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, help="the repository (default: found from here up)")
    parser.add_argument("--repeat", type=int, default=3, help="runs; the quickest counts (3)")
    given = parser.parse_args()
    layout = Layout(given.root.resolve() if given.root else find_root())
    framework, seconds = timed(lambda: read_framework(layout))
    print(f"Reading the framework: {seconds:.2f} s\n")
    editions = regular(layout, framework)
    runs = [[measure(layout, framework, e) for e in editions] for _ in range(max(1, given.repeat))]
    report(min(runs, key=lambda run: sum(t.judging for t in run)))


def regular(layout: Layout, framework: Framework) -> list[Edition]:
    """Without those of illustrative figures."""
    made_up = illustrative_sources(layout, framework)
    found = [read_edition(layout, framework, name) for name in edition_names(layout)]
    return [edition for edition in found if not made_up & set(edition.all_sources())]


def measure(layout: Layout, framework: Framework, edition: Edition) -> Timing:
    sources = edition.all_sources()
    read, reading = timed(lambda: read_observations(layout, framework, sources, edition.as_at))
    view = View(
        framework, publishable(read, framework), edition.period, edition.as_at,
        edition.file.comparators, edition.file.history_years,
        read_progress(layout, framework, sources, edition.as_at), TrendAllowance(p=1),
    )  # fmt: skip
    judged, judging = timed(lambda: judge(view))
    parts = sum(len(judged.assessment(name).parts) for name in framework.indicators)
    tests = judged.trend_allowance.tests
    return Timing(edition.id, reading, judging, len(framework.indicators), parts, tests)


JUDGEMENTS = [name for name, each in vars(Part).items() if isinstance(each, (worked_out, property))]


def judge(view: View) -> View:
    """Every indicator of the edition, with its trend tests as one family."""
    names = view.framework.indicators
    family = family_of(part for name in names for part in view.assessment(name).parts)
    judged = view.with_changes(trend_allowance=allowance_of(family))
    for name in names:  # each judgement is made when it is asked for
        found = judged.assessment(name)
        _ = found.status, found.changes
        for part in found.parts:
            for each in JUDGEMENTS:
                getattr(part, each)
    return judged


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = perf_counter()
    found = work()
    return found, perf_counter() - start


def report(timings: list[Timing]) -> None:
    print(f"{'edition':<14}{'reading':>10}{'judging':>10}{'indicators':>12}{'parts':>8}{'tests':>8}")
    for t in timings:
        print(
            f"{t.edition:<14}{t.reading:>9.2f}s{t.judging:>9.2f}s{t.indicators:>12}{t.parts:>8}"
            f"{t.tests:>8}"
        )
    reading, judging = (sum(times) for times in zip(*((t.reading, t.judging) for t in timings),
                                                    strict=True))  # fmt: skip
    judged = sum(t.indicators for t in timings)
    print(f"{'all':<14}{reading:>9.2f}s{judging:>9.2f}s{judged:>12}")
    print(f"\nAn indicator costs {1000 * judging / judged:.2f} ms in an edition.")
    print(f"Judging takes {judging / reading:.1f} times as long as reading the figures.")
    aim = f"{'within' if judging < AIM_SECONDS else 'over'} the aim of {AIM_SECONDS:g} s"
    print(f"{len(timings)} editions judged in {judging:.2f} s: {aim}.")


if __name__ == "__main__":
    main()
