"""How jupyter_client gets a warm kernel: named by the kernel specification `spfbook-warm`."""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from spfbook.kernels.warm import KERNELS, WarmStartError, say_once

POLL_SECONDS = 0.01
PASSED_ON = {"env", "cwd", "stdout", "stderr"}
WITHOUT_MEANING_HERE = {"extra_arguments", "kernel_id", "independent"}


class WarmProvisioner(LocalProvisioner):
    """A local kernel whose process is forked from one that has the libraries imported.

    Where that cannot be, an ordinary process is started, and the log says why, once.
    """

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        wanted = {name: value for name, value in kwargs.items() if name in PASSED_ON}
        try:
            if unknown := set(kwargs) - PASSED_ON - WITHOUT_MEANING_HERE:
                raise WarmStartError(f"not known how to start one with {', '.join(unknown)}")
            # Warming up takes seconds: the event loop of a server must not wait for it.
            self.process = await asyncio.to_thread(KERNELS.launch, cmd, **wanted)
        except WarmStartError as problem:
            say_once(f"Ordinary kernels are started, not warm ones: {problem}")
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.process.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def wait(self) -> int | None:
        """Looks more often than its base class: a build waits for this with every page."""
        while await self.poll() is None:
            await asyncio.sleep(POLL_SECONDS)
        return await super().wait()
