"""What the pages about some themes are made from, and of no others, as one digest.

Whoever adds to what such a page reads adds it here: a page is not run again for what its digest
does not cover. Where it is not certain that a page reads something, it is covered. Why so:
docs/adr/0006-only-what-changed.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from spfbook.book.source_hashes import SourceHashes, lines_of
from spfbook.framework.commentary import WHOLE_PRIORITY
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework, Theme
from spfbook.paths import Layout

ID = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')


@dataclass(frozen=True)
class _Record:
    """An indicator or a deliverable: the themes that show it, and their rows about it."""

    themes: list[Theme]
    rows: list[str]


@dataclass(frozen=True)
class ThemeInputs:
    """The inputs of an edition, told apart by theme."""

    layout: Layout
    framework: Framework
    edition: Edition

    def digest(self, themes: Collection[Theme], sources: Iterable[str]) -> str:
        """Of all the data that pages about `themes` read, from these sources.

        Raises `DataError` when a sidecar cannot be read.
        """
        own = {row.same_as or row.id for theme in themes for row in _rows(theme)}
        mentioned = self._mentioned(own)
        names = list(dict.fromkeys(sources))
        return digest_of([
            self._framework(themes, mentioned),
            self.sources.observations(names, mentioned),
            self.sources.progress(names, mentioned),
        ])  # fmt: skip

    def commentary(self, priority: str, theme: str | None = None) -> str:
        """A digest of what is written about a theme, or about the priority as a whole."""
        folder = self.layout.commentary / self.edition.id / priority
        return digest_of(lines_of(folder / f"{theme or WHOLE_PRIORITY}.yml"))

    @cached_property
    def sources(self) -> SourceHashes:
        return SourceHashes(self.layout, self.framework)

    def _framework(self, themes: Collection[Theme], mentioned: Collection[str]) -> list:
        """framework.yml, the themes' own files, and the records they deal with in others."""
        own = {theme.id for theme in themes}
        others = [
            (name, [(t.priority, t.id, t.name) for t in record.themes], record.rows)
            for name, record in sorted(self._records.items())
            if name in mentioned and any(theme.id not in own for theme in record.themes)
        ]
        files = [self.layout.framework / t.priority / f"{t.id}.yml" for t in themes]
        files.append(self.layout.framework / "framework.yml")
        return [others, [lines_of(path) for path in files]]

    def _mentioned(self, own: Collection[str]) -> set[str]:
        """`own`, what mentions one of them, and all that any of these mention."""
        found: set[str] = set()
        waiting = [*own, *(name for name, named in self._mentions.items() if named & set(own))]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._mentions[name]
        return found

    @cached_property
    def _records(self) -> dict[str, _Record]:
        found: dict[str, _Record] = {}
        for theme in self.framework.themes:
            for row in _rows(theme):
                record = found.setdefault(row.same_as or row.id, _Record([], []))
                record.themes.append(theme)
                record.rows.append(row.model_dump_json())
        return found

    @cached_property
    def _mentions(self) -> dict[str, set[str]]:
        """For each record those that it names, in whatever field."""
        known = self._records.keys()
        return {
            name: {each for row in record.rows for each in ID.findall(row)} & known
            for name, record in self._records.items()
        }


def digest_of(found: object) -> str:
    """A SHA-256 of plain values."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def _rows(theme: Theme) -> tuple:
    return (*theme.file.indicators, *theme.file.deliverables)
