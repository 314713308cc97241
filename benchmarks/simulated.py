"""How the tables of simulations are written: rates with their standard errors."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import fmean, stdev

MAY_BE_MISSING = "—"


def rate(hits: Sequence[bool]) -> str:
    """A percentage with its standard error."""
    p = fmean(hits)
    error = math.sqrt(p * (1 - p) / len(hits))
    return f"{100 * p:.1f} ± {100 * error:.1f}"


def table(heads: Sequence[str], rows: Iterator[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'--:|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def mean(values: Sequence[float]) -> str:
    error = stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{fmean(values):.1f} ± {error:.1f}" if error else f"{fmean(values):.1f}"
