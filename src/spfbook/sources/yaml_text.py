"""YAML with line numbers: a safe loader that refuses duplicate keys and aliases of objects.

The rest of the package never sees YAML: it gets plain values and `Lines`, which knows on
which line of which file each of them stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from spfbook.errors import Problem

MAX_DEPTH = 50
"""How deep values may lie in each other."""
SAFE_LEVELS = 500
"""A few thousand would end the interpreter while the tree of nodes is made."""
TOO_DEEP = f"lies more than {MAX_DEPTH} levels deep; write it flatter"
BEFORE_A_WORD = re.compile(r"^[\s?:-]*", re.MULTILINE)

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
        if _most_levels(text) > SAFE_LEVELS:
            _check_depth(text)
        node = yaml.compose(text, Loader=_Loader)
    except _TooDeep as problem:
        return None, lines, [Problem(where, problem.line, TOO_DEEP)]
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
    try:
        found = builder.build(node, ())
    except _TooDeep as problem:
        return None, lines, [Problem(where, problem.line, TOO_DEEP)]
    if found is None and not builder.problems:
        return None, lines, [Problem(where, 0, "is empty")]
    return found, lines, builder.problems


MERGE_TAG, TEXT_TAG = "tag:yaml.org,2002:merge", "tag:yaml.org,2002:str"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _most_levels(text: str) -> int:
    """More levels than there can be: a value lies no deeper than brackets are opened and a line
    has signs and spaces before its first word."""
    brackets = text.count("[") + text.count("{")
    return brackets + max(map(len, BEFORE_A_WORD.findall(text)), default=0)


def _check_depth(text: str) -> None:
    """Raises `_TooDeep`, for a text that cannot be made into nodes to see."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                raise _TooDeep(event.start_mark.line + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


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
            if len(place) >= MAX_DEPTH:
                raise _TooDeep(node.start_mark.line + 1)
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
        if node.tag == TEXT_TAG:
            return node.value
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
