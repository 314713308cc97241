"""The files of data that an executed notebook hands over, written where the book has them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from nbformat import NotebookNode

from spfbook.attachments import FOLDER, MIME_TYPE, unpack


def take_files(notebook: NotebookNode, pages: Path) -> None:
    """Move the files out of the notebook's outputs into the folder for them below `pages`.

    Several pages may hand over the same file, at the same time: it is the same to the byte.
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            packed = output.get("data", {}).pop(MIME_TYPE, {})
            for name, content in unpack(packed).items():
                _write(pages / FOLDER / name, content)


def place_files(pages: Path, html: Path | None) -> None:
    """Put the files beside the HTML pages that link to them; without HTML there are none."""
    folder = pages / FOLDER
    if not folder.exists():
        return
    if html is None:
        shutil.rmtree(folder)
    else:
        folder.rename(html / FOLDER)


def _write(path: Path, content: bytes) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    os.replace(part, path)
