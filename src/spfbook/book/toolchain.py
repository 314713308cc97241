"""What makes a page besides its inputs: the package's code, Python, the libraries, the system.

Two machines make the same bytes of the same inputs only if these are the same on both.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from spfbook.book.inputs import digest, package_inputs
from spfbook.book.provenance import libraries, other_libraries
from spfbook.book.theme_inputs import digest_of

NAMED = 5
"""So many differences are said one by one."""


@dataclass(frozen=True)
class Toolchain:
    """What a process makes pages with."""

    code_sha256: str
    """Of all files of the package together."""
    python: str
    """With how it was compiled."""
    system: str
    """`Linux x86_64`."""
    libraries: Mapping[str, str]
    """Every library installed, by name, with its version."""

    @property
    def sha256(self) -> str:
        return digest_of(asdict(self))

    def differences(self, here: Toolchain) -> list[str]:
        """In words, this one first: `pandas 2.2.3, here 2.3.0`. None when both are the same."""
        found = []
        if self.system != here.system:
            found.append(f"{self.system}, here {here.system}")
        if self.python != here.python:
            found.append(f"Python {self.python}, here {here.python}")
        found += other_libraries(self.libraries, here.libraries)
        more = {name: number for name, number in here.libraries.items()
                if name not in self.libraries}  # fmt: skip
        found += [f"no {name}, here {number}" for name, number in more.items()]
        if self.code_sha256 != here.code_sha256:
            found.append("other code of spfbook")
        left = len(found) - NAMED
        return [*found[:NAMED], f"and {left} more"] if left > 0 else found


def toolchain() -> Toolchain:
    """Of this process, as it is on disk now."""
    return Toolchain(
        digest(package_inputs()), sys.version, f"{platform.system()} {platform.machine()}",
        libraries(),
    )  # fmt: skip
