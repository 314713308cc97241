"""What the files of a framework must agree on with each other and with their own words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from spfbook.errors import Problem
from spfbook.framework.changes import TargetChange
from spfbook.framework.framework import Framework, Theme
from spfbook.framework.indicators import Indicator
from spfbook.framework.targets import ByComponent, Comparator, Target
from spfbook.sources.change_checks import (
    indicator_change_problems,
    tolerance_change_problems,
)
from spfbook.sources.portfolio_checks import portfolio_problems
from spfbook.sources.suggestions import did_you_mean
from spfbook.sources.word_checks import (
    Spot,
    baseline_problems,
    period_problems,
    polarity_problems,
    target_problems,
)
from spfbook.sources.yaml_text import Lines


def check_framework(
    framework: Framework,
    top: Lines,
    lines: dict[str, Lines],
    *,
    unread: Collection[str] = (),
) -> list[Problem]:
    """All that is wrong between the parts of `framework`; lines by theme id.

    `unread` are ids in files that could not be understood: naming them is no mistake.
    """
    checker = _Checker(framework, top, lines, frozenset(unread))
    return [*checker.unique(), *checker.references(), *checker.meanings()]


@dataclass(frozen=True)
class _Checker:
    framework: Framework
    top: Lines
    lines: dict[str, Lines]
    unread: frozenset[str]

    def _spots(self, table: str) -> Iterator[tuple[Theme, object, Spot]]:
        for theme in self.framework.themes:
            lines = self.lines[theme.id]
            for position, record in enumerate(getattr(theme.file, table)):
                name = getattr(record, "id", None) or record.ref
                yield theme, record, Spot(lines, (table, position), name)

    def unique(self) -> Iterator[Problem]:
        """Ids and refs that stand twice."""
        file = self.framework.file
        yield from self._twice_listed("priorities", [p.id for p in file.priorities])
        yield from self._twice_listed("members", [m.id for m in file.members])
        yield from self._twice_listed("areas", [a.id for a in file.areas])
        yield from self._peers_twice()
        yield from self._twice_listed("aspirations", [a.id for a in file.aspirations])
        yield from self._twice_listed("root_causes", [r.id for r in file.root_causes])
        themes: dict[str, str] = {}
        for priority in file.priorities:
            for theme_id in priority.themes:
                if theme_id in themes:
                    message = f"theme {theme_id!r} stands twice, first under {themes[theme_id]}"
                    yield self.top.problem(("priorities",), message)
                themes[theme_id] = priority.id
        for table in ("indicators", "deliverables"):
            yield from self._twice_in(table, "id")
            yield from self._twice_in(table, "ref")
        for _, record, spot in self._spots("indicators"):
            seen: set[str] = set()
            for component in getattr(record, "components", ()):
                if component.id in seen:
                    yield spot.problem("components", f"component {component.id!r} stands twice")
                seen.add(component.id)

    def _twice_listed(self, key: str, ids: list[str]) -> Iterator[Problem]:
        for position, found in enumerate(ids):
            if found in ids[:position]:
                yield self.top.problem((key, position), f"{key}: {found!r} stands twice")

    def _peers_twice(self) -> Iterator[Problem]:
        peers = self.framework.file.peers
        ids = [area.id for area in peers.areas] if peers else []
        for position, found in enumerate(ids):
            place = ("peers", "areas", position)
            if found in ids[:position]:
                yield self.top.problem(place, f"peers: {found!r} stands twice")
            elif found in self.framework.areas:
                message = f"peers: {found!r} stands under areas already; keep one of the two"
                yield self.top.problem(place, message)

    def _twice_in(self, table: str, key: str) -> Iterator[Problem]:
        first: dict[str, Problem] = {}
        for _, record, spot in self._spots(table):
            value = getattr(record, key, None)
            if value is None:
                continue
            if value in first:
                where = first[value]
                message = f"{key} {value!r} stands twice, first at {where.where}:{where.line}"
                yield spot.problem(key, message)
            else:
                first[value] = spot.problem(key, "")

    def references(self) -> Iterator[Problem]:
        """Names of things that are not there."""
        known = {
            "member": set(self.framework.members),
            "indicator": {*self.framework.indicators, *self.unread},
            "deliverable": {*self.framework.deliverables, *self.unread},
            "area": {area.id for area in self.framework.file.areas},
        }
        for theme in self.framework.themes:
            yield from self._theme_references(theme)
        yield from portfolio_problems(self.framework, self.top)
        for table in ("indicators", "deliverables"):
            for _, record, spot in self._spots(table):
                for key, kind, found in _references_of(record, table[:-1]):
                    if found in known[kind]:
                        continue
                    if kind == "area" and found in self.framework.peer_ids:
                        message = f"{key} names {found!r}, which is a peer; move it to areas"
                    else:
                        message = f"{key} names {kind} {found!r}, which is not defined"
                        message += did_you_mean(found, known[kind])
                    yield spot.problem(key, message)

    def _theme_references(self, theme: Theme) -> Iterator[Problem]:
        file = self.framework.file
        for key, things in (("aspirations", file.aspirations), ("root_causes", file.root_causes)):
            ids = {thing.id for thing in things}
            for found in getattr(theme.file, key):
                if found not in ids:
                    message = f"{key} names {found!r}, which {self.top.where} does not define"
                    yield self.lines[theme.id].problem((key,), message)

    def meanings(self) -> Iterator[Problem]:
        """Typed values that contradict the document's words or each other."""
        yield from tolerance_change_problems(self.framework.file, self.top)
        plan = self.framework.file.plan
        for _, record, spot in self._spots("indicators"):
            if isinstance(record, Indicator):
                yield from self._indicator(record, spot)
                yield from indicator_change_problems(record, plan, spot)

    def _indicator(self, indicator: Indicator, spot: Spot) -> Iterator[Problem]:
        target_text = self._target_text(indicator)
        words = indicator.baseline_text
        yield from baseline_problems(indicator.baseline, words, spot, "baseline")
        yield from target_problems(indicator.target, target_text, spot, "target")
        yield from polarity_problems(indicator.target, indicator.polarity, spot)
        yield from period_problems(
            indicator.frequency.counted_since, spot, "frequency.counted_since"
        )
        for position, component in enumerate(indicator.components):
            here = Spot(spot.lines, (*spot.place, "components", position), spot.name)
            yield from baseline_problems(component.baseline, words, here, "baseline")
            if component.target is not None:
                yield from target_problems(component.target, target_text, here, "target")
                yield from polarity_problems(component.target, component.polarity, here)
            elif component.assessed and not isinstance(indicator.target, ByComponent):
                yield from polarity_problems(indicator.target, component.polarity, here, component)
        if isinstance(indicator.target, ByComponent) and not any(
            component.target for component in indicator.components
        ):
            yield spot.problem("target", "target is by_component, but no component has one")

    def _target_text(self, indicator: Indicator) -> str | None:
        """The row's own words, and those of the row that its 'As above' repeats."""
        above = self.framework.indicators.get(indicator.refers_to or "")
        texts = [indicator.target_text, above.target_text if above else None]
        return " ".join(text for text in texts if text) or None


def _references_of(record: object, table: str) -> Iterator[tuple[str, str, str]]:
    for member in record.lead_members:  # type: ignore[attr-defined]
        yield "lead_members", "member", member
    if record.same_as:  # type: ignore[attr-defined]
        yield "same_as", table, record.same_as  # type: ignore[attr-defined]
    if not isinstance(record, Indicator):
        return
    if record.refers_to:
        yield "refers_to", "indicator", record.refers_to
    for target in (record.target, *(c.target for c in record.components if c.target)):
        yield from _named_by(target, "target")
    for i, change in enumerate(record.changes):
        if isinstance(change, TargetChange):
            yield from _named_by(change.target, f"changes.{i}.target")


def _named_by(target: Target, key: str) -> Iterator[tuple[str, str, str]]:
    for other in target.combined_with:
        yield key, "indicator", other
    if isinstance(target, Comparator):
        for area in target.areas:
            yield key, "area", area
