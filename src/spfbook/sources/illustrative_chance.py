"""Chance that is the same for the same names, on any platform and any version of Python."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A run of made-up numbers, settled by its names alone.

    Python promises to keep the sequence of `random()` for a whole-number seed; nothing else of
    its module is used, and the arithmetic here is exact to the last bit everywhere.
    """

    def __init__(self, *names: object) -> None:
        text = "|".join(str(name) for name in names)
        digest = hashlib.sha256(text.encode("utf-8")).digest()
        self._random = random.Random(int.from_bytes(digest, "big"))

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both possible."""
        return low + min(int((high - low + 1) * self._random.random()), high - low)

    def noise(self) -> float:
        """Around 0, rarely beyond 1 or below -1."""
        return sum(self.between(-0.7, 0.7) for _ in range(3))

    def happens(self, share: float) -> bool:
        return self._random.random() < share

    def one_of(self, options: Sequence[T]) -> T:
        return options[self.whole(0, len(options) - 1)]
