"""Kills at random moments of what makes a folder land, hundreds of times: the published folder is
whole each time, and the next one finds nothing in its way."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from spfbook.book.file_list import check_list
from spfbook.book.work_folder import work_folder

LANDINGS = """
import itertools, sys
from pathlib import Path
from spfbook.book import landing
from spfbook.book.file_list import write_list
from spfbook.book.landing import READY, land
from spfbook.book.work_folder import work_folder

landing.os.sync = lambda: None  # it takes most of the time, and what is killed here is the process
book, in_two_steps = Path(sys.argv[1]), sys.argv[2] == "in two steps"
if in_two_steps:
    landing.exchange = lambda *_: False
print("begun", flush=True)
for number in itertools.count():
    with work_folder(book) as work:
        (work / READY).mkdir()
        for name in ("a", "b", "c"):
            (work / READY / name).write_text(str(number))
        write_list(work / READY)
        land(work, book)
"""
TIMES = 25


@pytest.mark.parametrize("way", ["at once", "in two steps"])
def test_a_kill_at_any_moment_leaves_a_whole_folder(tmp_path: Path, way: str) -> None:
    """In two steps the folder may be away until the next build, which the sweep stands for."""
    book, random = tmp_path / "_build" / "book", Random(1)
    landed = 0
    for _ in range(TIMES):
        process = subprocess.Popen(
            [sys.executable, "-c", LANDINGS, str(book), way], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.05))
        assert process.poll() is None
        process.kill()
        process.communicate()
        if way == "at once" and landed:
            assert book.is_dir()
        with work_folder(book):
            pass
        assert [path.name for path in book.parent.iterdir()] in ([], ["book"])
        if book.exists():
            landed += 1
            assert check_list(book) == []
            assert len({(book / name).read_text(encoding="utf-8") for name in "abc"}) == 1
    assert landed > TIMES / 2
