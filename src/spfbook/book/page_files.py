"""The files that an executed notebook becomes, and those of data that it hands over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from spfbook.attachments import FOLDER, MIME_TYPE, unpack


def take_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Move the files out of the notebook's outputs: their content by path below the pages.

    Several pages may hand over the same file: it is the same to the byte.
    """
    found: dict[str, bytes] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            packed = output.get("data", {}).pop(MIME_TYPE, {})
            found |= {f"{FOLDER}/{name}": content for name, content in unpack(packed).items()}
    return found


def write_files(files: Mapping[str, bytes], pages: Path) -> None:
    """Write what a page is made from below the folder of pages."""
    for name, content in files.items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def place_files(pages: Path, html: Path) -> None:
    """Put the files beside the HTML pages that link to them."""
    folder = pages / FOLDER
    if folder.exists():
        folder.rename(html / FOLDER)
