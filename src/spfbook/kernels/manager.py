"""The kernels that a build starts: their messages go into a file, and all can be ended at once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any
from weakref import WeakSet

from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, Unicode
from traitlets.config import Config

from spfbook.kernels.spec import environment
from spfbook.kernels.warm import KERNELS

_STARTED: WeakSet[BuildKernelManager] = WeakSet()
_LOCK = threading.Lock()
_STOPPED = threading.Event()


class BuildKernelManager(AsyncKernelManager):
    """Starts a kernel for one page of a build."""

    errors_to = Unicode().tag(config=True)
    """A file for what the kernel writes past the notebook: a kernel that is shutting down may
    print a traceback of its own, which would read like a failure across the progress lines."""
    variables = Dict().tag(config=True)
    """Set in the kernel's environment."""

    async def _async_start_kernel(self, **kwargs: Any) -> None:
        if _STOPPED.is_set():
            raise RuntimeError("the build was stopped")
        kwargs["env"] = {**kwargs.get("env", {}), **self.variables}
        with open(self.errors_to, "ab") as errors:
            await super()._async_start_kernel(**kwargs, stdout=errors, stderr=errors)
        with _LOCK:
            _STARTED.add(self)

    start_kernel = _async_start_kernel


def configured(errors_to: Path, variables: dict[str, str]) -> Config:
    """What makes the manager of a build; `variables` is a whole environment, to which the
    numerical libraries' single thread is added, so that both kinds of kernel give the same bits."""
    return Config(
        {
            BuildKernelManager.__name__: {
                "errors_to": str(errors_to),
                "variables": {**variables, **environment()},
            }
        }
    )


def begin() -> None:
    """Kernels may be started, until `end_all`."""
    _STOPPED.clear()


def end_all() -> None:
    """End every kernel that is still at work, and the warmed parent; no more are started."""
    _STOPPED.set()
    with _LOCK:
        started = list(_STARTED)
    for manager in started:
        process = getattr(manager.provisioner, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
    KERNELS.end()
