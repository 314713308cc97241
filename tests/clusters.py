"""A Dask cluster on this machine, over TCP, as a performance team would start one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

SECONDS = 60.0


def until(happens: Callable[[], object], seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own, with a folder of its own."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """One notebook at once, no nanny that would start it again."""
        number = len(self.workers) + 1
        options = ["--no-nanny", "--nthreads", "1", "--no-dashboard"]
        options += ["--local-directory", str(self.folder / f"worker-{number}")]
        log = self.folder / f"worker-{number}.log"
        worker = _start(log, "dask_worker", self.address, *options, **environment)
        self.workers.append(worker)
        until(lambda: b"Registered to" in log.read_bytes())
        return worker

    def unpacked(self) -> list[Path]:
        """The folders of inputs that workers have unpacked."""
        return list(self.folder.glob("worker-*/dask-scratch-space/*/spfbook/*/params"))


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Gone afterwards, with all that its workers have started."""
    folder.mkdir(parents=True, exist_ok=True)
    said = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    options += ["--scheduler-file", str(said)]
    scheduler = _start(folder / "scheduler.log", "dask_scheduler", *options)
    made = Cluster(folder, "", scheduler)
    try:
        until(lambda: said.exists() and said.read_text(encoding="utf-8").endswith("}"))
        made.address = json.loads(said.read_text(encoding="utf-8"))["address"]
        for _ in range(workers):
            made.add_worker()
        yield made
    finally:
        for process in (*made.workers, scheduler):
            process.kill()
            process.wait()


def started_by(worker: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that a worker has started, and theirs: its kernels."""
    try:
        return psutil.Process(worker.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    found = []
    for process in processes:
        try:
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def _start(log: Path, module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    around = {k: v for k, v in os.environ.items() if k not in ("SPFBOOK_ROOT", "PYTHONPATH")}
    with log.open("wb") as said:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=log.parent,
            env={**around, **environment},
        )  # fmt: skip
