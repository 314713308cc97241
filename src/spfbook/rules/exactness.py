"""How exact the figures of a series are: the decimals to show, and the interval of the latest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from spfbook.framework.indicators import Component, Indicator
from spfbook.framework.observations import Observation
from spfbook.framework.units import Unit
from spfbook.rules.comparison import Limits, published_limits
from spfbook.rules.counts import base_of, counts_of
from spfbook.rules.intervals import proportion_interval, rate_interval


def decimals_of(definition: Indicator | Component, values: Sequence[Observation]) -> int:
    """Decimal places to show, so that no figure seems more exact than it was published."""
    exponents = [o.value.as_tuple().exponent for o in values if o.value is not None]
    published = max((-e for e in exponents if isinstance(e, int)), default=definition.decimals)
    return min(definition.decimals, max(0, published))


def known_limits(latest: Observation | None, unit: Unit, decimals: int) -> Limits | None:
    """The published interval; else one from the counts, where they give the published figure."""
    if latest is None or latest.value is None:
        return None
    published = published_limits(latest)
    base = base_of(unit is Unit.PERCENT, unit)
    counts = counts_of(latest, base, decimals)
    if published is not None or counts is None or base is None:
        return published
    x, n = map(float, counts)
    found = (
        proportion_interval(x, n, scale=100)
        if unit is Unit.PERCENT
        else rate_interval(x, n, base=base)
    )
    if found is None or found.lower is None:
        return None
    return Decimal(repr(found.lower)), Decimal(repr(found.upper))
