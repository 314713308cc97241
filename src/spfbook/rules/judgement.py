"""Judgements: a status with its reason, and the evidence that one is judged on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from spfbook.framework.indicators import Baseline
from spfbook.framework.observations import Observation
from spfbook.framework.periods import Period, add_months


class Status(StrEnum):
    """Green, amber, red, or one of seven reasons for none. Worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    AWAITED = "awaited"
    STALE = "stale"
    NOT_DUE = "not_due"
    SUPPRESSED = "suppressed"
    NOT_JUDGEABLE = "not_judgeable"
    TO_BE_SET = "to_be_set"
    NO_TARGET = "no_target"

    @property
    def is_rated(self) -> bool:
        return self in RATED


RATED = (Status.RED, Status.AMBER, Status.GREEN)
WORST_FIRST = tuple(Status)


@dataclass(frozen=True)
class Judgement:
    """A status and why."""

    status: Status
    reason: str
    """One plain sentence, or two."""
    against: Decimal | None = None
    """The number the value was compared with, where there is one."""
    parts: Mapping[str, Judgement] = field(default_factory=dict)
    """For an indicator of several components: that of each, by component id."""
    judged: Decimal | None = None
    """The number that was compared, where it is not the latest figure itself: the count so far
    in the year, or the figures of several indicators added up."""


@dataclass(frozen=True)
class Evidence:
    """What a status is judged on, all of it known by the edition's as-at date."""

    values: Sequence[Observation]
    """The council's own observations, none after the edition's period."""
    period: Period
    """The edition's."""
    baseline: Baseline | None = None
    comparators: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    """By area id."""
    combined: Sequence[Observation | Sequence[Observation] | None] = ()
    """For each indicator that shares the target: its observations, or only the latest one."""
    interval_months: int = 12
    """Between one value and the next."""
    lag_days: int = 0
    arrears_months: int = 0
    """Months after a period's end at which the plan has its value due."""
    first_due: date | None = None
    """The day by which the plan has the first value due, where that is in arrears."""
    as_at: date | None = None
    """The day the report is made on; None: the day its period ends."""
    cumulative: bool = False
    """Values include the earlier ones."""
    counted_since: date | None = None
    """Of values that run on: the day from which they count and never begin anew; None: they
    begin anew each year."""
    additive: bool = True
    """Values of the parts of a year add up to the year's: counts and money do, rates and
    percentages do not."""
    baseline_broken: str = ""
    """Why the latest figure cannot be set against the baseline; empty when it can."""
    area_names: Mapping[str, str] = field(default_factory=dict)
    """What readers call the comparators, by area id."""

    @property
    def day(self) -> date:
        """The day the report is made on."""
        return self.as_at or self.period.end

    def due(self, period: Period) -> date:
        """The day by which the plan has the value of `period` due."""
        return add_months(period.end, self.arrears_months)

    @cached_property
    def latest(self) -> Observation | None:
        return max(self.values, key=lambda o: (o.period.end, o.period.start), default=None)


def worst(judgements: Mapping[str, Judgement]) -> tuple[str, Judgement]:
    """The worst of those that are rated, else the first reason; names settle ties, so that the
    order of rows does not matter."""
    rated = {name: each for name, each in judgements.items() if each.status.is_rated}
    return min(
        (rated or judgements).items(),
        key=lambda item: (WORST_FIRST.index(item[1].status), item[0]),
    )
