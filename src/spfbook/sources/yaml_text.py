"""YAML with line numbers: a safe loader that refuses duplicate keys and aliases of objects.

The rest of the package never sees YAML: it gets plain values and `Lines`, which knows on
which line of which file each of them stands.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from spfbook.errors import Problem

Place = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions from the top (`indicators, 3, id`)."""


@dataclass
class Lines:
    """The line of each place in one file."""

    where: str
    at: dict[Place, int] = field(default_factory=dict)

    def line(self, place: Sequence[str | int]) -> int:
        """The line of `place`, or of the nearest thing around it that is in the file."""
        found = tuple(place)
        while found and found not in self.at:
            found = found[:-1]
        return self.at.get(found, 1)

    def problem(self, place: Sequence[str | int], message: str) -> Problem:
        return Problem(self.where, self.line(place), message)


def read_yaml(path: Path, where: str) -> tuple[Any, Lines, list[Problem]]:
    """The value in the file, the lines of its parts, and what is wrong with it as YAML.

    With a problem in the syntax the value is None.
    """
    lines = Lines(where)
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as problem:
        return None, lines, [Problem(where, 0, f"cannot be read: {problem.strerror}")]
    except UnicodeDecodeError as problem:
        return None, lines, [Problem(where, 0, f"is not UTF-8 text (byte {problem.start})")]
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        words = " ".join(str(problem.problem or problem.context).split())
        line = mark.line + 1 if mark else 0
        return None, lines, [Problem(where, line, f"is not YAML: {words}")]
    except (yaml.YAMLError, ValueError) as problem:
        words = " ".join(str(problem).split())
        return None, lines, [Problem(where, 0, f"is not YAML: {words}")]
    if node is None:
        return None, lines, [Problem(where, 0, "is empty")]
    builder = _Builder(lines)
    return builder.build(node, ()), lines, builder.problems


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class _Builder:
    """Turns a tree of YAML nodes into plain values, noting lines and duplicate keys."""

    lines: Lines
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    scalars: yaml.constructor.SafeConstructor = field(
        default_factory=yaml.constructor.SafeConstructor
    )

    def build(self, node: yaml.Node, place: Place) -> Any:
        self.lines.at[place] = node.start_mark.line + 1
        if isinstance(node, yaml.CollectionNode):
            if id(node) in self.seen:
                # An alias can make a small file unfold into a vast value.
                self._report(node, "an anchored value is used twice; write it out")
                return None
            self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*place, i)) for i, item in enumerate(node.value)]
        try:
            return self.scalars.construct_object(node)
        except (yaml.YAMLError, ValueError) as problem:
            words = " ".join(str(getattr(problem, "problem", problem)).split())
            self._report(node, f"cannot be understood: {words}")
            return None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self.scalars.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable) or not isinstance(key, str):
                self._report(key_node, f"key {key!r} is not text; put it in quotes")
                continue
            if key in found:
                self._report(key_node, f"key {key!r} stands twice, first on line {first[key]}")
                continue
            first[key] = key_node.start_mark.line + 1
            found[key] = self.build(value_node, (*place, key))
            self.lines.at[(*place, key)] = key_node.start_mark.line + 1
        return found

    def _report(self, node: yaml.Node, message: str) -> None:
        self.problems.append(Problem(self.lines.where, node.start_mark.line + 1, message))
