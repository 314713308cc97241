"""The Mann-Kendall test: do later values tend to be higher, or lower, than earlier ones?

Sources: Mann 1945; Kendall 1976; Gilbert 1987, chapter 16 (STATISTICS 3). Two-sided. Without ties
and up to 60 values the p value is exact, from the number of orders with each count of
inversions; otherwise it is the normal one with corrections for ties and for continuity.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MIN_POINTS = 8
"""Below this no test is made (STATISTICS 3; EPA Unified Guidance 2009, 8 to 10)."""
EXACT_UP_TO = 60
"""Values up to which the exact null distribution is worked out (STATISTICS 3, recommended)."""


@dataclass(frozen=True, slots=True)
class MannKendall:
    """The statistic and how surprising it is."""

    n: int
    s: int
    """Pairs that rise less pairs that fall."""
    variance: float
    """Of `s` when nothing changes, corrected for ties."""
    tau_a: float
    """`s` over the number of pairs (as pyMannKendall, EnvStats and rkt give it)."""
    tau_b: float
    """Kendall's tau corrected for ties (as Kendall and trend of R give it)."""
    p: float
    """Two-sided."""
    is_exact: bool

    @property
    def z(self) -> float:
        """The normal score, one step nearer to zero for continuity."""
        return normal_score(self.s, self.variance)


def mann_kendall(
    values: Sequence[float], times: Sequence[float] | None = None
) -> MannKendall:
    """The test on at least two values, in order of time or with their `times`.

    Whether there are enough of them to say anything is for the caller to decide.
    """
    n = len(values)
    assert n >= 2, "the caller has counted the values"
    times = range(n) if times is None else times
    s = score(values, times)
    ties, time_ties = tie_sizes(values), tie_sizes(times)
    variance = score_variance(n, ties, time_ties)
    is_exact = n <= EXACT_UP_TO and not ties and not time_ties
    p = exact_p(n, s) if is_exact else normal_p(normal_score(s, variance))
    tau_b = s / math.sqrt(_untied(n, ties) * _untied(n, time_ties)) if variance else 0.0
    return MannKendall(n, s, variance, s / _pairs(n), tau_b, p, is_exact)


def score(values: Sequence[float], times: Sequence[float]) -> int:
    """S: over all pairs, +1 where the later value is higher, -1 where it is lower."""
    total = 0
    for j in range(1, len(values)):
        for i in range(j):
            total += sign(values[j] - values[i]) * sign(times[j] - times[i])
    return total


def sign(number: float) -> int:
    return (number > 0) - (number < 0)


def tie_sizes(numbers: Sequence[float]) -> list[int]:
    """How many share a value, for each value that several share."""
    return [size for size in Counter(numbers).values() if size > 1]


def score_variance(n: int, ties: Sequence[int], time_ties: Sequence[int] = ()) -> float:
    """The variance of S when the order is chance, with ties in values and times.

    Kendall 1976, section 5.3. Without ties it is n(n-1)(2n+5)/18.
    """
    free = [_spread(n), *(-_spread(t) for t in (*ties, *time_ties))]
    variance = sum(free) / 18
    if ties and time_ties:
        both = sum(t * (t - 1) for t in ties) * sum(t * (t - 1) for t in time_ties)
        variance += both / (2 * n * (n - 1))
        three = _triples(ties) * _triples(time_ties)
        variance += three / (9 * n * (n - 1) * (n - 2)) if three else 0
    return variance


def normal_score(s: int, variance: float) -> float:
    """z with continuity correction; 0 when S is 0 or cannot vary."""
    return (s - sign(s)) / math.sqrt(variance) if variance > 0 else 0.0


def normal_p(z: float) -> float:
    """Two-sided."""
    return math.erfc(abs(z) / math.sqrt(2))


def exact_p(n: int, s: int) -> float:
    """Two-sided exact p of S for `n` values without ties."""
    return min(1.0, 2 * exact_tail(n, abs(s)))


def exact_tail(n: int, s: int) -> float:
    """The share of all orders of `n` values that give S of at least `s`."""
    inversions = (_pairs(n) - s) // 2
    if inversions < 0:
        return 0.0
    return sum(_orders(n)[: inversions + 1]) / math.factorial(n)


@lru_cache(maxsize=EXACT_UP_TO + 1)
def _orders(n: int) -> tuple[int, ...]:
    """How many orders of `n` values have 0, 1, 2 … inversions (Kendall's recursion)."""
    if n <= 1:
        return (1,)
    before = _orders(n - 1)
    counts, window = [], 0
    for k in range(_pairs(n) + 1):
        window += before[k] if k < len(before) else 0
        window -= before[k - n] if 0 <= k - n < len(before) else 0
        counts.append(window)
    return tuple(counts)


def _pairs(n: int) -> int:
    return n * (n - 1) // 2


def _untied(n: int, ties: Sequence[int]) -> int:
    return _pairs(n) - sum(_pairs(t) for t in ties)


def _spread(n: int) -> int:
    return n * (n - 1) * (2 * n + 5)


def _triples(ties: Sequence[int]) -> int:
    return sum(t * (t - 1) * (t - 2) for t in ties)
