"""Warm kernels driven by hand: cells of code one after another, and what they say."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager

from spfbook.kernels.spec import WARM

ANSWER_SECONDS = 60


class Kernel:
    """A kernel at work, and a client that speaks to it."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager, self.client = manager, client

    def run(self, code: str) -> str:
        """What the cell prints, or the name of what it raises."""
        said: list[str] = []

        def hear(message: dict) -> None:
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                said.append(content["ename"])

        self.client.execute_interactive(
            code, output_hook=hear, timeout=ANSWER_SECONDS, store_history=False
        )
        return "".join(said).strip()

    def start(self, code: str) -> None:
        """Without waiting for its end. An error must not make the kernel drop what comes next."""
        self.client.execute(code, stop_on_error=False)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    @property
    def is_warm(self) -> bool:
        return not isinstance(self.manager.provisioner.process, subprocess.Popen)


@contextmanager
def kernel(name: str = WARM, *, now: bool = True, **options: object) -> Iterator[Kernel]:
    """A kernel that is ended afterwards; `now`: killed, not asked."""
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(extra_arguments=["--IPKernelApp.log_level=50"], **options)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=ANSWER_SECONDS)
        yield Kernel(manager, client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=now)


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold; waits no longer than it must."""
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds()


def is_alive(pid: int) -> bool:
    """Whether there is such a process, and not only its exit code waiting to be fetched."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, **variables}
