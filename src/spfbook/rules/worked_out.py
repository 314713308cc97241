"""Values that are worked out of a thing when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class worked_out:
    """A property worked out when it is first asked for, and kept in the dictionary `known` of its
    owner: once for all copies that share that."""

    def __init__(self, how: Callable[[Any], Any]) -> None:
        self.how, self.__doc__ = how, how.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, of: Any, owner: type | None = None) -> Any:
        if of is None:
            return self
        if self.name not in of.known:
            of.known[self.name] = self.how(of)
        return of.known[self.name]
