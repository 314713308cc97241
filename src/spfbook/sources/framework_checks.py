"""What the files of a framework must agree on with each other and with their own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from spfbook.errors import Problem
from spfbook.framework.framework import Framework, Theme
from spfbook.framework.indicators import Baseline, Component, Indicator, Polarity
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.framework.targets import (
    ByComponent,
    Comparator,
    Range,
    Schedule,
    Target,
    Threshold,
    bound_of,
    numbers_of,
)
from spfbook.sources.yaml_text import Lines, Place

NUMBER_WORDS = {"zero": "0", "nil": "0"}
MULTIPLIERS = {"k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}


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
class _Spot:
    """A record of a theme file and where it stands."""

    lines: Lines
    place: Place
    name: str

    def problem(self, key: str, message: str) -> Problem:
        place = (*self.place, *key.split(".")) if key else self.place
        return self.lines.problem(place, f"{self.name}: {message}")


@dataclass(frozen=True)
class _Checker:
    framework: Framework
    top: Lines
    lines: dict[str, Lines]
    unread: frozenset[str]

    def _spots(self, table: str) -> Iterator[tuple[Theme, object, _Spot]]:
        for theme in self.framework.themes:
            lines = self.lines[theme.id]
            for position, record in enumerate(getattr(theme.file, table)):
                name = getattr(record, "id", None) or record.ref
                yield theme, record, _Spot(lines, (table, position), name)

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
        for _, record, spot in self._spots("indicators"):
            if isinstance(record, Indicator):
                yield from self._indicator(record, spot)

    def _indicator(self, indicator: Indicator, spot: _Spot) -> Iterator[Problem]:
        target_text = self._target_text(indicator)
        yield from _baseline(indicator.baseline, indicator.baseline_text, spot, "baseline")
        yield from _target(indicator.target, target_text, indicator.polarity, spot, "target")
        for earlier in indicator.earlier_targets:
            yield from _target(
                earlier.target, earlier.target_text, indicator.polarity, spot, "earlier_targets"
            )
            yield from _period(earlier.until, spot, "earlier_targets")
        for position, component in enumerate(indicator.components):
            key = f"components.{position}"
            here = _Spot(spot.lines, (*spot.place, "components", position), spot.name)
            text = indicator.baseline_text
            yield from _baseline(component.baseline, text, here, "baseline", f"{key}.baseline")
            if component.target is not None:
                yield from _target(
                    component.target, target_text, component.polarity, here, "target"
                )
            elif component.assessed and not isinstance(indicator.target, ByComponent):
                yield from _polarity(indicator.target, component.polarity, here, component)
        if isinstance(indicator.target, ByComponent) and not any(
            component.target for component in indicator.components
        ):
            yield spot.problem("target", "target is by_component, but no component has one")

    def _target_text(self, indicator: Indicator) -> str | None:
        """The row's own words, and those of the row that its 'As above' repeats."""
        above = self.framework.indicators.get(indicator.refers_to or "")
        texts = [indicator.target_text, above.target_text if above else None]
        return " ".join(text for text in texts if text) or None


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """What was probably meant, to be put after the sentence that refuses `found`."""
    close = difflib.get_close_matches(found, sorted(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


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
        for other in target.combined_with:
            yield "target", "indicator", other
        if isinstance(target, Comparator):
            for area in target.areas:
                yield "target", "area", area


def numbers_in(text: str) -> set[Decimal]:
    """Every number that stands in `text`: `£2.5m` is 2500000, `Zero` 0, `1,944` 1944."""
    found = {Decimal(NUMBER_WORDS[w]) for w in re.findall(r"[a-z]+", text.lower())
             if w in NUMBER_WORDS}
    for sign, digits, suffix in re.findall(
        r"(\+/-\s*|-)?(\d[\d,]*(?:\.\d+)?)\s*(million|bn|m|k)?\b",
        text.lower().replace("%", " "),
    ):
        number = Decimal(digits.replace(",", "")) * MULTIPLIERS.get(suffix, 1)
        found |= {number, -number} if sign.startswith("+") else {number}
        if sign == "-":
            found.add(-number)
    return found


def _baseline(
    baseline: Baseline | None, text: str | None, spot: _Spot, key: str, _: str = ""
) -> Iterator[Problem]:
    if baseline is None:
        return
    if baseline.value is not None and baseline.value not in numbers_in(text or ""):
        yield spot.problem(
            key, f"{key}.value is {baseline.value}, which is not in the words {text!r}"
        )
    yield from _period(baseline.period, spot, f"{key}.period")


def _target(
    target: Target, text: str | None, polarity: Polarity, spot: _Spot, key: str
) -> Iterator[Problem]:
    stated = numbers_in(text or "")
    for number in numbers_of(target):
        if number not in stated:
            yield spot.problem(key, f"{key} says {number}, which is not in the words {text!r}")
    if isinstance(target, Threshold | Comparator):
        yield from _period(target.by, spot, f"{key}.by")
    if isinstance(target, Schedule):
        for step in target.steps:
            yield from _period(step.by or step.during, spot, f"{key}.steps")
    yield from _polarity(target, polarity, spot)


def _polarity(
    target: Target, polarity: Polarity, spot: _Spot, component: Component | None = None
) -> Iterator[Problem]:
    bound = bound_of(target)
    whose = f"of component {component.id!r} " if component else ""
    contradicts = bound is not None and (
        (polarity is Polarity.HIGHER_IS_BETTER and not bound.is_floor)
        or (polarity is Polarity.LOWER_IS_BETTER and bound.is_floor)
    )
    if contradicts:
        yield spot.problem(
            "polarity",
            f"polarity {whose}is {polarity}, but its target is {_in_words(target)}; "
            "one of the two is wrong",
        )
    if isinstance(target, Range) and polarity is not Polarity.IN_RANGE:
        yield spot.problem(
            "polarity", f"polarity {whose}is {polarity}; a range needs in_range"
        )


def _in_words(target: Target) -> str:
    detail = getattr(target, "bound", None) or getattr(target, "want", None)
    return str(detail or getattr(target, "relation", target.kind))


def _period(text: str | None, spot: _Spot, key: str) -> Iterator[Problem]:
    if text is None:
        return
    try:
        parse_period(text)
    except PeriodError as problem:
        yield spot.problem(key, f"{key}: {problem}")
