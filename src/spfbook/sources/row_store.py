"""Tables kept by the names of their rows, so that a page reads its own rows and no others.

A build reads each table once and writes its rows below `_build/.cache/observations`, in a file
named by what the table holds. A page then finds the rows of its series or indicators by seeking,
however many rows the table has about others. A page only reads: where nothing is kept, or what
is kept does not fit the table or is damaged, the table itself is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import time
from array import array
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spfbook.paths import Layout

FORMAT = 1
SETTLED_AFTER = 2_000_000_000
"""In nanoseconds: a file changed less long ago may be changed again without its dates showing it,
where the file system keeps them coarsely."""

StoredRow = tuple[int, list[str]]
"""The line on which a row ends, and its cells."""


@dataclass(frozen=True)
class _Block:
    """Where the rows of one name stand in the kept file."""

    start: int
    size: int
    sha256: str
    """Of the block as it is kept: its lines and its cells."""
    content: str
    """Of the cells alone: rows that only moved down hold what they held."""


@dataclass(frozen=True)
class StoredTable:
    """A table as it is kept: its header, and where the rows of each name stand."""

    path: Path
    sha256: str
    """Of the table."""
    header: tuple[str, ...]
    blocks: dict[str, _Block]
    """By the name in the key column; rows without one, and those too short, under ''."""
    begins: int

    def hash_of(self, name: str) -> str | None:
        """Of what the rows of `name` hold, wherever they stand; None where there are none."""
        block = self.blocks.get(name)
        return block.content if block else None

    def rows(self, skip: Container[str]) -> list[StoredRow] | None:
        """The rows of all names but those of `skip`, in the table's order; None when what is
        kept is damaged: then it is removed, and the next build makes it again."""
        found: list[StoredRow] = []
        try:
            with self.path.open("rb") as file:
                for name, block in self.blocks.items():
                    if name not in skip:
                        file.seek(self.begins + block.start)
                        found += _read_block(file.read(block.size), block)
        except (OSError, ValueError):
            self.path.unlink(missing_ok=True)
            return None
        return sorted(found)


def _read_block(content: bytes, block: _Block) -> Iterator[StoredRow]:
    if hashlib.sha256(content).hexdigest() != block.sha256:
        raise ValueError("damaged")
    lines, _, cells = content.partition(b"\n")
    return zip(json.loads(lines), json.loads(cells), strict=True)


def sha256_of_table(layout: Layout, path: Path) -> str:
    """The SHA-256 of the file, read only where it may have changed since the last build."""
    stamp = _stamp(layout, path)
    if stamp is not None and stamp["seen"] == _seen(path):
        return str(stamp["sha256"])
    return _sha256(path)


def stored_table(layout: Layout, path: Path, column: str) -> StoredTable | None:
    """The table at `path` as kept by the names in `column`; None where it is not."""
    try:
        sha256 = sha256_of_table(layout, path)
        kept = _kept(layout, sha256, column)
        with kept.open("rb") as file:
            digest, _, text = file.readline().rstrip(b"\n").partition(b" ")
            begins = file.tell()
        if hashlib.sha256(text).hexdigest().encode() != digest:
            kept.unlink(missing_ok=True)
            return None
    except OSError:
        return None
    found = json.loads(text)
    blocks = {name: _Block(*block) for name, block in found["blocks"].items()}
    return StoredTable(kept, sha256, tuple(found["header"]), blocks, begins)


def store_table(layout: Layout, path: Path, column: str) -> StoredTable | None:
    """Keep the table by the names in `column`, unless it is kept already.

    None for a file that is no table with that column: who reads it will say so. Nothing is said
    when the folder cannot be written: pages then read the table itself.
    """
    try:
        before, sha256 = _seen(path), _sha256(path)
        if stored_table(layout, path, column) is None:
            content = _content(path, column)
            if content is None or _seen(path) != before:
                return None
            _write(_kept(layout, sha256, column), content)
            former = (_stamp(layout, path) or {}).get("sha256", sha256)
            if former != sha256:
                _kept(layout, former, column).unlink(missing_ok=True)
        if time.time_ns() - max(before["modified"], before["changed"]) > SETTLED_AFTER:
            stamp = json.dumps({"seen": before, "sha256": sha256}, sort_keys=True)
            _write(_stamp_path(layout, path), stamp.encode())
    except OSError:
        return None
    return stored_table(layout, path, column)


def _content(path: Path, column: str) -> bytes | None:
    """A line with the checked index of all blocks, and the blocks: rows as JSON, by name."""
    try:
        # Lines end as for csv_text: nothing is translated.
        with path.open(encoding="utf-8-sig", newline="\n") as text:
            reader = csv.reader(text, strict=True)
            header = [name.strip() for name in next(reader, [])]
            if column not in header:
                return None
            bodies = _gather(reader, header.index(column))
    except (UnicodeDecodeError, csv.Error):
        return None
    if not bodies:
        return None
    blocks: dict[str, tuple[int, int, str, str]] = {}
    written = io.BytesIO()
    for name, (lines, cells) in bodies.items():
        cells[:1], body = b"[", bytearray(json.dumps(lines.tolist()).encode() + b"\n")
        cells += b"]"
        body += cells
        both = hashlib.sha256(body).hexdigest(), hashlib.sha256(cells).hexdigest()
        blocks[name] = (written.tell(), len(body), *both)
        written.write(body)
    index = json.dumps({"header": header, "blocks": blocks}).encode()
    return b"%s %s\n%s" % (hashlib.sha256(index).hexdigest().encode(), index, written.getbuffer())


def _gather(reader: Any, place: int) -> dict[str, tuple[array[int], bytearray]]:
    """The lines and the cells of each name's rows; `reader` is a csv.reader, whose type the
    standard library does not name."""
    bodies: dict[str, tuple[array[int], bytearray]] = {}
    for cells in reader:
        if "".join(cells).strip():
            name = cells[place] if len(cells) > place else ""
            if name not in bodies:
                bodies[name] = array("q"), bytearray()
            lines, body = bodies[name]
            lines.append(reader.line_num)
            body += b","
            body += json.dumps(cells, separators=(",", ":")).encode()
    return bodies


def _seen(path: Path) -> dict[str, int]:
    """What tells, without reading it, that a file is not what it was."""
    found = path.stat()
    return {
        "size": found.st_size, "modified": found.st_mtime_ns, "changed": found.st_ctime_ns,
        "file": found.st_ino,
    }  # fmt: skip


def _stamp(layout: Layout, path: Path) -> dict | None:
    try:
        found = json.loads(_stamp_path(layout, path).read_bytes())
        return found if {"seen", "sha256"} <= set(found) else None
    except (OSError, ValueError, TypeError):
        return None


def _stamp_path(layout: Layout, path: Path) -> Path:
    return _folder(layout) / f"{path.parent.name}-{path.stem}.json"


def _kept(layout: Layout, sha256: str, column: str) -> Path:
    return _folder(layout) / f"{sha256}-{column}-{FORMAT}.rows"


def _folder(layout: Layout) -> Path:
    return layout.cache / "observations"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
