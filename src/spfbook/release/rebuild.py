"""A release made again: from its frozen inputs, by its frozen code, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from spfbook.errors import ReleaseDiffers
from spfbook.paths import ROOT_VARIABLE
from spfbook.release.bound import bound
from spfbook.release.frozen import copy_files, unprotect
from spfbook.release.manifest import CODE, INPUTS, FrozenFile, Manifest
from spfbook.release.publish import STANDINGS

NOTEBOOKS = "notebooks"
"""The folder of a release that holds the executed ones."""
LAST_LINES = 12
"""Of what a build that fails has said."""


@dataclass(frozen=True)
class Rebuilt:
    """Where a release was made again."""

    root: Path
    """The copies of its inputs."""
    code: Path
    outputs: Path
    """Laid out as in the release."""


def unpack(folder: Path, manifest: Manifest, place: Path) -> Rebuilt:
    """Copies of the frozen inputs and code, to be worked with."""
    copy_files(_inside(manifest.inputs, INPUTS), folder / INPUTS, place / "root")
    copy_files(_inside(manifest.code, CODE), folder / CODE, place / "code")
    unprotect(place)
    edition = manifest.release.edition
    return Rebuilt(place / "root", place / "code", place / "root" / "_build" / edition)


def rebuild(found: Rebuilt, edition: str) -> None:
    """Build the edition as it was built for the release; raises `ReleaseDiffers` if that fails."""
    _run(found, "build", edition)
    stood = _run(found, "status", edition, "--format", "standings")
    (found.outputs / STANDINGS).write_bytes(stood)


def unpack_notebooks(
    folder: Path, manifest: Manifest, again: Rebuilt, damaged: Container[str]
) -> Path:
    """Copies of the executed notebooks that the manifest names and that are as it says: any other
    is somebody else's program, and is not run."""
    paths = [file.path for file in manifest.outputs if file.path.startswith(f"{NOTEBOOKS}/")]
    place = again.root / "_frozen"
    copy_files([path for path in paths if path not in damaged], folder, place)
    unprotect(place)
    return place / NOTEBOOKS


def environment(found: Rebuilt) -> dict[str, str]:
    """Of a process that runs the frozen code on the frozen inputs."""
    return {
        **os.environ,
        "PYTHONPATH": str(found.code),
        "PYTHONDONTWRITEBYTECODE": "1",
        ROOT_VARIABLE: str(found.root),
    }


def _run(found: Rebuilt, *arguments: str) -> bytes:
    command = bound("spfbook", "--root", str(found.root), *arguments)
    done = subprocess.run(
        command, capture_output=True, check=False, env=environment(found), cwd=found.root
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-LAST_LINES:]
        lines = "\n".join(said)
        raise ReleaseDiffers(f"it cannot be made again: spfbook {arguments[0]} says\n{lines}")
    return done.stdout


def _inside(files: Iterable[FrozenFile], folder: str) -> list[str]:
    return [file.path.removeprefix(f"{folder}/") for file in files]
