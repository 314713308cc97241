"""Typed values that must stand in the document's words, and must not contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from spfbook.errors import Problem
from spfbook.framework.indicators import Baseline, Component, Polarity
from spfbook.framework.periods import PeriodError, parse_period
from spfbook.framework.targets import (
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


@dataclass(frozen=True)
class Spot:
    """A record of a theme file and where it stands."""

    lines: Lines
    place: Place
    name: str

    def problem(self, key: str, message: str) -> Problem:
        """A problem at `key` of the record (`target`, `changes.0.date`); "" for all of it."""
        steps = (int(step) if step.isdigit() else step for step in key.split(".") if step)
        return self.lines.problem((*self.place, *steps), f"{self.name}: {message}")


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


def baseline_problems(
    baseline: Baseline | None, text: str | None, spot: Spot, key: str
) -> Iterator[Problem]:
    if baseline is None:
        return
    if baseline.value is not None and baseline.value not in numbers_in(text or ""):
        yield spot.problem(
            key, f"{key}.value is {baseline.value}, which is not in the words {text!r}"
        )
    yield from period_problems(baseline.period, spot, f"{key}.period")


def target_problems(
    target: Target, text: str | None, spot: Spot, key: str
) -> Iterator[Problem]:
    stated = numbers_in(text or "")
    for number in numbers_of(target):
        if number not in stated:
            yield spot.problem(key, f"{key} says {number}, which is not in the words {text!r}")
    if isinstance(target, Threshold | Comparator):
        yield from period_problems(target.by, spot, f"{key}.by")
    if isinstance(target, Schedule):
        for step in target.steps:
            yield from period_problems(step.by or step.during, spot, f"{key}.steps")


def polarity_problems(
    target: Target, polarity: Polarity, spot: Spot, component: Component | None = None
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


def period_problems(text: str | None, spot: Spot, key: str) -> Iterator[Problem]:
    if text is None:
        return
    try:
        parse_period(text)
    except PeriodError as problem:
        yield spot.problem(key, f"{key}: {problem}")
