"""Hashes of parts of the data: rows, and what sidecars say, about some records and no others."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spfbook.errors import DataError
from spfbook.framework.framework import Framework
from spfbook.paths import Layout
from spfbook.sources.progress_files import COLUMNS, progress_names
from spfbook.sources.row_store import StoredTable, sha256_of_table, store_table
from spfbook.sources.source_files import ReadSource, read_source


@dataclass(frozen=True)
class SourceHashes:
    """The sources of observations and progress, each read once, its rows kept by name."""

    layout: Layout
    framework: Framework
    _read: dict[str, ReadSource] = field(default_factory=dict)
    _stored: dict[Path, StoredTable | None] = field(default_factory=dict)

    def observations(self, sources: Iterable[str], indicators: Collection[str]) -> list:
        """Of each source what it is, and its series and rows about `indicators`.

        Of a source that has none of them, only what the whole edition says of it counts. Raises
        `DataError` when a sidecar cannot be read.
        """
        return [self._series(self._source(name), indicators) for name in sources]

    def progress(self, sources: Iterable[str], deliverables: Collection[str]) -> list:
        """Of each source that reports on deliverables what it is, and its rows about these."""
        known = frozenset(self.framework.deliverables)
        found = []
        for name in progress_names(self.layout):
            if name in sources:
                sidecar = self.layout.progress / f"{name}.yml"
                said = [line for line in lines_of(sidecar) if not line.startswith("sha256:")]
                csv = sidecar.with_suffix(".csv")
                found.append([name, said, self._rows(csv, COLUMNS[0], deliverables, known)])
        return found

    def is_made_up(self, sources: Iterable[str]) -> bool:
        """Whether any of them holds made-up figures."""
        return any(self._source(name).source.illustrative for name in sources)

    def _series(self, read: ReadSource, indicators: Collection[str]) -> list:
        source = read.source
        is_by_series = source.keyed_by == "series"
        served = [s for s in source.series if any(k.indicator in indicators for k in s.serves)]
        if is_by_series:
            names, known = {s.id for s in served}, frozenset(s.id for s in source.series)
        else:
            names, known = set(indicators), frozenset(self.framework.indicators)
        rows = self._rows(read.csv, "series" if is_by_series else "indicator", names, known)
        outline = [source.id, source.illustrative, source.recorded, source.keyed_by]
        if not served and not rows:
            return outline
        series = served if is_by_series else source.series
        head = source.model_dump_json(exclude={"series", "sha256"})
        return [*outline, head, [each.model_dump_json() for each in series], rows]

    def _rows(
        self, csv: Path, column: str, names: Collection[str], known: Collection[str]
    ) -> list:
        """By name, as a page reads them: those of `names`, and those that nobody knows."""
        if csv not in self._stored:
            self._stored[csv] = store_table(self.layout, csv, column)
        table = self._stored[csv]
        if table is not None:
            read = sorted(name for name in table.blocks if name in names or name not in known)
            return [[name, table.hash_of(name)] for name in read]
        # It cannot be kept, so that a page reads all of it.
        return [sha256_of_table(self.layout, csv)] if csv.is_file() else []

    def _source(self, name: str) -> ReadSource:
        if name not in self._read:
            found, problems = read_source(self.layout, self.framework, name)
            if found is None or problems:
                raise DataError(problems)
            self._read[name] = found
        return self._read[name]


def lines_of(path: Path) -> list[str]:
    """What stands in the file, whatever its bytes; nothing where there is none."""
    if not path.is_file():
        return []
    return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
