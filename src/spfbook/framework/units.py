"""Units of measurement: what a value counts, and how it is written."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What one value is a number of."""

    PERCENT = "percent"
    COUNT = "count"
    PER_1000 = "per_1000"
    PER_10000 = "per_10000"
    PER_100000 = "per_100000"
    GBP = "gbp"
    DAYS = "days"
    HOURS = "hours"
    WEEKS = "weeks"
    YEARS = "years"
    SCORE = "score"
    TONNES = "tonnes"
    RATIO = "ratio"
    NOT_STATED = "not_stated"
    """The document does not say, and the measure could be read more than one way."""


RATE_BASE = {Unit.PER_1000: 1_000, Unit.PER_10000: 10_000, Unit.PER_100000: 100_000}

IN_WORDS = {
    Unit.PERCENT: "%",
    Unit.COUNT: "number",
    Unit.PER_1000: "per 1,000",
    Unit.PER_10000: "per 10,000",
    Unit.PER_100000: "per 100,000",
    Unit.GBP: "£",
    Unit.DAYS: "days",
    Unit.HOURS: "hours",
    Unit.WEEKS: "weeks",
    Unit.YEARS: "years",
    Unit.SCORE: "score",
    Unit.TONNES: "tonnes",
    Unit.RATIO: "ratio",
    Unit.NOT_STATED: "unit not stated",
}
