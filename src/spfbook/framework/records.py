"""Records: all that was ever written down, and what was known of it on a day.

Files are read once; an edition and the earlier ones it is compared with each take from the record
what they know by their own day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from spfbook.framework.delivery import Progress, ProgressReport, ProgressSource
from spfbook.framework.observations import Observation, Observations, Series, gather
from spfbook.framework.roll_up import roll_up, rolled_revisions
from spfbook.framework.sources import Link, Source, SourceSeries


@dataclass(frozen=True)
class RecordedSeries:
    """Every row of a series that measures an indicator or a component of one."""

    source: Source
    definition: SourceSeries
    link: Link
    observations: tuple[Observation, ...]

    def known_by(self, as_at: date) -> Series:
        """The series on a day: for each area and period the last value recorded by then, months
        made into quarters where the link says how."""
        latest: list[Observation] = []
        revisions: list[tuple[Observation, Observation]] = []
        for o in self._in_place:
            if not o.known_by(as_at):
                continue
            earlier = latest[-1] if latest else None
            if earlier is None or earlier.area != o.area or earlier.period != o.period:
                latest.append(o)
                continue
            if earlier.value != o.value:
                revisions.append((earlier, o))
            latest[-1] = o
        ordered = tuple(latest)
        pairs = tuple(sorted(revisions, key=lambda pair: _recording(pair[1])))
        rule = self.link.rolled_up
        if rule is not None:
            how = rule, self.definition.unit, self.definition.breaks
            pairs = rolled_revisions(ordered, pairs, *how)
            ordered = roll_up(ordered, *how)
        return Series(
            self.link.indicator, self.link.component, self.source, self.definition, self.link,
            ordered, pairs,
        )  # fmt: skip


    @cached_property
    def _in_place(self) -> list[Observation]:
        """By period and area, those of one place in the order in which they were recorded."""
        return sorted(self.observations, key=lambda o: (o.period, o.area, *_recording(o)))


def _recording(o: Observation) -> tuple[date, int]:
    return o.recorded_on, o.line


@dataclass(frozen=True)
class Record:
    """All the observations of some sources."""

    sources: Mapping[str, Source]
    """Those that were read, by id."""
    series: tuple[RecordedSeries, ...]

    def known_by(self, as_at: date, sources: Iterable[str]) -> Observations:
        """What an edition sees: `sources` in order of preference."""
        return gather(as_at, (
            each.known_by(as_at)
            for name in sources
            for each in self.series
            if each.source.id == name
        ))  # fmt: skip


@dataclass(frozen=True)
class ProgressRecord:
    """All the reports on deliverables of some sources."""

    sources: Mapping[str, ProgressSource]
    """Those that have a progress file, by id."""
    reports: Mapping[str, tuple[ProgressReport, ...]]
    """By source."""

    def known_by(self, as_at: date, sources: Iterable[str]) -> Progress:
        """What an edition knows: of the first source that reports on a deliverable the last
        report counts."""
        found: dict[str, ProgressReport] = {}
        described: dict[str, ProgressSource] = {}
        for name in sources:
            if name in self.sources:
                described[name] = self.sources[name]
                found = _last_by(self.reports[name], as_at) | found
        return Progress(as_at, found, described)


def _last_by(reports: Iterable[ProgressReport], as_at: date) -> dict[str, ProgressReport]:
    ordered = sorted(reports, key=lambda report: report.reported_on)
    return {r.deliverable: r for r in ordered if r.reported_on <= as_at}
