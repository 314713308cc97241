"""Pages kept as they were executed, by their key: `_build/.cache/pages/<key>/`.

Only a page whose notebook ran through is kept. What is kept is checked against its hashes before
it is used; what does not fit is thrown away and made again. Taken or made, a page is the same
files to the byte.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spfbook.book.notebooks import Executed
from spfbook.book.page_files import write_files
from spfbook.book.page_keys import PageKeys
from spfbook.book.plan import Page

LISTING = "files.json"
"""In each entry: its files with their hashes; the last to be written."""
CONTENT = "content"
MOST_BYTES = 1_000_000_000
"""How much is kept; what was not used for longest goes first."""
HALF_WRITTEN_FOR = 3600
"""In seconds: what is older and still half written, nobody is writing any more."""


@dataclass(frozen=True)
class PageCache:
    """The pages kept in `folder`."""

    folder: Path

    def take(self, key: str) -> dict[str, bytes] | None:
        """The page's files, by path below the folder of pages; None when it is not kept or not
        whole."""
        entry = self.folder / key
        try:
            listing = json.loads((entry / LISTING).read_bytes())
            files = {name: (entry / CONTENT / name).read_bytes() for name in listing}
            if not files or any(_sha256(files[name]) != listing[name] for name in listing):
                raise ValueError("damaged")
        except (OSError, ValueError, TypeError, AttributeError):
            shutil.rmtree(entry, ignore_errors=True)
            return None
        with suppress(OSError):
            os.utime(entry)  # it was used
        return files

    def keep(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep the files of a page. A cache that cannot be written keeps nothing: the build goes
        on."""
        part = self.folder / f".{key}.{os.getpid()}.part"
        try:
            part.mkdir(parents=True)
            write_files(files, part / CONTENT)
            listing = {name: _sha256(content) for name, content in files.items()}
            (part / LISTING).write_text(json.dumps(listing, indent=1), encoding="utf-8")
            shutil.rmtree(self.folder / key, ignore_errors=True)
            part.rename(self.folder / key)
        except OSError:
            shutil.rmtree(part, ignore_errors=True)

    def prune(self, most: int = MOST_BYTES) -> None:
        """Remove what was not used for longest, until no more than `most` bytes are left; and
        what a build that was ended left half written."""
        long_ago = time.time() - HALF_WRITTEN_FOR
        entries = []
        for entry in self.folder.glob("*"):
            try:
                entries.append((entry.stat().st_mtime, _size(entry), entry))
            except OSError:  # another build has just removed it
                continue
        total = sum(size for _, size, _ in entries)
        for used, size, entry in sorted(entries):
            is_left_over = entry.name.endswith(".part") and used < long_ago
            if total <= most and not is_left_over:
                continue
            total -= size
            shutil.rmtree(entry, ignore_errors=True)


@dataclass(frozen=True)
class KeptPages:
    """What a build may take from the cache, and what it adds to it."""

    cache: PageCache
    keys: PageKeys
    is_fresh: bool = False
    """Nothing is taken; what is made is still kept."""

    def take(self, page: Page) -> dict[str, bytes] | None:
        return None if self.is_fresh else self.cache.take(self.keys.key(page))

    def keep(self, executed: Executed) -> None:
        """Unless its notebook failed, or an input has changed since the keys were worked out: then
        nobody knows which of the two the page was made from."""
        if executed.outcome.error is None and self.keys.hold_still():
            self.cache.keep(self.keys.key(executed.outcome.page), executed.files)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _size(entry: Path) -> int:
    return sum(path.stat().st_size for path in entry.rglob("*") if path.is_file())
