"""The inputs of an edition in one piece, to be unpacked on another machine: the same to the byte,
or refused."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from spfbook.book.inputs import digest, inputs_of
from spfbook.errors import BuildError
from spfbook.paths import Layout

FAST = 1
"""Of zlib's levels: text shrinks to a fifth, in a tenth of a second."""


@dataclass(frozen=True)
class Bundle:
    """Every file that the pages of an edition are made from."""

    edition: str
    sha256: str
    """Of the paths and contents of all its files, as `inputs.digest` makes it."""
    packed: bytes
    """A zip file; the same bytes for the same files."""


def pack(edition: str, layout: Layout) -> Bundle:
    """The inputs of `edition` (its name). Raises `BuildError` when a file changes meanwhile."""
    inputs = inputs_of(edition, layout)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST) as file:
        for each in inputs:
            content = (layout.root / each.path).read_bytes()
            if hashlib.sha256(content).hexdigest() != each.sha256:
                raise BuildError(f"changed while the book was made: {each.path}; build it again")
            file.writestr(zipfile.ZipInfo(each.path), content, zipfile.ZIP_DEFLATED)
    return Bundle(edition, digest(inputs), packed.getvalue())


def unpack(bundle: Bundle, folder: Path) -> Layout:
    """Put the inputs into `folder`, which is not there yet: all of them, or nothing.

    Raises `BuildError` when what arrived is not what was packed, `OSError` when the disk refuses.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        with zipfile.ZipFile(BytesIO(bundle.packed)) as file:
            file.extractall(part)
        if digest(inputs_of(bundle.edition, Layout(part))) != bundle.sha256:
            raise BuildError("the inputs arrived damaged; build it again")
        part.rename(folder)
    except zipfile.BadZipFile as problem:
        raise BuildError("the inputs arrived damaged; build it again") from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Layout(folder)
