"""Every edition on a Dask cluster, with the data of 33 boroughs, and a worker that is killed.

    .venv/bin/python benchmarks/cluster.py                  # all 9 editions
    .venv/bin/python benchmarks/cluster.py 2020-21-q1       # only those named

In a copy of the repository the borough's own published figures are repeated for every other London
borough and the City: 33 areas in all. Each edition is built there as HTML on this machine, and in a
second copy by a scheduler and two workers, processes of their own that are spoken to over TCP. One
of the workers is killed, with its kernels, when half of the first edition's notebooks are done;
another is started for those after it. Every file of the two builds is compared byte by byte, but
for the run log. Exit code 1 when any differs.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from growth import write
from reproduce import REPOSITORY, RUN_LOG, copy, differences

sys.path.insert(0, str(REPOSITORY / "tests"))

from book_runs import spfbook, start
from clusters import Cluster, cluster

from spfbook.paths import Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import edition_names, read_edition

MADE_UP = "illustrative"
LAST_PEER = "{id: westminster, name: Westminster, codes: [E09000033]}"
CITY = "{id: city-of-london, name: City of London, codes: [E09000001]}"
"""No borough, and so none of the framework's peers: the 33rd area."""
BOROUGHS = 33


@dataclass(frozen=True)
class Compared:
    """An edition, built in both ways."""

    edition: str
    here: float
    """Seconds of the whole build."""
    there: float
    pages: int
    files: int
    differing: list[str]

    def __str__(self) -> str:
        return (
            f"{self.edition:12} {self.pages:5}  {self.here:8.1f} s  {self.there:8.1f} s "
            f"{self.files:6}  {len(self.differing):6}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("editions", nargs="*", help="all that are made from published figures")
    given = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        local, remote = Layout(Path(folder) / "local"), Layout(Path(folder) / "cluster")
        copy(REPOSITORY, local.root)
        rows = grow(local)
        copy(local.root, remote.root)
        editions = given.editions or published(local)
        print(f"{len(editions)} editions, {rows:,} rows of observations of {BOROUGHS} boroughs")
        print("edition      pages  this machine   cluster  files  differ", flush=True)
        with cluster(Path(folder) / "processes", workers=2) as made:
            found = [compared(editions[0], local, remote, made, victim=made.workers[0])]
            if editions[1:]:
                made.add_worker()
            found += [compared(name, local, remote, made) for name in editions[1:]]
    differing = [line for each in found for line in each.differing]
    here, there = sum(each.here for each in found), sum(each.there for each in found)
    print(f"in all: {here:.1f} s on this machine, {there:.1f} s on the cluster")
    files = sum(each.files for each in found)
    print(f"{files} files, {len(differing)} differ", *differing, sep="\n")
    return 1 if differing else 0


def grow(layout: Layout) -> int:
    """The borough's rows for the other areas too; how many there are now."""
    framework = layout.framework / "framework.yml"
    text = framework.read_text(encoding="utf-8")
    assert LAST_PEER in text
    framework.write_text(text.replace(LAST_PEER, f"{LAST_PEER}\n  - {CITY}"), encoding="utf-8")
    found = read_framework(layout)
    home, peers = next(iter(found.areas)), sorted(found.peer_ids)
    assert len(peers) + 1 == BOROUGHS
    number = 0
    for path in layout.observations.glob("*.csv"):
        if path.stem != MADE_UP:
            with path.open(encoding="utf-8", newline="") as file:
                table = list(csv.DictReader(file))
            own = [row for row in table if row["area"] == home]
            table += [{**row, "area": area} for row in own for area in peers]
            write(path, table)
            number += len(table)
    return number


def published(layout: Layout) -> list[str]:
    framework = read_framework(layout)
    names = edition_names(layout)
    return [n for n in names if MADE_UP not in read_edition(layout, framework, n).all_sources()]


def compared(
    edition: str, local: Layout, remote: Layout, made: Cluster, victim: Popen[bytes] | None = None
) -> Compared:
    command = ("build", edition, "--html", "--fresh")
    began = time.perf_counter()
    ran = spfbook(local, *command)
    here = time.perf_counter() - began
    if ran.code:
        raise SystemExit(ran.err)
    began = time.perf_counter()
    on_cluster(remote, victim, *command, "--executor", "dask", "--scheduler", made.address)
    there = time.perf_counter() - began
    one, other = local.build / edition, remote.build / edition
    log = json.loads((other / RUN_LOG).read_text(encoding="utf-8"))
    assert log["options"]["executor"] == "dask"
    files = sum(1 for path in one.rglob("*") if path.is_file() and path.name != RUN_LOG)
    found = Compared(edition, here, there, len(log["pages"]), files, list(differences(one, other)))
    print(found, flush=True)
    return found


def on_cluster(layout: Layout, victim: Popen[bytes] | None, *command: str) -> None:
    """Build; `victim` is a worker that is killed when half the notebooks are done."""
    process = start(layout, *command)
    said = ""
    for line in process.stderr:
        said += line
        if victim is not None and line.startswith("Notebooks: "):
            done, total = int(line.split()[1]), int(line.split()[3])
            if done * 2 >= total:
                victim.kill()
                print(f"a worker was killed after {done} of {total} notebooks", flush=True)
                victim = None
    if process.wait():
        raise SystemExit(said)


if __name__ == "__main__":
    sys.exit(main())
