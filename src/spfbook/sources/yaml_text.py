"""YAML with line numbers: a safe loader that refuses duplicate keys and aliases of objects.

The rest of the package never sees YAML: it gets plain values and `Lines`, which knows on
which line of which file each of them stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from spfbook.errors import Problem

MAX_DEPTH = 50
"""How deep values may lie in each other; a few thousand levels would end the interpreter."""

Place = tuple[str | int, ...]
"""Where a value stands in a file: keys and list positions from the top (`indicators, 3, id`)."""


@dataclass
class Lines:
    """The line of each place in one file."""

    where: str
    at: dict[Place, int] = field(default_factory=dict)
    refused: set[Place] = field(default_factory=set)
    """Places already reported as wrong YAML: what is missing there needs no second word."""

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
        too_deep = _line_too_deep(text)
        if too_deep:
            message = f"lies more than {MAX_DEPTH} levels deep; write it flatter"
            return None, lines, [Problem(where, too_deep, message)]
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
    found = builder.build(node, ())
    if found is None and not builder.problems:
        return None, lines, [Problem(where, 0, "is empty")]
    return found, lines, builder.problems


MERGE_TAG = "tag:yaml.org,2002:merge"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _line_too_deep(text: str) -> int:
    """The first line on which a value lies too deep; 0 when none does."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark.line + 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return 0


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
                self._report(node, place, "an anchored value is used twice; write it out")
                return None
            self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*place, i)) for i, item in enumerate(node.value)]
        return self._scalar(node, place)

    def _scalar(self, node: yaml.Node, place: Place) -> Any:
        try:
            return self.scalars.construct_object(node, deep=True)
        except (yaml.YAMLError, ValueError) as problem:
            words = " ".join(str(getattr(problem, "problem", problem)).split())
            self._report(node, place, f"cannot be understood: {words}")
            return None

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, place)
            if key is None:
                continue
            if key in found:
                message = f"key {key!r} stands twice, first on line {first[key]}"
                self._report(key_node, place, message)
                continue
            first[key] = key_node.start_mark.line + 1
            found[key] = self.build(value_node, (*place, key))
            self.lines.at[(*place, key)] = key_node.start_mark.line + 1
        return found

    def _key(self, node: yaml.Node, place: Place) -> str | None:
        if node.tag == MERGE_TAG:
            self._report(node, place, "key '<<' merges other values in; write them out")
            return None
        if not isinstance(node, yaml.ScalarNode):
            self._report(node, place, "a key is a list or has keys itself; write text")
            return None
        known = len(self.problems)
        key = self._scalar(node, place)
        if len(self.problems) > known:
            return None
        if not isinstance(key, str):
            self._report(node, place, f"key {node.value} is not text; put it in quotes")
            return None
        return key

    def _report(self, node: yaml.Node, place: Place, message: str) -> None:
        self.lines.refused.add(place)
        self.problems.append(Problem(self.lines.where, node.start_mark.line + 1, message))
