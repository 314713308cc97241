"""Where a made-up series starts when the plan gives neither a baseline nor a number to reach."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spfbook.framework.indicators import Polarity
from spfbook.framework.units import Unit
from spfbook.sources.illustrative_chance import Chance

COUNTS = (
    ("caseload", 14, 20),
    ("deaths|suicide", 0, 1),
    ("calls", 18_000, 30_000),
    ("visitors|engagements|views|requests by channel|forms", 4_000, 16_000),
    ("workforce jobs", 52_000, 60_000),
    ("employers", 6_500, 7_800),
    ("subscribers|followers", 6_000, 15_000),
    ("housing register|licensed", 3_500, 9_000),
    ("webchats", 700, 1_300),
    ("fly-tipping|antisocial", 700, 1_600),
    ("in temporary accommodation|residential customers", 900, 1_500),
    ("open adult|contact with adult|in contact", 2_500, 5_000),
    ("contacts at|contacts", 700, 1_400),
    ("appraisals", 1_500, 2_600),
    ("requests|concerns|approaches|referrals|admissions", 120, 480),
    (r"\blac\b|\bcin\b|looked after|child in need", 250, 480),
    (r"\bcp\b|undergoing|leased|^number$", 150, 400),
    ("inspections|premises", 90, 260),
    ("accidents|forum|events|cohorts|challenges|called in|riddor|grievances", 1, 8),
    ("breaches|ombudsman|urgent|absences|proceedings|severe weather|rough", 4, 28),
    ("attendees|members|registered|newsletter", 150, 700),
    ("mentions|posts", 40, 160),
    ("evictions|specialist|adapted|apprenticeships|sites?\\b", 3, 30),
    ("people|residents|children|households|learners", 60, 320),
    ("homes|buildings|businesses|vehicles", 12, 140),
)
"""Words of the measure, and between which whole numbers a count like it starts."""

PERCENT = {
    Polarity.HIGHER_IS_BETTER: (58, 93),
    Polarity.LOWER_IS_BETTER: (4, 26),
    Polarity.IN_RANGE: (20, 80),
    Polarity.NEITHER: (15, 55),
}
PERCENT_WORDS = (
    ("collected|collections made|homes let|homes that are let", 91, 98),
    ("surviv", 36, 46),
    ("apprentice|start-up|long-term unemploy|right to buy|out-of-work", 1, 6),
    ("journeys|ethnic", 35, 55),
)
OTHER = {
    Unit.COUNT: (25, 240),
    Unit.PER_1000: (8, 40),
    Unit.PER_10000: (30, 120),
    Unit.PER_100000: (120, 600),
    Unit.GBP: (40_000, 420_000),
    Unit.DAYS: (12, 45),
    Unit.HOURS: (4, 30),
    Unit.WEEKS: (4, 8),
    Unit.YEARS: (60, 80),
    Unit.SCORE: (50, 85),
    Unit.TONNES: (900, 4_000),
    Unit.RATIO: (0.4, 0.7),
    Unit.NOT_STATED: (20, 80),
}
MONEY_WORDS = (("annual income", 26_000, 31_000),)


def level(texts: Sequence[str], unit: Unit, polarity: Polarity, chance: Chance) -> float:
    """A plausible size for what `texts` describe; what the first one says goes first."""
    low, high = _bounds(texts, unit, polarity)
    return chance.between(low, high)


def _bounds(texts: Sequence[str], unit: Unit, polarity: Polarity) -> tuple[float, float]:
    words = {Unit.COUNT: COUNTS, Unit.PERCENT: PERCENT_WORDS, Unit.GBP: MONEY_WORDS}
    for text in texts:
        for pattern, low, high in words.get(unit, ()):
            if re.search(pattern, text, re.IGNORECASE):
                return low, high
    return PERCENT[polarity] if unit is Unit.PERCENT else OTHER[unit]
