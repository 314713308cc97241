"""Observations as a pandas table, for analysts' own work in a notebook."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from spfbook.framework.observations import Observations

COLUMNS = [
    "indicator", "component", "area", "period", "start", "end", "value", "numerator",
    "denominator", "lower", "upper", "flag", "published_on", "source",
]  # fmt: skip


def observations_frame(observations: Observations, indicators: Collection[str]) -> pd.DataFrame:
    """One row an observation of `indicators`; numbers as floats, dates as timestamps."""
    rows = [
        (
            s.indicator, s.component, o.area, o.period.text, o.period.start, o.period.end,
            o.value, o.numerator, o.denominator, o.lower, o.upper,
            o.flag.value if o.flag else None, o.published_on, s.source.id,
        )
        for s in observations.series
        if s.indicator in indicators and not s.is_related_only
        for o in s.observations
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=COLUMNS)
    for column in ("value", "numerator", "denominator", "lower", "upper"):
        frame[column] = pd.to_numeric(frame[column].astype("float64"))
    for column in ("start", "end", "published_on"):
        frame[column] = pd.to_datetime(frame[column])
    return frame
