"""How often each test of the book is wrong, and how often it finds what is there, by simulation.

    .venv/bin/python benchmarks/simulate.py > simulations.txt

prints the tables of docs/simulations.md (a quarter of an hour of one core). Every series goes
through the very functions that the book uses: `assess_trend`, `assess_family`, `season_of`,
`assess_variation`, `judge_direction` and `compare`. Equal seeds give equal tables.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from simulated import table
from simulated_changes import CHANGES, change_rows
from simulated_reports import SERIES_A_REPORT, family_rows
from simulated_trends import TRENDS, season_rows, trend_rows, variation_rows

SEED = 20261122
SIMULATIONS = 2000
REPORTS = 60
HEADS = ("correlation", "figures")


def tables(options: argparse.Namespace) -> Iterator[str]:
    for title, heads, draws in TRENDS:
        yield from ("", f"### {title}", "")
        yield from table([*HEADS, "test", *heads], trend_rows(title, draws, options))
    yield from ("", "### The season of quarterly figures", "")
    heads = ("called seasonal % without seasons", "with a trend of 0.5 SD a year",
             "found % when quarters differ by up to 1 SD", "by 2 SD", "by 3 SD")  # fmt: skip
    yield from table([*HEADS, *heads], season_rows(options))
    yield from ("", "### Variation: the latest figure of a quarterly series", "")
    heads = ("limits shown %", "marked by chance % of all",
             "% of those with limits", "% by the study, without the gates",
             "marked % when it is 3 SD off", "when the last 7 are 1.5 SD off")  # fmt: skip
    yield from table([*HEADS, *heads], variation_rows(options))
    for title, unit, heads, draws in CHANGES:
        yield from ("", f"### {title}", "")
        yield from table([*HEADS, *heads], change_rows(title, unit, draws, options))
    yield from ("", f"### A report of {SERIES_A_REPORT} series", "")
    heads = ("real trends", "correlation", "tests", "p < 0.05 alone", "of them false",
             "called in the family", "of them false", "false, % of called")  # fmt: skip
    yield from table(heads, family_rows(options))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--simulations", type=int, default=SIMULATIONS, help="series a cell")
    parser.add_argument("--reports", type=int, default=REPORTS, help="reports a row")
    parser.add_argument("--seed", type=int, default=SEED)
    for line in tables(parser.parse_args(arguments)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
