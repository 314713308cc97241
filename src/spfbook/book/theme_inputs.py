"""What the pages of some themes are made from, and of no others, as one digest.

Whoever adds to what such a page reads adds it here: a page is not run again for what its digest
does not cover. Where it is not certain that a page reads something, it is covered. Why so:
docs/adr/0007-only-what-changed.md.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from spfbook.errors import DataError, Problem
from spfbook.framework.edition import Edition
from spfbook.framework.framework import Framework, Theme
from spfbook.paths import Layout
from spfbook.sources.progress_files import COLUMNS, progress_names
from spfbook.sources.row_store import StoredTable, sha256_of_table, store_table
from spfbook.sources.source_files import ReadSource, read_source

Place = tuple[str, str | None]
"""A priority and a theme of it; None for what is said of the whole priority."""
ID = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')


@dataclass(frozen=True)
class ThemeInputs:
    """The inputs of an edition, told apart by theme."""

    layout: Layout
    framework: Framework
    edition: Edition

    def digest(
        self, themes: Collection[Theme], sources: Iterable[str], commentary: Iterable[Place]
    ) -> str:
        """Of all that pages about `themes` read, with these sources of observations and the
        commentary of these places.

        Raises `DataError` when a sidecar cannot be read.
        """
        shown = {row.id for theme in themes for row in self._rows(theme)}
        mentioned = self._mentioned(shown)
        found = hashlib.sha256()
        for piece in (
            self._framework(themes, mentioned),
            self._observations(tuple(sources), mentioned),
            self._progress(tuple(sources), mentioned),
            self._commentary(commentary),
        ):
            found.update(json.dumps(piece, sort_keys=True).encode())
        return found.hexdigest()

    def _framework(self, themes: Collection[Theme], mentioned: Collection[str]) -> list:
        """framework.yml, the themes' own files, and what they mention of others."""
        files = [self.layout.framework / "framework.yml"]
        files += [self.layout.framework / t.priority / f"{t.id}.yml" for t in themes]
        own = {theme.id for theme in themes}
        others = [
            (theme.priority, theme.id, theme.name, self._records[name][1])
            for name in sorted(mentioned)
            for theme in self._records[name][0]
            if theme.id not in own
        ]
        return [[hashlib.sha256(path.read_bytes()).hexdigest() for path in files], others]

    def _mentioned(self, shown: Collection[str]) -> set[str]:
        """`shown`, what mentions one of them, and all that any of these mention."""
        found: set[str] = set()
        waiting = [*shown, *(n for n, names in self._mentions.items() if names & set(shown))]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._mentions[name]
        return found

    @cached_property
    def _records(self) -> dict[str, tuple[list[Theme], list[str]]]:
        """Each indicator and deliverable: the themes that show it, and their rows about it."""
        found: dict[str, tuple[list[Theme], list[str]]] = {}
        for theme in self.framework.themes:
            for row in self._rows(theme):
                themes, rows = found.setdefault(row.id, ([], []))
                themes.append(theme)
                rows.append(row.text)
        return found

    @cached_property
    def _mentions(self) -> dict[str, set[str]]:
        """For each record those that it names, in whatever field."""
        return {
            name: {each for row in rows for each in ID.findall(row)} & set(self._records)
            for name, (_, rows) in self._records.items()
        }

    @staticmethod
    def _rows(theme: Theme) -> Iterator[_Row]:
        for row in (*theme.file.indicators, *theme.file.deliverables):
            yield _Row(row.same_as or row.id, row.model_dump_json())

    def _observations(self, sources: tuple[str, ...], indicators: Collection[str]) -> list:
        """Of each source what it is, and its series and rows about `indicators`.

        Of a source that has none of them, only what the whole edition says of it counts.
        """
        return [
            self._series(self._sources[name], indicators)
            for name in sources
            if name in self._sources
        ]

    def _series(self, read: ReadSource, indicators: Collection[str]) -> list:
        source = read.source
        is_by_series = source.keyed_by == "series"
        served = [s for s in source.series if any(k.indicator in indicators for k in s.serves)]
        series = served if is_by_series else source.series
        wanted = {s.id for s in served} if is_by_series else set(indicators)
        known = {s.id for s in source.series} if is_by_series else set(self.framework.indicators)
        rows = self._rows_of(read, wanted, known)
        outline = [source.id, source.illustrative, source.recorded, source.keyed_by]
        if not served and not rows:
            return outline
        head = source.model_dump_json(exclude={"series", "sha256"})
        return [*outline, head, [each.model_dump_json() for each in series], rows]

    def _rows_of(
        self, read: ReadSource, wanted: Collection[str], known: Collection[str]
    ) -> list[list]:
        column = "series" if read.source.keyed_by == "series" else "indicator"
        table = self._table(read.csv.parent.name, read.source.id, column)
        if table is None:  # it cannot be kept, so that a page reads it all
            return [[sha256_of_table(self.layout, read.csv)]]
        return _hashes(table, wanted, known)

    def _progress(self, sources: tuple[str, ...], deliverables: Collection[str]) -> list:
        found = []
        known = set(self.framework.deliverables)
        for name in sources:
            if name in progress_names(self.layout):
                sidecar = self.layout.progress / f"{name}.yml"
                said = [each for each in _lines(sidecar) if not each.startswith("sha256:")]
                table = self._table("progress", name, COLUMNS[0])
                path = sidecar.with_suffix(".csv")
                whole = [[sha256_of_table(self.layout, path)]] if path.is_file() else []
                rows = whole if table is None else _hashes(table, deliverables, known)
                found.append([name, said, rows])
        return found

    def _commentary(self, places: Iterable[Place]) -> list:
        folder = self.layout.commentary / self.edition.id
        files = [folder / priority / f"{theme or 'index'}.yml" for priority, theme in places]
        return [_lines(path) for path in files]

    @cached_property
    def _sources(self) -> dict[str, ReadSource]:
        """The sources that any edition names; raises `DataError` when one cannot be read."""
        found: dict[str, ReadSource] = {}
        problems: list[Problem] = []
        for name in self._names:
            read, theirs = read_source(self.layout, self.framework, name)
            problems += theirs
            if read is not None:
                found[name] = read
        if problems:
            raise DataError(problems)
        return found


@dataclass(frozen=True)
class _Row:
    id: str
    text: str
