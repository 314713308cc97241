"""What a notebook hands over to the book besides text: how it travels in the output of a cell."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

MIME_TYPE = "application/vnd.spfbook.files+json"
PICTURES = "application/vnd.spfbook.pictures+json"
"""Small pictures inside a table: their SVG by its path beside the page."""
FOLDER = "downloads"
"""Where they land, beside the first page of the book."""
PLAIN_NAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
"""Nothing that a path, an address or Windows could read otherwise."""


def pack(files: Mapping[str, bytes]) -> dict[str, str]:
    """The files as JSON can hold them, by name."""
    for name in files:
        assert PLAIN_NAME.fullmatch(name), f"{name!r} is no plain file name"
    return {name: base64.b64encode(content).decode("ascii") for name, content in files.items()}


def unpack(packed: Mapping[str, str]) -> dict[str, bytes]:
    """What `pack` was given; a file with another name than a plain one is left out."""
    return {
        name: base64.b64decode(content)
        for name, content in packed.items()
        if PLAIN_NAME.fullmatch(name)
    }
