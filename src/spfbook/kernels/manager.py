"""The kernels that a build starts: their messages go into a file of the build, and all that have
this file can be ended at once."""

from __future__ import annotations

import sys
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any
from weakref import WeakSet

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, DottedObjectName, Unicode
from traitlets.config import Config

from spfbook.kernels.spec import environment

_STARTED: WeakSet[BuildKernelManager] = WeakSet()
_LOCK = threading.Lock()
_STOPPED: set[str] = set()
"""The files of builds that were stopped."""


class BuildKernelClient(AsyncKernelClient):
    """Speaks to the kernel of one page of a build."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """As its base class does, but for the fifth of a second in which that makes sure that
        nothing more of the kernel's start is to come: nbclient knows of each message which cell it
        belongs to."""
        until = time.monotonic() + timeout if timeout else float("inf")
        while time.monotonic() < until:
            self.kernel_info()
            with suppress(Empty):
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply":
                    await self.get_iopub_msg(timeout=0.2)  # it is connected too
                    self._handle_kernel_info_reply(reply)
                    return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")


class BuildKernelManager(AsyncKernelManager):
    """Starts a kernel for one page of a build."""

    client_class = DottedObjectName(f"{__name__}.BuildKernelClient")
    errors_to = Unicode().tag(config=True)
    """A file for what the kernel writes past the notebook: a kernel that is shutting down may
    print a traceback of its own, which would read like a failure across the progress lines."""
    variables = Dict().tag(config=True)
    """Set in the kernel's environment."""

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        if self.errors_to in _STOPPED:
            raise RuntimeError("the build was stopped")
        kwargs["env"] = {**kwargs.get("env", {}), **self.variables}
        with open(self.errors_to, "ab") as errors:
            await super()._async_start_kernel(**kwargs, stdout=errors, stderr=errors)
        with _LOCK:
            _STARTED.add(self)
        if self.errors_to in _STOPPED:  # meanwhile
            self.kill_now()

    def kill_now(self) -> None:
        process = getattr(self.provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()

    start_kernel = _async_start_kernel


def is_stopped(errors_to: Path) -> bool:
    return str(errors_to) in _STOPPED


def configured(errors_to: Path, variables: dict[str, str], connection_file: Path) -> Config:
    """What makes the manager of a build; `variables` is a whole environment, to which the
    numerical libraries' single thread is added, so that both kinds of kernel give the same bits."""
    return Config(
        {
            BuildKernelManager.__name__: {
                "errors_to": str(errors_to),
                "variables": {**variables, **environment()},
                "connection_file": str(connection_file),
                **_address(),
            }
        }
    )


def _address() -> dict[str, str]:
    """Where the kernel is reached: on Linux by a name that no other has and that leaves no file.

    jupyter_client chooses free TCP ports and lets them go again until the kernel takes them a
    second later; whatever takes one of them meanwhile, another build's kernel say, ends this one.
    """
    if sys.platform != "linux":
        return {}
    return {"transport": "ipc", "ip": f"@spfbook-{uuid.uuid4().hex}"}


def begin(errors_to: Path) -> None:
    """Kernels of the build with this file may be started, until `stop`."""
    _STOPPED.discard(str(errors_to))


def stop(errors_to: Path) -> None:
    """End every kernel of that build that is still at work; no more of them are started."""
    _STOPPED.add(str(errors_to))
    with _LOCK:
        started = list(_STARTED)
    for manager in started:
        if manager.errors_to == str(errors_to):
            manager.kill_now()
