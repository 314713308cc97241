"""Small results that cost time to work out, kept by the key of what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_FILES = 2000


@dataclass(frozen=True)
class KeptValues:
    """Plain values in `folder`, a file each, with a check that they are whole."""

    folder: Path

    def get(self, key: str) -> Any:
        """The value; None where nothing whole is kept."""
        try:
            digest, _, text = self._path(key).read_bytes().partition(b"\n")
            return json.loads(text) if digest.decode() == _digest(text) else None
        except (OSError, ValueError):
            return None

    def keep(self, key: str, value: Any) -> None:
        """In one step, over what was there. A folder that cannot be written keeps nothing."""
        text = json.dumps(value, sort_keys=True).encode()
        part = self.folder / f".{key}.{os.getpid()}.part"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(_digest(text).encode() + b"\n" + text)
            os.replace(part, self._path(key))

    def prune(self, most: int = MOST_FILES) -> None:
        """Remove the oldest until `most` are left."""
        with suppress(OSError):
            paths = sorted(self.folder.glob("*"), key=lambda path: path.stat().st_mtime)
            for path in paths[: max(0, len(paths) - most)]:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
