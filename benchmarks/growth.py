"""What a theme's page costs when the data of other themes grow.

    .venv/bin/python benchmarks/growth.py

In a copy of the repository the made-up returns of every other theme are grown: other boroughs, and
revisions of each figure, all of them rows that `spfbook data check` accepts. Timed in a process of
its own, five times, the middle one shown: to open the page's figures, and to make all that it
shows, in seconds of this process on a processor, so that a busy machine does not blur them. It
must be the same at every size; it is the ratios that count.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path

from spfbook.paths import ROOT_VARIABLE, Layout
from spfbook.sources.framework_files import read_framework
from spfbook.sources.params_files import read_edition
from spfbook.sources.row_store import store_table

REPOSITORY = Path(__file__).resolve().parents[1]
EDITION, PRIORITY, THEME = "2021-22-q4-illustrative", "prevention", "schools"
SOURCE = "illustrative"
TIMES = (1, 4, 16, 64)
MANY_ROWS = 1_000_000
REPEATS = 5
ORDER = ("series", "indicator", "component", "area", "period")
SETTLING_SECONDS = 2.5
"""Then a file's dates can be trusted, as those of one that was brought in some time ago."""
Table = list[dict[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measure(asked.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        layout = copy_of_repository(Path(folder) / "book")
        compare(layout)


def copy_of_repository(root: Path) -> Layout:
    for name in ("data", "params"):
        shutil.copytree(REPOSITORY / name, root / name)
    return Layout(root)


def compare(layout: Layout) -> None:
    path = layout.observations / f"{SOURCE}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    framework = read_framework(layout)
    own = {row.indicator.id for row in framework.rows(framework.theme(THEME))}
    others = [row for row in table if row["indicator"] not in own]
    mine = [row for row in table if row["indicator"] in own]
    areas = [*framework.areas, *sorted(framework.peer_ids)]
    sizes = [len(others) * times for times in TIMES]
    first: dict[str, float] = {}
    print("rows of others   kept in      open          page           memory")
    for size in (*sizes, MANY_ROWS):
        write(path, [*mine, *islice(grown(others, areas), size)])
        time.sleep(SETTLING_SECONDS)
        began = time.perf_counter()
        store_table(layout, path, "indicator")
        kept = time.perf_counter() - began
        found = in_a_process_of_its_own(layout)
        first = first or found
        assert found["shown"] == first["shown"], "the page must not depend on other themes' rows"
        ratios = {name: found[name] / first[name] for name in ("open", "page")}
        print(
            f"{size:14,} {kept:7.2f} s {found['open']:7.3f} s {ratios['open']:5.2f}x "
            f"{found['page']:7.3f} s {ratios['page']:5.2f}x {found['memory']:5.0f} MiB",
            flush=True,
        )


def grown(rows: Table, areas: list[str]) -> Iterator[dict[str, str]]:
    """`rows`, and then without end those of other areas, and later revisions."""
    yield from rows
    known = {(row["indicator"], row["component"], row["area"]) for row in rows}
    home = [row for row in rows if row["area"] == areas[0]]
    for revision in count():
        for area in areas if revision else areas[1:]:
            for row in home:
                if not revision and (row["indicator"], row["component"], area) in known:
                    continue
                day = date.fromisoformat(row["recorded_on"]) + timedelta(days=revision)
                yield {**row, "area": area, "recorded_on": day.isoformat()}


def write(path: Path, rows: Table) -> None:
    """The table, sorted as a service's return is, and its new hash in its sidecar."""
    rows.sort(key=lambda row: tuple(row.get(name, "") for name in ORDER))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sidecar = path.with_suffix(".yml")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    text = re.sub(r"sha256: \w+", f"sha256: {sha256}", sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(text, encoding="utf-8")


def in_a_process_of_its_own(layout: Layout) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", str(layout.root)]
    environment = {**os.environ, ROOT_VARIABLE: str(layout.root)}
    done = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    return json.loads(done.stdout)


def measure(root: Path) -> dict[str, float | str]:
    from spfbook import notebook
    from spfbook.pages import theme_page

    layout = Layout(root)
    edition = read_edition(layout, read_framework(layout), EDITION)
    settings = edition.settings_for(PRIORITY, THEME)
    pieces: list[object] = []
    theme_page._display = pieces.append
    opened, made = [], []
    for _ in range(1 + REPEATS):
        pieces.clear()
        began = time.process_time()
        page = notebook.theme_page(
            THEME, edition=EDITION, period=edition.file.period, as_at=str(settings.as_at),
            sources=settings.sources or (), comparators=settings.comparators or (),
            history_years=settings.history_years or 10,
        )  # fmt: skip
        opened.append(time.process_time() - began)
        page.indicators()
        pieces += [page.about(), page.scorecard(), page.without_figures(), page.deliverables(),
                   page.downloads()]  # fmt: skip
        made.append(time.process_time() - began)
    shown = hashlib.sha256("".join(map(repr, pieces)).encode()).hexdigest()
    memory = most_memory()
    return {
        "open": statistics.median(opened[1:]), "page": statistics.median(made[1:]),
        "memory": memory, "shown": shown,
    }  # fmt: skip


def most_memory() -> float:
    """In MiB, of this process alone: `getrusage` would count what its parent held when it began."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else float("nan")


if __name__ == "__main__":
    main()
